// What the other areas are offered: the own card, peers, signatures, and letters sealed and opened.
import { randomBytes } from 'node:crypto'
import type { Id } from '#kernel/id.ts'
import { type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held } from '#platform/journal/index.ts'
import type { Peer } from '../../model/peer.ts'
import type { Card, Envelope, Letter } from '../../model/wire.ts'
import { peerRecord } from '../../rules/directory/peer-record.ts'
import { keyToSealTo, mustBeDestroyed } from '../../rules/directory/sealing-keys.ts'
import { noteHeard, peersIn } from '../../store/directory/peers.ts'
import { openLetter, readEnvelope, refuseOutside, sealLetter } from '../../wire/envelope.ts'
import { type SigningSecrets, signValue, verifyValue } from '../../wire/sign.ts'
import type { Trust } from '../parts.ts'
import { type Desk, ensureOwnCard, heldOwnCard, nowOf, ownView } from './own-card.ts'
import type { Refresh } from './refresh.ts'

export function createTrust(desk: Desk, refresh: Refresh): Trust {
  const { room, keys } = desk
  const view = () => ownView(room)
  const peer = (node: Id) => room.journal.reads.one(peerRecord, view(), node)
  const lastNoted = new Map<Id, { at: number; key: string }>()

  async function ownCard(): Promise<Card> {
    const held = await heldOwnCard(room)
    if (held && keys.signing(held.state.card.content.signs)) return held.state.card
    const made = await ensureOwnCard(desk)
    if (made.ok) return made.value.state.card
    throw new Error(made.detail ?? 'This node has no card yet: set it up first.')
  }

  async function secrets(): Promise<SigningSecrets> {
    const found = keys.signing((await ownCard()).content.signs)
    if (!found) throw new Error('The signing keys of this node are not in its data folder.')
    return found
  }

  /** Once a minute, or when a newer key of ours was used: that shows which card the peer has. */
  async function heard(from: Id, key: { id: string; from: Instant }, now: Instant): Promise<void> {
    const last = lastNoted.get(from)
    const at = Date.parse(now)
    if (last && last.key === key.id && at - last.at < 60_000) return
    lastNoted.set(from, { at, key: key.id })
    await noteHeard(room.journal.sql, from, { at: now, key: key.id, keyFrom: key.from })
  }

  return {
    ownCard,
    peer,
    peers: () => peersIn(room.journal.reads, view()),
    async sign(context, value) {
      const by = await secrets()
      return { signs: by.signs, signature: signValue(context, value, by, randomBytes(32)) }
    },
    verify: (context, value, signature, signs) => verifyValue(context, value, signature, signs),
    async seal(to, { id, realm, expiresAt, ...letter }) {
      const held = await peer(to)
      const untrusted = refuseUntrusted(to, held)
      if (!held || untrusted) return untrusted ?? refuse('unknown')
      const now = nowOf(room)
      const key = keyToSealTo(held.state.card.content.seals, now)
      if (!key) {
        refresh.soon(to)
        return refuse(
          'no-sealing-key',
          `The sealing keys on the card of ${held.state.name} have ended; a newer card is needed.`,
        )
      }
      const head = { v: 1 as const, id, from: room.journal.nodeId, to, realm, key: key.id, expiresAt }
      const sender = { secrets: await secrets(), signChance: randomBytes(32), sealChance: randomBytes(64) }
      return sealLetter({ ...letter, head }, key, sender)
    },
    async open(given, now) {
      const read = readEnvelope(given)
      if (!read.ok) return read
      const envelope = read.value
      const outside = refuseOutside(envelope, room.journal.nodeId, now)
      if (!outside.ok) return outside
      const from = await peer(envelope.head.from)
      const untrusted = refuseUntrusted(envelope.head.from, from)
      if (!from || untrusted) return untrusted ? asOpened(untrusted) : refuse('unknown-peer')
      const { content } = from.state.card
      if (!(Date.parse(content.expiresAt) > Date.parse(now))) {
        refresh.soon(from.id)
        return refuse('expired', `The card of ${from.state.name} ended at ${content.expiresAt}; a newer one is needed.`)
      }
      const key = keys.sealing(envelope.head.key)
      if (!key || mustBeDestroyed(key, now))
        return refuse('unknown-key', 'It is sealed to a key that this node does not have, or no longer: seal it anew.')
      const opened = opensFor(envelope, from, key)
      if (opened.ok) await heard(from.id, key, now)
      else if (opened.refusal === 'forged') refresh.soon(from.id) // its keys may have rolled over
      return opened
    },
  }
}

/** By the keys that we believe, or by those that they announced as the next ones. */
function opensFor(envelope: Envelope, from: Held<Peer>, key: { seed: Uint8Array }): Reply<Letter> {
  const { signs, nextSigns } = from.state.card.content
  return openLetter(envelope, key, nextSigns ? [signs, nextSigns] : [signs])
}

function refuseUntrusted(node: Id, held: Held<Peer> | undefined): Refused | undefined {
  if (!held) return refuse('unknown', `No node ${node} has been introduced here.`)
  const { status, name } = held.state
  if (status === 'revoked') return refuse('not-trusted', `${name} was revoked.`)
  if (status === 'introduced') return refuse('not-trusted', `Nobody has compared the fingerprint of ${name} yet.`)
  return undefined
}

function asOpened(refused: Refused): Refused {
  return refused.refusal === 'unknown' ? { ...refused, refusal: 'unknown-peer' } : refused
}
