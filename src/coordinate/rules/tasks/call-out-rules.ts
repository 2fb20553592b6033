// A call-out: what may be done with it, who is still to be called, and when the next round is.
import type { Id } from '#kernel/id.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Instant } from '#kernel/time.ts'
import type { Answered, Called, CallOut, CallOutStatus } from '../../model/call-out.ts'

export const callOutEvents = ['extend', 'round', 'answer', 'end'] as const
export type CallOutEvent = (typeof callOutEvents)[number]
export type CallOutStep = { to: CallOutStatus } | { not: string }

export const callOutLifecycle: Record<CallOutStatus, Record<CallOutEvent, CallOutStep>> = {
  calling: {
    extend: { to: 'calling' },
    round: { to: 'calling' },
    answer: { to: 'calling' },
    end: { to: 'ended' },
  },
  ended: {
    extend: { not: 'The call-out has ended. Start a new one.' },
    round: { not: 'The call-out has ended.' },
    answer: { not: 'The call-out has ended: nobody waits for an answer any more.' },
    end: { not: 'The call-out has ended already.' },
  },
}

export interface CallOutNo {
  refusal: 'wrong-state' | 'not-called'
  why: string
}

export function whyNotCall(callOut: CallOut, event: CallOutEvent, who: Pick<Reader, 'person'>): CallOutNo | null {
  const step = callOutLifecycle[callOut.status][event]
  if ('not' in step) return { refusal: 'wrong-state', why: step.not }
  if (event === 'answer' && !callOut.called.some(({ person }) => person === who.person))
    return { refusal: 'not-called', why: 'You are not among those who are called.' }
  return null
}

export function answerOf({ answers }: Called): Answered | null {
  return answers.at(-1) ?? null
}

/** Who is called in the next round: whoever has not answered. */
export function unanswered({ called }: Pick<CallOut, 'called'>): Id[] {
  return called.filter((one) => one.answers.length === 0).map(({ person }) => person)
}

/** When those who do not answer this round are called again; null when this is the last. */
export function nextRound(
  { repeatMinutes, mostRounds }: Pick<CallOut, 'repeatMinutes' | 'mostRounds'>,
  round: number,
  now: Instant,
): Instant | null {
  if (repeatMinutes === null || round >= mostRounds) return null
  return new Date(Date.parse(now) + repeatMinutes * 60_000).toISOString()
}

export interface CallOutCount {
  coming: number
  cannot: number
  seen: number
  waiting: number
}

export function countOf({ called }: Pick<CallOut, 'called'>): CallOutCount {
  const count: CallOutCount = { coming: 0, cannot: 0, seen: 0, waiting: 0 }
  for (const one of called) count[answerOf(one)?.answer ?? 'waiting'] += 1
  return count
}
