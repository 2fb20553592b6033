// What becomes of each object of an intake: new, known already, or refused by name. Nothing is ever overwritten.
import type { ObjectFormat, ObjectIn, RefusedVersion } from '../../model/objects.ts'
import { orderedVersion } from './ordered-version.ts'
import { sameJson } from './same-json.ts'
import { whyNotStorable } from './storable.ts'

export interface Sorted {
  added: ObjectIn[]
  known: { id: string; version: string }[]
  refused: RefusedVersion[]
}

/** What is kept under an id and a version; null content was erased by law. */
export interface KeptObject {
  id: string
  version: string
  object: unknown
}

export const keyOf = ({ id, version }: { id: string; version: string }) => `${id} ${version}`

/** Those that can be kept at all, each id and version once; the rest with the reason. */
export function screen(objects: readonly ObjectIn[], formats: readonly ObjectFormat[]): Sorted {
  const first = new Map<string, ObjectIn>()
  const sorted: Sorted = { added: [], known: [], refused: [] }
  for (const given of objects) {
    const object = { ...given, version: orderedVersion(given.version) }
    const why = whyNot(object, formats)
    const before = first.get(keyOf(object))
    if (why) sorted.refused.push(refusedAs(object, ...why))
    else if (!before) first.set(keyOf(object), object)
    else if (sameJson(before.object, object.object)) sorted.known.push(object)
    else sorted.refused.push(refusedAs(object, 'other-content', 'It comes twice here, with two different contents.'))
  }
  sorted.added = [...first.values()]
  return sorted
}

function whyNot(
  { id, version, type, spec, format, object }: ObjectIn,
  formats: readonly ObjectFormat[],
): [string, string] | undefined {
  if (!formats.includes(format)) return ['other-format', `The collection takes ${formats.join(', ')}, not ${format}.`]
  if (id.length === 0 || id.length > 300) return ['bad-id', 'An id has 1 to 300 characters.']
  if (type.length === 0 || type.length > 80) return ['bad-type', 'A type has 1 to 80 characters.']
  if (version.length > 100 || spec.length > 20) return ['bad-version', 'The version is longer than 100 characters.']
  if (typeof object !== 'object' || object === null) return ['no-object', 'It is no object.']
  const storable = whyNotStorable([id, version, type, spec, object])
  return storable === undefined ? undefined : ['not-storable', storable]
}

/** The screened objects beside what is kept already. */
export function besideKept(screened: Sorted, kept: readonly KeptObject[]): Sorted {
  const there = new Map(kept.map((one) => [keyOf(one), one]))
  const sorted: Sorted = { added: [], known: [...screened.known], refused: [...screened.refused] }
  for (const object of screened.added) {
    const found = there.get(keyOf(object))
    if (!found) sorted.added.push(object)
    else if (found.object === null)
      sorted.refused.push(refusedAs(object, 'erased', 'It was erased here by law, and is not taken again.'))
    else if (sameJson(found.object, object.object)) sorted.known.push(object)
    else
      sorted.refused.push(
        refusedAs(object, 'other-content', 'This version is here already with another content; give it a new version.'),
      )
  }
  return sorted
}

function refusedAs({ id, version }: ObjectIn, refusal: string, why: string): RefusedVersion {
  return { id: printable(id), version: printable(version), refusal, why }
}

/** An id that cannot be kept is still named, as far as it can be. */
function printable(text: string): string {
  return text.slice(0, 300).replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD')
}

export function countedTypes(objects: readonly ObjectIn[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { type } of objects) counts.set(type, (counts.get(type) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a).slice(0, 100))
}
