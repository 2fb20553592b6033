// The life of one version of an agreement: status by event, every cell filled; and who may take which step.
import { type Tlp, tlpRank } from '#kernel/marking.ts'
import { personOf } from '#kernel/reader.ts'
import type { Agreement, AgreementEvent, AgreementStatus, AgreementTerms } from '../../model/agreement.ts'

export type Step = { to: AgreementStatus } | { not: string }

const notYet = { not: 'Nobody has signed it yet.' }
const notInForce = { not: 'It is not in force: both sides must sign it first.' }
const signedAlready = { not: 'Both sides have signed it.' }
const revise = {
  not: 'Both sides have signed these words. Revise it: a new version waits until both have signed that.',
}
const over: Step = { not: 'It has ended.' }
const refused: Step = { not: 'It was declined. Change it, and propose it again.' }
const old: Step = { not: 'A newer version took its place.' }

const every = (step: Step): Record<AgreementEvent, Step> => ({
  ...{ 'draft-changed': step, proposed: step, signed: step, declined: step, suspended: step, resumed: step },
  ...{ ended: step, review: step, 'day-passed': step, replaced: step },
})

export const agreementLifecycle: Record<AgreementStatus, Record<AgreementEvent, Step>> = {
  draft: {
    'draft-changed': { to: 'draft' },
    proposed: { to: 'proposed' },
    signed: { not: 'It is a draft. Propose it: whoever proposes signs first.' },
    declined: { not: 'It is a draft of our own. End it instead.' },
    suspended: notInForce,
    resumed: notInForce,
    ended: { to: 'ended' },
    review: notInForce,
    'day-passed': notYet,
    replaced: notYet,
  },
  proposed: {
    'draft-changed': { not: 'One side has signed these words. It is declined or taken back before they change.' },
    proposed: { not: 'It is proposed already, and waits for the other signature.' },
    signed: { to: 'in-force' },
    declined: { to: 'declined' },
    suspended: notInForce,
    resumed: notInForce,
    ended: { to: 'ended' },
    review: notInForce,
    'day-passed': { to: 'ended' },
    replaced: notInForce,
  },
  'in-force': {
    'draft-changed': revise,
    proposed: signedAlready,
    signed: signedAlready,
    declined: { not: 'Both sides have signed it. Suspend or end it instead.' },
    suspended: { to: 'suspended' },
    resumed: { not: 'It is not suspended.' },
    ended: { to: 'ended' },
    review: { to: 'in-force' },
    'day-passed': { to: 'ended' },
    replaced: { to: 'superseded' },
  },
  suspended: {
    'draft-changed': revise,
    proposed: signedAlready,
    signed: signedAlready,
    declined: { not: 'Both sides have signed it. End it instead.' },
    suspended: { to: 'suspended' },
    resumed: { to: 'in-force' },
    ended: { to: 'ended' },
    review: { to: 'suspended' },
    'day-passed': { to: 'ended' },
    replaced: { to: 'superseded' },
  },
  ended: every(over),
  declined: { ...every(refused), 'draft-changed': { to: 'draft' }, ended: { to: 'ended' } },
  superseded: every(old),
}

/** A version that waits beside the one in force: nobody's signature makes it a draft, one a proposal. */
export function statusOfNext({ signatures }: NonNullable<Agreement['next']>): 'draft' | 'proposed' {
  return signatures.length === 0 ? 'draft' : 'proposed'
}

/** Null where the event may happen to the version that `which` names. */
export function whyNot(state: Agreement, event: AgreementEvent, which: 'terms' | 'next' = 'terms'): string | null {
  const status = which === 'terms' ? state.status : state.next ? statusOfNext(state.next) : null
  if (status === null) return 'No other version of it waits.'
  const step = agreementLifecycle[status][event]
  return 'not' in step ? step.not : null
}

/** The version that a step of drafting, proposing, signing or declining is about: the one that waits, where one does. */
export function versionAtWork(state: Agreement): { which: 'terms' | 'next'; status: AgreementStatus } {
  return state.next ? { which: 'next', status: statusOfNext(state.next) } : { which: 'terms', status: state.status }
}

export const fourEyesAbove: Tlp = 'AMBER'

export function highestOf({ flows }: Pick<AgreementTerms, 'flows'>): Tlp {
  let highest: Tlp = 'CLEAR'
  for (const flow of flows) if (tlpRank(flow.highest) > tlpRank(highest)) highest = flow.highest
  return highest
}

/** Whoever wrote the words does not alone bind the house, where more than TLP:AMBER is to flow. Null: this person may propose. */
export function whyNotAlone(terms: AgreementTerms, authors: readonly string[], actor: string): string | null {
  const highest = highestOf(terms)
  if (tlpRank(highest) <= tlpRank(fourEyesAbove)) return null
  if (!authors.some((one) => personOf(one) === personOf(actor))) return null
  return `Up to TLP:${highest} is to flow, and you wrote these words. Somebody else of your organisation has to propose them.`
}
