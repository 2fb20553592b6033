// Reading the map: one part with what needs it, lists, and the graph whole or around one part.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/parts.ts'
import { partRecord } from '../../events.ts'
import type { Layer, PartKind } from '../../model/parts.ts'
import { hiddenBesideEach } from '../../rules/graph/hidden-beside.ts'
import { evidenceDays } from '../../rules/parts/evidence.ts'
import {
  countActive,
  edgesAmong,
  hiddenBeside,
  type NarrowPart,
  narrowParts,
  neededBy,
  neighbours,
  partPage,
  weightiest,
} from '../../store/map.ts'
import { prepareCascade } from '../analysis/prepared-cascade.ts'
import type { SustainRoom } from '../room.ts'
import { shown } from './shown.ts'
import { warningsOf } from './warn.ts'

const mostNeeding = 1000

/** Kind and layer stand in the narrow table as the record's schema let them in. */
type Words = { kind: PartKind; layer: Layer }

export async function getPart(
  { journal }: SustainRoom,
  { id }: InputOf<typeof api.getPart>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.getPart>>> {
  const part = await journal.reads.one(partRecord, view, id)
  if (!part) return refuse('unknown', `There is no part ${id} that you may read.`)
  const options = [...new Set(part.state.needs.flatMap(({ of }) => of.map((option) => option.part)))]
  const [named, needing, warnings] = await Promise.all([
    narrowParts(journal, view, options),
    neededBy(journal, view, id, mostNeeding),
    warningsOf(journal, view, part.state.needs),
  ])
  return done({
    part: shown(part),
    names: Object.fromEntries(named.map(({ id: option, name }) => [option, name])),
    neededBy: needing.rows.map(({ id: by, name, kind, layer, need }) => ({
      ...{ id: by, name, need },
      ...({ kind, layer } as Words),
    })),
    neededByTotal: needing.total,
    ...(warnings.length > 0 ? { warnings } : {}),
  })
}

export async function listParts(
  { journal }: SustainRoom,
  { after, limit = 200, staleDays, ...filter }: InputOf<typeof api.listParts>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.listParts>>> {
  const at = Date.parse(view.asOf ?? now)
  const stale = staleDays === undefined ? {} : { seenBefore: new Date(at - staleDays * 86_400_000).toISOString() }
  const { ids, total } = await partPage(
    journal,
    view,
    { ...filter, ...stale },
    { ...(after ? { after } : {}), limit: limit + 1 },
  )
  const page = ids.slice(0, limit)
  const parts = await journal.reads.some(partRecord, view, page)
  return done({ parts: parts.map(shown), total, next: ids.length > limit ? (page.at(-1) ?? null) : null })
}

/** From here on counting what is hidden takes the database longer than the map in memory. */
const manyParts = 5000

export async function showMap(
  { journal, map }: Pick<SustainRoom, 'journal' | 'map'>,
  { around, steps = 2, layer, limit = 2000 }: InputOf<typeof api.showMap>,
  { view, now }: Call,
): Promise<Reply<OutputOf<typeof api.showMap>>> {
  const seen = around
    ? await partsAround(journal, view, around, steps, layer, limit)
    : await weightiest(journal, view, layer, limit)
  if (!seen) return refuse('unknown', `There is no part ${around} that you may read.`)
  const ids = seen.map(({ id }) => id)
  const [edges, total, all] = await Promise.all([
    edgesAmong(journal, view, ids),
    countActive(journal, view, layer),
    layer ? countActive(journal, view) : null,
  ])
  const hidden =
    ((all ?? total) > manyParts ? await hiddenInMemory(map, view, now, ids) : null) ??
    (await hiddenBeside(journal, view, ids))
  const parts = seen.map(({ seen: at, ...part }) => ({
    ...part,
    ...(part as Words),
    evidenceDays: evidenceDays(at, view.asOf ?? now),
    hidden: hidden.get(part.id) ?? 0,
  }))
  return done({ parts, edges, total })
}

/** null: the map is not in memory, or one of them is at rest and so not on it. */
async function hiddenInMemory(
  map: SustainRoom['map'],
  view: Call['view'],
  now: string,
  ids: readonly Id[],
): Promise<Map<Id, number> | null> {
  const seen = await map.seenIfLoaded(view)
  if (!seen) return null
  const places = placesOf(seen.parts, ids)
  if (places.includes(-1)) return null
  const { network } = await prepareCascade(seen, now.slice(0, 10))
  const counts = hiddenBesideEach(network, places)
  return new Map(ids.map((id, at) => [id, counts[at] ?? 0]))
}

/** The parts stand in the order of their ids. */
function placesOf(parts: readonly { id: Id }[], ids: readonly Id[]): number[] {
  return ids.map((id) => {
    let low = 0
    for (let high = parts.length; low < high; ) {
      const middle = (low + high) >> 1
      if ((parts[middle]?.id ?? '') < id) low = middle + 1
      else high = middle
    }
    return parts[low]?.id === id ? low : -1
  })
}

/** Step by step, both ways; undefined where the part itself is not there. The layer bounds what is shown, not what is walked through. */
async function partsAround(
  journal: SustainRoom['journal'],
  view: Call['view'],
  around: Id,
  steps: number,
  layer: string | undefined,
  limit: number,
): Promise<NarrowPart[] | undefined> {
  const found = new Map((await narrowParts(journal, view, [around])).map((part) => [part.id, part]))
  if (found.size === 0) return undefined
  let edge: Id[] = [around]
  for (let step = 0; step < steps && edge.length > 0 && found.size < limit; step++) {
    const near = await neighbours(journal, view, edge, limit + found.size)
    const fresh = near.filter(({ id }) => !found.has(id)).slice(0, limit - found.size)
    for (const part of fresh) found.set(part.id, part)
    edge = fresh.map(({ id }) => id)
  }
  return [...found.values()].filter((part) => part.id === around || layer === undefined || part.layer === layer)
}
