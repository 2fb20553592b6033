// Cards and revocations that come from peers, by letter, by address or by file: judged, and written down.
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Appended, Held, Unit } from '#platform/journal/index.ts'
import type { RevocationPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import type { Card } from '../../model/wire.ts'
import { judgeCard } from '../../rules/directory/judge-card.ts'
import { peerRecord } from '../../rules/directory/peer-record.ts'
import { checkCard, revocationContext, revocationText } from '../../wire/card.ts'
import { verifyValue } from '../../wire/sign.ts'

export interface CardTaken {
  taken: 'introduced' | 'renewed' | 'offered' | 'known'
  /** Why nothing was written although the card is another one: a newer one is here. */
  older?: string
  /** The entry that it made; null when it is here already. */
  made: Appended<Peer> | null
}

/**
 * The newest card of a peer that is known. Refusals: malformed, downgraded, forged, not-theirs, expired, from-the-future,
 * other-organisation.
 */
export async function takeCard(unit: Unit, from: Held<Peer>, given: unknown, now: Instant): Promise<Reply<CardTaken>> {
  const read = checkCard(given)
  if (!read.ok) return read
  const card: Card = read.value
  if (card.content.node !== from.id)
    return refuse('not-theirs', `It is the card of ${card.content.node}, not of ${from.id}.`)
  const held = (await unit.read(peerRecord, from.id)) ?? from
  const verdict = judgeCard(held.state, card, now)
  if (verdict.does === 'refuse') return refuse(verdict.refusal, verdict.because)
  if (verdict.does === 'older') return done({ taken: 'known', made: null, older: verdict.because })
  if (verdict.does === 'nothing') return done({ taken: 'known', made: null })
  const { status } = held.state
  if (verdict.does === 'renew')
    return status === 'introduced'
      ? done({
          taken: 'introduced',
          made: await unit.append(peerRecord, 'federate.peerIntroducedAgain', from.id, { card }),
        })
      : done({ taken: 'renewed', made: await unit.append(peerRecord, 'federate.peerCardRenewed', from.id, { card }) })
  return done({ taken: 'offered', made: await unit.append(peerRecord, 'federate.peerKeysOffered', from.id, { card }) })
}

/** A peer gives up its keys: by the word of those keys, or of the ones that it announced as the next. Refusals: not-theirs, forged. */
export async function takeRevocation(
  unit: Unit,
  from: Held<Peer>,
  part: Pick<RevocationPart, 'node' | 'reason' | 'at' | 'signature'>,
): Promise<Refused | undefined> {
  if (part.node !== from.id) return refuse('not-theirs', 'A node revokes its own keys only.')
  const held = (await unit.read(peerRecord, from.id)) ?? from
  if (held.state.status === 'revoked') return undefined
  const { signs, nextSigns } = held.state.card.content
  const text = revocationText(part.node, part.reason, part.at)
  const keys = nextSigns ? [signs, nextSigns] : [signs]
  if (!keys.some((one) => verifyValue(revocationContext, text, part.signature, one)))
    return refuse('forged', 'The revocation is not signed by the keys that are believed of this node.')
  await unit.append(peerRecord, 'federate.peerRevoked', from.id, { reason: part.reason, ownWord: true })
  return undefined
}
