// Telling whoever answers for a network what was reported about it: looked at first, then one mail in their language.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Tlp, tlpRank } from '#kernel/marking.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/reports.ts'
import type { KeptEvent } from '../../model/abuse-event.ts'
import type { OwnerNotices } from '../../model/owner-notice.ts'
import { eventsAsCsv } from '../../rules/reports/as-file.ts'
import { networkRecord } from '../../rules/reports/network-record.ts'
import { languageFor, noticeOf } from '../../rules/reports/owner-notice.ts'
import * as store from '../../store/reports/events.ts'
import type { ReportsRoom } from './import-events.ts'

const mostInMail = 10_000

export interface NoticeRoom extends ReportsRoom {
  notices: OwnerNotices
}

type Asked = InputOf<typeof api.tellOwner>
type Notice = OutputOf<typeof api.ownerNotice>

/** What would be sent now: to whom, in which words, about how many. Nothing leaves by it. */
export async function ownerNotice(room: NoticeRoom, asked: Asked, call: Call): Promise<Reply<Notice>> {
  const made = await noticeFor(room, asked, call)
  return made.ok ? done(made.value.notice) : made
}

/**
 * One mail with what concerns the organisation and it was not told yet. What is marked above `highest` is held back: events reach those
 * whom they concern by TLP:AMBER (need to know), higher ones only where the organisation is in their audience.
 */
export async function tellOwner(
  room: NoticeRoom,
  asked: Asked,
  call: Call,
): Promise<Reply<OutputOf<typeof api.tellOwner>>> {
  if (!room.outbox.canMail) return refuse('no-mail')
  const made = await noticeFor(room, asked, call)
  if (!made.ok) return made
  const { events, notice } = made.value
  const { to, subject, text, heldBack } = notice
  const { realm } = call.view
  return room.journal.commit(call.writer, async (unit) => {
    const content = Buffer.from(eventsAsCsv(events, realm)).toString('base64')
    const attachments = [{ name: 'events.csv', mediaType: 'text/csv', content }]
    const mail = { channel: 'mail' as const, to, subject, text, attachments }
    room.outbox.put(unit, 'federate.abuseEvents', `${asked.organisation}/${events[0]?.id}/${unit.now}`, mail)
    const ids = events.map(({ id }) => id)
    unit.also((trx) => store.noteTold(trx, realm, ids, unit.now))
    return done({ told: events.length, heldBack, to })
  })
}

async function noticeFor(
  room: NoticeRoom,
  { organisation, highest = 'AMBER', language }: Asked,
  { view }: Call,
): Promise<Reply<{ notice: Notice; events: KeptEvent[] }>> {
  const networks = await room.journal.reads.many(networkRecord, view)
  const to = networks.find(({ state }) => !state.ended && state.organisation === organisation && state.mail !== null)
    ?.state.mail
  if (!to) return refuse('no-address')
  const waiting = await store.findEvents(room.journal.sql, view, { organisation, told: false }, { limit: mostInMail })
  const events = waiting.filter((event) => mayGo(event, organisation, highest))
  if (events.length === 0) return refuse('nothing-to-tell')
  // Organisations are kept in the live realm; an exercise borrows them.
  const live = { ...view, realm: 'live' as const }
  const [owner, own] = await Promise.all([
    room.journal.reads.one(organisationRecord, live, organisation),
    room.journal.reads.one(organisationRecord, live, room.journal.home),
  ])
  const chosen = language ?? languageFor(room.notices, owner?.state.country ?? null)
  const days = events.flatMap(({ firstSeen, lastSeen }) => [firstSeen, lastSeen]).toSorted()
  const said = noticeOf(room.notices, chosen, {
    values: {
      organisation: owner?.state.name ?? to,
      node: own?.state.name ?? new URL(room.settings.origin).host,
      events: String(events.length),
      from: (days[0] ?? '').slice(0, 10),
      until: (days.at(-1) ?? '').slice(0, 10),
      marking: `TLP:${strictest(events)}`,
    },
    counts: countsOf(events, (kind) => room.types.kinds.get(kind)?.label ?? kind),
    exercise: isExercise(view.realm),
  })
  const heldBack = waiting.length - events.length
  return done({ events, notice: { to, language: chosen, ...said, events: events.length, heldBack } })
}

function mayGo({ marking }: KeptEvent, organisation: Id, highest: Tlp): boolean {
  if (marking.tlp === 'RED') return false
  const named = marking.owner === organisation || marking.audience.includes(organisation)
  return named || (marking.tlp !== 'AMBER+STRICT' && tlpRank(marking.tlp) <= tlpRank(highest))
}

function strictest(events: readonly KeptEvent[]): Tlp {
  return events.reduce<Tlp>((found, { tlp }) => (tlpRank(tlp) > tlpRank(found) ? tlp : found), 'CLEAR')
}

function countsOf(events: readonly KeptEvent[], labelOf: (kind: string) => string) {
  const counts = new Map<string, number>()
  for (const { kind } of events) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, number]) => ({ kind, label: labelOf(kind), events: number }))
}
