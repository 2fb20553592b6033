// What terms that the other side sends mean for what we hold: a new record, a new version, an answer to ours, or a refusal by name.
import type { Id } from '#kernel/id.ts'
import type { Agreement, AgreementTerms } from '../../model/agreement.ts'
import { whyNot } from './lifecycle.ts'

export type Received =
  | { do: 'open' | 'anew' | 'revision' | 'sign' | 'sign-revision' }
  /** It came before. */
  | { do: 'nothing' }
  | { refusal: 'wrong-state' | 'wrong-version' | 'crossed' | 'other-words'; why: string }

export interface Arrival {
  terms: AgreementTerms
  /** Canonical texts are compared: the same words are the same version. */
  same: (one: AgreementTerms, other: AgreementTerms) => boolean
  /** Whose word goes first when two proposals cross: that of the node with the lower id. */
  own: Id
  from: Id
}

/** A proposal of theirs. */
export function receiveProposal(held: Agreement | undefined, arrival: Arrival): Received {
  const { terms, same } = arrival
  if (!held) return { do: 'open' }
  if (held.status === 'ended') return { refusal: 'wrong-state', why: 'The agreement has ended. Propose a new one.' }
  if (held.status === 'in-force' || held.status === 'suspended') {
    if (same(held.terms, terms)) return { do: 'nothing' }
    if (terms.version <= held.terms.version) return older(held.terms.version)
    return held.next ? crossing(held.next, arrival, 'revision') : { do: 'revision' }
  }
  if (held.status === 'draft' || held.status === 'declined') {
    if (terms.version < held.terms.version) return older(held.terms.version)
    // What was declined does not come back by the same letter.
    return held.status === 'declined' && terms.version === held.terms.version ? { do: 'nothing' } : { do: 'anew' }
  }
  return crossing({ terms: held.terms, signatures: held.signatures }, arrival, 'anew')
}

const older = (version: number): Received => ({
  refusal: 'wrong-version',
  why: `Version ${version} is here already; a revision has a higher one.`,
})

function crossing(
  open: NonNullable<Agreement['next']>,
  { terms, same, own, from }: Arrival,
  anew: 'anew' | 'revision',
): Received {
  const ours = open.signatures.some(({ node }) => node === own)
  if (same(open.terms, terms)) return ours ? { do: anew === 'anew' ? 'sign' : 'sign-revision' } : { do: 'nothing' }
  if (terms.version < open.terms.version) return older(open.terms.version)
  if (!ours || terms.version > open.terms.version || from < own) return { do: anew }
  return { refusal: 'crossed', why: 'A proposal of ours crossed yours, and ours goes first. Answer that one.' }
}

/** A signature of theirs under words that we have signed. */
export function receiveSignature(held: Agreement | undefined, { terms, same, own, from }: Arrival): Received {
  if (!held) return { refusal: 'wrong-state', why: 'No agreement of that id is proposed here.' }
  const signedByUs = (signatures: Agreement['signatures']) => signatures.some(({ node }) => node === own)
  const { next } = held
  if (next && next.terms.version === terms.version) {
    if (!same(next.terms, terms)) return { refusal: 'other-words', why: 'Other words than those were proposed.' }
    return signedByUs(next.signatures)
      ? { do: 'sign-revision' }
      : { refusal: 'wrong-state', why: 'We have not signed it.' }
  }
  if (held.terms.version !== terms.version)
    return { refusal: 'wrong-version', why: `Version ${terms.version} is not open for signing.` }
  if (!same(held.terms, terms)) return { refusal: 'other-words', why: 'Other words than those were proposed.' }
  if (held.signatures.some(({ node }) => node === from) && signedByUs(held.signatures)) return { do: 'nothing' }
  const not = whyNot(held, 'signed')
  if (not) return { refusal: 'wrong-state', why: not }
  return signedByUs(held.signatures) ? { do: 'sign' } : { refusal: 'wrong-state', why: 'We have not signed it.' }
}
