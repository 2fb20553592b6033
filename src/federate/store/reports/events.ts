// Events of abuse in a table of their own: thousands go in with one statement, and come out as their reader may see them.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import type { Realm } from '#kernel/realm.ts'
import { instant } from '#kernel/time.ts'
import type { Clock } from '#platform/clock.ts'
import { hasCome } from '#platform/due.ts'
import { type Journal, markedColumns, sqlMayRead, type View } from '#platform/journal/index.ts'
import type { AbuseEvent, KeptEvent } from '../../model/abuse-event.ts'

type Sql = Pick<Journal['sql'], 'getExecutor'>

export interface EventRow {
  id: string
  kind: string
  ip: string | null
  asn: number | null
  cc: string | null
  /** The event as JSON: thousands of texts burden the memory less than thousands of objects in objects. */
  event: string
  firstSeen: string
  lastSeen: string
  seen: number
  organisation: Id | null
  marking: Marking
}

const mostRows = 2_000

/** How many of them were not there before. */
export async function putEvents(db: Sql, realm: Realm, intake: Id, rows: readonly EventRow[]): Promise<number> {
  // Few markings for many rows: each is written out once.
  const marked = new Map<Marking, string>()
  let fresh = 0
  for (let from = 0; from < rows.length; from += mostRows) {
    const part = rows.slice(from, from + mostRows).map((row) => {
      const known = marked.get(row.marking) ?? columnsAsText(realm, row.marking)
      marked.set(row.marking, known)
      return rowAsText(row, known)
    })
    const { rows: counted } = await sql<{ fresh: number }>`select federate.put_events(${realm}, ${intake}::uuid,
      ${`[${part.join(',')}]`}::jsonb) as fresh`.execute(db as Journal['sql'])
    fresh += counted[0]?.fresh ?? 0
  }
  return fresh
}

function rowAsText({ event, marking: _marking, firstSeen, lastSeen, ...row }: EventRow, marked: string): string {
  const plain = JSON.stringify({ ...row, first_seen: firstSeen, last_seen: lastSeen })
  return `${plain.slice(0, -1)},"event":${event},${marked}}`
}

/** The columns of a marking as members of a JSON object, without its braces. */
function columnsAsText(realm: Realm, marking: Marking): string {
  const { realm: _realm, ...columns } = markedColumns(realm, marking)
  return JSON.stringify(columns).slice(1, -1)
}

export interface EventsAsked {
  kind?: string
  /** null: nobody's that is registered here. */
  organisation?: Id | null
  cc?: string
  asn?: number
  since?: string
  until?: string
  told?: boolean
}

function asked(view: View, what: EventsAsked): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sqlMayRead(view.reader, view.realm, 'e')]
  if (what.kind !== undefined) all.push(sql`e.kind = ${what.kind}`)
  if (what.organisation === null) all.push(sql`e.organisation is null`)
  else if (what.organisation !== undefined) all.push(sql`e.organisation = ${what.organisation}::uuid`)
  if (what.cc !== undefined) all.push(sql`e.cc = ${what.cc}`)
  if (what.asn !== undefined) all.push(sql`e.asn = ${what.asn}`)
  if (what.since !== undefined) all.push(sql`e.last_seen >= ${what.since}::timestamptz`)
  if (what.until !== undefined) all.push(sql`e.last_seen < ${what.until}::timestamptz`)
  if (what.told !== undefined) all.push(what.told ? sql`e.told_at is not null` : sql`e.told_at is null`)
  return sql.join(all, sql` and `)
}

interface Row {
  id: string
  event: AbuseEvent
  first_seen: string
  last_seen: string
  seen: number
  organisation: Id | null
  told_at: string | null
  marking: Marking
  intake: Id
}

/** Newest first; `after` is the id of the last one of the page before. */
export async function findEvents(
  db: Sql,
  view: View,
  what: EventsAsked,
  page: { after?: string | undefined; limit: number },
): Promise<KeptEvent[]> {
  const behind = page.after
    ? sql`and (e.last_seen, e.id) < (select last_seen, id from federate.events where realm = ${view.realm} and id = ${page.after})`
    : sql``
  const { rows } =
    await sql<Row>`select e.id, e.event, e.first_seen, e.last_seen, e.seen, e.organisation, e.told_at, e.marking, e.intake
    from federate.events e where ${asked(view, what)} ${behind}
    order by e.last_seen desc, e.id desc limit ${page.limit}`.execute(db as Journal['sql'])
  return rows.map(({ event, first_seen, last_seen, told_at, ...row }) => ({
    ...event,
    ...row,
    firstSeen: instant(first_seen),
    lastSeen: instant(last_seen),
    toldAt: told_at === null ? null : instant(told_at),
  }))
}

export const countedBy = ['kind', 'organisation', 'cc', 'asn', 'feed', 'day'] as const
export type CountedBy = (typeof countedBy)[number]

const grounds: Record<CountedBy, RawBuilder<unknown>> = {
  kind: sql`e.kind`,
  organisation: sql`e.organisation::text`,
  cc: sql`e.cc`,
  asn: sql`e.asn::text`,
  feed: sql`e.event->>'feed'`,
  day: sql`to_char(e.last_seen at time zone 'UTC', 'YYYY-MM-DD')`,
}

/** Most first; days in their order. At most 400. */
export async function countEvents(
  db: Sql,
  view: View,
  by: CountedBy,
  what: EventsAsked,
): Promise<{ of: string | null; events: number; seen: number }[]> {
  const order = by === 'day' ? sql`1` : sql`2 desc, 1`
  const { rows } = await sql<{
    of: string | null
    events: number
    seen: number
  }>`select ${grounds[by]} as of, count(*)::int as events,
    sum(e.seen)::int as seen from federate.events e where ${asked(view, what)} group by 1 order by ${order} limit 400`.execute(
    db as Journal['sql'],
  )
  return rows
}

export async function noteTold(db: Sql, realm: Realm, ids: readonly string[], at: string): Promise<void> {
  await sql`update federate.events set told_at = ${at}::timestamptz where realm = ${realm} and id = any(${[...ids]}::text[])`.execute(
    db as Journal['sql'],
  )
}

/** Whose network it is may be learnt later: events of the last days are looked at again. */
export async function unclaimed(
  db: Sql,
  realm: Realm,
  since: string,
  limit: number,
): Promise<{ id: string; event: AbuseEvent }[]> {
  const { rows } = await sql<{
    id: string
    event: AbuseEvent
  }>`select id, event from federate.events where realm = ${realm}
    and organisation is null and last_seen >= ${since}::timestamptz order by last_seen desc limit ${limit}`.execute(
    db as Journal['sql'],
  )
  return rows
}

export async function claim(db: Sql, realm: Realm, ids: readonly string[], organisation: Id): Promise<void> {
  await sql`update federate.events set organisation = ${organisation}::uuid where realm = ${realm}
    and organisation is null and id = any(${[...ids]}::text[])`.execute(db as Journal['sql'])
}

export async function forgetEvents(db: Sql, clock: Clock, keptDays: number): Promise<void> {
  const past = hasCome(clock, sql`last_seen`, sql`realm`, { aheadMs: -keptDays * 86_400_000 })
  await sql`delete from federate.events where ${past}`.execute(db as Journal['sql'])
}
