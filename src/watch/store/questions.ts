// SQL of questions: lists, those on whose board a claim lies, and those whose attribution two analysts accept.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import { searchQuery } from '#platform/journal/index.ts'
import type { Held, Journal, RecordQuery, View } from '#platform/journal/types.ts'
import { questionRecord } from '../events/question.ts'
import type { Question } from '../model/hypotheses.ts'

const mostCounted = 10_000

export interface QuestionFilter {
  status?: string
  kind?: string
  about?: Id
  text?: string
}

export async function questionPage(
  journal: Journal,
  view: View,
  filter: QuestionFilter,
  after: Id | undefined,
  limit: number,
): Promise<{ items: Held<Question>[]; total: number }> {
  const matching = (q: RecordQuery) => questionsLike(q, view, filter)
  const items = await journal.reads.many(questionRecord, view, (q) => {
    const list = matching(q).orderBy('subject', 'desc').limit(limit)
    return after ? list.where('subject', '<', after) : list
  })
  return { items, total: await journal.reads.count(questionRecord, view, matching, mostCounted) }
}

function questionsLike(query: RecordQuery, view: View, filter: QuestionFilter): RecordQuery {
  let q = query
  if (filter.status) q = q.where(sql<string>`state->>'status'`, '=', filter.status)
  if (filter.kind) q = q.where(sql<string>`state->>'kind'`, '=', filter.kind)
  if (filter.about) q = q.where(sql<boolean>`state->'about' @> ${JSON.stringify([filter.about])}::jsonb`)
  if (filter.text && view.asOf) {
    q = q.where(sql<boolean>`title ilike ${`%${filter.text.replace(/[\\%_]/g, '\\$&')}%`}`)
  } else if (filter.text) {
    const words = searchQuery(filter.text)
    q = q.where(words ? sql<boolean>`found @@ to_tsquery('simple', ${words})` : sql<boolean>`false`)
  }
  return q
}

export function questionsWithClaim(journal: Journal, view: View, claim: Id): Promise<Held<Question>[]> {
  return journal.reads.many(questionRecord, view, (q) =>
    q
      .where(sql<boolean>`state->'rows' @> ${JSON.stringify([{ claim }])}::jsonb`)
      .orderBy('subject', 'desc')
      .limit(100),
  )
}

export function attributedQuestions(journal: Journal, view: View, limit: number): Promise<Held<Question>[]> {
  return journal.reads.many(questionRecord, view, (q) =>
    q.where(sql<boolean>`state->'attribution'->>'standing' = 'true'`).orderBy('subject', 'desc').limit(limit),
  )
}

/** In all realms: who accepts which attribution. Asked by the node itself. */
export async function acceptingPersons(journal: Journal): Promise<{ question: Id; realm: string; person: Id }[]> {
  const { rows } = await sql<{ question: Id; realm: string; person: Id }>`
    select subject as question, realm, (acceptance->>'person')::uuid as person
    from watch.questions, jsonb_array_elements(
      case when jsonb_typeof(state->'attribution'->'acceptances') = 'array' then state->'attribution'->'acceptances' else '[]' end
    ) as acceptance
    where valid_to is null limit 10000`.execute(journal.sql)
  return rows
}
