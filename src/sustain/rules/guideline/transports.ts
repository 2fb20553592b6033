// Whether a kind of resolver can be pointed at upstreams that are asked in one way: the same answer that a control gives.
import type { ControlKind } from '../../model/failover.ts'
import type { Transport } from '../../model/resolvers.ts'
import { whyNotForward } from '../dns/can-forward.ts'

export function canForward(kind: ControlKind, transport: Transport): boolean {
  const some = { name: 'any', transport, address: '192.0.2.1', tlsName: 'any.example', unionBased: false }
  return whyNotForward(kind, [some]).length === 0
}
