// What happened with a peer, a sentence for each entry, the newest first.
import type { Entry } from '#kernel/entry.ts'
import type { Instant } from '#kernel/time.ts'

export interface PeerEvent {
  entry: string
  at: Instant
  by: string
  what: string
  /** What the person wrote: a note or a reason. */
  words: string | null
}

export const mostEvents = 200

const sentences: Record<string, string> = {
  'federate.peerIntroduced': 'introduced it',
  'federate.peerIntroducedAgain': 'introduced it again',
  'federate.peerTrusted': 'compared the fingerprint and trusted it',
  'federate.peerComparedAgain': 'compared the fingerprint again',
  'federate.peerCardRenewed': 'took a newer card that its keys vouch for',
  'federate.peerKeysOffered': 'kept another card for a person to look at',
  'federate.peerOfferAccepted': 'compared the fingerprint and took the card that waited',
  'federate.peerOfferRefused': 'put the card that waited aside',
  'federate.peerRevoked': 'revoked it',
  'federate.peerCaught': 'saw two different histories of it',
  'journal.remarked': 'changed its marking',
}

export function peerHistory(entries: readonly Entry[]): PeerEvent[] {
  return entries
    .slice(-mostEvents)
    .reverse()
    .map(({ id, recordedAt, actor, kind, body }) => ({
      entry: id,
      at: recordedAt,
      by: actor,
      what: `${sentences[kind] ?? kind}${numberOf(body)}`,
      words: textOf(body, 'note') ?? textOf(body, 'reason') ?? textOf(body, 'what'),
    }))
}

function memberOf(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined
}

function textOf(body: unknown, name: string): string | null {
  const text = memberOf(body, name)
  return typeof text === 'string' && text !== '' ? text : null
}

function numberOf(body: unknown): string {
  const serial = memberOf(memberOf(memberOf(body, 'card'), 'content'), 'serial')
  return typeof serial === 'number' ? ` (card number ${serial})` : ''
}
