// Claims into the ledger: out of a document or by hand; and the promise that one makes, which is followed up.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { type MarkingChoice, markingFrom } from '#kernel/marking.ts'
import type { EntryKinds, RecordKind } from '#kernel/record.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import type { Call } from '#platform/http/types.ts'
import { newestEntries, ownerLike } from '#platform/journal/index.ts'
import type { Appended, Held, Unit } from '#platform/journal/types.ts'
import { attackRecord } from '#sense/events.ts'
import { reachFindingRecord } from '#sustain/events.ts'
import type { acceptClaim as acceptContract, enterClaim as enterContract } from '../api/claims.ts'
import type { Document, NewsItem } from '../api.ts'
import { claimRecord, followUpRecord } from '../events/claim.ts'
import { documentRecord, itemRecord } from '../events.ts'
import type { ClaimSaid, LedgerClaim } from '../model/ledger.ts'
import type { ClaimClass, ClaimFact } from '../model.ts'
import { dueFrom } from '../rules/ledger/due.ts'
import { factsOf, judgementsFor } from '../rules/ledger/facts.ts'
import { judgementOf, keepJudgements, seenFacts } from './keep-judgements.ts'
import { changed, choiceOf, markedLike, mustBeOurs, personIn } from './ledger.ts'
import { plainLine } from './read-item.ts'
import { relate } from './relate-claims.ts'
import type { WatchRoom } from './room.ts'

/** What a document reports, in the words of the ledger. */
export function saidIn(fact: ClaimFact, item: NewsItem): ClaimSaid {
  const line = (text: string | null, most: number) => (text === null ? null : plainLine(text, most) || null)
  return {
    proposition: line(fact.text, 5000) ?? line(fact.cue, 200) ?? 'No words of its own',
    holder: line(fact.holder, 300),
    role: fact.role,
    class: fact.class,
    via: line(fact.via, 200),
    outlet: line(item.sourceName, 200),
    evidence: { kind: fact.evidence.kind, what: line(fact.evidence.what, 2000) },
    saidAt: null,
    promise: fact.promise && { due: line(fact.promise.due, 60) },
  }
}

export interface Entered {
  claim: Appended<LedgerClaim>
  followUp: Id | null
}

export interface Source {
  item: Held<NewsItem>
  document: Held<Document>
  fact: ClaimFact
}

/** A claim of a document becomes one of the ledger, marked and owned like the item. */
export async function openFromDocument(
  unit: Unit,
  { item, document, fact }: Source,
  person: Id,
  said: Partial<ClaimSaid>,
  because: string | null,
): Promise<Entered> {
  const body = { ...saidIn(fact, item.state), ...said }
  const claim = await unit.open(
    claimRecord,
    'watch.claimEntered',
    {
      ...body,
      quoted: fact.quoted,
      item: item.id,
      from: { document: document.id, number: document.state.number, claim: fact.id, span: fact.span },
      person,
      because,
    },
    markedLike(item),
  )
  return { claim, followUp: await followUp(unit, claim, document.state.publishedAt, person) }
}

/** A promise starts a follow-up, once: `commits` alone is not enough, something must be promised. */
export async function followUp(
  unit: Unit,
  { entry, held }: Appended<LedgerClaim>,
  publishedAt: string | null,
  person: Id,
): Promise<Id | null> {
  const { class: kind, promise, proposition, holder, item } = held.state
  if (kind !== 'commits' || promise === null) return null
  const { due, why } = dueFrom(promise.due, publishedAt)
  const started = await unit.open(
    followUpRecord,
    'watch.followUpStarted',
    {
      what: proposition,
      promisedBy: holder,
      claim: held.id,
      item,
      dueText: promise.due,
      due,
      dueWhy: why,
      person,
    },
    { ...markedLike(held), cause: [entry] },
  )
  return started.held.id
}

export function acceptClaim(
  room: WatchRoom,
  input: InputOf<typeof acceptContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof acceptContract>>> {
  const { document: id, claim: key, version, relations = [], because, ...said } = input
  return room.journal.commit(call.writer, async (unit) => {
    const document = await unit.read(documentRecord, id)
    const item = document && (await unit.read(itemRecord, document.state.item))
    if (!document || !item) return unit.refuse('unknown', `There is no document ${id} that you may read.`)
    const person = personIn(unit)
    const at = (document.state.claims ?? []).findIndex((one) => one.id === key)
    const fact = document.state.claims?.[at]
    if (!fact) return unit.refuse('no-such-claim', `The document has no claim ${key}.`, '/claim')
    mustBeOurs(room.journal, unit, item)
    const facts = factsOf(document.state)
    const meant = facts.find((one) => one.kind === 'claim' && one.at === at)
    if (!meant) throw new Error(`claim ${key} is among no facts of its document`)
    const seen = await seenFacts(unit, item.id, version, [meant], document.id)
    const before = judgementsFor([meant], document.id, seen.judgements).get(meant)
    const known = before?.claim && (await unit.read(claimRecord, before.claim))
    if (known) return unit.refuse('already-accepted', `It is the claim ${known.id}, which is ${known.state.status}.`)

    const entered = await openFromDocument(unit, { item, document, fact }, person, said, because ?? null)
    const judgement = judgementOf(meant, document, {
      person,
      at: unit.now,
      verdict: 'accepted',
      because: because ?? null,
    })
    await keepJudgements(unit, item, seen, [{ ...judgement, claim: entered.claim.held.id }])
    await relateAll(unit, room, entered.claim.held, relations)
    return done(await answer(unit, entered))
  })
}

export function enterClaim(
  room: WatchRoom,
  input: InputOf<typeof enterContract>,
  call: Call,
): Promise<Reply<OutputOf<typeof enterContract>>> {
  const { item: itemId, attack, finding, relations = [], marking, because, due, ...given } = input
  return room.journal.commit(call.writer, async (unit) => {
    const person = personIn(unit)
    const { item, measured } = await basesOf(unit, { item: itemId, attack, finding })
    if (item) mustBeOurs(room.journal, unit, item)
    const bases = item ? [item, ...measured] : measured
    const marked = markedFor(unit, room.journal.home, marking, bases)
    const cause = await newestEntries(
      room.journal,
      unit.view,
      measured.map(({ id }) => id),
    )
    const { via = null, outlet = null, evidence = { kind: 'not stated', what: null }, saidAt = null, ...said } = given
    const claim = await unit.open(
      claimRecord,
      'watch.claimEntered',
      {
        ...said,
        via,
        outlet: outlet ?? item?.state.sourceName ?? null,
        evidence,
        saidAt,
        promise: said.class === 'commits' ? { due: due ?? null } : null,
        quoted: false,
        item: item?.id ?? null,
        from: null,
        person,
        because: because ?? null,
      },
      { ...marked, ...(cause.length > 0 ? { cause } : {}) },
    )
    // What was said by hand counts from when it was said, else from the publication of the item.
    const since = said.class === 'commits' ? (momentIn(saidAt) ?? item?.state.publishedAt ?? null) : null
    const started = await followUp(unit, claim, since, person)
    await relateAll(unit, room, claim.held, relations)
    return done(await answer(unit, { claim, followUp: started }))
  })
}

/** What a claim rests on: an item, and what was measured. */
async function basesOf(unit: Unit, ids: Record<'item' | 'attack' | 'finding', Id | undefined>) {
  const absent = (what: string, id: Id) =>
    unit.refuse('unknown', `There is no ${what} ${id} that you may read.`, `/${what}`)
  const one = async <S, K extends EntryKinds<S>>(record: RecordKind<S, K>, what: string, id: Id | undefined) =>
    id === undefined ? undefined : ((await unit.read(record, id)) ?? absent(what, id))
  const item = await one(itemRecord, 'item', ids.item)
  const attack = await one(attackRecord, 'attack', ids.attack)
  const finding = await one(reachFindingRecord, 'finding', ids.finding)
  return { item, measured: [attack, finding].filter((held) => held !== undefined) }
}

/** As was asked; else like the first of what it rests on. Nobody learns from the claim what one of these may not tell them. */
function markedFor(
  { view: { reader }, refuse }: Unit,
  home: Id,
  asked: MarkingChoice | undefined,
  bases: readonly Held<unknown>[],
): { marking?: MarkingChoice; owner?: Id } {
  const [first] = bases
  if (!first) return asked ? { marking: asked } : {}
  const choice = asked ?? choiceOf(first.marking)
  const owner = ownerLike(first, reader, home)
  const marking = markingFrom(choice, owner, reader.person)
  const hidden = bases.find((one) => !staysWithin(marking, one.marking))
  if (hidden)
    refuse(
      'would-leak',
      `“${hidden.title}” may be read by fewer than the claim would be. Mark the claim like it.`,
      '/marking',
    )
  return { marking: choice, owner }
}

/** Only a whole moment can be counted from; a day or a year is not exact enough for "within 24 hours". */
function momentIn(saidAt: string | null): string | null {
  if (saidAt === null || !/T.*(Z|[+-]\d{2}:\d{2})$/.test(saidAt)) return null
  const at = Date.parse(saidAt)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

async function relateAll(
  unit: Unit,
  room: WatchRoom,
  claim: Held<LedgerClaim>,
  relations: readonly { relation: 'supports' | 'disputes' | 'repeats' | 'retracts'; claim: Id; why: string }[],
): Promise<void> {
  for (const { relation, claim: other, why } of relations) await relate(unit, room, claim.id, relation, other, why)
}

async function answer(unit: Unit, { claim, followUp: started }: Entered) {
  const now = await unit.read(claimRecord, claim.held.id)
  return { ...changed(claim), version: now?.version ?? claim.held.version, followUp: started }
}

/** A class as a person corrects it, where it is one. */
export function classFrom(type: string | null, classes: readonly ClaimClass[]): ClaimClass | undefined {
  return classes.find((one) => one === type)
}
