// How a person is reminded: by mail or not, and the calendars that they opened.
import { createHash, randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type * as api from '../../api/reminders.ts'
import { hoursBefore } from '../../rules/clocks/reminders.ts'
import { addCalendar, calendarsOf, chooseMail, mailChoices, removeCalendar } from '../../store/reminders.ts'
import { type Reminding, wantsMail } from './room.ts'

const mostCalendars = 10

export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

export async function reminderChoices(
  room: Reminding,
  _input: InputOf<typeof api.reminderChoices>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.reminderChoices>>> {
  if (!reader.person) return refuse('no-person')
  const { sql } = room.journal
  const [choices, calendars, self] = await Promise.all([
    mailChoices(sql, [reader.person]),
    calendarsOf(sql, reader.person),
    room.people.colleague(reader.person),
  ])
  return done({
    mail: wantsMail(reader, choices),
    mailPossible: room.outbox.canMail,
    address: self?.email ?? null,
    hoursBefore: [...hoursBefore],
    calendars,
  })
}

export async function chooseReminders(
  room: Reminding,
  { mail }: InputOf<typeof api.chooseReminders>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.chooseReminders>>> {
  if (!reader.person) return refuse('no-person')
  await chooseMail(room.journal.sql, reader.person, mail)
  return done({ mail })
}

/** The key stands in the address alone; the node keeps its hash. */
export async function openCalendar(
  room: Reminding,
  _input: InputOf<typeof api.openCalendar>,
  { reader, view, edge }: Call,
): Promise<Reply<OutputOf<typeof api.openCalendar>>> {
  if (!reader.person) return refuse('no-person')
  const { sql } = room.journal
  if ((await calendarsOf(sql, reader.person)).length >= mostCalendars) return refuse('too-many-calendars')
  const key = randomBytes(32).toString('base64url')
  const id = newId(room.clock.now())
  await addCalendar(sql, id, reader.person, hashOfKey(key))
  const realm = view.realm === 'live' ? '' : `&realm=${encodeURIComponent(view.realm)}`
  return done({ id, url: `${edge.origin}/feeds/clocks.ics?key=${key}${realm}` })
}

export async function closeCalendar(
  room: Reminding,
  { id }: InputOf<typeof api.closeCalendar>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.closeCalendar>>> {
  if (!reader.person) return refuse('no-person')
  if (!(await removeCalendar(room.journal.sql, id, reader.person))) {
    return refuse('unknown', `You have no calendar with the id ${id}.`)
  }
  return done({ id })
}
