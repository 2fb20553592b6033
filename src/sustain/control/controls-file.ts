// The file that TOCSIN_CONTROLS names: read again when it changed, believed only when nobody else can write to it.
import { stat } from 'node:fs/promises'
import { Compile } from 'typebox/compile'
import { type ControlEntry, ControlsFile, type PracticeEntry, type ShownControl } from '../model/controls.ts'
import { whyNotAddress } from '../rules/dns/can-forward.ts'
import { codeOf, readWhole } from './whole-file.ts'

const isControls = Compile(ControlsFile)

export type ReadControls = { ok: true; entries: readonly ControlEntry[] } | { ok: false; why: string }

export interface Controls {
  /** null: no file is named, so there are no controls. */
  readonly path: string | null
  all(): Promise<ReadControls>
  find(name: string): Promise<{ ok: true; entry: ControlEntry } | { ok: false; why: string }>
}

/** What may be told of a control. */
export function shownControl({ name, kind, serves, drill }: ControlEntry | PracticeEntry): ShownControl {
  return { name, kind, serves, drill: drill === true }
}

export function openControls(path: string | null): Controls {
  let kept: { stamp: string; read: ReadControls } | undefined

  async function all(): Promise<ReadControls> {
    if (path === null) return { ok: true, entries: [] }
    const stamp = await stampOf(path)
    if (kept?.stamp !== stamp) kept = { stamp, read: await readControls(path) }
    return kept.read
  }

  return {
    path,
    all,
    async find(name) {
      const read = await all()
      if (!read.ok) return read
      const entry = read.entries.find((one) => one.name === name)
      if (entry) return { ok: true, entry }
      const known = read.entries.map((one) => one.name).join(', ') || 'none'
      return { ok: false, why: `There is no control "${name}" in the file of controls (there are: ${known}).` }
    },
  }
}

async function stampOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  return found ? `${found.ino} ${found.mtimeMs} ${found.ctimeMs} ${found.size}` : 'missing'
}

/** Its content is never repeated in what is said: it names keys and sockets. */
export async function readControls(path: string): Promise<ReadControls> {
  const distrust = await whyNotTrusted(path)
  if (distrust) return { ok: false, why: distrust }
  const found = await readWhole(path)
  if (!found.ok || found.text === null) return { ok: false, why: found.ok ? `${path} does not exist` : found.why }
  const json = parsed(found.text)
  if (json === undefined) return { ok: false, why: `${path} is no JSON` }
  if (!isControls.Check(json)) {
    const [first] = isControls.Errors(json)
    return { ok: false, why: `${path} is not as it must be at ${first?.instancePath || '/'}: ${first?.message ?? ''}` }
  }
  const faults = faultsOf(json.controls)
  return faults.length > 0 ? { ok: false, why: `${path}: ${faults.join(' ')}` } : { ok: true, entries: json.controls }
}

/** Whoever can write to it can run any program as this account. */
async function whyNotTrusted(path: string): Promise<string | null> {
  try {
    const { mode, uid } = await stat(path)
    if ((mode & 0o022) !== 0) return `${path} can be written to by others; take that away (chmod go-w)`
    const own = process.getuid?.()
    if (own !== undefined && uid !== own && uid !== 0)
      return `${path} belongs to another account; it must belong to the one that runs Tocsin, or to root`
    return null
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? `${path} does not exist` : `${path} cannot be read (${codeOf(error)})`
  }
}

function faultsOf(entries: readonly ControlEntry[]): string[] {
  const names = entries.map(({ name }) => name)
  const twice = names.filter((name, at) => names.indexOf(name) !== at)
  return [
    ...new Set(twice.map((name) => `The name "${name}" stands twice.`)),
    ...entries.flatMap(({ serves }) => whyNotAddress(serves)),
  ]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
