// Limits: a way of signing in that may do less than its person. API tokens are scoped; a session that still owes its
// second factor may only add one.
import type { Reader } from './reader.ts'
import { type Refused, refuse } from './reply.ts'

/** Undefined when the reader's limits allow the operation. Policy and markings are asked separately. */
export function refusedByLimits(
  reader: Reader,
  operation: { name: string; does: 'query' | 'action' },
): Refused | undefined {
  const { limits } = reader
  if (!limits) return undefined
  const room = operation.name.slice(0, operation.name.indexOf('.'))
  if (limits.only && !limits.only.includes(operation.name) && !limits.only.includes(room)) return refuse(limits.refusal)
  if (limits.readOnly && operation.does === 'action') return refuse(limits.refusal, 'This token may only read.')
  return undefined
}
