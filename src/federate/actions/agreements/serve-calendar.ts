// The calendar of one person, fetched by a program that cannot sign in: the key in the address says whose eyes read.
import { type Instant, instant } from '#kernel/time.ts'
import type { RawAnswer, RawRoute } from '#platform/http/index.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type { Agreement } from '../../model/agreement.ts'
import { agreementCalendar, type CalendarDay } from '../../rules/agreements/calendar.ts'
import { reviewDay } from '../../rules/agreements/days.ts'
import { ownKeysReviewOn, ownKeysSince, peerKeysReviewOn } from '../../rules/directory/key-review.ts'
import { ownCardRecord } from '../../rules/directory/own-card-record.ts'
import { agreementsOf } from '../../store/agreements/agreements.ts'
import { personOfCalendar } from '../../store/agreements/calendars.ts'
import { peersIn } from '../../store/directory/peers.ts'
import { awaitedAnswers } from './awaited.ts'
import { calendarPath, hashOfKey } from './calendars.ts'
import type { AgreementRoom } from './room.ts'

const refreshMinutes = 15
/** So long an agreement that ended still says that its days are cancelled: programs take them out then. */
const cancelledForMs = 14 * 86_400_000
const mostAnswers = 500
const unknownCalendar: RawAnswer = {
  status: 404,
  type: 'text/plain; charset=utf-8',
  body: 'There is no calendar at this address. Open a new one on the page of agreements.\n',
}

export function calendarRoutes(it: AgreementRoom): RawRoute[] {
  return [{ method: 'GET', path: calendarPath, handle: (_edge, url) => answer(it, url) }]
}

async function answer(it: AgreementRoom, url: URL): Promise<RawAnswer> {
  const { journal, people, clock } = it.room
  const key = url.searchParams.get('key') ?? ''
  const realm = url.searchParams.get('realm') ?? 'live'
  if (key.length !== 43) return unknownCalendar
  const person = await personOfCalendar(journal.sql, hashOfKey(key))
  const known = person ? await people.colleague(person) : undefined
  if (!known?.reader.realms.includes(realm)) return unknownCalendar
  const days = await daysFor(it, { reader: known.reader, realm }, instant(clock.in(realm)))
  const body = agreementCalendar(days, { realm, refreshMinutes })
  return { status: 200, type: 'text/calendar; charset=utf-8', body }
}

async function daysFor(it: AgreementRoom, view: View, now: Instant): Promise<CalendarDay[]> {
  const { settings, journal } = it.room
  const { origin } = settings
  const agreements = await agreementsOf(journal.reads, view)
  const answers = (await awaitedAnswers(it, view, now)).items.slice(0, mostAnswers)
  return [
    ...agreements.flatMap((held) => agreementDays(held, origin, now)),
    ...answers.map(
      ({ side, peer, id, since, dueAt, tlp, agreement }): CalendarDay => ({
        ...{ matter: side === 'ours' ? 'answer-ours' : 'answer-theirs', ids: [id, peer.id], sequence: 0 },
        ...{ changedAt: since, tlp, on: dueAt, cancelled: false },
        url: addressIn(view, `${origin}/agreements/${agreement.id}`),
      }),
    ),
    // Keys are there once, for what is real.
    ...(view.realm === 'live' ? await keyDays(it, view, origin) : []),
  ]
}

function addressIn({ realm }: Pick<View, 'realm'>, url: string): string {
  return realm === 'live' ? url : `${url}?realm=${encodeURIComponent(realm)}`
}

function agreementDays({ id, version, realm, marking, since, state }: Held<Agreement>, origin: string, now: Instant) {
  const holds = state.status === 'in-force' || state.status === 'suspended'
  const justEnded = state.status === 'ended' && Date.parse(now) - Date.parse(since) < cancelledForMs
  if (!holds && !justEnded) return []
  const about = {
    ...{ ids: [id], sequence: version, changedAt: since, tlp: marking.tlp, cancelled: !holds },
    url: addressIn({ realm }, `${origin}/agreements/${id}`),
  }
  const { endsOn } = state.terms
  const days: CalendarDay[] = [{ matter: 'review', on: reviewDay(state), ...about }]
  if (endsOn !== null) days.push({ matter: 'end', on: endsOn, ...about })
  return days
}

async function keyDays({ room }: AgreementRoom, view: View, origin: string): Promise<CalendarDay[]> {
  const { reads, nodeId, home } = room.journal
  const days = (await peersIn(reads, view)).flatMap(({ id, version, since, marking, state }): CalendarDay[] => {
    const on = peerKeysReviewOn(state)
    if (on === null) return []
    const about = { ids: [id], sequence: version, changedAt: since, tlp: marking.tlp, cancelled: false }
    return [{ matter: 'peer-keys', on, ...about, url: `${origin}/peers/${id}` }]
  })
  // Anybody may read the card; to change its keys is the business of those whose node it is.
  const own = view.reader.organisation === home ? await reads.one(ownCardRecord, view, nodeId) : undefined
  const since = own ? ownKeysSince(await reads.entriesOf(view, nodeId)) : null
  if (!own || since === null) return days
  const about = { ids: [nodeId], sequence: own.version, changedAt: own.since, tlp: own.marking.tlp, cancelled: false }
  return [...days, { matter: 'own-keys', on: ownKeysReviewOn(since), ...about, url: `${origin}/peers` }]
}
