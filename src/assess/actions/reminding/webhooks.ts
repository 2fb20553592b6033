// Other systems that are called about clocks: a pager, a chat, a ticket system.
import { randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { actorOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type { Delivery } from '#platform/outbox/index.ts'
import type * as api from '../../api/reminders.ts'
import { addWebhookRow, noteCall, removeWebhookRow, webhooks } from '../../store/reminders.ts'
import type { Reminding } from './room.ts'

export const webhookOrigin = 'assess.webhook'
const mostWebhooks = 50

export async function addWebhook(
  room: Reminding,
  { name, url }: InputOf<typeof api.addWebhook>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.addWebhook>>> {
  const address = room.outbox.check(url)
  if (!address.ok) return refuse(address.refusal, address.detail, '/url')
  if ((await webhooks(room.journal.sql)).length >= mostWebhooks) return refuse('too-many-webhooks')
  const id = newId(room.clock.now())
  const secret = randomBytes(32).toString('base64url')
  await addWebhookRow(room.journal.sql, { id, name, url, secret, added_by: actorOf(reader) })
  return done({ id, secret })
}

export async function listWebhooks(room: Reminding): Promise<Reply<OutputOf<typeof api.listWebhooks>>> {
  const rows = await webhooks(room.journal.sql)
  return done({
    items: rows.map(({ id, name, url, added_by, added, last_state: state, last_answer: answer, last_at: at }) => ({
      id,
      name,
      url,
      addedBy: added_by,
      added,
      last: state && at ? { state, answer, at } : null,
    })),
  })
}

export async function removeWebhook(
  room: Reminding,
  { id }: InputOf<typeof api.removeWebhook>,
): Promise<Reply<OutputOf<typeof api.removeWebhook>>> {
  if (!(await removeWebhookRow(room.journal.sql, id)))
    return refuse('unknown', `There is no webhook with the id ${id}.`)
  return done({ id })
}

export async function tryWebhook(
  room: Reminding,
  { id }: InputOf<typeof api.tryWebhook>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.tryWebhook>>> {
  const row = (await webhooks(room.journal.sql)).find((one) => one.id === id)
  if (!row) return refuse('unknown', `There is no webhook with the id ${id}.`)
  return room.journal.commit(call.writer, async (unit) => {
    const body = { event: 'clock.test', realm: unit.view.realm, text: 'A try: no clock is meant.' }
    room.outbox.put(unit, webhookOrigin, `${id} try ${call.requestId}`, {
      channel: 'post',
      to: row.url,
      body,
      secret: row.secret,
    })
    return done({ id })
  })
}

/** The key of a delivery begins with the id of its webhook. */
export async function noteDelivery(room: Reminding, { key, state, answer, at }: Delivery): Promise<void> {
  const [id] = key.split(' ')
  // What an exercise held back says nothing of the other system.
  if (id && state !== 'held') await noteCall(room.journal.sql, id, state, answer, at)
}
