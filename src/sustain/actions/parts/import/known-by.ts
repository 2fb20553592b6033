// Which parts of the map a file may mean: by id and by every other name, as far as whoever imports may read them.
import type { Call } from '#platform/http/types.ts'
import type { Journal } from '#platform/journal/index.ts'
import type { PlacedPart } from '../../../model/part-file.ts'
import { isIdKey, type KnownBy, keysOf } from '../../../rules/files/resolve.ts'
import type { Known } from '../../../rules/files/resolve-needs.ts'
import { isPause } from '../../../rules/graph/slices.ts'
import { inSlices } from '../../../store/in-slices.ts'
import { type KnownPart as FoundPart, partsNamed, partsOfIds } from '../../../store/known-keys.ts'

export async function knownBy(
  journal: Journal,
  { reader, view }: Call,
  parts: readonly PlacedPart[],
  { withNeeds }: { withNeeds: boolean },
): Promise<KnownBy> {
  const { ids, all } = await inSlices(namesIn(parts, withNeeds))
  const found = [...(await partsOfIds(journal, view, ids)), ...(await partsNamed(journal, view, all))]
  return inSlices(byKey(found, (part) => mayChange(part, reader.organisation, journal.home)))
}

/** Stops now and then, so that others get their turn on large files. */
function* namesIn(parts: readonly PlacedPart[], withNeeds: boolean) {
  const keys = new Set<string>()
  const options = new Set<string>()
  for (const [index, one] of parts.entries()) {
    if (isPause(index)) yield
    for (const key of keysOf(one)) keys.add(key)
    if (!withNeeds) continue
    for (const { of } of one.part.needs ?? []) for (const option of of) options.add(option.part)
  }
  let count = 0
  for (const id of options) {
    if (isPause(count++)) yield
    for (const key of keysOf({ at: '', part: { id } })) keys.add(key)
  }
  yield
  const all = [...keys]
  return { all, ids: all.filter(isIdKey) }
}

function* byKey(found: readonly FoundPart[], mayWrite: (part: FoundPart) => boolean) {
  const known = new Map<string, Known[]>()
  for (const [index, part] of found.entries()) {
    if (isPause(index)) yield
    const { id, layer, name } = part
    const one = { id, layer, name, writable: mayWrite(part) }
    const before = known.get(part.key)
    if (before) before.push(one)
    else known.set(part.key, [one])
  }
  return known
}

/** As the journal decides when it is written: the owner's people, and those of the node that keeps it. */
function mayChange({ owner, ours }: FoundPart, organisation: string | null, home: string): boolean {
  return ours && (organisation === owner || organisation === home)
}
