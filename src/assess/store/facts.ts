// Picture facts out of SQL: only the fields that the picture needs, as the reader may see them, now or in the past.
import { type RawBuilder, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { type Instant, instant } from '#kernel/time.ts'
import { type Journal, sqlMayRead, type View } from '#platform/journal/index.ts'
import { changeFrom, factFrom, type PictureRecord, pictureRecords, toldRecords } from '../rules/fact-from.ts'
import type { Changes } from '../rules/picture.ts'
import type { AttributionFact, ChangeFact, PictureFact } from '../rules/picture-facts.ts'

const slim: Record<PictureRecord, RawBuilder<unknown>> = {
  'assess.incident': sql`jsonb_build_object('reference', state->'reference', 'title', state->'title', 'status', state->'status',
    'priority', state->'priority', 'assigned', state->'assigned', 'observations', state->'observations',
    'declaredAt', state->'declaredAt', 'changedAt', state->'changedAt', 'severity', state->'severity',
    'affected', jsonb_build_object('sectors', state->'affected'->'sectors', 'countries', state->'affected'->'countries',
      'users', state->'affected'->'users'),
    'times', jsonb_build_object('startedAt', state->'times'->'startedAt', 'detectedAt', state->'times'->'detectedAt'))`,
  'assess.task': sql`jsonb_build_object('title', state->'title', 'incident', state->'incident', 'status', state->'status',
    'due', state->'due', 'assignee', state->'assignee', 'addedAt', state->'addedAt')`,
  'assess.report': sql`jsonb_build_object('reference', state->'reference', 'status', state->'status',
    'receivedAt', state->'receivedAt', 'told', jsonb_build_object('title', state->'told'->'title',
      'since', state->'told'->'since', 'countries', state->'told'->'countries', 'users', state->'told'->'users'))`,
  'watch.item': sql`jsonb_build_object('title', state->'title', 'status', state->'status', 'incident', state->'incident',
    'signal', state->'signal', 'countries', state->'countries', 'sectors', state->'sectors', 'publishedAt', state->'publishedAt',
    'fetchedAt', state->'fetchedAt', 'judgedAt', state->'judgedAt')`,
  'watch.question': sql`jsonb_build_object('text', state->'text', 'about', state->'about', 'attribution', state->'attribution')`,
}

const shown: Record<PictureRecord, RawBuilder<boolean>> = {
  'assess.incident': sql`true`,
  'assess.task': sql`state->>'status' = 'open'`,
  'assess.report': sql`state->>'status' = 'received'`,
  'watch.item': sql`(state->>'status' = 'accepted' and coalesce(state->'signal', state->'incident') = 'true'::jsonb)`,
  'watch.question': sql`state->'attribution'->>'standing' = 'true'`,
}

export async function factsBySql(journal: Journal, view: View): Promise<PictureFact[]> {
  const found: PictureFact[] = []
  for (const record of pictureRecords) {
    const rows = await journal.reads
      .query(record, view)
      .clearSelect()
      .select(['subject', 'version', 'marking', slim[record].as('state')])
      .where(shown[record])
      .execute()
    for (const row of rows) {
      const fact = factFrom({ record, id: row.subject, version: row.version, marking: row.marking, state: row.state })
      if (fact) found.push(fact)
    }
  }
  return found
}

/** Attributions about any of these incidents that two analysts accept, newest first. */
export async function attributionsAbout(
  journal: Journal,
  view: View,
  incidents: readonly Id[],
): Promise<AttributionFact[]> {
  const record = 'watch.question'
  const rows = await journal.reads
    .query(record, view)
    .clearSelect()
    .select(['subject', 'version', 'marking', slim[record].as('state')])
    .where(shown[record])
    .where(sql<boolean>`state->'about' ?| ${[...incidents]}::text[]`)
    .orderBy('subject', 'desc')
    .limit(100)
    .execute()
  return rows.flatMap((row) => {
    const fact = factFrom({ record, id: row.subject, version: row.version, marking: row.marking, state: row.state })
    return fact?.kind === 'attribution' ? [fact] : []
  })
}

/** The newest changes after `since`, and how many there were; what may no longer be read is not told either. */
export async function changesBySql(
  journal: Journal,
  view: View,
  since: Instant,
  limit: number,
  before?: string,
): Promise<Changes> {
  const until = view.asOf ? sql<boolean>`e.recorded_at <= ${view.asOf}::timestamptz` : sql<boolean>`true`
  const told = journal.sql
    .selectFrom('journal.entries as e')
    .innerJoin('journal.records as r', (join) =>
      join.onRef('r.record', '=', 'e.record').onRef('r.subject', '=', 'e.subject').onRef('r.version', '=', 'e.version'),
    )
    .innerJoin('journal.records as present', (join) =>
      join
        .onRef('present.record', '=', 'e.record')
        .onRef('present.subject', '=', 'e.subject')
        .on('present.valid_to', 'is', null),
    )
    .where('e.record', 'in', [...toldRecords])
    .where(sql<boolean>`e.recorded_at > ${since}::timestamptz`)
    .where(until)
    .where(sqlMayRead(view.reader, view.realm, 'e'))
    .where(sqlMayRead(view.reader, view.realm, 'present'))
    .where(
      sql<boolean>`(e.record <> 'watch.item' or (r.state->>'status' = 'accepted' and coalesce(r.state->'signal', r.state->'incident') = 'true'::jsonb))`,
    )
  const newest = await told
    .$if(before !== undefined, (q) => q.where('e.id', '<', before ?? ''))
    .select(['e.id', 'e.kind', 'e.record', 'e.subject', 'e.recorded_at', 'e.marking', 'r.state'])
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute()
  const counted = await told.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()
  return {
    total: counted.total,
    newest: newest.flatMap((row): ChangeFact[] => {
      const entry = { id: row.id, kind: row.kind, recordedAt: instant(row.recorded_at), marking: row.marking }
      const change = changeFrom(entry, { record: row.record, id: row.subject, state: row.state })
      return change ? [change] : []
    }),
  }
}

/** How every record is marked now that is shown in the picture or whose changes are told. */
export async function presentMarkings(
  journal: Journal,
  view: View,
): Promise<{ id: Id; version: number; marking: Marking }[]> {
  const found: { id: Id; version: number; marking: Marking }[] = []
  for (const record of new Set([...toldRecords, ...pictureRecords])) {
    const rows = await journal.reads
      .query(record, view)
      .clearSelect()
      .select(['subject', 'version', 'marking'])
      .execute()
    for (const row of rows) found.push({ id: row.subject, version: row.version, marking: row.marking })
  }
  return found
}
