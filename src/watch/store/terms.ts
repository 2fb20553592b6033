// Changes to the lexicons, and in how many texts each term was found.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import type { LexiconTerm } from '../api/lexicon.ts'
import { documentRecord } from '../events/document.ts'
import { termRecord } from '../events/term.ts'

const mostTerms = 5_000

export function changedTerms(journal: Journal, view: View, owner: Id): Promise<Held<LexiconTerm>[]> {
  return journal.reads.many(termRecord, view, (q) =>
    q.where('owner', '=', owner).where(sql<string>`state->>'active'`, '=', 'true').orderBy('subject').limit(mostTerms),
  )
}

/** The change to one term, also one that was taken back. */
export async function termChange(
  journal: Journal,
  view: View,
  owner: Id,
  { lexicon, of, language, pattern }: Pick<LexiconTerm, 'lexicon' | 'of' | 'language' | 'pattern'>,
): Promise<Held<LexiconTerm> | undefined> {
  const [found] = await journal.reads.many(termRecord, view, (q) =>
    q
      .where('owner', '=', owner)
      .where(sql<string>`state->>'lexicon'`, '=', lexicon)
      .where(sql<string>`state->>'of'`, '=', of)
      .where(sql<string>`state->>'language'`, '=', language)
      .where(sql<string>`state->>'pattern'`, '=', pattern)
      .limit(1),
  )
  return found
}

export interface TermHits {
  of: string
  pattern: string
  /** Texts, not mentions. */
  texts: number
}

const mostTexts = 20_000

/** Terms found in the newest texts since then, each text counted once, as far as the view may read them. */
export async function termHits(
  journal: Journal,
  view: View,
  lexicon: 'topics' | 'sectors',
  since: Instant,
): Promise<{ texts: number; hits: TermHits[] }> {
  const recent = journal.reads
    .query(documentRecord.name, view)
    .where('valid_from', '>=', since)
    .orderBy('valid_from', 'desc')
    .limit(mostTexts)
  const named = sql.lit(lexicon === 'topics' ? 'topic' : 'sector')
  const { rows: hits } = await sql<TermHits>`
    select fact->>${named} as of, hit->>'pattern' as pattern, count(distinct subject)::int as texts
    from ${recent} as recent
      cross join lateral jsonb_array_elements(coalesce(recent.state->${sql.lit(lexicon)}, '[]')) as f(fact)
      cross join lateral jsonb_array_elements(f.fact->'hits') as h(hit)
    group by 1, 2`.execute(journal.sql)
  const { rows } = await sql<{ texts: number }>`select count(*)::int as texts from ${recent} as recent`.execute(
    journal.sql,
  )
  return { texts: rows[0]?.texts ?? 0, hits }
}
