// Systems that are called: added, tried, removed, and how the last call ended.
import { randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type { Delivery } from '#platform/outbox/index.ts'
import type * as api from '../../api/subscriptions.ts'
import * as store from '../../store/out/subscriptions.ts'
import type { OutRoom } from './room.ts'

export const callOrigin = 'share.subscription'
const mostSubscriptions = 200

export async function addSubscription(
  room: OutRoom,
  { name, url, kinds, highest = 'GREEN' }: InputOf<typeof api.addSubscription>,
  { reader, view, now: added }: Call,
): Promise<Reply<OutputOf<typeof api.addSubscription>>> {
  const { person } = reader
  if (person === null) return refuse('no-person')
  const address = room.outbox.check(url)
  if (!address.ok) return refuse(address.refusal, address.detail, '/url')
  const { sql } = room.journal
  if ((await store.subscriptions(sql, view.realm)).length >= mostSubscriptions) return refuse('too-many-subscriptions')
  const id = newId(room.clock.now())
  const secret = randomBytes(32).toString('base64url')
  // From here on: what was released before is in the feeds.
  await store.readTo(sql)
  await store.addSubscriptionRow(sql, { id, realm: view.realm, name, url, secret, kinds, highest, person, added })
  return done({ id, secret })
}

export async function listSubscriptions(
  room: OutRoom,
  _input: InputOf<typeof api.listSubscriptions>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listSubscriptions>>> {
  const rows = await store.subscriptions(room.journal.sql, view.realm)
  const items = rows.map(({ id, name, url, kinds, highest, realm, person, added, ...last }) => {
    const { last_state: state, last_answer: answer, last_at: at } = last
    return { id, name, url, kinds, highest, realm, person, added, last: state && at ? { state, answer, at } : null }
  })
  return done({ items })
}

export async function removeSubscription(
  room: OutRoom,
  { id }: InputOf<typeof api.removeSubscription>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.removeSubscription>>> {
  const gone = await store.removeSubscriptionRow(room.journal.sql, id, view.realm)
  return gone ? done({ id }) : refuse('unknown', `There is no subscription with the id ${id}.`)
}

export async function trySubscription(
  room: OutRoom,
  { id }: InputOf<typeof api.trySubscription>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.trySubscription>>> {
  const row = (await store.subscriptions(room.journal.sql, call.view.realm)).find((one) => one.id === id)
  if (!row) return refuse('unknown', `There is no subscription with the id ${id}.`)
  return room.journal.commit(call.writer, async (unit) => {
    const body = { event: 'test', realm: unit.view.realm, text: 'A try: nothing was released.' }
    const { url: to, secret } = row
    room.outbox.put(unit, callOrigin, `${id} try ${call.requestId}`, { channel: 'post', to, body, secret })
    return done({ id })
  })
}

/** The key of a delivery begins with the id of its subscription. */
export async function noteDelivery(room: OutRoom, { key, state, answer, at }: Delivery): Promise<void> {
  const [id] = key.split(' ')
  // What an exercise held back says nothing of the other system.
  if (id && state !== 'held') await store.noteCall(room.journal.sql, id, state, answer, at)
}
