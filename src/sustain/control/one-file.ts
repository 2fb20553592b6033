// A resolver that is changed by one file of its configuration: written whole, checked by its own program, loaded; and put back as it was.
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Control, ControlKind, Controlled, Move, SavedConfiguration } from '../model/failover.ts'
import { whyNotForward } from '../rules/dns/can-forward.ts'
import type { Ran } from './run-program.ts'
import { readWhole, writeWhole } from './whole-file.ts'

/** The word by which a file of ours is known; every comment sign works before it. */
export const oursMark = 'Written by Tocsin: names are moved. It puts back what stood here.'

export interface OneFile {
  kind: ControlKind
  path: string
  /** May the file be missing: then the way back takes it away. */
  mayBeMissing: boolean
  upstreamsIn(text: string): string[]
  /** Zones that have a place of their own at this moment, and so stay where they are when '.' moves. */
  zones(): Promise<{ ok: true; zones: string[] } | { ok: false; why: string }>
  /** The new text, or why there is none. `zones`: those of the moment that `before` was read. */
  compose(before: string, move: Move, zones: readonly string[]): { ok: true; text: string } | { ok: false; why: string }
  /** Is what now stands in the file valid; asked before it is loaded. */
  valid(): Promise<Ran>
  /** undefined: the way back. */
  load(move: Move | undefined): Promise<Ran>
}

export function oneFileControl(parts: OneFile): Control {
  async function read(): Promise<Controlled<SavedConfiguration>> {
    const found = await readWhole(parts.path)
    if (!found.ok) return { ok: false, why: found.why, said: '' }
    if (found.text === null && !parts.mayBeMissing)
      return { ok: false, why: `${parts.path} does not exist; make it, and let the configuration include it`, said: '' }
    const text = found.text ?? ''
    const owned = await parts.zones()
    if (!owned.ok) return { ok: false, why: owned.why, said: '' }
    return {
      ok: true,
      value: {
        kind: parts.kind,
        text: JSON.stringify({ path: parts.path, text: found.text, zones: owned.zones }),
        upstreams: parts.upstreamsIn(text),
        moved: text.includes(oursMark),
      },
      said: '',
    }
  }

  async function check(move: Move): Promise<string[]> {
    const saved = fileOf(parts, move.from)
    if (!saved.ok) return [saved.why]
    const composed = parts.compose(saved.text ?? '', move, saved.zones)
    return [...whyNotForward(parts.kind, move.upstreams), ...(composed.ok ? [] : [composed.why])]
  }

  async function point(move: Move): Promise<Controlled<null>> {
    const saved = fileOf(parts, move.from)
    if (!saved.ok) return { ok: false, why: saved.why, said: '' }
    const composed = parts.compose(saved.text ?? '', move, saved.zones)
    if (!composed.ok) return { ok: false, why: composed.why, said: '' }
    return put(parts, composed.text, saved.text, move)
  }

  async function restore(from: SavedConfiguration): Promise<Controlled<null>> {
    const saved = fileOf(parts, from)
    if (!saved.ok) return { ok: false, why: saved.why, said: '' }
    return put(parts, saved.text, saved.text, undefined)
  }

  return { kind: parts.kind, read, check, point, restore }
}

/** What is not valid is never loaded: the file from before stands again at once. */
async function put(
  parts: OneFile,
  text: string | null,
  before: string | null,
  move: Move | undefined,
): Promise<Controlled<null>> {
  try {
    await writeWhole(parts.path, text)
  } catch (error) {
    return { ok: false, why: `${parts.path} cannot be written (${String(error)})`, said: '' }
  }
  const valid = await parts.valid()
  if (!valid.ok) {
    if (move) await writeWhole(parts.path, before).catch(() => {})
    return { ok: false, why: `The new configuration is not valid: ${valid.why}`, said: valid.out.slice(0, 1000) }
  }
  const loaded = await parts.load(move)
  const said = loaded.out.trim().slice(0, 1000)
  return loaded.ok ? { ok: true, value: null, said } : { ok: false, why: loaded.why, said }
}

type FileText = { ok: true; text: string | null; zones: string[] } | { ok: false; why: string }

const Kept = Type.Object({
  path: Type.String(),
  text: Type.Union([Type.String(), Type.Null()]),
  zones: Type.Array(Type.String()),
})
const isKept = Compile(Kept)

function fileOf(parts: OneFile, saved: SavedConfiguration): FileText {
  const found = saved.kind === parts.kind ? keptIn(saved.text) : undefined
  if (!found) return { ok: false, why: `What was saved is no configuration of ${parts.kind}` }
  if (found.path !== parts.path)
    return { ok: false, why: `What was saved stood in ${found.path}, but the control now names ${parts.path}` }
  return { ok: true, text: found.text, zones: found.zones }
}

function keptIn(text: string): Static<typeof Kept> | undefined {
  try {
    const kept: unknown = JSON.parse(text)
    return isKept.Check(kept) ? kept : undefined
  } catch {
    return undefined
  }
}
