// Showing facts with what was made of them: those of one item, and the trays of checks and of items without a date.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type {
  listChecks as checksContract,
  itemFacts as factsContract,
  listUndated as undatedContract,
} from '../api/facts.ts'
import { factsRecord } from '../events/claim.ts'
import { documentRecord, itemRecord } from '../events.ts'
import { factsOf, gone, judgementsFor } from '../rules/ledger/facts.ts'
import { documentsToCheck, factsOfItems, undatedItems } from '../store/ledger.ts'
import { briefOf, briefsOf } from './brief-items.ts'
import { factsIdOf } from './ledger.ts'
import type { WatchRoom } from './room.ts'

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A place in a list that is told by ids, or nothing when it is none. */
export function placeIn(after: string | undefined): Id | undefined | null {
  return after === undefined ? undefined : isId.test(after) ? after : null
}

export const noPlace = refuse('bad-input', 'That is no place in this list.', '/after')

export async function itemFacts(
  room: WatchRoom,
  input: InputOf<typeof factsContract>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof factsContract>>> {
  const { reads } = room.journal
  const item = await reads.one(itemRecord, view, input.id)
  const document = item && (await reads.one(documentRecord, view, item.state.document))
  if (!item || !document) return refuse('unknown', `There is no item ${input.id} that you may read.`)
  const kept = await reads.one(factsRecord, view, factsIdOf(view.realm, item.id))
  const judgements = kept?.state.judgements ?? []
  const facts = factsOf(document.state)
  const judged = judgementsFor(facts, document.id, judgements)
  return done({
    id: item.id,
    version: kept?.version ?? 0,
    document: document.id,
    number: document.state.number,
    facts: facts.map((fact) => {
      const { kind, text, span, at, type, value, why } = fact
      const judgement = judged.get(fact) ?? null
      const carriedOver = judgement !== null && judgement.document !== document.id
      return { kind, text, span, at, type, value, why, judgement, carriedOver }
    }),
    gone: gone(judgements, facts),
  })
}

export async function listChecks(
  room: WatchRoom,
  { after, limit = 50 }: InputOf<typeof checksContract>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof checksContract>>> {
  const place = placeIn(after)
  if (place === null) return noPlace
  const { items, total } = await documentsToCheck(room.journal, view, place, limit + 1)
  const page = items.slice(0, limit)
  const ids = page.map(({ state }) => state.item)
  const [briefs, kept] = await Promise.all([briefsOf(room.journal, view, ids), factsOfItems(room.journal, view, ids)])
  const shown = page.flatMap(({ id, state }) => {
    const item = briefs.get(state.item)
    if (!item) return []
    const facts = factsOf(state).filter(({ kind }) => kind === 'check')
    const judged = judgementsFor(facts, id, kept.get(item.id)?.state.judgements ?? [])
    const checks = facts.flatMap((fact) => {
      const check = state.checks?.[fact.at]
      const verdict = judged.get(fact)?.verdict ?? 'open'
      if (check?.result !== 'check' || verdict !== 'open') return []
      const quotes = check.spans.map(({ start, end }) => state.text.slice(start, end))
      const { kind, detail, why, spans } = check
      return [{ kind, detail, why, span: fact.span, spans, quotes }]
    })
    return [{ item, document: id, version: kept.get(item.id)?.version ?? 0, checks }]
  })
  return done({ items: shown, next: items.length > limit ? (page.at(-1)?.id ?? null) : null, total })
}

export async function listUndated(
  room: WatchRoom,
  { after, limit = 50 }: InputOf<typeof undatedContract>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof undatedContract>>> {
  const place = placeIn(after)
  if (place === null) return noPlace
  const { items, total } = await undatedItems(room.journal, view, place, limit + 1)
  const page = items.slice(0, limit)
  const shown = page.map((held) => ({
    item: briefOf(held),
    lead: held.state.lead,
    times: held.state.times.filter(({ floating, value }) => floating && value === null),
  }))
  return done({ items: shown, next: items.length > limit ? (page.at(-1)?.id ?? null) : null, total })
}
