// What to do with a card that came from somewhere: it renews what is known, waits for a person, or is nothing new.
import type { Instant } from '#kernel/time.ts'
import type { Peer } from '../../model/peer.ts'
import type { Card, SignatureKeys } from '../../model/wire.ts'

export type CardVerdict =
  | { does: 'renew' | 'offer'; because: string }
  /** older: it was overtaken on its way, as happens after a line was cut; nobody did anything wrong. */
  | { does: 'nothing' | 'older'; because: string }
  | { does: 'refuse'; refusal: 'expired' | 'from-the-future' | 'other-organisation'; because: string }

const skewMs = 86_400_000

/**
 * The card is well made already: its signatures verify, and its own keys are among them. What a person compared fingerprints for, or
 * what decides who may read, never changes by itself: other keys without a word of the old ones, another name, kind, country or group.
 */
export function judgeCard(known: Peer, came: Card, now: Instant): CardVerdict {
  const { content } = came
  const believed = known.card.content
  if (content.organisation.id !== believed.organisation.id)
    return refused('other-organisation', `It speaks for another organisation than ${known.name}.`)
  if (!(Date.parse(content.expiresAt) > Date.parse(now))) return refused('expired', `It ended at ${content.expiresAt}.`)
  if (Date.parse(content.issuedAt) > Date.parse(now) + skewMs)
    return refused('from-the-future', `It says that it was issued at ${content.issuedAt}.`)
  const newest = Math.max(believed.serial, known.offered?.content.serial ?? 0)
  if (content.serial === believed.serial || content.serial === known.offered?.content.serial)
    return { does: 'nothing', because: `Card number ${content.serial} is here already.` }
  if (content.serial < newest && !(known.offered && content.serial > believed.serial))
    return { does: 'older', because: `Card number ${content.serial} is older than number ${newest}, which is here.` }
  if (content.serial <= (known.putAside ?? 0))
    return { does: 'nothing', because: `Card number ${content.serial} was put aside by a person.` }
  if (known.status === 'introduced') return { does: 'renew', because: 'Nobody has trusted it yet.' }
  if (known.status === 'revoked')
    return same(content.signs, believed.signs)
      ? { does: 'nothing', because: 'It is signed by the keys that were revoked.' }
      : { does: 'offer', because: 'Its keys were revoked, so a person must compare the new ones.' }
  const keys = changeOfKeys(believed, came)
  if (keys === 'unvouched')
    return { does: 'offer', because: 'It has new signature keys that the old ones did not sign.' }
  const changed = decisive(known.card, came)
  if (changed.length > 0)
    return {
      does: 'offer',
      because: `It says something new about its ${changed.join(', ')}; a person must look at that.`,
    }
  return {
    does: 'renew',
    because:
      keys === 'same' ? 'It is signed by the keys that we trust.' : 'Its new keys are vouched for by the old ones.',
  }
}

function refused(refusal: Extract<CardVerdict, { does: 'refuse' }>['refusal'], because: string): CardVerdict {
  return { does: 'refuse', refusal, because }
}

/** Vouched: signed by the keys that we believe as well, or announced by them before. */
function changeOfKeys(believed: Card['content'], { content, signatures }: Card): 'same' | 'vouched' | 'unvouched' {
  if (same(content.signs, believed.signs)) return 'same'
  if (signatures.some(({ signs }) => same(signs, believed.signs))) return 'vouched'
  return believed.nextSigns && same(content.signs, believed.nextSigns) ? 'vouched' : 'unvouched'
}

function same(a: SignatureKeys, b: SignatureKeys): boolean {
  return a.ed25519 === b.ed25519 && a.mlDsa65 === b.mlDsa65
}

/** The facts on which people rest when they decide who may read. */
export function decisive(known: Card, came: Card): string[] {
  const before = known.content.organisation
  const after = came.content.organisation
  const found: string[] = []
  if (before.name !== after.name) found.push('name')
  if (before.kind !== after.kind) found.push('kind')
  if (before.country !== after.country) found.push('country')
  if ([...before.groups].sort().join() !== [...after.groups].sort().join()) found.push('groups')
  if (known.content.log !== came.content.log) found.push('log key')
  return found
}
