// Fetching the cards of peers from their addresses, when what is here has grown old or a letter was not signed as expected.
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Held } from '#platform/journal/index.ts'
import { RevocationPart } from '../../model/letter.ts'
import type { Peer } from '../../model/peer.ts'
import type { Card } from '../../model/wire.ts'
import { peerRecord } from '../../rules/directory/peer-record.ts'
import { needsNewKey } from '../../rules/directory/sealing-keys.ts'
import { readCard } from '../../wire/card.ts'
import { cardBudget, strictJson } from '../../wire/strict-json.ts'
import type { FederateRoom } from '../room.ts'
import { type CardTaken, takeCard, takeRevocation } from './cards-come.ts'
import { countCard } from './metrics.ts'
import { nowOf, ownWriter, trustedPeers } from './own-card.ts'

export interface Refresh {
  /** Asks for the card of a peer in the background; at most once a minute for each. */
  soon(peer: Id): void
  /** Asks at once. Refusals: unknown, no-address, those of the fetcher, those of the card. */
  now(peer: Id): Promise<Reply<CardTaken>>
  /** All trusted peers whose keys end soon. */
  due(): Promise<void>
  stop(): Promise<void>
}

export const Revocations = Type.Object({ revocations: Type.Array(RevocationPart, { maxItems: 50 }) })
const revocationLists = Compile(Revocations)
const timeoutMs = 10_000
const soonMs = 60_000
const dueMs = 15 * 60_000
const atOnce = 4

export async function fetchCard(room: FederateRoom, address: string): Promise<Reply<Card>> {
  const got = await getFrom(room, `${withoutSlash(address)}/card`)
  return got.ok ? readCard(got.value) : got
}

async function getFrom({ fetcher }: FederateRoom, url: string): Promise<Reply<Uint8Array>> {
  const got = await fetcher.get(url, { accept: 'application/json', maxBytes: cardBudget.maxBytes, timeoutMs })
  if (!got.ok) return got
  return got.value.status === 200 ? done(got.value.bytes) : refuse('bad-answer', `${url} answered ${got.value.status}.`)
}

/** `https://host`, `https://host/` and `https://host/federate/v1` mean the same. */
export function addressFrom(text: string): string {
  const plain = withoutSlash(text.trim())
  return plain.endsWith('/federate/v1') ? plain : `${plain}/federate/v1`
}

function withoutSlash(text: string): string {
  let end = text.length
  while (text[end - 1] === '/') end--
  return text.slice(0, end)
}

export function createRefresh(room: FederateRoom): Refresh {
  const asked = new Map<Id, number>()
  const running = new Map<Id, Promise<Reply<CardTaken>>>()
  let stopped = false

  async function ask(id: Id): Promise<Reply<CardTaken>> {
    const writer = ownWriter(room, 'federate.refreshPeer')
    const held = await room.journal.reads.one(peerRecord, writer.view, id)
    if (!held) return refuse('unknown', `No node ${id} has been introduced here.`)
    const { address } = held.state.card.content
    if (address === null) return refuse('no-address', `${held.state.name} gives no address; its card comes as a file.`)
    await askForRevocations(held, address)
    const card = await fetchCard(room, address)
    if (!card.ok) return card
    const taken = await room.journal.commit(writer, async (unit) => {
      const now = await unit.read(peerRecord, id)
      if (!now) return refuse('unknown')
      return takeCard(unit, now, card.value, unit.now)
    })
    countCard(room.metrics, taken)
    return taken
  }

  /** First, so that keys that were given up are never believed because the new card came earlier. */
  async function askForRevocations(held: Held<Peer>, address: string): Promise<void> {
    if (held.state.status !== 'trusted') return
    const got = await getFrom(room, `${withoutSlash(address)}/revocations`)
    const read = got.ok ? strictJson(got.value, cardBudget) : got
    if (!read.ok || !revocationLists.Check(read.value)) return
    for (const part of read.value.revocations) {
      const reply = await room.journal.commit(ownWriter(room, 'federate.refreshPeer'), async (unit) => {
        const refused = await takeRevocation(unit, held, part)
        return refused ?? done(null)
      })
      if (reply.ok) return
    }
  }

  function once(id: Id): Promise<Reply<CardTaken>> {
    const under = running.get(id)
    if (under) return under
    asked.set(id, room.clock.now().getTime())
    const work = ask(id).finally(() => running.delete(id))
    running.set(id, work)
    return work
  }

  function isFresh(id: Id, withinMs: number): boolean {
    const last = asked.get(id)
    return last !== undefined && room.clock.now().getTime() - last < withinMs
  }

  async function quietly(id: Id): Promise<void> {
    try {
      const reply = await once(id)
      if (!reply.ok) room.log.info({ peer: id, refusal: reply.refusal }, 'the card of a peer was not renewed')
    } catch (err) {
      room.log.warn({ err, peer: id }, 'the card of a peer was not renewed')
    }
  }

  return {
    now: once,
    soon(id) {
      if (!stopped && !isFresh(id, soonMs)) void quietly(id)
    },
    async due() {
      const now = nowOf(room)
      const old = (await trustedPeers(room)).filter(
        ({ id, state }) =>
          state.card.content.address !== null && needsNewKey(state.card.content.seals, now) && !isFresh(id, dueMs),
      )
      for (let at = 0; at < old.length && !stopped; at += atOnce)
        await Promise.all(old.slice(at, at + atOnce).map(({ id }) => quietly(id)))
    },
    async stop() {
      stopped = true
      await Promise.allSettled(running.values())
    },
  }
}
