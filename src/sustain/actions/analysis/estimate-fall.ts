// What would fall with parts that are named, told to rooms downstream; and the parts themselves.
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { View } from '#platform/journal/types.ts'
import type { FallEstimate, MeantBy } from '../../model/estimate.ts'
import { estimateOf } from '../../rules/cascade/estimate.ts'
import { graphFrom } from '../../rules/graph/from-parts.ts'
import { partsMeant } from '../../rules/graph/named.ts'
import type { SeenParts } from '../../store/all-parts.ts'
import type { SustainRoom } from '../room.ts'
import { longRunOf, onceFor } from './long-run-of.ts'
import { prepareCascade } from './prepared-cascade.ts'

const horizon = 2 * 1440
const budgetMilliseconds = 5000

/**
 * null: none of it is on the map, nothing falls, or it takes too long to wait for. `within`: parts that not everybody may read who reads
 * something marked like this are left out, as if they were not there.
 */
export async function estimateFall(
  room: Pick<SustainRoom, 'map' | 'cascades' | 'clock'>,
  view: View,
  meant: MeantBy,
  within?: Marking,
): Promise<FallEstimate | null> {
  if (meant.names.length === 0 && meant.organisations.length === 0) return null
  const seen = narrowed(await room.map.seenBy(view), within)
  const parts = partsMeant(seen, meant)
  if (parts.length === 0) return null
  const now = room.clock.in(view.realm).toISOString()
  const day = now.slice(0, 10)
  return onceFor(await longRunOf(seen, day), ['estimate', parts], async () => {
    const { network } = await prepareCascade(seen, day)
    const changes = parts.map((part) => ({ at: 0, part, own: 0 }))
    const outcome = await room.cascades.run(
      network,
      { do: 'run', changes, horizon },
      network.options,
      budgetMilliseconds,
    )
    return outcome.ok ? estimateOf(seen.graph, parts, outcome.value, horizon, now) : null
  })
}

const narrow = new WeakMap<SeenParts['graph'], Map<string, SeenParts>>()
const mostNarrowed = 5

function narrowed(seen: SeenParts, within: Marking | undefined): SeenParts {
  if (within === undefined || seen.parts.every(({ marking }) => staysWithin(within, marking))) return seen
  const known = narrow.get(seen.graph) ?? new Map<string, SeenParts>()
  narrow.set(seen.graph, known)
  const key = JSON.stringify(within)
  const found = known.get(key)
  if (found) return found
  const parts = seen.parts.filter(({ marking }) => staysWithin(within, marking))
  const fresh = { parts, graph: graphFrom(parts) }
  if (known.size < mostNarrowed) known.set(key, fresh)
  return fresh
}
