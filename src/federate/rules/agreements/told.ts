// The history of an agreement in words: what each entry was, and who did it.
import type { Agreement } from '../../model/agreement.ts'

const said: Record<string, string> = {
  'federate.agreementDrafted': 'Drafted',
  'federate.agreementReceived': 'Proposed by the other side',
  'federate.agreementEdited': 'Words changed',
  'federate.agreementProposed': 'Proposed, and signed by our side',
  'federate.agreementProposedAnew': 'Proposed by the other side in other words',
  'federate.agreementSigned': 'Counter-signed: in force',
  'federate.agreementDeclined': 'Declined',
  'federate.revisionDrafted': 'A new version drafted',
  'federate.revisionProposed': 'A new version proposed, and signed by our side',
  'federate.revisionReceived': 'A new version proposed by the other side',
  'federate.revisionSigned': 'The new version counter-signed: in force',
  'federate.revisionDropped': 'The new version declined',
  'federate.revisionUndone': 'The last version taken back while it was signed',
  'federate.agreementSuspended': 'Suspended',
  'federate.agreementResumed': 'Suspension taken back',
  'federate.agreementEnded': 'Ended',
  'federate.agreementReviewed': 'Looked at again',
  'federate.reviewReminded': 'Reminded of the review',
  'journal.remarked': 'Marked anew',
}

const textOf = (body: object, name: string): string => {
  const value: unknown = Reflect.get(body, name)
  return typeof value === 'string' && value !== '' ? value : ''
}

export function whatHappened(
  kind: string,
  body: unknown,
  actor: string,
  { peer }: Pick<Agreement, 'peer'>,
): { by: string; what: string } {
  const it = typeof body === 'object' && body !== null ? body : {}
  const theirs = textOf(it, 'side') === 'theirs' || /Received|Anew$|Undone$/.test(kind)
  const signature: unknown = Reflect.get(it, 'signature')
  const signer = typeof signature === 'object' && signature !== null ? signature : {}
  const who = [textOf(signer, 'person'), textOf(signer, 'function')].filter((one) => one !== '').join(', ')
  const words = [said[kind] ?? kind, who, textOf(it, 'reason') || textOf(it, 'note')].filter((one) => one !== '')
  const bySigner = textOf(signer, 'node') === peer
  return { by: theirs || bySigner ? `peer:${peer}` : actor, what: words.join(': ') }
}
