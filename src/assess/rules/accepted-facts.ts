// From items, their newest text and the judgements of persons to what an incident may rest on: only what somebody accepted
// under their name, and the checks that are open.
import type { OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Document, NewsItem } from '#watch/api/nouns.ts'
import type { KeptJudgement, LedgerClaim } from '#watch/model/ledger.ts'
import { nameTypes } from '#watch/model.ts'
import { type Fact, factsOf, isAccepted, judgementsFor } from '#watch/rules/ledger/facts.ts'
import { ratingView } from '#watch/rules/ledger/ratings.ts'
import type { incidentFacts } from '../api.ts'

type Facts = OutputOf<typeof incidentFacts>
type Accepted = Pick<Facts, 'timeline' | 'names' | 'figures' | 'checks'>

export interface ItemRead {
  item: { id: Id; state: Pick<NewsItem, 'publishedAt' | 'fetchedAt'> }
  document: { id: Id; state: Document }
  judgements: readonly KeptJudgement[]
}

export function acceptedIn(items: readonly ItemRead[]): Accepted {
  const found: Accepted = { timeline: [], names: [], figures: [], checks: [] }
  for (const one of items) addFacts(found, one)
  found.timeline.sort(byHappening)
  return found
}

function addFacts(found: Accepted, { item, document, judgements }: ItemRead): void {
  const { state } = document
  const facts = factsOf(state)
  const judged = judgementsFor(facts, document.id, judgements)
  for (const fact of facts) {
    const judgement = judged.get(fact)
    const check = fact.kind === 'check' ? state.checks?.[fact.at] : undefined
    if (check?.result === 'check' && judgement?.verdict !== 'rejected') {
      const { kind, detail, why, spans } = check
      const confirmed = isAccepted(judgement?.verdict) ? judgement : undefined
      const by = { confirmedBy: confirmed?.by ?? null, confirmedAt: confirmed?.at ?? null }
      found.checks.push({ kind, detail, why, spans, item: item.id, document: document.id, number: state.number, ...by })
    }
    if (!judgement || !isAccepted(judgement.verdict)) continue
    addAccepted(found, fact, judgement, item, document)
  }
}

function addAccepted(
  found: Accepted,
  fact: Fact,
  judgement: KeptJudgement,
  item: ItemRead['item'],
  { id: document, state }: ItemRead['document'],
): void {
  const whence = {
    item: item.id,
    document,
    number: state.number,
    span: fact.span,
    acceptedBy: judgement.by,
    acceptedAt: judgement.at,
  }
  const time = fact.kind === 'time' ? state.times[fact.at] : undefined
  if (time) {
    const { text, kind, value: happened, floating } = time
    const { publishedAt, fetchedAt } = item.state
    found.timeline.push({ text, kind, happened, floating, publishedAt, fetchedAt, ...whence })
  }
  const name = fact.kind === 'name' ? state.names?.[fact.at] : undefined
  if (name) {
    const said = nameTypes.find((type) => type === judgement.type)
    found.names.push({ text: name.text, type: said ?? name.type, ...whence })
  }
  const figure = fact.kind === 'figure' ? state.figures?.[fact.at] : undefined
  if (figure) {
    const { text, kind, value, to, unit, qualifier, of } = figure
    found.figures.push({ text, kind, value, to, unit, qualifier, of, ...whence })
  }
}

/** A year comes before its months and days, as texts of ISO 8601 do; what has no time comes last, as it was read. */
function byHappening(a: { happened: string | null }, b: { happened: string | null }): number {
  if (a.happened === null || b.happened === null) return Number(a.happened === null) - Number(b.happened === null)
  return a.happened < b.happened ? -1 : a.happened > b.happened ? 1 : 0
}

export function shownClaim(held: { id: Id; version: number; state: LedgerClaim }): Facts['claims'] {
  const { id, version, state } = held
  if (state.item === null) return []
  const { proposition, holder, role, class: kind, via, outlet, evidence, saidAt, item, from, ratings } = state
  const accepted: { acceptedBy: Id; acceptedAt: Instant } = { acceptedBy: state.enteredBy, acceptedAt: state.enteredAt }
  const said = { proposition, holder, role, class: kind, via, outlet, evidence, saidAt }
  const place = { item, document: from?.document ?? null, span: from?.span ?? null }
  return [{ id, version, ...said, rating: ratingView(ratings).code, ...place, ...accepted }]
}
