// Reading: every query goes through a view, which fixes the realm, the moment and the marking rule.

import { type Kysely, sql } from 'kysely'
import type { Entry } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import { copied, type EntryKinds, type RecordKind } from '#kernel/record.ts'
import { instant } from '#kernel/time.ts'
import { entryFrom, heldFrom } from './rows.ts'
import { sqlMayRead } from './sql-may-read.ts'
import type { JournalTables, RecordRow } from './tables.ts'
import type { Held, LastEntry, Reads, RecordQuery, Shape, View } from './types.ts'

const recordColumns = [
  'record',
  'subject',
  'version',
  'realm',
  'marking',
  'tlp',
  'owner',
  'audience',
  'persons',
  'releasable_to',
  'title',
  'words',
  'state',
  'valid_from',
  'valid_to',
  'origin',
] as const

const entryColumns = [
  'id',
  'realm',
  'record',
  'subject',
  'version',
  'kind',
  'verb',
  'body',
  'marking',
  'tlp',
  'owner',
  'audience',
  'persons',
  'releasable_to',
  'actor',
  'cause',
  'observed_at',
  'recorded_at',
] as const

/**
 * Which rows of journal.records a view sees. A past version is shown only to those who may read the present one too; of what was
 * withdrawn there is no present one.
 */
export function visible(view: View, table: string) {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  const marked = sqlMayRead(view.reader, view.realm, table)
  const readable = view.own ? sql<boolean>`(${marked} and ${column('origin')} is null)` : marked
  if (!view.asOf) return sql<boolean>`(${column('valid_to')} is null and ${readable})`
  return sql<boolean>`(${column('valid_from')} <= ${view.asOf}::timestamptz
    and (${column('valid_to')} is null or ${column('valid_to')} > ${view.asOf}::timestamptz) and ${readable}
    and not exists (select 1 from journal.records present where present.record = ${column('record')}
      and present.subject = ${column('subject')} and present.valid_to is null
      and not ${sqlMayRead(view.reader, view.realm, 'present')}))`
}

export function createReads(db: Kysely<JournalTables>): Reads {
  function query(record: string, view: View): RecordQuery {
    return db
      .selectFrom('journal.records')
      .select(recordColumns)
      .where('record', '=', record)
      .where(visible(view, 'journal.records'))
  }

  /** An entry is hidden with its record: raising a marking hides what was said before it was raised. */
  function visibleEntries(view: View) {
    const base = db
      .selectFrom('journal.entries')
      .select(entryColumns)
      .where(sqlMayRead(view.reader, view.realm, 'journal.entries'))
      .where(
        sql<boolean>`not exists (select 1 from journal.records present where present.record = journal.entries.record
          and present.subject = journal.entries.subject and present.valid_to is null
          and not ${sqlMayRead(view.reader, view.realm, 'present')})`,
      )
    return view.asOf ? base.where('recorded_at', '<=', view.asOf) : base
  }

  async function some<S, K extends EntryKinds<S>>(
    record: RecordKind<S, K>,
    view: View,
    ids: readonly Id[],
  ): Promise<Held<S>[]> {
    if (ids.length === 0) return []
    const rows = await query(record.name, view)
      .where('subject', 'in', [...ids])
      .execute()
    const found = new Map(rows.map((row) => [row.subject, heldFrom<S>(row)]))
    return ids.flatMap((id) => found.get(id) ?? [])
  }

  return {
    query,
    some,
    async one(record, view, id) {
      const row = await query(record.name, view).where('subject', '=', id).executeTakeFirst()
      return row && heldFrom(row)
    },
    async many(record, view, shape: Shape = (q) => q) {
      return (await shape(query(record.name, view)).execute()).map((row) => heldFrom(row))
    },
    async count(record, view, shape: Shape = (q) => q, most) {
      const counted = shape(query(record.name, view)).clearOrderBy()
      const inner = (most === undefined ? counted : counted.limit(most)).as('seen')
      const row = await db.selectFrom(inner).select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
      return row.count
    },
    async lasts(subjects) {
      if (subjects.length === 0) return new Map()
      const { rows } = await sql<LastRow>`
        select distinct on (e.subject) e.subject, e.record, e.realm, e.version, e.recorded_at as at, f.kind as first, r.origin
        from unnest(${[...subjects]}::uuid[]) as asked(id)
        join journal.entries e on e.subject = asked.id
        join journal.entries f on f.subject = e.subject and f.version = 1
        left join journal.records r on r.record = e.record and r.subject = e.subject and r.version = e.version
        order by e.subject, e.version desc`.execute(db)
      return new Map(
        rows.map(({ subject, first, at, ...last }) => [
          subject,
          { ...last, recordedAt: instant(at), copy: first === copied },
        ]),
      )
    },
    async lastNumber(record, realm, year) {
      const { rows } = await sql<{ last: number }>`
        select journal.last_number(${record}, ${realm}, ${year}::int) as last`.execute(db)
      return rows[0]?.last ?? 0
    },
    async titleOf(view, subject) {
      const rows = db.selectFrom('journal.records').select('title').where('subject', '=', subject)
      return (await rows.where(visible(view, 'journal.records')).limit(1).executeTakeFirst())?.title
    },
    async entriesOf(view, subject) {
      return (await visibleEntries(view).where('subject', '=', subject).orderBy('version').execute()).map(entryFrom)
    },
    async recent(view, { records, since, before, limit }) {
      let q = visibleEntries(view).orderBy('id', 'desc').limit(Math.min(limit, 1000))
      if (records) q = q.where('record', 'in', records)
      if (since) q = q.where('recorded_at', '>=', since)
      if (before) q = q.where('id', '<', before)
      return (await q.execute()).map(entryFrom)
    },
    async search(view, text, { records, limit }) {
      const words = searchQuery(text)
      if (!words) return []
      const now = { ...view }
      delete now.asOf
      // Words are kept for the newest version only: the past is found by today's words and shown as it was.
      let q = db
        .selectFrom('journal.records as r')
        .innerJoin('journal.records as newest', (join) =>
          join
            .onRef('newest.record', '=', 'r.record')
            .onRef('newest.subject', '=', 'r.subject')
            .on('newest.valid_to', 'is', null),
        )
        .select(recordColumns.map((name) => `r.${name}` as const))
        .select(sql<number>`ts_rank(newest.found, to_tsquery('simple', ${words}))`.as('rank'))
        .where(visible(view, 'r'))
        .where(visible(now, 'newest'))
        .where(sql<boolean>`newest.found @@ to_tsquery('simple', ${words})`)
        .orderBy('rank', 'desc')
        .orderBy('r.valid_from', 'desc')
        .limit(Math.min(limit, 500))
      if (records) q = q.where('r.record', 'in', records)
      return (await q.execute()).map(({ rank, ...row }) => ({ ...heldFrom(row as RecordRow), rank }))
    },
    async trace(view, id) {
      const start = await visibleEntries(view)
        .where((e) => e.or([e('id', '=', id), e('subject', '=', id)]))
        .orderBy('id', 'desc')
        .limit(200)
        .execute()
      return walkBack(start.map(entryFrom), async (ids, histories) => {
        const subjects = histories.map(([subject]) => subject)
        const versions = histories.map(([, version]) => version)
        const earlier = sql<boolean>`exists (select 1 from unnest(${subjects}::uuid[], ${versions}::int[]) as reached(subject, version)
          where reached.subject = journal.entries.subject and journal.entries.version < reached.version)`
        const rows = await visibleEntries(view)
          .where(sql<boolean>`(id = any(${ids}::uuid[]) or ${earlier})`)
          .orderBy('id', 'desc')
          .limit(mostTraced)
          .execute()
        return rows.map(entryFrom)
      })
    },
  }
}

type LastRow = { subject: Id; at: string; first: string } & Pick<LastEntry, 'record' | 'realm' | 'version' | 'origin'>

const mostTraced = 2000

/**
 * Breadth first along the causes, each entry once; what may not be read ends its branch. An entry also rests on the
 * earlier entries of its own record: an item that was accepted is the item that was read from a document.
 */
async function walkBack(
  start: Entry[],
  load: (ids: Id[], histories: [Id, number][]) => Promise<Entry[]>,
): Promise<Entry[]> {
  const seen = new Map(start.map((entry) => [entry.id, entry]))
  const reached = new Map<Id, number>()
  let edge = start
  for (let depth = 0; edge.length > 0 && seen.size < mostTraced && depth < 50; depth++) {
    const wanted = [...new Set(edge.flatMap((entry) => entry.cause))].filter((id) => !seen.has(id))
    const histories = new Map<Id, number>()
    for (const { subject, version } of edge) {
      if (version > Math.max(reached.get(subject) ?? 1, histories.get(subject) ?? 1)) histories.set(subject, version)
    }
    for (const [subject, version] of histories) reached.set(subject, version)
    const found = wanted.length > 0 || histories.size > 0 ? await load(wanted, [...histories]) : []
    edge = found.filter((entry) => !seen.has(entry.id))
    for (const entry of edge) seen.set(entry.id, entry)
  }
  return [...seen.values()]
}

/** Words as people type them become a prefix query; everything that is not a letter, digit or mark is a gap. */
export function searchQuery(text: string): string {
  const words =
    text
      .normalize('NFC')
      .slice(0, 500)
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words
    .slice(0, 12)
    .map((word) => `${word.slice(0, 60)}:*`)
    .join(' & ')
}
