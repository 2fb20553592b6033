// Calendars of the programme that a person opened, and the calendar that a program fetches: the key in the address says whose eyes read.
import { createHash, randomBytes } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { RawAnswer, RawRoute } from '#platform/http/index.ts'
import type { Call } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type * as api from '../../api/programme/calendars.ts'
import { addCalendar, calendarsOf, personOfCalendar, removeCalendar } from '../../store/programme/programme.ts'
import { planningRealm } from '../room.ts'
import type { ProgrammeRoom } from './room.ts'
import { calendarFor } from './show-programme.ts'

const mostCalendars = 10
const keyBytes = 32
const keyLetters = 43
const calendarPath = '/feeds/programme.ics'
const unknownCalendar: RawAnswer = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  body: 'There is no calendar at this address. Open a new one on the page of the programme.\n',
}

/** The key stands in the address alone; the node keeps its hash. */
function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

export async function listProgrammeCalendars(
  { room }: ProgrammeRoom,
  _input: InputOf<typeof api.listProgrammeCalendars>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.listProgrammeCalendars>>> {
  if (!reader.person) return refuse('no-person')
  return done({ items: await calendarsOf(room.journal.sql, reader.person) })
}

export async function openProgrammeCalendar(
  { room }: ProgrammeRoom,
  _input: InputOf<typeof api.openProgrammeCalendar>,
  { reader, edge }: Call,
): Promise<Reply<OutputOf<typeof api.openProgrammeCalendar>>> {
  if (!reader.person) return refuse('no-person')
  const { sql } = room.journal
  if ((await calendarsOf(sql, reader.person)).length >= mostCalendars) return refuse('too-many-calendars')
  const key = randomBytes(keyBytes).toString('base64url')
  const id = newId(room.clock.now())
  await addCalendar(sql, { id, person: reader.person, hash: hashOfKey(key) })
  return done({ id, url: `${edge.origin}${calendarPath}?key=${key}` })
}

export async function closeProgrammeCalendar(
  { room }: ProgrammeRoom,
  { id }: InputOf<typeof api.closeProgrammeCalendar>,
  { reader }: Call,
): Promise<Reply<OutputOf<typeof api.closeProgrammeCalendar>>> {
  if (!reader.person) return refuse('no-person')
  if (!(await removeCalendar(room.journal.sql, id, reader.person)))
    return refuse('unknown', `You have no calendar with the id ${id}.`)
  return done({ id })
}

export function programmeRoutes(it: ProgrammeRoom): RawRoute[] {
  return [{ method: 'GET', path: calendarPath, handle: (_edge, url) => answer(it, url) }]
}

async function answer(it: ProgrammeRoom, url: URL): Promise<RawAnswer> {
  const key = url.searchParams.get('key') ?? ''
  if (key.length !== keyLetters) return unknownCalendar
  const person = await personOfCalendar(it.room.journal.sql, hashOfKey(key))
  const known = person ? await it.room.people.colleague(person) : undefined
  if (!known) return unknownCalendar
  const body = await calendarFor(it, { reader: known.reader, realm: planningRealm })
  return { status: 200, type: 'text/calendar; charset=utf-8', body }
}
