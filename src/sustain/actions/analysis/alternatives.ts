// What could stand in for a part, the best first, and who would be hit if nobody did.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { findAlternatives as contract } from '../../api/analysis.ts'
import { findAlternatives as find } from '../../rules/alternatives/find.ts'
import { alternativesInWords, hitWithout, shownAlternative } from '../../rules/alternatives/shown.ts'
import type { SustainRoom } from '../room.ts'
import { longRunOf } from './long-run-of.ts'

export async function findAlternatives(
  room: SustainRoom,
  memberStates: ReadonlySet<string>,
  { part, limit = 20 }: InputOf<typeof contract>,
  call: Pick<Call, 'view' | 'now'>,
): Promise<Reply<OutputOf<typeof contract>>> {
  const seen = await room.map.seenBy(call.view)
  const at = seen.graph.parts.findIndex(({ id }) => id === part)
  if (at === -1) return refuse('unknown', `There is no part ${part} that you may read.`, '/part')
  const today = call.now.slice(0, 10)
  const wishful = await (await longRunOf(seen, today)).wishful()
  const found = find(seen, wishful, { part: at, today, memberStates, limit })
  return done({
    alternatives: found.alternatives.map(shownAlternative),
    fallsWithout: hitWithout(seen.graph, found.fallen),
    notes: alternativesInWords(seen.graph, found),
  })
}
