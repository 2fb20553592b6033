// A cascade in a few numbers, as rooms downstream propose it: services that are gone at some time, their users, countries and sectors.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { FallEstimate } from '../../model/estimate.ts'
import type { Graph } from '../../model/graph.ts'
import type { Outcome } from './outcome.ts'

const partsShown = 3

/** null: no service is ever gone. */
export function estimateOf(
  graph: Graph,
  hit: readonly number[],
  outcome: Outcome,
  horizonMinutes: number,
  at: Instant,
): FallEstimate | null {
  const down = [...outcome.part].flatMap((part, row) => {
    const service = graph.parts[part]
    const downAt = outcome.downAt[row] ?? -1
    return downAt >= 0 && service?.kind === 'service' ? [{ service, downAt }] : []
  })
  if (down.length === 0) return null
  const users = down.flatMap(({ service }) => (service.users === null ? [] : [service.users]))
  const parts = hit.flatMap((part) => {
    const one = graph.parts[part]
    return one ? [{ id: one.id as Id, name: one.name }] : []
  })
  return {
    parts: parts.slice(0, partsShown),
    partsTotal: parts.length,
    services: down.length,
    users: users.length === 0 ? null : users.reduce((a, b) => a + b, 0),
    countries: [...new Set(down.flatMap(({ service }) => service.serves))].sort(),
    sectors: [...new Set(down.flatMap(({ service }) => service.sectors))].sort(),
    firstDownAfterMinutes: Math.min(...down.map(({ downAt }) => downAt)),
    horizonMinutes,
    at,
  }
}
