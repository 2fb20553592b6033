// The forum: practices that Tocsin brings along, out of data/, and queries on practices and who uses them.
import { sql } from 'kysely'
import Type, { type Static } from 'typebox'
import type { Id } from '#kernel/id.ts'
import { BadDataset, readDataset } from '#platform/dataset.ts'
import type { Held, Journal, Reads, RecordQuery, View } from '#platform/journal/index.ts'
import { type Practice, PracticeKey, PracticeText, type PracticeUse, type Use } from '../../model/cluster.ts'
import { practiceRecord } from '../../rules/clusters/practice-record.ts'
import { countUses, practiceUseRecord } from '../../rules/clusters/practice-use-record.ts'
import { type Listed, type PageAsked, paged, text } from '../taxonomy/pages.ts'

const Released = Type.Object({ key: PracticeKey, ...PracticeText.properties })
export type ReleasedPractice = Static<typeof Released>
const ForumFile = Type.Object({ practices: Type.Array(Released, { maxItems: 500 }) })

/** Throws BadDataset. */
export function readForum(): ReleasedPractice[] {
  const { practices } = readDataset(ForumFile, 'share/forum.json')
  const keys = new Set<string>()
  for (const { key } of practices) {
    if (keys.has(key)) throw new BadDataset(`data/share/forum.json: ${key} stands there twice.`)
    keys.add(key)
  }
  return practices
}

export function practicePage(
  journal: Journal,
  view: View,
  { status, ...page }: PageAsked & { status?: readonly Practice['status'][] },
): Promise<Listed<Practice>> {
  const matching = (query: RecordQuery) =>
    status ? query.where(sql<string>`state->>'status'`, 'in', [...status]) : query
  return paged(journal, practiceRecord, view, matching, text(sql`state->>'changedAt'`), page)
}

/** Keys of data/share/forum.json that are before the forum, as far as the view sees, and not retired. */
export async function keysBefore(reads: Reads, view: View): Promise<Set<string>> {
  const rows = await reads
    .query(practiceRecord.name, view)
    .clearSelect()
    .select(sql<string>`state->>'key'`.as('key'))
    .where(sql<boolean>`state->>'key' is not null and state->>'status' <> 'retired'`)
    .limit(2_000)
    .execute()
  return new Set(rows.map((row) => row.key))
}

const practiceOf = sql<string>`state->>'practice'`

/** How many say what, for each of these practices; of those whose word the view sees. */
export async function countedUses(
  reads: Reads,
  view: View,
  practices: readonly Id[],
): Promise<Map<Id, Record<Use, number>>> {
  const counts = new Map(practices.map((id) => [id, countUses([])]))
  if (practices.length === 0) return counts
  const rows = await reads
    .query(practiceUseRecord.name, view)
    .clearSelect()
    .select([
      practiceOf.as('practice'),
      sql<Use>`state->'said'->>'use'`.as('use'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where(practiceOf, 'in', [...practices])
    .groupBy([practiceOf, sql`state->'said'->>'use'`])
    .execute()
  for (const { practice, use, count } of rows) {
    const of = counts.get(practice)
    if (of) of[use] = count
  }
  return counts
}

export function usesOf(reads: Reads, view: View, practice: Id): Promise<Held<PracticeUse>[]> {
  return reads.many(practiceUseRecord, view, (q) =>
    q.where(practiceOf, '=', practice).orderBy(text(sql`state->>'name'`)).orderBy('subject').limit(500),
  )
}

/** What one organisation says of these practices. */
export function usesBy(
  reads: Reads,
  view: View,
  organisation: Id,
  practices: readonly Id[],
): Promise<Held<PracticeUse>[]> {
  if (practices.length === 0) return Promise.resolve([])
  return reads.many(practiceUseRecord, view, (q) =>
    q.where(practiceOf, 'in', [...practices]).where(sql<string>`state->>'organisation'`, '=', organisation),
  )
}
