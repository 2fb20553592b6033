// Events for people and for those they concern: lists, counts, files, and a mail to whoever answers for the network.

import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type Tlp, tlpRank } from '#kernel/marking.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call, Download } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type * as api from '../../api/reports.ts'
import type { KeptEvent } from '../../model/abuse-event.ts'
import { eventsAsCsv, eventsAsIntelmq, eventsAsXarf, type Reporter } from '../../rules/reports/as-file.ts'
import { networkRecord } from '../../rules/reports/network-record.ts'
import * as store from '../../store/reports/events.ts'
import type { ReportsRoom } from './import-events.ts'
import { namesOf } from './networks.ts'

const mostInFile = 50_000
const mostInMail = 10_000

type Filter = Omit<InputOf<typeof api.listEvents>, 'after' | 'limit'>

function askedBy({ kind, organisation, cc, asn, since, until, told }: Filter): store.EventsAsked {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(organisation === undefined ? {} : { organisation: organisation === 'none' ? null : organisation }),
    ...(cc === undefined ? {} : { cc }),
    ...(asn === undefined ? {} : { asn }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(told === undefined ? {} : { told }),
  }
}

export async function listEvents(
  room: ReportsRoom,
  { after, limit = 100, ...filter }: InputOf<typeof api.listEvents>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listEvents>>> {
  const found = await store.findEvents(room.journal.sql, call.view, askedBy(filter), { after, limit: limit + 1 })
  const items = found.slice(0, limit)
  return done({ items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null })
}

export async function countEvents(
  room: ReportsRoom,
  { by, ...filter }: InputOf<typeof api.countEvents>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.countEvents>>> {
  const rows = await store.countEvents(room.journal.sql, call.view, by, askedBy(filter))
  const names =
    by === 'organisation'
      ? await namesOf(
          room,
          call,
          rows.flatMap(({ of }) => of ?? []),
        )
      : new Map<Id, string>()
  const labelOf = (of: string | null): string => {
    if (of === null) return by === 'organisation' ? 'Nobody that is registered here' : 'Not said'
    if (by === 'kind') return room.types.kinds.get(of)?.label ?? of
    if (by === 'asn') return `AS${of}`
    return names.get(of) ?? of
  }
  return done({ rows: rows.map((row) => ({ ...row, label: labelOf(row.of) })) })
}

export async function exportEvents(
  room: ReportsRoom,
  { format, ...filter }: InputOf<typeof api.exportEvents>,
  call: Call,
): Promise<Reply<Download>> {
  const page = { limit: mostInFile + 1 }
  const events = await store.findEvents(room.journal.sql, call.view, askedBy(filter), page)
  if (events.length > mostInFile) return refuse('too-many', `One file takes at most ${mostInFile} events.`)
  const { realm } = call.view
  const name = `${isExercise(realm) ? 'EXERCISE-' : ''}events-${call.now.slice(0, 10)}`
  if (format === 'csv') return done(file(`${name}.csv`, 'text/csv; charset=utf-8', eventsAsCsv(events, realm)))
  if (format === 'intelmq')
    return done(file(`${name}.jsonl`, 'application/x-ndjson', eventsAsIntelmq(events, room.types, realm)))
  const reporter = await reporterOf(room, call)
  if (!reporter) return refuse('no-reporter')
  const at = new Date(call.now)
  const ids = events.map(() => newId(at))
  return done(file(`${name}-xarf.jsonl`, 'application/x-ndjson', eventsAsXarf(events, reporter, ids, realm)))
}

function file(name: string, type: string, text: string): Download {
  return { name, type, bytes: Buffer.from(text) }
}

async function reporterOf(room: ReportsRoom, call: Call): Promise<Reporter | undefined> {
  const own = await room.journal.reads.one(organisationRecord, call.view, room.journal.home)
  const contact = own?.state.contacts.find(({ email }) => email)?.email
  return own && contact ? { org: own.state.name, contact, domain: contact.slice(contact.indexOf('@') + 1) } : undefined
}

/**
 * One mail with what concerns the organisation and it was not told yet. What is marked above `highest` is held back: events reach those
 * whom they concern by TLP:AMBER (need to know), higher ones only where the organisation is in their audience.
 */
export async function tellOwner(
  room: ReportsRoom,
  { organisation, highest = 'AMBER' }: InputOf<typeof api.tellOwner>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.tellOwner>>> {
  if (!room.outbox.canMail) return refuse('no-mail')
  const { view } = call
  const networks = await room.journal.reads.many(networkRecord, view)
  const to = networks.find(({ state }) => !state.ended && state.organisation === organisation && state.mail !== null)
    ?.state.mail
  if (!to) return refuse('no-address')
  const waiting = await store.findEvents(room.journal.sql, view, { organisation, told: false }, { limit: mostInMail })
  const events = waiting.filter((event) => mayGo(event, organisation, highest))
  if (events.length === 0) return refuse('nothing-to-tell')
  return room.journal.commit(call.writer, async (unit) => {
    const csv = eventsAsCsv(events, view.realm)
    const [first] = events
    room.outbox.put(unit, 'federate.abuseEvents', `${organisation}/${first?.id}/${unit.now}`, {
      channel: 'mail',
      to,
      subject: `TLP:${strictest(events)} Abuse reported about your networks: ${events.length}`,
      text: mailText(events, (kind) => room.types.kinds.get(kind)?.label ?? kind),
      attachments: [{ name: 'events.csv', mediaType: 'text/csv', content: Buffer.from(csv).toString('base64') }],
    })
    unit.also((trx) =>
      store.noteTold(
        trx,
        view.realm,
        events.map(({ id }) => id),
        unit.now,
      ),
    )
    return done({ told: events.length, heldBack: waiting.length - events.length, to })
  })
}

function mayGo({ marking }: KeptEvent, organisation: Id, highest: Tlp): boolean {
  if (marking.tlp === 'RED') return false
  const named = marking.owner === organisation || marking.audience.includes(organisation)
  return named || (marking.tlp !== 'AMBER+STRICT' && tlpRank(marking.tlp) <= tlpRank(highest))
}

function strictest(events: readonly KeptEvent[]): Tlp {
  return events.reduce<Tlp>((found, { tlp }) => (tlpRank(tlp) > tlpRank(found) ? tlp : found), 'CLEAR')
}

function mailText(events: readonly KeptEvent[], labelOf: (kind: string) => string): string {
  const counts = new Map<string, number>()
  for (const { kind } of events) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const lines = [...counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `- ${labelOf(kind)} (${kind}): ${count}`)
  return [
    'Others have reported the following about networks for which you answer. The attached file has one line for each,',
    'with the time in UTC. Please look at them, and answer this mail if one is wrong or not yours.',
    '',
    ...lines,
  ].join('\n')
}
