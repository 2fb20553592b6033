// Counting and listing what the adviser found, as far as a reader may read the records it is about: the gate is the journal's own.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { type Marking, tlpLabels } from '#kernel/marking.ts'
import { instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import { type Journal, type View, visible } from '#platform/journal/index.ts'
import type { AdviceAnswer, MarkedHow } from '../../model/advice.ts'

export interface Counted {
  record: string
  by: string
  answer: string
  records: number
}

const presentAdvice = ({ asOf }: View): RawBuilder<unknown> =>
  asOf
    ? sql`(a.valid_from <= ${asOf}::timestamptz and (a.valid_to is null or a.valid_to > ${asOf}::timestamptz))`
    : sql`a.valid_to is null`

/** How many records there are for each kind, person and answer; records that are not judged yet have the answer `none`. */
export async function countAnswers(journal: Journal, view: View, kinds: readonly string[]): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select r.record, coalesce(a.marked_by, 'none') as by, coalesce(a.answer, 'none') as answer, count(*)::int as records
    from journal.records r left join share.advice a on a.subject = r.subject and ${presentAdvice(view)}
    where r.record = any(${kinds}::text[]) and ${visible({ ...view, own: true }, 'r')}
    group by 1, 2, 3`.execute(journal.sql)
  return rows
}

export interface CountedThen {
  at: string
  answer: string
  records: number
}

/** The same at moments of the past, for records that the reader may read today. */
export async function countOverTime(
  journal: Journal,
  view: View,
  kinds: readonly string[],
  moments: readonly string[],
): Promise<CountedThen[]> {
  const { rows } = await sql<CountedThen>`
    with seen as materialized (
      select a.valid_from, a.valid_to, a.answer from share.advice a
        join journal.records r on r.record = a.record and r.subject = a.subject
      where r.record = any(${kinds}::text[]) and ${visible({ ...view, own: true }, 'r')}
    ), changed as (
      select (select min(p.at) from unnest(${moments}::timestamptz[]) as p(at) where p.at >= s.valid_from) as at, s.answer, 1 as by
        from seen s
      union all
      select (select min(p.at) from unnest(${moments}::timestamptz[]) as p(at) where p.at >= s.valid_to), s.answer, -1
        from seen s where s.valid_to is not null
    ), summed as (select at, answer, sum(by)::int as by from changed where at is not null group by 1, 2)
    select p.at, s.answer, sum(s.by)::int as records
    from unnest(${moments}::timestamptz[]) as p(at) join summed s on s.at <= p.at group by 1, 2`.execute(journal.sql)
  return rows.map((row) => ({ ...row, at: instant(row.at) }))
}

export interface FindingRow {
  id: Id
  record: string
  title: string
  version: number
  marking: Marking
  answer: AdviceAnswer
  enough: number
  how: MarkedHow
  markedBy: string
  markedAt: string
  faults: string[]
  reviewOn: string | null
}

export interface FindingFilter {
  kinds: readonly string[]
  answer?: string
  /** Only what breaks a rule: this one, or any. */
  faults?: string | true
  after?: string
  limit?: number
}

const columns = sql`a.subject as id, r.record, r.title, r.version, r.marking, a.answer, a.enough, a.how,
  a.marked_by as "markedBy", a.marked_at as "markedAt", a.faults, a.review_on::text as "reviewOn"`

function joined(view: View, kinds: readonly string[]): RawBuilder<unknown> {
  return sql`share.advice a join journal.records r on r.record = a.record and r.subject = a.subject
    where a.realm = ${view.realm} and r.record = any(${kinds}::text[]) and ${presentAdvice(view)} and ${visible(view, 'r')}`
}

/** A page by the moment of marking, newest first; nothing is skipped or shown twice. */
export async function findingPage(
  journal: Journal,
  view: View,
  { kinds, answer, faults, after, limit = 50 }: FindingFilter,
): Promise<{ items: FindingRow[]; next: string | null }> {
  const last = cursorFrom(after)
  const { rows } = await sql<FindingRow>`
    select ${columns} from ${joined(view, kinds)}
      and ${answer ? sql`a.answer = ${answer}` : faults ? sql`true` : sql`a.answer <> 'fits'`}
      and ${faults === undefined ? sql`true` : faults === true ? sql`a.faults <> '{}'` : sql`a.faults @> array[${faults}]::text[]`}
      and ${last ? sql`(a.marked_at, a.subject) < (${last[0]}::timestamptz, ${last[1]}::uuid)` : sql`true`}
    order by a.marked_at desc, a.subject desc limit ${limit + 1}`.execute(journal.sql)
  return paged(rows, limit, (row) => [row.markedAt, row.id])
}

/** Markings whose day of review is this one or before, the earliest first. */
export async function reviewPage(
  journal: Journal,
  view: View,
  { kinds, until, after, limit = 50 }: { kinds: readonly string[]; until: string; after?: string; limit?: number },
): Promise<{ items: FindingRow[]; next: string | null }> {
  const last = cursorFrom(after)
  const { rows } = await sql<FindingRow>`
    select ${columns} from ${joined(view, kinds)} and a.review_on <= ${until}::date
      and r.marking->>'reviewOn' = a.review_on::text
      and ${last ? sql`(a.review_on, a.subject) > (${last[0]}::date, ${last[1]}::uuid)` : sql`true`}
    order by a.review_on, a.subject limit ${limit + 1}`.execute(journal.sql)
  return paged(rows, limit, (row) => [row.reviewOn ?? '', row.id])
}

function paged(
  rows: readonly FindingRow[],
  limit: number,
  key: (row: FindingRow) => [string, Id],
): { items: FindingRow[]; next: string | null } {
  const items = rows.slice(0, limit).map((row) => ({ ...row, markedAt: instant(row.markedAt) }))
  const end = items.at(-1)
  const next = rows.length > limit && end ? Buffer.from(JSON.stringify(key(end))).toString('base64url') : null
  return { items, next }
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const keyPattern = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/

/** A cursor that is not one of ours begins at the start. */
function cursorFrom(after: string | undefined): [string, Id] | undefined {
  if (after === undefined) return undefined
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
    const sound = typeof key === 'string' && keyPattern.test(key) && typeof id === 'string' && idPattern.test(id)
    return sound ? [key, id] : undefined
  } catch {
    return undefined
  }
}

export const labelOf = (rank: number) => tlpLabels[rank] ?? 'RED'

export interface DueReview {
  subject: Id
  realm: string
  record: string
  marking: Marking
  reviewOn: string
  markedBy: string
}

/** Days of review that have come and nobody was reminded of, over all realms. */
export async function reviewsToTell(journal: Journal, clock: Clock, most: number): Promise<DueReview[]> {
  const { rows } = await sql<DueReview>`
    select a.subject, a.realm, a.record, r.marking, a.review_on::text as "reviewOn", a.marked_by as "markedBy"
    from share.advice a join journal.records r on r.record = a.record and r.subject = a.subject and r.valid_to is null
    where a.valid_to is null and ${hasCome(clock, sql`a.review_on`, sql`a.realm`)} and r.marking->>'reviewOn' = a.review_on::text
      and not exists (select 1 from share.reviews_told t where t.subject = a.subject and t.review_on = a.review_on)
    order by a.review_on, a.subject limit ${most}`.execute(journal.sql)
  return rows
}

export async function noteTold(
  db: Journal['sql'],
  told: readonly Pick<DueReview, 'subject' | 'reviewOn'>[],
  at: string,
): Promise<void> {
  await sql`insert into share.reviews_told (subject, review_on, told_at)
    select t.subject, t."reviewOn", ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t(subject uuid, "reviewOn" date) on conflict do nothing`.execute(
    db,
  )
}
