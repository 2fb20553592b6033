// What the adviser asks about records: how they stand, who marked them so, and what they rest on by their causes.
import { type Kysely, sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { instant } from '#kernel/time.ts'
import type { JournalTables } from '#platform/journal/index.ts'

export interface Gathered {
  id: Id
  record: string
  realm: string
  version: number
  state: unknown
  title: string
  marking: Marking
  since: string
  openedBy: string
  openedAt: string
  openedMarking: Marking
  remarked: { by: string; at: string; reason: string } | null
  bases: GatheredBasis[]
}

export interface GatheredBasis {
  id: Id
  record: string
  realm: string
  title: string
  marking: Marking
}

type Db = Kysely<JournalTables>
const mostBases = 500

/** Through no reader's eyes: whoever answers somebody checks what they may read. Records that are gone are left out. */
export async function gather(db: Db, kinds: readonly string[], ids: readonly Id[]): Promise<Gathered[]> {
  if (ids.length === 0) return []
  const records = await presentRecords(db, kinds, ids)
  const present = records.map(({ subject }) => subject)
  const [openings, remarks, bases] = await Promise.all([
    openingsOf(db, present),
    remarksOf(db, present),
    basesOf(db, kinds, present),
  ])
  return records.flatMap((row) => {
    const opening = openings.get(row.subject)
    if (!opening) return []
    return {
      id: row.subject,
      record: row.record,
      realm: row.realm,
      version: row.version,
      state: row.state,
      title: row.title,
      marking: row.marking,
      since: instant(row.valid_from),
      openedBy: opening.actor,
      openedAt: instant(opening.recorded_at),
      openedMarking: opening.marking,
      remarked: remarks.get(row.subject) ?? null,
      bases: bases.get(row.subject) ?? [],
    }
  })
}

/** How copies are marked is for their owners to think about. */
function presentRecords(db: Db, kinds: readonly string[], ids: readonly Id[]) {
  return db
    .selectFrom('journal.records')
    .select(['record', 'subject', 'realm', 'version', 'state', 'title', 'marking', 'valid_from'])
    .where('record', 'in', [...kinds])
    .where('subject', 'in', [...ids])
    .where('valid_to', 'is', null)
    .where('origin', 'is', null)
    .execute()
}

async function openingsOf(db: Db, ids: readonly Id[]) {
  if (ids.length === 0) return new Map<Id, never>()
  const rows = await db
    .selectFrom('journal.entries')
    .select(['subject', 'actor', 'recorded_at', 'marking'])
    .where('subject', 'in', [...ids])
    .where('version', '=', 1)
    .execute()
  return new Map(rows.map((row) => [row.subject, row]))
}

async function remarksOf(db: Db, ids: readonly Id[]): Promise<Map<Id, { by: string; at: string; reason: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('journal.entries')
    .distinctOn('subject')
    .select(['subject', 'actor', 'recorded_at', sql<string | null>`body->>'reason'`.as('reason')])
    .where('subject', 'in', [...ids])
    .where('kind', '=', 'journal.remarked')
    .orderBy('subject')
    .orderBy('version', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [row.subject, { by: row.actor, at: instant(row.recorded_at), reason: row.reason ?? '' }]),
  )
}

/** Persons, organisations and the decisions of this room are no information that something was derived from. */
async function basesOf(db: Db, kinds: readonly string[], ids: readonly Id[]): Promise<Map<Id, GatheredBasis[]>> {
  const found = new Map<Id, GatheredBasis[]>()
  if (ids.length === 0) return found
  const { rows } = await sql<{
    of: Id
    id: Id
    record: string
    realm: string
    title: string
    marking: Marking
  }>`
    with led as (
      select distinct e.subject as of, b.subject as id, b.record
      from journal.entries e cross join lateral unnest(e.cause) as c(id) join journal.entries b on b.id = c.id
      where e.subject = any(${ids}::uuid[]) and b.subject <> e.subject and b.record = any(${kinds}::text[])
    )
    select led.of, r.subject as id, r.record, r.realm, r.title, r.marking from led
      join journal.records r on r.record = led.record and r.subject = led.id and r.valid_to is null
    where r.record = any(${kinds}::text[]) order by led.of, r.subject`.execute(db)
  for (const { of, ...basis } of rows) {
    const known = found.get(of) ?? []
    if (known.length < mostBases) found.set(of, [...known, basis])
  }
  return found
}

/** The kinds of record that belong to an incident or a crisis, with the field that says to which. */
const belongs: Record<string, 'incident' | 'crisis'> = {
  'assess.task': 'incident',
  'assess.note': 'incident',
  'assess.evidence': 'incident',
  'assess.assessment': 'incident',
  'assess.duty': 'incident',
  'assess.dutyReport': 'incident',
  'assess.severity': 'incident',
  'coordinate.ladder': 'crisis',
  'coordinate.decision': 'crisis',
  'coordinate.task': 'crisis',
  'coordinate.callOut': 'crisis',
  'coordinate.notice': 'crisis',
  'share.product': 'crisis',
}

/** The record itself and what belongs to it, as far as it is there; bounded. Of a crisis: its incidents with theirs, too. */
export async function membersOf(
  db: Db,
  realm: string,
  root: { incident?: Id; crisis?: Id },
  most: number,
): Promise<Id[]> {
  const incidents = root.incident ? [root.incident] : await incidentsOf(db, realm, root.crisis)
  const found = new Set<Id>([...incidents, ...(root.crisis ? [root.crisis] : [])])
  for (const [record, field] of Object.entries(belongs)) {
    const of = field === 'incident' ? incidents : root.crisis ? [root.crisis] : []
    if (of.length === 0 || found.size >= most) continue
    const rows = await db
      .selectFrom('journal.records')
      .select('subject')
      .where('record', '=', record)
      .where('realm', '=', realm)
      .where('valid_to', 'is', null)
      .where(sql<string>`state->>${sql.lit(field)}`, 'in', of)
      .orderBy('subject')
      .limit(most)
      .execute()
    for (const { subject } of rows) found.add(subject)
  }
  return [...found].slice(0, most)
}

async function incidentsOf(db: Db, realm: string, crisis: Id | undefined): Promise<Id[]> {
  if (!crisis) return []
  const row = await db
    .selectFrom('journal.records')
    .select(sql<Id[]>`state->'incidents'`.as('incidents'))
    .where('record', '=', 'coordinate.crisis')
    .where('subject', '=', crisis)
    .where('realm', '=', realm)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return row?.incidents ?? []
}
