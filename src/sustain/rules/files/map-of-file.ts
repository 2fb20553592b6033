// A file of parts as a map of its own, without a node: for questions to files.

import { graphFrom, type KnownPart } from '../graph/from-parts.ts'
import type { Mapped } from '../long-run/mapped.ts'
import { freshPart } from './merged.ts'
import { type FileForm, readPartFile } from './read-file.ts'
import { type ResolvedPart, resolve } from './resolve.ts'

export interface FileMap extends Mapped {
  /** The name by which the file calls each part. */
  keys: ReadonlyMap<string, string>
  leftOut: readonly { at: string; why: string }[]
}

export type FileMapRead = { ok: true; map: FileMap } | { ok: false; why: string }

/** Ids are counted through in the order of the file, so that the same file gives the same answer. */
export function mapOfFile(bytes: Uint8Array, now: string, form?: FileForm): FileMapRead {
  const read = readPartFile(bytes, form)
  if (!read.ok) return read
  let counted = 0
  const newId = () => {
    counted += 1
    return `00000000-0000-7000-8000-${counted.toString(16).padStart(12, '0')}`
  }
  const { parts, leftOut } = resolve(read.file, new Map(), newId)
  const imported = { kind: 'imported' as const, what: 'File', seenAt: now }
  const known = parts.map((one) => asKnown(one, imported)).filter(({ state }) => state.active)
  known.sort((a, b) => (a.id < b.id ? -1 : 1))
  const keys = new Map(parts.map((one) => [one.id, one.part.id]))
  return { ok: true, map: { graph: graphFrom(known), parts: known, keys, leftOut } }
}

function asKnown(one: ResolvedPart, imported: Parameters<typeof freshPart>[1]): KnownPart {
  const { active = true, ...rest } = freshPart(one, imported)
  return { id: one.id, state: { ...rest, active } }
}
