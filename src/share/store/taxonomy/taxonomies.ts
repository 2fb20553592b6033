// Queries on versions of the taxonomy, their mappings, proposals and voices; realm, moment and marking are applied by the view.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, Reads, RecordQuery, View } from '#platform/journal/index.ts'
import type {
  ProposalStatus,
  Taxonomy,
  TaxonomyMapping,
  TaxonomyProposal,
  TaxonomyStatus,
  Voice,
} from '../../model/taxonomy.ts'
import { mappingRecord } from '../../rules/taxonomy/mapping-record.ts'
import { proposalRecord } from '../../rules/taxonomy/proposal-record.ts'
import { taxonomyRecord } from '../../rules/taxonomy/taxonomy-record.ts'
import { voiceRecord } from '../../rules/taxonomy/voice-record.ts'
import { type Listed, type PageAsked, paged, text } from './pages.ts'

const field = (name: string) => sql<string>`state->>${sql.lit(name)}`
const mostVoices = 10_000
const mostMappings = 200

export function taxonomyPage(
  journal: Journal,
  view: View,
  { series, status, ...page }: PageAsked & { series?: string; status?: readonly TaxonomyStatus[] },
): Promise<Listed<Taxonomy>> {
  const matching = (query: RecordQuery) => {
    let q = query
    if (series) q = q.where(field('series'), '=', series)
    if (status) q = q.where(field('status'), 'in', [...status])
    return q
  }
  return paged(journal, taxonomyRecord, view, matching, text(sql`state->>'changedAt'`), page)
}

/** Another version of that series that has this edition and is not withdrawn, as far as the view sees. */
export async function hasEdition(
  reads: Reads,
  view: View,
  series: string,
  edition: string,
  but?: Id,
): Promise<boolean> {
  const found = await reads.many(taxonomyRecord, view, (q) => {
    const same = q
      .where(field('series'), '=', series)
      .where(field('edition'), '=', edition)
      .where(field('status'), '<>', 'withdrawn')
    return (but ? same.where('subject', '<>', but) : same).limit(1)
  })
  return found.length > 0
}

export function adoptedVersions(reads: Reads, view: View, series: string): Promise<Held<Taxonomy>[]> {
  return reads.many(taxonomyRecord, view, (q) =>
    q.where(field('series'), '=', series).where(field('status'), '=', 'adopted').limit(50),
  )
}

/** The day on which a version of the series was adopted first; null: none that may be read. */
export async function firstAdoption(reads: Reads, view: View, series: string): Promise<string | null> {
  const on = sql<string | null>`state->'adopted'->>'on'`
  const row = await reads
    .query(taxonomyRecord.name, view)
    .clearSelect()
    .select(sql<string | null>`min(${on})`.as('first'))
    .where(field('series'), '=', series)
    .executeTakeFirst()
  return row?.first ?? null
}

export function mappingsOf(reads: Reads, view: View, taxonomy: Id): Promise<Held<TaxonomyMapping>[]> {
  return reads.many(mappingRecord, view, (q) =>
    q
      .where(field('taxonomy'), '=', taxonomy)
      .orderBy(text(sql`state->>'target'`))
      .orderBy('subject')
      .limit(mostMappings),
  )
}

export function proposalPage(
  journal: Journal,
  view: View,
  {
    taxonomy,
    series,
    status,
    ...page
  }: PageAsked & { taxonomy?: Id; series?: string; status?: readonly ProposalStatus[] },
): Promise<Listed<TaxonomyProposal>> {
  const matching = (query: RecordQuery) => {
    let q = query
    if (taxonomy) q = q.where(field('taxonomy'), '=', taxonomy)
    if (series) q = q.where(field('series'), '=', series)
    if (status) q = q.where(field('status'), 'in', [...status])
    return q
  }
  return paged(journal, proposalRecord, view, matching, text(sql`state->>'openedAt'`), page)
}

export function countOpenProposals(reads: Reads, view: View, series: string): Promise<number> {
  return reads.count(proposalRecord, view, (q) =>
    q.where(field('series'), '=', series).where(field('status'), '=', 'open'),
  )
}

export function voicePage(journal: Journal, view: View, on: Id, page: PageAsked): Promise<Listed<Voice>> {
  const matching = (query: RecordQuery) => query.where(sql<string>`state->'on'->>'id'`, '=', on)
  return paged(journal, voiceRecord, view, matching, text(sql`state->>'at'`), { ...page, descending: false })
}

/** All voices on these records, by the record. */
export async function voicesOn(reads: Reads, view: View, ids: readonly Id[]): Promise<Map<Id, Voice[]>> {
  const byRecord = new Map<Id, Voice[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return byRecord
  const found = await reads.many(voiceRecord, view, (q) =>
    q
      .where(sql<string>`state->'on'->>'id'`, 'in', [...ids])
      .orderBy(text(sql`state->>'at'`), 'desc')
      .limit(mostVoices),
  )
  for (const { state } of found) byRecord.get(state.on.id)?.push(state)
  return byRecord
}
