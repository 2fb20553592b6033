// From keys to ids: which part of the map each part of a file is, and what its options mean. What is left out is said.
import type { Id } from '#kernel/id.ts'
import type { LeftOut, PartFile, PlacedPart } from '../../model/part-file.ts'
import { inOneGo, isPause } from '../graph/slices.ts'
import { type Known, needsOf, type ResolvedNeed } from './resolve-needs.ts'

/** All parts that are known by a key. */
export type KnownBy = ReadonlyMap<string, readonly Known[]>

export interface ResolvedPart extends PlacedPart {
  id: Id
  fresh: boolean
  needs?: ResolvedNeed[]
}

const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const prefix = 'tocsin:'

/** The names by which a part of a file may be known here, the surest first. */
export function keysOf({ part: { id, aliases = [] } }: PlacedPart): string[] {
  const own = id.startsWith(prefix) ? id.slice(prefix.length) : id
  const names = idShape.test(own) ? [own, `${prefix}${own}`] : [id]
  const elsewhere = aliases
    .filter((alias) => alias.startsWith(prefix))
    .flatMap((alias) => [alias.slice(prefix.length), alias])
  return [...new Set([...names, ...elsewhere])]
}

/** The other name that a part from this file gets: what it is found by next time. */
export function aliasOf(id: string): string {
  return idShape.test(id) ? `${prefix}${id}` : id
}

export function isIdKey(key: string): boolean {
  return idShape.test(key)
}

/** `newId` is asked once for each part that is not there yet, with its key. */
export function resolve(file: PartFile, known: KnownBy, newId: (key: string) => Id): Resolved {
  return inOneGo(resolving(file, known, newId))
}

export interface Resolved {
  parts: ResolvedPart[]
  leftOut: LeftOut[]
}

/** Stops now and then, so that others get their turn on large files. */
export function* resolving(
  file: PartFile,
  known: KnownBy,
  newId: (key: string) => Id,
): Generator<undefined, Resolved, undefined> {
  const leftOut = [...file.leftOut]
  const claimed = new Map<Id, string>()
  const byKey = new Map<string, Known>()
  const placed: ResolvedPart[] = []
  for (const [index, one] of file.parts.entries()) {
    if (isPause(index)) yield
    const target = targetOf(one, known, newId, leftOut)
    if (!target) continue
    const before = claimed.get(target.id)
    if (before !== undefined) {
      leftOut.push({ at: one.at, why: `It is the same part as ${before}.` })
      continue
    }
    claimed.set(target.id, one.at)
    for (const key of keysOf(one)) if (!byKey.has(key)) byKey.set(key, target)
    if (target.writable) placed.push({ ...one, id: target.id, fresh: !known.get(target.key)?.length })
    else
      leftOut.push({
        at: one.at,
        why: `"${target.name}" belongs to another organisation; others may name it, but not change it.`,
      })
  }
  const found = new Map<string, readonly Known[]>()
  const find = (key: string): readonly Known[] => {
    const before = found.get(key)
    if (before) return before
    const inFile = byKey.get(key) ?? byKey.get(aliasOf(key))
    const fresh = inFile ? [inFile] : best(keysOf({ at: '', part: { id: key } }).flatMap((one) => known.get(one) ?? []))
    found.set(key, fresh)
    return fresh
  }
  for (const [index, one] of placed.entries()) {
    if (isPause(index)) yield
    if (one.part.needs) one.needs = needsOf(one, one.part.needs, find, leftOut)
  }
  return { parts: placed, leftOut }
}

type Target = Known & { key: string }

function targetOf(one: PlacedPart, known: KnownBy, newId: (key: string) => Id, leftOut: LeftOut[]): Target | undefined {
  for (const key of keysOf(one)) {
    const found = best(known.get(key) ?? [])
    if (found.length > 1) return void leftOut.push({ at: one.at, why: `${found.length} parts are known as "${key}".` })
    if (found[0]) return { ...found[0], key }
  }
  const { name, kind, layer, id } = one.part
  if (!name || !kind || !layer)
    return void leftOut.push({
      at: one.at,
      why: `"${id}" is not on the map yet, and a new part needs name, kind and layer.`,
    })
  return { id: newId(id), layer, name, writable: true, key: '' }
}

/** Parts that may be changed come before those that only look alike from outside. */
function best(found: readonly Known[]): readonly Known[] {
  const once = [...new Map(found.map((one) => [one.id, one])).values()]
  const own = once.filter(({ writable }) => writable)
  return own.length > 0 ? own : once
}
