// How far frames on the disk hold what stands in the intake log. The file is written between the frames and their names, so
// that after a crash each input is either in a frame or counted again, and never both.
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { frameNumberOf, writeWhole } from './frame-files.ts'
import type { IntakeMark } from './messages.ts'

export interface KeptMark extends IntakeMark {
  /** Names of frames that stand beside it, perhaps not yet under their name. */
  frames: string[]
}

const fileName = 'mark.json'

/** null: there is none, as at the first start. A mark that cannot be read is an error: counting all again would count twice. */
export async function readMark(folder: string): Promise<KeptMark | null> {
  const path = join(folder, fileName)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const mark = parsed(text)
  if (!mark)
    throw new Error(`${path} is damaged. Remove it, and inputs of the last minute before the crash may count twice.`)
  return mark
}

export async function keepMark(folder: string, { through, before, frames }: KeptMark): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeWhole(folder, join(folder, fileName), Buffer.from(JSON.stringify({ through, before, frames })))
}

function parsed(text: string): KeptMark | null {
  try {
    const { through, before, frames } = JSON.parse(text) as Partial<KeptMark>
    const known = typeof through === 'number' && typeof before === 'number' && Array.isArray(frames)
    return known && frames.every((name) => typeof name === 'string' && frameNumberOf(name) !== null)
      ? { through, before, frames }
      : null
  } catch {
    return null
  }
}
