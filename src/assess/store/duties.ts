// Duties of an assessment, and the wall of clocks: now out of a narrow table beside the records, in the past out of the records.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import { type Held, type Journal, type RecordQuery, sqlMayRead, type View } from '#platform/journal/index.ts'
import type { Duty, DutyStatus } from '../model/duty.ts'
import { dutyRecord } from '../rules/duty-record.ts'
import { idPattern } from './incidents.ts'

export interface WallFilter {
  status?: readonly DutyStatus[]
  regime?: readonly string[]
  organisation?: Id
  incident?: Id
  assessment?: Id
  overdue?: boolean
  withinHours?: number
  tentative?: boolean
  after?: string
  limit?: number
}

export interface WallTotals {
  all: number
  overdue: number
  within4Hours: number
  within24Hours: number
  later: number
  waiting: number
  withoutLimit: number
  tentative: number
  breached: number
}

function allOf(journal: Journal, realm: Realm): View {
  return { reader: systemReader('assess.clocks', [realm], journal.home), realm, own: true }
}

/** All of them, whoever may read them: the clocks of an assessment are kept together. */
export function dutiesOf(journal: Journal, realm: Realm, assessment: Id): Promise<Held<Duty>[]> {
  return readableDutiesOf(journal, allOf(journal, realm), [assessment])
}

export function readableDutiesOf(journal: Journal, view: View, assessments: readonly Id[]): Promise<Held<Duty>[]> {
  return journal.reads.many(dutyRecord, view, (query) =>
    query
      .where(sql<string>`state->>'assessment'`, 'in', [...assessments])
      .orderBy('subject')
      .limit(5_000),
  )
}

/** The same questions of either table: a column of the narrow one, or a field of a record. Without a limit: infinity. */
interface Columns {
  due: RawBuilder<unknown>
  status: RawBuilder<unknown>
  regime: RawBuilder<unknown>
  organisation: RawBuilder<unknown>
  incident: RawBuilder<unknown>
  assessment: RawBuilder<unknown>
  tentative: RawBuilder<unknown>
  breached: RawBuilder<unknown>
}

const ofClocks: Columns = {
  due: sql`c.due`,
  status: sql`c.status`,
  regime: sql`c.regime`,
  organisation: sql`c.organisation`,
  incident: sql`c.incident`,
  assessment: sql`c.assessment`,
  tentative: sql`c.tentative`,
  breached: sql`c.breached`,
}
const ofRecords: Columns = {
  due: sql`coalesce((state->>'dueAt')::timestamptz, 'infinity')`,
  status: sql`state->>'status'`,
  regime: sql`state->>'regime'`,
  organisation: sql`(state->>'organisation')::uuid`,
  incident: sql`(state->>'incident')::uuid`,
  assessment: sql`(state->>'assessment')::uuid`,
  tentative: sql`(state->>'tentative')::boolean`,
  breached: sql`(state->>'breachedAt' is not null)`,
}

const onTheWall: readonly DutyStatus[] = ['waiting', 'running']

/** The narrow table has a row for every clock; those of others' copies are for their owners to watch. */
const ours = sql<boolean>`c.subject not in (select r.subject from assess.duty_records r
  where r.origin is not null and r.valid_to is null)`

function matching(at: Columns, filter: WallFilter, now: Instant): RawBuilder<boolean> {
  const runs = sql`(${at.status} = 'running' and not ${at.tentative} and ${at.due} < ${now}::timestamptz)`
  const until = (hours: number) => instant(new Date(Date.parse(now) + hours * 3_600_000))
  const parts = [
    sql`${at.status} = any(${[...(filter.status ?? onTheWall)]}::text[])`,
    ...(filter.regime ? [sql`${at.regime} = any(${[...filter.regime]}::text[])`] : []),
    ...(filter.organisation ? [sql`${at.organisation} = ${filter.organisation}::uuid`] : []),
    ...(filter.incident ? [sql`${at.incident} = ${filter.incident}::uuid`] : []),
    ...(filter.assessment ? [sql`${at.assessment} = ${filter.assessment}::uuid`] : []),
    ...(filter.tentative === undefined ? [] : [sql`${at.tentative} = ${filter.tentative}`]),
    ...(filter.overdue === undefined ? [] : [filter.overdue ? runs : sql`not ${runs}`]),
    ...(filter.withinHours === undefined ? [] : [sql`${at.due} <= ${until(filter.withinHours)}::timestamptz`]),
  ]
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

const infinite = 'infinity'

/** A day that does not exist is refused here, not by the database. */
function isMoment(text: string): boolean {
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString() === text
}

/** A cursor is the limit and id of the last row seen; one that is not ours begins at the start. */
function cursorFrom(after: string | undefined): { due: string; id: Id } | undefined {
  if (after === undefined) return undefined
  try {
    const [due, id]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    const isDue = typeof due === 'string' && (due === infinite || isMoment(due))
    return isDue && typeof id === 'string' && idPattern.test(id) ? { due, id } : undefined
  } catch {
    return undefined
  }
}

export interface WallPage {
  items: Held<Duty>[]
  next: string | null
}

/** What has no limit comes last, in the order of its making. */
export async function wallPage(journal: Journal, view: View, filter: WallFilter, now: Instant): Promise<WallPage> {
  const { limit = 50 } = filter
  const last = cursorFrom(filter.after)
  const found = view.asOf ? pastIds : presentIds
  const ids = await found(journal, view, filter, now, last, limit + 1)
  const items = await journal.reads.some(dutyRecord, view, ids.slice(0, limit))
  const end = items.at(-1)
  return { items, next: ids.length > limit && end ? cursorOf(end) : null }
}

/** Of all that the filters let through, whatever the page. */
export function countWall(journal: Journal, view: View, filter: WallFilter, now: Instant): Promise<WallTotals> {
  return view.asOf ? pastTotals(journal, view, filter, now) : presentTotals(journal, view, filter, now)
}

function cursorOf({ id, state }: Held<Duty>): string {
  return Buffer.from(JSON.stringify([state.dueAt ?? infinite, id])).toString('base64url')
}

type Last = ReturnType<typeof cursorFrom>

async function presentIds(journal: Journal, view: View, filter: WallFilter, now: Instant, last: Last, limit: number) {
  const { rows } = await sql<{ subject: Id }>`select c.subject from assess.clocks c
    where ${sqlMayRead(view.reader, view.realm, 'c')} and ${ours} and ${matching(ofClocks, filter, now)} and ${behind(sql`c.due`, sql`c.subject`, last)}
    order by c.due, c.subject limit ${limit}`.execute(journal.sql)
  return rows.map(({ subject }) => subject)
}

function behind(due: RawBuilder<unknown>, subject: RawBuilder<unknown>, last: Last): RawBuilder<boolean> {
  return last ? sql<boolean>`(${due}, ${subject}) > (${last.due}::timestamptz, ${last.id}::uuid)` : sql<boolean>`true`
}

async function pastIds(journal: Journal, view: View, filter: WallFilter, now: Instant, last: Last, limit: number) {
  const rows = await journal.reads
    .query(dutyRecord.name, { ...view, own: true })
    .clearSelect()
    .select('subject')
    .where(matching(ofRecords, filter, now))
    .where(behind(ofRecords.due, sql`subject`, last))
    .orderBy(ofRecords.due)
    .orderBy('subject')
    .limit(limit)
    .execute()
  return rows.map(({ subject }) => subject)
}

function totalsOf(at: Columns, now: Instant) {
  const runs = sql`${at.status} = 'running'`
  const hence = (hours: number) => sql`${instant(new Date(Date.parse(now) + hours * 3_600_000))}::timestamptz`
  const many = (condition: RawBuilder<unknown>) => sql<number>`(count(*) filter (where ${condition}))::int`
  return {
    all: sql<number>`count(*)::int`,
    overdue: many(sql`${runs} and not ${at.tentative} and ${at.due} < ${hence(0)}`),
    within4Hours: many(sql`${runs} and ${at.due} >= ${hence(0)} and ${at.due} <= ${hence(4)}`),
    within24Hours: many(sql`${runs} and ${at.due} > ${hence(4)} and ${at.due} <= ${hence(24)}`),
    later: many(sql`${runs} and ${at.due} > ${hence(24)} and ${at.due} < 'infinity'`),
    waiting: many(sql`${at.status} = 'waiting'`),
    withoutLimit: many(sql`${runs} and ${at.due} = 'infinity'`),
    tentative: many(at.tentative),
    breached: many(at.breached),
  }
}

const totalNames = [
  'all',
  'overdue',
  'within4Hours',
  'within24Hours',
  'later',
  'waiting',
  'withoutLimit',
  'tentative',
  'breached',
] as const

async function presentTotals(journal: Journal, view: View, filter: WallFilter, now: Instant): Promise<WallTotals> {
  const totals = totalsOf(ofClocks, now)
  const columns = sql.join(totalNames.map((name) => sql`${totals[name]} as ${sql.ref(name)}`))
  const { rows } = await sql<WallTotals>`select ${columns} from assess.clocks c
    where ${sqlMayRead(view.reader, view.realm, 'c')} and ${ours} and ${matching(ofClocks, filter, now)}`.execute(
    journal.sql,
  )
  return rows[0] ?? nothing
}

async function pastTotals(journal: Journal, view: View, filter: WallFilter, now: Instant): Promise<WallTotals> {
  const totals = totalsOf(ofRecords, now)
  const query: RecordQuery = journal.reads
    .query(dutyRecord.name, { ...view, own: true })
    .where(matching(ofRecords, filter, now))
  const row = await query
    .clearSelect()
    .select(totalNames.map((name) => totals[name].as(name)))
    .executeTakeFirst()
  return row ?? nothing
}

const nothing = Object.fromEntries(totalNames.map((name) => [name, 0])) as unknown as WallTotals

export interface ArmedClock {
  id: Id
  realm: Realm
  due: Instant
}

/** For `armedClocks`: limits that have come, in each realm by its clock as it stands now, or will within so many milliseconds. */
export function limitsComeBy(clock: Clock, aheadMs: number): RawBuilder<boolean> {
  return hasCome(clock, sql`c.due`, sql`c.realm`, { aheadMs })
}

/** Clocks that are owed for certain and whose limit was not recorded as passed, the earliest first. */
export async function armedClocks(journal: Journal, come: RawBuilder<boolean>, limit: number): Promise<ArmedClock[]> {
  const { rows } = await sql<{
    subject: Id
    realm: Realm
    due: string
  }>`select c.subject, c.realm, c.due from assess.clocks c
    where armed and ${ours} and ${come} order by due limit ${limit}`.execute(journal.sql)
  return rows.map(({ subject, realm, due }) => ({ id: subject, realm, due: instant(due) }))
}

/** Those whose limit lies in a span, the earliest first; whatever became of them. */
export async function dutiesBetween(
  journal: Journal,
  view: View,
  { from, to, most }: { from: Instant; to: Instant; most: number },
): Promise<Held<Duty>[]> {
  const { rows } = await sql<{ subject: Id }>`select c.subject from assess.clocks c
    where ${sqlMayRead(view.reader, view.realm, 'c')} and ${ours} and c.due >= ${from}::timestamptz and c.due < ${to}::timestamptz
    order by c.due, c.subject limit ${most}`.execute(journal.sql)
  const ids = rows.map(({ subject }) => subject)
  return journal.reads.some(dutyRecord, view, ids)
}
