// Complaints from a file.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/measurements.ts'
import type { SenseRoom } from './room.ts'

export async function importComplaints(
  _room: SenseRoom,
  _input: InputOf<typeof api.importComplaints>,
  _call: Call,
): Promise<Reply<OutputOf<typeof api.importComplaints>>> {
  return refuse('bad-lines')
}
