// Reads and writes a file of configuration whole: what stands there is the old text or the new one, never a part, also after a power cut.
import { randomBytes } from 'node:crypto'
import { chmod, chown, lstat, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const mostBytes = 1024 * 1024

export type WholeFile = { ok: true; text: string | null } | { ok: false; why: string }

/** null: there is no such file. */
export async function readWhole(path: string): Promise<WholeFile> {
  try {
    const { size } = await stat(path)
    if (size > mostBytes) return { ok: false, why: `${path} has more than ${mostBytes} bytes` }
    const bytes = await readFile(path)
    const text = bytes.toString('utf8')
    if (!Buffer.from(text, 'utf8').equals(bytes))
      return { ok: false, why: `${path} is not UTF-8, so it could not be put back exactly` }
    return { ok: true, text }
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? { ok: true, text: null } : { ok: false, why: `${path} cannot be read (${code})` }
  }
}

/** null takes the file away. Mode and owner stay as they were; a new file gets 0644, because resolvers run as users of their own. */
export async function writeWhole(path: string, text: string | null): Promise<void> {
  const target = await realpath(path).catch(() => path)
  if (text === null) await rm(target, { force: true })
  else await replace(target, text)
  await flushFolder(dirname(target))
}

async function replace(target: string, text: string): Promise<void> {
  const before = await lstat(target).catch(() => null)
  const temporary = join(dirname(target), `.${randomBytes(6).toString('hex')}.tocsin`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    if (before && process.getuid?.() === 0) await chown(temporary, before.uid, before.gid)
    await chmod(temporary, before ? before.mode & 0o777 : 0o644)
    await rename(temporary, target)
  } finally {
    await rm(temporary, { force: true })
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
}
