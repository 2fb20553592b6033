// An agreement as a record: what each side did to it, and what stands after that. One agreement is one record on each side.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import type { Instant } from '#kernel/time.ts'
import {
  Agreement,
  type AgreementSignature,
  AgreementTerms,
  Day,
  AgreementSignature as Signature,
} from '../../model/agreement.ts'

const closed = { additionalProperties: false } as const
const Reason = Type.String({ minLength: 3, maxLength: 1000 })
const Side = Type.Enum(['ours', 'theirs'])
const Shown = Type.Union([Type.String({ pattern: '^[0-9a-f]{64}$' }), Type.Null()])
const Signed = Type.Object({ signature: Signature, shown: Shown }, closed)
const Worded = Type.Object({ terms: AgreementTerms }, closed)
const Received = Type.Object({ terms: AgreementTerms, signature: Signature }, closed)

interface Head {
  actor: string
  recordedAt: Instant
}

const most = 200

function fresh(peer: string, terms: AgreementTerms, { recordedAt }: Head): Agreement {
  return {
    ...{ peer, status: 'draft', terms, signatures: [], next: null },
    ...{ suspended: null, suspendedByPeer: null, ended: null, declined: null, reviews: [], history: [] },
    ...{ authors: [], shown: [], reminded: null, changedAt: recordedAt },
  }
}

const byOf = (state: Agreement, side: 'ours' | 'theirs', actor: string) =>
  side === 'ours' ? actor : `peer:${state.peer}`

function noted(state: Agreement, version: number, digest: string | null, { actor, recordedAt }: Head) {
  return digest === null ? state.shown : [{ version, digest, by: actor, at: recordedAt }, ...state.shown].slice(0, most)
}

/** The version that was in force goes into the history; a suspension stays until whoever asked for it resumes. */
function replaced(
  state: Agreement,
  next: { terms: AgreementTerms; signatures: AgreementSignature[] },
  at: Instant,
): Agreement {
  const before = { terms: state.terms, signatures: state.signatures, until: at }
  return {
    ...state,
    ...next,
    next: null,
    history: [before, ...state.history].slice(0, most),
    authors: [],
    changedAt: at,
  }
}

const withAuthor = (authors: readonly string[], actor: string) => [...new Set([...authors, actor])].slice(-100)

export const agreementRecord = recordKind({
  name: 'federate.agreement',
  state: Agreement,
  kinds: {
    'federate.agreementDrafted': opening(
      Type.Object({ peer: Id, terms: AgreementTerms }, closed),
      ({ peer, terms }, head): Agreement => ({ ...fresh(peer, terms, head), authors: [head.actor] }),
    ),
    /** The other side proposed it. */
    'federate.agreementReceived': opening(
      Type.Object({ peer: Id, ...Received.properties }, closed),
      ({ peer, terms, signature }, head): Agreement => ({
        ...fresh(peer, terms, head),
        ...{ status: 'proposed', signatures: [signature] },
      }),
    ),
    /** Words of a draft, or of a declined version that becomes a draft again. */
    'federate.agreementEdited': change(
      Worded,
      (state: Agreement, { terms }, { actor, recordedAt }): Agreement => ({
        ...state,
        ...{ status: 'draft', terms, signatures: [], authors: withAuthor(state.authors, actor), changedAt: recordedAt },
      }),
    ),
    'federate.agreementProposed': change(
      Signed,
      (state: Agreement, { signature, shown }, head): Agreement => ({
        ...state,
        ...{ status: 'proposed', signatures: [signature] },
        ...{ shown: noted(state, state.terms.version, shown, head), changedAt: head.recordedAt },
      }),
    ),
    /** Other words of the other side, in place of a version that was declined, or that crossed theirs. */
    'federate.agreementProposedAnew': change(
      Received,
      (state: Agreement, { terms, signature }, { recordedAt }): Agreement => ({
        ...state,
        ...{ status: 'proposed', terms, signatures: [signature], authors: [], changedAt: recordedAt },
      }),
    ),
    'federate.agreementSigned': change(
      Signed,
      (state: Agreement, { signature, shown }, head): Agreement => ({
        ...state,
        ...{ status: 'in-force', signatures: [...state.signatures, signature].slice(0, 2), authors: [] },
        ...{ shown: noted(state, state.terms.version, shown, head), changedAt: head.recordedAt },
      }),
    ),
    'federate.agreementDeclined': change(
      Type.Object({ side: Side, reason: Reason }, closed),
      (state: Agreement, { side, reason }, { actor, recordedAt }): Agreement => ({
        ...state,
        ...{ status: 'declined', changedAt: recordedAt },
        declined: { by: byOf(state, side, actor), at: recordedAt, reason },
      }),
    ),
    'federate.revisionDrafted': change(
      Worded,
      (state: Agreement, { terms }, { actor, recordedAt }): Agreement => ({
        ...state,
        ...{ next: { terms, signatures: [] }, authors: withAuthor(state.authors, actor), changedAt: recordedAt },
      }),
    ),
    'federate.revisionProposed': change(Signed, (state: Agreement, { signature, shown }, head): Agreement => {
      if (!state.next) return state
      const { terms } = state.next
      return {
        ...state,
        ...{ next: { terms, signatures: [signature] }, shown: noted(state, terms.version, shown, head) },
        changedAt: head.recordedAt,
      }
    }),
    'federate.revisionReceived': change(
      Received,
      (state: Agreement, { terms, signature }, { recordedAt }): Agreement => ({
        ...state,
        ...{ next: { terms, signatures: [signature] }, authors: [], changedAt: recordedAt },
      }),
    ),
    'federate.revisionSigned': change(Signed, (state: Agreement, { signature, shown }, head): Agreement => {
      if (!state.next) return state
      const { terms, signatures } = state.next
      const known = { ...state, shown: noted(state, terms.version, shown, head) }
      return replaced(known, { terms, signatures: [...signatures, signature].slice(0, 2) }, head.recordedAt)
    }),
    /** The version that waited is gone; the one in force stays. */
    'federate.revisionDropped': change(
      Type.Object({ side: Side, reason: Reason }, closed),
      (state: Agreement, { side, reason }, { actor, recordedAt }): Agreement => ({
        ...state,
        ...{ next: null, authors: [], changedAt: recordedAt },
        declined: { by: byOf(state, side, actor), at: recordedAt, reason },
      }),
    ),
    /** They took a proposal back while our signature was under way: nobody is bound by what one side took back. */
    'federate.revisionUndone': change(
      Type.Object({ reason: Reason }, closed),
      (state: Agreement, { reason }, { recordedAt }): Agreement => {
        const [before, ...history] = state.history
        const declined = { by: `peer:${state.peer}`, at: recordedAt, reason }
        if (!before) return { ...state, status: 'declined', declined, changedAt: recordedAt }
        const { terms, signatures } = before
        return { ...state, terms, signatures, history, declined, changedAt: recordedAt }
      },
    ),
    'federate.agreementSuspended': change(
      Type.Object({ side: Side, reason: Reason }, closed),
      (state: Agreement, { side, reason }, { actor, recordedAt }): Agreement => ({
        ...state,
        ...{ status: 'suspended', changedAt: recordedAt },
        [side === 'ours' ? 'suspended' : 'suspendedByPeer']: { by: byOf(state, side, actor), at: recordedAt, reason },
      }),
    ),
    'federate.agreementResumed': change(
      Type.Object({ side: Side }, closed),
      (state: Agreement, { side }, { recordedAt }): Agreement => {
        const left = { ...state, [side === 'ours' ? 'suspended' : 'suspendedByPeer']: null, changedAt: recordedAt }
        return { ...left, status: left.suspended || left.suspendedByPeer ? 'suspended' : 'in-force' }
      },
    ),
    'federate.agreementEnded': change(
      Type.Object({ side: Side, reason: Reason }, closed),
      (state: Agreement, { side, reason }, { actor, recordedAt }): Agreement => ({
        ...state,
        ...{ status: 'ended', next: null, changedAt: recordedAt },
        ended: { by: byOf(state, side, actor), at: recordedAt, reason },
      }),
    ),
    'federate.agreementReviewed': change(
      Type.Object({ note: Reason, next: Day }, closed),
      (state: Agreement, { note, next }, { actor, recordedAt }): Agreement => ({
        ...state,
        reviews: [{ by: actor, at: recordedAt, note, next }, ...state.reviews].slice(0, most),
        changedAt: recordedAt,
      }),
    ),
    'federate.reviewReminded': change(
      Type.Object({ day: Day }, closed),
      (state: Agreement, { day }): Agreement => ({ ...state, reminded: day }),
    ),
  },
  index: ({ terms }) => ({
    title: terms.title,
    words: [terms.purpose, ...terms.parties.map((party) => party.name), ...terms.basis].join('\n'),
  }),
})
