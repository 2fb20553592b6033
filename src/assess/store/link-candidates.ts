// Where a link may be found at all: a score that is suggested needs an organisation or an identifier in common, and for
// both there is the index of words. What comes out is bounded, newest first; the rules judge it.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { organisationRecord } from '#people/rules/organisation-record.ts'
import { type Held, type Journal, type View, visible } from '#platform/journal/index.ts'
import type { Story } from '#watch/api/stories.ts'
import { documentRecord, storyRecord } from '#watch/events.ts'
import type { LinkFacts } from '#watch/rules/stories/links.ts'
import type { Incident } from '../model.ts'
import { incident } from '../rules/incident.ts'

const mostTerms = 60
const mostItems = 500
const mostFound = 60

/** The names that organisations of the register go by, and the identifiers as they are spelt. */
export async function termsOf(journal: Journal, view: View, facts: LinkFacts): Promise<string[]> {
  const known = await journal.reads.some(organisationRecord, view, facts.entities.slice(0, mostTerms))
  const names = known.flatMap(({ state: { name, shortName } }) => [name, ...(shortName ? [shortName] : [])])
  return [...new Set([...facts.identifiers.slice(0, mostTerms), ...names])].slice(0, mostTerms)
}

/** Items whose texts have one of the terms, newest first. Words are kept of the present: the past is found by them too. */
async function itemsWith(journal: Journal, { asOf: _past, ...view }: View, terms: readonly string[]): Promise<Id[]> {
  if (terms.length === 0) return []
  const query = sql.join(
    terms.map((term) => sql`phraseto_tsquery('simple', ${term})`),
    sql` || `,
  )
  const { rows } = await sql<{ item: Id }>`
    with hit as materialized (
      select r.subject from journal.records r
      where r.record = ${sql.lit(documentRecord.name)} and ${visible(view, 'r')} and r.found @@ (${query})),
    newest as materialized (select subject from hit order by subject desc limit ${mostItems})
    select distinct r.state->>'item' as item from newest
    join journal.records r on r.record = ${sql.lit(documentRecord.name)} and r.subject = newest.subject and r.valid_to is null`.execute(
    journal.sql,
  )
  return rows.map(({ item }) => item)
}

/** Stories that hold such an item and none of those, newest activity first. */
export async function storiesWith(
  journal: Journal,
  view: View,
  terms: readonly string[],
  but: readonly Id[],
): Promise<Held<Story>[]> {
  const items = await itemsWith(journal, view, terms)
  if (items.length === 0) return []
  return journal.reads.many(storyRecord, view, (q) =>
    q
      .where(sql<boolean>`state->'items' ?| ${items}::text[]`)
      .where(sql<boolean>`not state->'items' ?| ${[...but]}::text[]`)
      .orderBy('valid_from', 'desc')
      .orderBy('subject', 'desc')
      .limit(mostFound),
  )
}

/** Incidents that name one of the organisations or terms, or rest on an item that does, and on none of those; newest first. */
export async function incidentsWith(
  journal: Journal,
  view: View,
  facts: LinkFacts,
  terms: readonly string[],
  but: readonly Id[],
): Promise<Held<Incident>[]> {
  if (terms.length === 0 && facts.entities.length === 0) return []
  const items = await itemsWith(journal, view, terms)
  const words = terms.map((term) => `%${term.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`)
  return journal.reads.many(incident, view, (q) =>
    q
      .where(
        sql<boolean>`(state->'affected'->'organisations' ?| ${[...facts.entities]}::text[]
          or state->'observations' ?| ${items}::text[]
          or lower(concat_ws(' ', state->>'title', state->>'summary')) like any(${words}::text[]))`,
      )
      .where(sql<boolean>`not state->'observations' ?| ${[...but]}::text[]`)
      .where(sql<string>`state->>'status'`, 'not in', ['merged', 'rejected'])
      .orderBy(sql`(state->>'changedAt') collate "C"`, 'desc')
      .orderBy('subject', 'desc')
      .limit(mostFound),
  )
}
