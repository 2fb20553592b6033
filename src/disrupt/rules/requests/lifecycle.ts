// The lives of a request, of a step of it, and of a case beside it: state by event, every cell filled in.
import type { CaseState, RequestState, StepState } from '../../model/requests/request.ts'
import type { Life } from '../life.ts'

export type RequestEvent = 'change' | 'notice' | 'answer' | 'refuse' | 'withdraw' | 'reopen'
const ended = { not: 'The request has ended. Open it again first.' }
const over = {
  change: ended,
  notice: ended,
  answer: ended,
  refuse: ended,
  withdraw: ended,
  reopen: { to: 'open' },
} as const
export const requestLife: Life<RequestState, RequestEvent> = {
  open: {
    change: { to: 'open' },
    notice: { to: 'open' },
    answer: { to: 'answered' },
    refuse: { to: 'refused' },
    withdraw: { to: 'withdrawn' },
    reopen: { not: 'It is open.' },
  },
  answered: over,
  refused: over,
  withdrawn: over,
}

export type StepEvent = 'announced' | 'begun' | 'done' | 'dropped' | 'planned'
const already = (what: string) => ({ not: `It is ${what} already.` })
export const stepLife: Life<StepState, StepEvent> = {
  planned: {
    planned: already('planned'),
    announced: { to: 'announced' },
    begun: { to: 'begun' },
    done: { to: 'done' },
    dropped: { to: 'dropped' },
  },
  announced: {
    planned: { to: 'planned' },
    announced: already('announced'),
    begun: { to: 'begun' },
    done: { to: 'done' },
    dropped: { to: 'dropped' },
  },
  begun: {
    planned: { to: 'planned' },
    announced: { not: 'It has begun. If that was an error, say that it is planned again.' },
    begun: already('begun'),
    done: { to: 'done' },
    dropped: { to: 'dropped' },
  },
  done: {
    planned: { to: 'planned' },
    announced: { not: 'It is done. Say that it is planned again, if that was an error.' },
    begun: { to: 'begun' },
    done: already('done'),
    dropped: { not: 'It is done. Say that it is planned again, if that was an error.' },
  },
  dropped: {
    planned: { to: 'planned' },
    announced: { not: 'It was dropped. Plan it again first.' },
    begun: { not: 'It was dropped. Plan it again first.' },
    done: { not: 'It was dropped. Plan it again first.' },
    dropped: already('dropped'),
  },
}

export type CaseEvent = CaseState
export const caseLife: Life<CaseState, CaseEvent> = {
  announced: {
    announced: already('announced'),
    filed: { to: 'filed' },
    ended: { not: 'It was announced and not filed, so it cannot have ended. Say that it is withdrawn.' },
    withdrawn: { to: 'withdrawn' },
  },
  filed: {
    announced: { not: 'It was filed. Withdraw it, if it was not.' },
    filed: already('filed'),
    ended: { to: 'ended' },
    withdrawn: { to: 'withdrawn' },
  },
  ended: {
    announced: { not: 'It has ended. Add a new case.' },
    filed: { not: 'It has ended. Add a new case.' },
    ended: already('ended'),
    withdrawn: { not: 'It has ended.' },
  },
  withdrawn: {
    announced: { to: 'announced' },
    filed: { to: 'filed' },
    ended: { not: 'It was withdrawn.' },
    withdrawn: already('withdrawn'),
  },
}
