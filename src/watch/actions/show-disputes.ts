// Showing disputes: pairs of claims that persons set against each other, and apart from them those that a text suggests.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/types.ts'
import type { listDisputes as contract, ReportedClaim } from '../api/claims.ts'
import type { Document } from '../api.ts'
import { claimRecord } from '../events/claim.ts'
import type { KeptJudgement, LedgerClaim } from '../model/ledger.ts'
import type { ClaimFact } from '../model.ts'
import { groupsOf, suggestedPairs } from '../rules/ledger/disputes.ts'
import { factsOf, judgementsFor } from '../rules/ledger/facts.ts'
import { ratingView } from '../rules/ledger/ratings.ts'
import { claimsOfItems, disputingClaims, documentsWithDisputes, factsOfItems } from '../store/ledger.ts'
import { briefsOf } from './brief-items.ts'
import { claimBrief } from './join-claims.ts'
import type { WatchRoom } from './room.ts'
import { noPlace, placeIn } from './show-facts.ts'

type Disputes = OutputOf<typeof contract>

export async function listDisputes(
  room: WatchRoom,
  { item, afterAccepted, afterSuggested, limit = 50 }: InputOf<typeof contract>,
  { view }: Call,
): Promise<Reply<Disputes>> {
  const [acceptedFrom, suggestedFrom] = [placeIn(afterAccepted), placeIn(afterSuggested)]
  if (acceptedFrom === null || suggestedFrom === null) return noPlace
  const [accepted, suggested] = await Promise.all([
    acceptedDisputes(room, view, item, acceptedFrom, limit),
    suggestedDisputes(room, view, item, suggestedFrom, limit),
  ])
  return done({ ...accepted, ...suggested })
}

async function acceptedDisputes(
  room: WatchRoom,
  view: View,
  item: Id | undefined,
  after: Id | undefined,
  limit: number,
) {
  const keepers = await disputingClaims(room.journal, view, item, after, limit + 1)
  const page = keepers.slice(0, limit)
  const ids = page.flatMap(({ state }) => state.relations.map(({ claim }) => claim))
  const others = await room.journal.reads.some(claimRecord, view, [...new Set(ids)])
  const byId = new Map([...others, ...page].map((held) => [held.id, held]))
  const items = await briefsOf(
    room.journal,
    view,
    [...byId.values()].map(({ state }) => state.item),
  )
  const pairs = page.flatMap((keeper) =>
    keeper.state.relations.flatMap(({ relation, claim, direction, why, by, at }) => {
      const other = byId.get(claim)
      if (relation !== 'disputes' || other?.state.status !== 'standing') return []
      const [disputing, disputed] = direction === 'to' ? [keeper, other] : [other, keeper]
      return [{ disputing: claimBrief(disputing, items), disputed: claimBrief(disputed, items), why, by, at }]
    }),
  )
  const groups = groupsOf(pairs.map(({ disputing, disputed }) => [disputing.id, disputed.id]))
  return {
    accepted: pairs.map((pair, at) => ({ group: groups[at] ?? 0, ...pair })),
    nextAccepted: keepers.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

async function suggestedDisputes(
  room: WatchRoom,
  view: View,
  item: Id | undefined,
  after: Id | undefined,
  limit: number,
) {
  const { items: documents } = await documentsWithDisputes(room.journal, view, item, after, limit + 1)
  const page = documents.slice(0, limit)
  const ids = page.map(({ state }) => state.item)
  const [briefs, kept, ledger] = await Promise.all([
    briefsOf(room.journal, view, ids),
    factsOfItems(room.journal, view, ids),
    claimsOfItems(room.journal, view, ids),
  ])
  const byId = new Map(ledger.map((held) => [held.id, held]))
  const suggested = page.flatMap((document) => {
    const brief = briefs.get(document.state.item)
    const facts = kept.get(document.state.item)
    const pairs = brief ? pairsOf(document, facts?.state.judgements ?? [], byId) : []
    return brief && pairs.length > 0
      ? [{ item: brief, document: document.id, version: facts?.version ?? 0, pairs }]
      : []
  })
  return { suggested, nextSuggested: documents.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** Pairs of which a person has related neither side nor rejected one. */
function pairsOf(
  document: Held<Document>,
  judgements: readonly KeptJudgement[],
  ledger: ReadonlyMap<Id, Held<LedgerClaim>>,
) {
  const claims = document.state.claims ?? []
  const judged = new Map<string, KeptJudgement>()
  const facts = factsOf(document.state).filter(({ kind }) => kind === 'claim')
  for (const [fact, judgement] of judgementsFor(facts, document.id, judgements)) {
    const claim = claims[fact.at]
    if (claim) judged.set(claim.id, judgement)
  }
  const inLedger = (fact: ClaimFact) => {
    const id = judged.get(fact.id)?.claim
    return id ? ledger.get(id) : undefined
  }
  const settled = (a: ClaimFact, b: ClaimFact) => {
    if ([a, b].some((one) => judged.get(one.id)?.verdict === 'rejected')) return true
    const [one, other] = [inLedger(a), inLedger(b)]
    if (!one || !other) return false
    const related = (by: Held<LedgerClaim>, to: Id) =>
      by.state.relations.some(({ relation, claim }) => relation === 'disputes' && claim === to)
    return related(one, other.id) || related(other, one.id)
  }
  const shown = (fact: ClaimFact): ReportedClaim => {
    const held = inLedger(fact)
    const { id: claim, text, span, holder, role, class: kind, via, evidence } = fact
    return {
      claim,
      text,
      span,
      holder,
      role,
      class: kind,
      via,
      evidence,
      ledger: held?.id ?? null,
      rating: held ? ratingView(held.state.ratings) : null,
    }
  }
  return suggestedPairs(claims, settled).map(({ disputing, disputed, why }) => ({
    disputing: shown(disputing),
    disputed: shown(disputed),
    why,
  }))
}
