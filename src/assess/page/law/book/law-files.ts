// The files of a chosen folder by their names inside it, read as JSON; whatever is none is named.

export type LawFiles = Record<string, unknown>

export interface ChosenFile {
  name: string
  /** `law/rules/dora.json` where a folder was chosen, empty where single files were. */
  webkitRelativePath: string
  text(): Promise<string>
}

export async function lawFilesOf(chosen: readonly ChosenFile[]): Promise<{ files: LawFiles; unread: string[] }> {
  const files: LawFiles = {}
  const unread: string[] = []
  for (const file of chosen) {
    if (!file.name.endsWith('.json')) continue
    const name = insideFolder(file)
    try {
      files[name] = JSON.parse(await file.text())
    } catch {
      unread.push(name)
    }
  }
  return { files, unread }
}

/** Without the folder itself: the law names its files from there. */
function insideFolder({ name, webkitRelativePath }: ChosenFile): string {
  const path = webkitRelativePath || name
  const first = path.indexOf('/')
  return first === -1 ? path : path.slice(first + 1)
}
