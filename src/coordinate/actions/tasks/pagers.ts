// A person's own addresses for being called: a pager, a gateway to the telephone, a chat of their own.
import { randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type { Delivery } from '#platform/outbox/index.ts'
import type * as api from '../../api/call-outs.ts'
import { addPagerRow, notePager, pagersOf, removePagerRow } from '../../store/tasks/pagers.ts'
import type { TasksRoom } from './room.ts'
import { pagerOrigin } from './tell.ts'

const mostPagers = 3

export async function addPager(
  room: TasksRoom,
  { name, url }: InputOf<typeof api.addPager>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.addPager>>> {
  const { person } = reader
  if (person === null) return refuse('no-person')
  const address = room.outbox.check(url)
  if (!address.ok) return refuse(address.refusal, address.detail, '/url')
  const id = newId(room.clock.now())
  const secret = randomBytes(32).toString('base64url')
  const added = await addPagerRow(room.journal.sql, { id, person, name, url, secret }, mostPagers)
  return added ? done({ id, secret }) : refuse('too-many-addresses')
}

export async function listPagers(
  room: TasksRoom,
  _input: InputOf<typeof api.listPagers>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.listPagers>>> {
  if (reader.person === null) return refuse('no-person')
  const [rows, self] = await Promise.all([
    pagersOf(room.journal.sql, [reader.person]),
    room.people.colleague(reader.person),
  ])
  return done({
    mailPossible: room.outbox.canMail,
    address: self?.email ?? null,
    items: rows.map(({ id, name, url, added, last_state: state, last_answer: answer, last_at: at }) => ({
      ...{ id, name, url, added },
      last: state && at ? { state, answer, at } : null,
    })),
  })
}

export async function removePager(
  room: TasksRoom,
  { id }: InputOf<typeof api.removePager>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.removePager>>> {
  if (reader.person === null) return refuse('no-person')
  if (!(await removePagerRow(room.journal.sql, id, reader.person)))
    return refuse('unknown', `You have no address with the id ${id}.`)
  return done({ id })
}

export async function tryPager(
  room: TasksRoom,
  { id }: InputOf<typeof api.tryPager>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.tryPager>>> {
  const { person } = call.reader
  if (person === null) return refuse('no-person')
  const row = (await pagersOf(room.journal.sql, [person])).find((one) => one.id === id)
  if (!row) return refuse('unknown', `You have no address with the id ${id}.`)
  return room.journal.commit(call.writer, async (unit) => {
    const body = { event: 'call.test', realm: unit.view.realm, headline: 'A try: nobody calls you.' }
    const message = { channel: 'post', to: row.url, body, secret: row.secret } as const
    room.outbox.put(unit, pagerOrigin, `${id} try ${call.requestId}`, message)
    return done({ id })
  })
}

/** The key of a delivery begins with the id of its address. What an exercise held back says nothing of the other side. */
export async function notePagerEnd(room: TasksRoom, { key, state, answer, at }: Delivery): Promise<void> {
  const [id] = key.split(' ')
  if (id && state !== 'held') await notePager(room.journal.sql, id, state, answer, at)
}
