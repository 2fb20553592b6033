// Keys, cards and peers: what this area adds to the room.
import { done, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import { bind, type RawAnswer, type RawRoute } from '#platform/http/index.ts'
import * as api from '../../api/directory.ts'
import { peerRecord } from '../../rules/directory/peer-record.ts'
import { readWords } from '../../store/directory/words.ts'
import type { Area } from '../area.ts'
import type { FederateRoom } from '../room.ts'
import { takeCard, takeRevocation } from './cards-come.ts'
import * as contact from './first-contact.ts'
import * as look from './look-at.ts'
import { countCard } from './metrics.ts'
import { type Desk, ensureOwnCard, heldOwnCard, nowOf, realm } from './own-card.ts'
import { createOwnKeys } from './own-keys.ts'
import { createRefresh } from './refresh.ts'
import { namePersonsOnCard, revokeOwnKeys, rollOverKeys } from './roll-over.ts'
import { createTrust } from './trust.ts'

export function directoryArea(room: FederateRoom): Area<'trust'> & { answers(paths: readonly string[]): void } {
  const desk: Desk = { room, keys: createOwnKeys(room.settings.dataDir), addresses: [] }
  const words = readWords()
  const refresh = createRefresh(room)
  let forget: (() => void) | undefined
  room.post.onPart('card', async (unit, from, { card }) => {
    const taken = await takeCard(unit, from, card, unit.now)
    countCard(room.metrics, taken)
    return taken.ok ? undefined : taken
  })
  room.post.onPart('revocation', (unit, from, part) => takeRevocation(unit, from, part))

  async function keep(): Promise<void> {
    const made = await ensureOwnCard(desk)
    if (!made.ok && made.refusal !== 'not-set-up')
      room.log.warn({ refusal: made.refusal, detail: made.detail }, 'the own card was not issued')
    desk.keys.destroyEnded(nowOf(room))
  }

  return {
    bindings: [
      bind(api.listPeers, (input, call) => look.listPeers(room, input, call)),
      bind(api.getPeer, (input, call) => look.getPeer(room, words, input, call)),
      bind(api.getOwnCard, (_input, call) => look.getOwnCard(desk, words, call)),
      bind(api.exportOwnCard, () => look.exportOwnCard(desk)),
      bind(api.introducePeer, (input, call) => contact.introducePeer(room, input, call)),
      bind(api.trustPeer, (input, call) => contact.trustPeer(room, words, input, call)),
      bind(api.compareAgain, (input, call) => contact.compareAgain(room, input, call)),
      bind(api.acceptOfferedKeys, (input, call) => contact.acceptOfferedKeys(room, words, input, call)),
      bind(api.refuseOfferedKeys, (input, call) => contact.refuseOfferedKeys(room, input, call)),
      bind(api.revokePeer, (input, call) => contact.revokePeer(room, input, call)),
      bind(api.refreshPeer, async ({ id }, call) => {
        // Only who may see the peer may have it asked.
        const held = await room.journal.reads.one(peerRecord, { reader: call.reader, realm }, id)
        if (!held) return refuse('unknown', `No peer with the id ${id} that you may read.`)
        const reply = await refresh.now(id)
        return reply.ok ? done({ taken: reply.value.taken }) : reply
      }),
      bind(api.rollOverKeys, (input, call) => rollOverKeys(desk, input, call)),
      bind(api.namePersonsOnCard, (input, call) => namePersonsOnCard(desk, input, call)),
      bind(api.revokeOwnKeys, (input, call) => revokeOwnKeys(desk, input, call)),
    ],
    jobs: [
      { name: 'federate-own-card', everySeconds: 300, run: keep },
      { name: 'federate-peer-cards', everySeconds: 300, run: () => refresh.due() },
    ],
    rawRoutes: publicRoutes(desk),
    offers: createTrust(desk, refresh),
    answers: (paths) => void desk.addresses.push(...paths),
    async start() {
      await keep()
      forget = room.journal.onCommitted((batch) => {
        const { home } = room.journal
        if (batch.some((entry) => entry.record === organisationRecord.name && entry.subject === home))
          keep().catch((err: unknown) => room.log.warn({ err }, 'the own card was not issued'))
      })
    },
    async stop() {
      forget?.()
      await refresh.stop()
    },
  }
}

/** A card is what one publishes, so anybody may read it; and so is the word that old keys no longer count. */
function publicRoutes({ room }: Desk): RawRoute[] {
  const own = async () => (await heldOwnCard(room))?.state
  return [
    {
      method: 'GET',
      path: '/federate/v1/card',
      async handle() {
        const held = await own()
        return held ? json(200, held.card) : json(404, { title: 'This node is not set up yet.' })
      },
    },
    {
      method: 'GET',
      path: '/federate/v1/revocations',
      async handle() {
        const held = await own()
        const revocations = (held?.revoked ?? []).flatMap(({ at, reason, signature }) =>
          signature ? [{ part: 'revocation', node: room.journal.nodeId, reason, at, signature }] : [],
        )
        return json(200, { revocations })
      },
    },
  ]
}

function json(status: number, body: unknown): RawAnswer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) }
}
