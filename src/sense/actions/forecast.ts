// When a target may reach a threshold, if it goes on like this.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/attacks.ts'
import { targetRecord } from '../events.ts'
import type { SenseRoom } from './room.ts'

export async function forecastThreshold(
  room: SenseRoom,
  { target }: InputOf<typeof api.forecastThreshold>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.forecastThreshold>>> {
  const held = await room.journal.reads.one(targetRecord, call.view, target)
  if (!held) return refuse('unknown', `There is no target ${target} that you may read.`)
  const nothing = { probability: null, soFar: null, earliest: null, median: null, latest: null }
  return done({ verdict: 'undetermined', ...nothing, because: [], missing: ['a curve'], facts: [] })
}
