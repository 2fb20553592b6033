// The calendars that a person opened. The key stands in the address alone; the node keeps its hash.
import { createHash, randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type * as api from '../../api/agreements/calendars.ts'
import { addCalendar, calendarsOf, removeCalendar } from '../../store/agreements/calendars.ts'
import type { AgreementRoom } from './room.ts'

const mostCalendars = 10
export const calendarPath = '/feeds/agreements.ics'

export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

export async function listCalendars(
  { room }: AgreementRoom,
  _input: InputOf<typeof api.listCalendars>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.listCalendars>>> {
  if (!reader.person) return refuse('no-person')
  return done({ items: await calendarsOf(room.journal.sql, reader.person) })
}

export async function openCalendar(
  { room }: AgreementRoom,
  _input: InputOf<typeof api.openCalendar>,
  { reader, view, edge }: Call,
): Promise<Reply<OutputOf<typeof api.openCalendar>>> {
  if (!reader.person) return refuse('no-person')
  const { sql } = room.journal
  if ((await calendarsOf(sql, reader.person)).length >= mostCalendars) return refuse('too-many-calendars')
  const key = randomBytes(32).toString('base64url')
  const id = newId(room.clock.now())
  await addCalendar(sql, { id, person: reader.person, hash: hashOfKey(key) })
  const realm = view.realm === 'live' ? '' : `&realm=${encodeURIComponent(view.realm)}`
  return done({ id, url: `${edge.origin}${calendarPath}?key=${key}${realm}` })
}

export async function closeCalendar(
  { room }: AgreementRoom,
  { id }: InputOf<typeof api.closeCalendar>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.closeCalendar>>> {
  if (!reader.person) return refuse('no-person')
  if (!(await removeCalendar(room.journal.sql, id, reader.person)))
    return refuse('unknown', `You have no calendar with the id ${id}.`)
  return done({ id })
}
