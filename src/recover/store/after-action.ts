// Versions and entries of many records at once, through the eyes of one reader: a version is shown where the present one may be read too.
import { sql } from 'kysely'
import type { Entry } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { instant } from '#kernel/time.ts'
import { type Journal, sqlMayRead, type View } from '#platform/journal/index.ts'
import type { VersionRow } from '../rules/after-action/tracks.ts'

const mostVersions = 50_000

/** Of each record oldest first. */
export async function versionsOf(journal: Journal, view: View, subjects: readonly Id[]): Promise<VersionRow[]> {
  if (subjects.length === 0) return []
  const until = view.asOf ? sql`and v.valid_from <= ${view.asOf}::timestamptz` : sql``
  const { rows } = await sql<VersionRow & { from: Date | string; until: Date | string | null; marking: Marking }>`
    select v.record, v.subject, v.title, v.state, v.marking, v.valid_from as "from", v.valid_to as "until"
    from journal.records v
    where v.subject = any(${[...subjects]}::uuid[]) and ${sqlMayRead(view.reader, view.realm, 'v')} ${until}
      and exists (select 1 from journal.records present where present.record = v.record and present.subject = v.subject
        and present.valid_to is null and ${sqlMayRead(view.reader, view.realm, 'present')})
    order by v.subject, v.version
    limit ${sql.lit(mostVersions)}`.execute(journal.sql)
  return rows.map((row) => ({ ...row, from: instant(row.from), until: row.until === null ? null : instant(row.until) }))
}

/** All entries of a realm that may be read, oldest first, up to so many of the newest. */
export async function entriesOfRealm({ reads }: Journal, view: View, most: number): Promise<Entry[]> {
  const found: Entry[] = []
  for (let before: Id | undefined; found.length < most; ) {
    const page = await reads.recent(view, { ...(before ? { before } : {}), limit: 1_000 })
    found.push(...page)
    before = page.at(-1)?.id
    if (page.length < 1_000 || !before) break
  }
  return found.reverse()
}

/** Entries of these records that may be read, oldest first. */
export async function entriesOfRecords(
  journal: Journal,
  view: View,
  subjects: readonly Id[],
  most: number,
): Promise<Pick<Entry, 'id' | 'record' | 'subject' | 'kind' | 'actor' | 'observedAt' | 'recordedAt'>[]> {
  if (subjects.length === 0) return []
  let query = journal.sql
    .selectFrom('journal.entries')
    .select(['id', 'record', 'subject', 'kind', 'actor', 'observed_at', 'recorded_at'])
    .where('subject', '=', sql<string>`any(${[...subjects]}::uuid[])`)
    .where(sqlMayRead(view.reader, view.realm, 'journal.entries'))
    .orderBy('id')
    .limit(most)
  if (view.asOf) query = query.where('recorded_at', '<=', view.asOf)
  return (await query.execute()).map(({ observed_at, recorded_at, ...row }) => ({
    ...row,
    observedAt: instant(observed_at),
    recordedAt: instant(recorded_at),
  }))
}
