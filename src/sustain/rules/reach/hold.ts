// When what is seen becomes a finding and when it is over: a state must last, so that nothing opens and closes by the minute.
import type { ReachVerdict } from '../../model/reach.ts'
import type { ReachData } from './reach-data.ts'

/** Since when, in milliseconds since 1970 UTC; null: not so. */
export interface Held {
  badSince: number | null
  wellSince: number | null
}

export type Turn = 'nothing' | 'open' | 'end'

/** One witness alone opens nothing. A verdict of nobody (no witness) neither opens nor ends. */
export function turn(
  before: Held,
  verdict: Pick<ReachVerdict, 'state' | 'witnesses'>,
  open: boolean,
  now: number,
  { hold, leastWitnesses }: Pick<ReachData, 'hold' | 'leastWitnesses'>,
): { held: Held; does: Turn } {
  if (verdict.witnesses === 0) return { held: before, does: 'nothing' }
  // A place that is blind says nothing about the service.
  const bad = verdict.state !== 'well' && verdict.state !== 'vantage-fault'
  const held: Held = {
    badSince: bad ? (before.badSince ?? now) : null,
    wellSince: bad ? null : (before.wellSince ?? now),
  }
  if (!open && held.badSince !== null && verdict.witnesses >= leastWitnesses)
    return { held, does: now - held.badSince >= hold.badSeconds * 1000 ? 'open' : 'nothing' }
  if (open && held.wellSince !== null)
    return { held, does: now - held.wellSince >= hold.wellSeconds * 1000 ? 'end' : 'nothing' }
  return { held, does: 'nothing' }
}
