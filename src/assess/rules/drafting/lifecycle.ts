// The life of a report by law: status by event, every cell filled; and who may take which step, with the reason where not.
import type { Reader } from '#kernel/reader.ts'
import type { DutyReportDoc, DutyReportEvent, DutyReportStatus } from '../../model/duty-report.ts'

export type Step = { to: DutyReportStatus } | { not: string }

const withdrawn = { not: 'It was withdrawn. Draft a new one.' }
const edited = { to: 'draft' } as const

export const lifecycle: Record<DutyReportStatus, Record<DutyReportEvent, Step>> = {
  draft: {
    edit: edited,
    ask: { to: 'for-approval' },
    approve: { not: 'Nobody has put it forward for approval yet.' },
    return: { not: 'It is with those who write it already.' },
    send: { not: 'A second person must approve it first.' },
    receive: { to: 'draft' },
    withdraw: { to: 'withdrawn' },
  },
  'for-approval': {
    edit: edited,
    ask: { not: 'It waits for approval already.' },
    approve: { to: 'approved' },
    return: { to: 'draft' },
    send: { not: 'A second person must approve it first.' },
    receive: { to: 'for-approval' },
    withdraw: { to: 'withdrawn' },
  },
  approved: {
    edit: edited,
    ask: { not: 'It is approved already.' },
    approve: { not: 'It is approved already.' },
    return: { to: 'draft' },
    send: { to: 'approved' },
    receive: { to: 'approved' },
    withdraw: { to: 'withdrawn' },
  },
  sent: {
    edit: edited,
    ask: { not: 'It was sent. Edit it, and put the new revision forward.' },
    approve: { not: 'It was approved and sent.' },
    return: { not: 'It was sent. Edit it, and send the new revision after it.' },
    send: { to: 'sent' },
    receive: { to: 'sent' },
    withdraw: { not: 'What was sent stays. Edit it, and send the new revision after it.' },
  },
  withdrawn: {
    edit: withdrawn,
    ask: { not: 'It was withdrawn.' },
    approve: { not: 'It was withdrawn.' },
    return: { not: 'It was withdrawn.' },
    send: { not: 'It was withdrawn.' },
    receive: { not: 'It was withdrawn, and nothing of it was sent.' },
    withdraw: { not: 'It was withdrawn already.' },
  },
}

type Who = Pick<Reader, 'kind' | 'person'>

export interface No {
  refusal: 'wrong-state' | 'person-needed' | 'second-person-needed'
  why: string
}

const wrongState = (why: string): No => ({ refusal: 'wrong-state', why })

/** Null where the step may be taken. */
export function whyNot(state: DutyReportDoc, event: DutyReportEvent, who: Who): No | null {
  const step = lifecycle[state.status][event]
  if ('not' in step) return wrongState(step.not)
  if (event === 'approve') return whyNotApprove(state, who)
  if (event === 'return' && who.person === null)
    return { refusal: 'person-needed', why: 'Only a named person can give a report back.' }
  if (event === 'withdraw' && state.sendings.some((one) => one.state !== 'failed'))
    return wrongState('An earlier revision was sent or is on its way, and stays. Edit this one, or leave it.')
  if (event === 'receive' && state.sendings.length === 0) return wrongState('It was not sent to anybody yet.')
  if (event === 'send' && waits(state))
    return wrongState('This revision is on its way already. Wait until it left, or failed.')
  return null
}

/** Four eyes: whoever wrote words that nobody else approved yet is no second person. */
function whyNotApprove(state: DutyReportDoc, { person }: Who): No | null {
  if (person === null) return { refusal: 'person-needed', why: 'Only a named person can approve a report.' }
  if (!state.authors.includes(`person:${person}`)) return null
  const why = 'You wrote in this revision. Somebody who did not has to approve it.'
  return { refusal: 'second-person-needed', why }
}

function waits({ sendings, revision }: DutyReportDoc): boolean {
  return sendings.some((one) => one.state === 'waiting' && one.revision === revision)
}
