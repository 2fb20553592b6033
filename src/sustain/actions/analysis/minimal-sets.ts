// The smallest sets of parts whose loss together stops a service.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { findMinimalSets as contract } from '../../api/analysis.ts'
import { findMinimalSets as find } from '../../rules/minimal-sets/find.ts'
import { setsInWords } from '../../rules/minimal-sets/shown.ts'
import type { SustainRoom } from '../room.ts'
import { longRunOf } from './long-run-of.ts'

const mostSteps = 5_000_000

export async function findMinimalSets(
  room: SustainRoom,
  { service, mostParts = 3, limit = 100 }: InputOf<typeof contract>,
  call: Pick<Call, 'view' | 'now'>,
): Promise<Reply<OutputOf<typeof contract>>> {
  const seen = await room.map.seenBy(call.view)
  const { parts } = seen.graph
  const at = parts.findIndex(({ id }) => id === service)
  if (at === -1) return refuse('unknown', `There is no part ${service} that you may read.`, '/service')
  const prepared = await longRunOf(seen, call.now.slice(0, 10))
  const found = find(prepared.run, { service: at, mostParts, limit, mostSteps })
  const shown = (part: number) => {
    const { id = '', name = '', behind = null } = parts[part] ?? {}
    return { id, name, behind }
  }
  return done({
    sets: found.sets.map((set) => set.map(shown)),
    complete: found.complete,
    notes: [...setsInWords(found, mostParts), ...prepared.notes],
  })
}
