// The order of the register, what comes next in a request, and what is to be noted about its time.
import type { InTime, InTimeVerdict } from '../../model/requests/in-time.ts'
import type { Request, RequestStep, TimeNotice } from '../../model/requests/request.ts'
import { sayChance } from './say-chance.ts'

const order: readonly InTimeVerdict[] = [
  ...(['endangered', 'too-late', 'unknown', 'in-time'] as const),
  ...(['answered-late', 'answered-in-time', 'ended'] as const),
]

/** Where something can still be done comes first, then what is lost, then the rest; each by the day on which it is needed. */
export function inDangerFirst<R extends { verdict: InTimeVerdict; neededBy: string | null }>(rows: readonly R[]): R[] {
  return rows.toSorted(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) || (a.neededBy ?? '9').localeCompare(b.neededBy ?? '9'),
  )
}

/** The step that the answer waits for now. */
export function nextStep({ state, steps }: Request): RequestStep | undefined {
  if (state !== 'open') return undefined
  return steps.find((step) => step.waits && step.state !== 'done' && step.state !== 'dropped')
}

type Noted = Omit<TimeNotice, 'at'>

/**
 * What is to be written down about its time: that it is endangered or too late, once, and that it is so no longer. Null where that stands
 * there already, or there is nothing to say.
 */
export function noticeDue({ notices }: Request, inTime: InTime): Noted | null {
  const last = notices.at(-1)?.verdict
  const { verdict, certainlyTooLate, probability, reasons } = inTime
  const danger = verdict === 'endangered' || verdict === 'too-late'
  const relief = last !== undefined && (verdict === 'in-time' || verdict === 'unknown')
  if (verdict === last || (!danger && !relief)) return null
  return {
    ...{ verdict, since: certainlyTooLate?.since ?? null, probability: probability?.middle ?? null },
    because: certainlyTooLate?.because ?? saysChance(inTime) ?? reasons[0] ?? '',
  }
}

function saysChance({ probability, neededBy }: InTime): string | null {
  return probability && `The chance that the answer is there by ${neededBy} is ${sayChance(probability)}.`
}
