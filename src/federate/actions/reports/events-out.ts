// Events for people and for programs: lists, counts, files.

import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call, Download } from '#platform/http/types.ts'
import { newId } from '#platform/id.ts'
import type * as api from '../../api/reports.ts'
import { eventsAsCsv, eventsAsIntelmq, eventsAsXarf, type Reporter } from '../../rules/reports/as-file.ts'
import * as store from '../../store/reports/events.ts'
import type { ReportsRoom } from './import-events.ts'
import { namesOf } from './networks.ts'

const mostInFile = 50_000

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
