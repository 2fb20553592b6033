// Made-up clocks for the bench of the wall: reports of many entities, due over the next month, written as the journal writes them.
import type { Entry } from '#kernel/entry.ts'
import { defaultMarking } from '#kernel/marking.ts'
import { newId } from '#platform/id.ts'
import { appendParcel } from '#platform/journal/flush.ts'
import type { OpenJournal } from '#platform/journal/index.ts'
import { rowsOf } from '#platform/journal/rebuild.ts'
import { entryParcel } from '#platform/journal/rows.ts'

const reports = [
  ['nis2', 'early_warning', 'Early warning', 'NIS2 Art. 23(4)(a)'],
  ['nis2', 'incident_notification', 'Incident notification', 'NIS2 Art. 23(4)(b)'],
  ['gdpr', 'authority_notification', 'Notification to the supervisory authority', 'GDPR Art. 33(1)'],
  ['dora', 'initial_notification', 'Initial notification', 'DORA Art. 19(4)(a)'],
  ['nis2', 'final_report', 'Final report', 'NIS2 Art. 23(4)(d)'],
] as const

const entities = 2_000

export interface Seeding {
  count: number
  now: Date
  /** When clock number n is due. */
  dueAt(n: number): Date
  /** Every third is tentative unless said otherwise. */
  firm?: boolean
}

/** A mulberry32 of its own, so that every run has the same wall. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export async function seedClocks(journal: OpenJournal, seeding: Seeding): Promise<void> {
  const page = 500
  for (let from = 0; from < seeding.count; from += page) {
    const histories = Array.from({ length: Math.min(page, seeding.count - from) }, (_, at) =>
      history(journal, seeding, from + at),
    )
    await appendParcel(journal.sql, {
      entries: histories.flat().map(entryParcel),
      rows: histories.flatMap((entries) => rowsOf(journal.records, entries)),
      ...{ commands: [], notices: [] },
    })
  }
}

/** One entry, and where the limit has passed already the breach beside it. */
function history(journal: OpenJournal, { now, dueAt, firm }: Seeding, n: number): Entry[] {
  const [regime, report, name, article] = reports[n % reports.length] ?? reports[0]
  const due = dueAt(n).toISOString()
  const from = new Date(Date.parse(due) - 72 * 3_600_000).toISOString()
  const clock = {
    ...{ kind: 'at', at: due, waitsFor: [], basis: `72 hours after awareness; ${article}`, otherReading: null },
    steps: [
      { text: `awareness is ${from.slice(0, 16).replace('T', ' ')} UTC`, at: from },
      { text: '72 hours later, by time that passes', at: due },
    ],
    ...{ assumed: [], also: 'without_undue_delay', verified: true },
  }
  const entity = n % entities
  const tentative = !firm && n % 3 === 0
  const recordedAt = now.toISOString()
  const header = {
    ...{ realm: 'live', record: 'assess.duty', subject: newId(now), verb: 'assess.answerFacts' },
    ...{ marking: defaultMarking(journal.home), actor: 'system:bench', cause: [], observedAt: recordedAt, recordedAt },
  }
  const opened = {
    assessment: `01950000-0000-7000-8003-${String(n - (n % reports.length)).padStart(12, '0')}`,
    ...{ incident: null, organisation: `01950000-0000-7000-8004-${String(entity).padStart(12, '0')}` },
    ...{ regime, report, tentative, name, regimeTitle: regime.toUpperCase(), article, mandatory: true },
    recipients: ['national CSIRT of DE', 'competent authority of DE'],
    ...{ entityName: `Entity ${entity}`, timeZone: 'Europe/Berlin', lawVersion: '2026-08.0000000000', verified: true },
    ...{ clock, due: clock, status: 'running' },
  }
  const first = { ...header, id: newId(now), version: 1, kind: 'assess.dutyOpened', body: opened }
  if (due >= recordedAt || tentative) return [first]
  return [first, { ...header, id: newId(now), version: 2, kind: 'assess.dutyBreached', body: { due } }]
}
