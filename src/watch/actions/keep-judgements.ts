// Keeping judgements on facts: one record per item, opened by the first of them; who is late is told only when somebody
// judged the very same fact meanwhile.
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Appended, Held, Unit } from '#platform/journal/types.ts'
import type { Document, NewsItem } from '../api.ts'
import { factsRecord } from '../events/claim.ts'
import { documentRecord } from '../events.ts'
import type { FactJudgement, FactVerdict, ItemFacts, KeptJudgement, LedgerClaim } from '../model/ledger.ts'
import { type Fact, hasRoom, isAccepted, judgementsFor } from '../rules/ledger/facts.ts'
import { factsIdOf, markedLike } from './ledger.ts'

export interface SeenFacts {
  id: Id
  /** 0 while nobody has judged anything here. */
  version: number
  judgements: readonly KeptJudgement[]
}

export async function factsHeld(unit: Unit, item: Id): Promise<SeenFacts> {
  const id = factsIdOf(unit.view.realm, item)
  const held = await unit.read(factsRecord, id)
  return { id, version: held?.version ?? 0, judgements: held?.state.judgements ?? [] }
}

/** Two persons who judge different facts of one item do not stand in each other's way. */
export async function seenFacts(
  unit: Unit,
  item: Id,
  version: number,
  facts: readonly Fact[],
  document: Id,
): Promise<SeenFacts> {
  const seen = await factsHeld(unit, item)
  if (version > seen.version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${seen.version}.`)
  for (const [fact, judgement] of judgementsFor(facts, document, seen.judgements)) {
    if (judgement.version > version)
      unit.refuse('stale-version', `Somebody judged the ${fact.kind} "${fact.text.slice(0, 100)}" since you looked.`)
  }
  return seen
}

export function judgementOf(
  fact: Fact,
  document: Held<Document>,
  given: { person: Id; at: Instant; verdict: FactVerdict; because: string | null; type?: string },
): FactJudgement {
  const { kind, text, span, nth, of, before, after } = fact
  return {
    kind,
    text,
    span,
    document: document.id,
    number: document.state.number,
    nth,
    of,
    before,
    after,
    verdict: given.verdict,
    type: given.type ?? null,
    because: given.because,
    by: given.person,
    at: given.at,
    claim: null,
  }
}

export async function keepJudgements(
  unit: Unit,
  item: Held<NewsItem>,
  seen: SeenFacts,
  judged: FactJudgement[],
): Promise<Appended<ItemFacts>> {
  if (!hasRoom(seen.judgements, judged.length)) unit.refuse('too-many-judgements')
  if (seen.version > 0) return unit.append(factsRecord, 'watch.factsJudged', seen.id, { judged })
  return unit.open(
    factsRecord,
    'watch.factsFirstJudged',
    { item: item.id, judged },
    { ...markedLike(item), subject: seen.id },
  )
}

/**
 * The judgements on a fact follow what becomes of the claim that came of it, in the same unit of work: who reads the item
 * and who reads the ledger see one answer. Where the item is not theirs to read, nothing is said of it.
 */
export async function followClaim(
  unit: Unit,
  { entry, held: { id, state } }: Appended<LedgerClaim>,
  person: Id,
  reason: string,
): Promise<void> {
  if (state.item === null || state.from === null) return
  const seen = await factsHeld(unit, state.item)
  const standing = state.status === 'standing'
  const other = seen.judgements.filter((one) => one.claim === id && isAccepted(one.verdict) !== standing)
  if (other.length === 0) return
  const { document, claim } = state.from
  const fact = (await unit.read(documentRecord, document))?.state.claims?.find((one) => one.id === claim)
  const retyped = fact !== undefined && fact.class !== state.class
  const verdict: FactVerdict = !standing ? 'rejected' : retyped ? 'retyped' : 'accepted'
  const type = verdict === 'retyped' ? state.class : null
  const judged = other.map(({ version: _version, ...one }): FactJudgement => {
    return { ...one, verdict, type, because: reason, by: person, at: unit.now }
  })
  await unit.append(factsRecord, 'watch.factsJudged', seen.id, { judged }, { cause: [entry] })
}
