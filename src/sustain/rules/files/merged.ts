// What a part becomes by what a file says of it: only what the file says and what differs.
import type { Need, Part } from '../../model/parts.ts'
import type { Evidence } from '../../model/words.ts'
import { alike, differing } from '../parts/differing.ts'
import { withEvidence } from '../parts/evidence.ts'
import { aliasOf, type ResolvedPart } from './resolve.ts'
import { whole } from './resolve-needs.ts'

const mostAliases = 40
const mostNeeds = 60

/** What would change; null: nothing. `imported` says that the file was read; it is added only where something differs. */
export function changesBy(
  before: Part,
  one: ResolvedPart,
  otherNeeds: 'gone' | 'kept',
  imported: Evidence,
): Partial<Part> | null {
  const { id, aliases = [], needs: _needs, evidence: _evidence, behind, ...said } = one.part
  const asked: Partial<Part> = {
    ...said,
    ...(behind === undefined ? {} : { behind: behind && sameName(before.behind, behind) ? before.behind : behind }),
    aliases: [
      ...new Set([...before.aliases, ...namesOf(one), ...aliases.filter((alias) => alias !== `tocsin:${one.id}`)]),
    ].slice(0, mostAliases),
    ...(one.needs ? { needs: mergedNeeds(before.needs, one.needs, otherNeeds) } : {}),
  }
  const seen = withEvidence(before.evidence, one.part.evidence ?? [])
  const news = seen.some((piece) => !before.evidence.some((old) => alike(old, piece)))
  const changed = differing(before, asked)
  if (Object.keys(changed).length === 0 && !news) return null
  return { ...changed, evidence: withEvidence(seen, [imported]) }
}

/** A part that is known by its id here needs no other name for it. */
function namesOf(one: ResolvedPart): string[] {
  return one.part.id === one.id || one.part.id === `tocsin:${one.id}` ? [] : [aliasOf(one.part.id)]
}

/** A name without a register entry does not undo the entry that stands beside the same name. */
function sameName(before: Part['behind'], behind: NonNullable<Part['behind']>): boolean {
  return behind.organisation === null && before?.name.toLowerCase() === behind.name.toLowerCase()
}

function mergedNeeds(
  before: readonly Need[],
  given: NonNullable<ResolvedPart['needs']>,
  others: 'gone' | 'kept',
): Need[] {
  const old = new Map(before.map((need) => [need.name, need]))
  const options = others === 'gone' ? 'as-given' : 'merged'
  const fresh = new Map(given.map((need) => [need.name, whole(need, old.get(need.name), options)]))
  if (others === 'gone') return [...fresh.values()]
  const kept = before.map((need) => fresh.get(need.name) ?? need)
  return [...kept, ...[...fresh.values()].filter(({ name }) => !old.has(name))].slice(0, mostNeeds)
}

/** A part that was not on the map. */
export function freshPart(one: ResolvedPart, imported: Evidence): Omit<Part, 'active'> & { active?: boolean } {
  const { id, name, kind, layer, aliases = [], needs: _needs, evidence, ...said } = one.part
  if (!name || !kind || !layer) throw new Error(`The new part ${id} has no name, kind or layer`)
  const empty = { behind: null, country: null, standsIn: null, sectors: [], serves: [], users: null, capacity: null }
  return {
    ...{ ...empty, usableFrom: 0, note: null },
    ...said,
    ...{ name, kind, layer },
    needs: (one.needs ?? []).map((need) => whole(need)),
    evidence: withEvidence(evidence ?? [], [imported]),
    aliases: [...new Set([aliasOf(id), ...aliases])].slice(0, mostAliases),
  }
}
