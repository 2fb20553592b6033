// Judging facts: a named person accepts, rejects or retypes them, many at once; what is said of a claim is done in the
// ledger as well; and the last of it can be taken back.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { fold } from '#kernel/record.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/types.ts'
import type { JudgeFact, judgeFacts as judgeContract, undoFacts as undoContract } from '../api/facts.ts'
import type { Document, NewsItem } from '../api.ts'
import { claimRecord, factsRecord } from '../events/claim.ts'
import { documentRecord, itemRecord } from '../events.ts'
import type { FactJudgement, FactVerdict, KeptJudgement } from '../model/ledger.ts'
import { claimClasses } from '../model.ts'
import { type Fact, factAt, factsOf, isAccepted, judgementsFor, typesOf } from '../rules/ledger/facts.ts'
import { classFrom, openFromDocument } from './enter-claim.ts'
import { settlePromises } from './follow-ups.ts'
import { factsHeld, judgementOf, keepJudgements, seenFacts } from './keep-judgements.ts'
import { factsIdOf, mustBeOurs, personIn } from './ledger.ts'
import type { WatchRoom } from './room.ts'

type Judged = OutputOf<typeof judgeContract>

const verdicts: Readonly<Record<JudgeFact['judgement'], FactVerdict>> = {
  accept: 'accepted',
  reject: 'rejected',
  retype: 'retyped',
  reopen: 'open',
}

interface Place {
  item: Held<NewsItem>
  document: Held<Document>
  person: Id
}

interface Done {
  claims: Set<Id>
  followUps: Set<Id>
}

export function judgeFacts(room: WatchRoom, input: InputOf<typeof judgeContract>, call: Call): Promise<Reply<Judged>> {
  return room.journal.commit(call.writer, async (unit) => {
    const place = await placeOf(room, unit, input.id, input.document)
    const facts = factsOf(place.document.state)
    const meant = onceEach(input.facts.map((given, at) => ({ given, fact: factMeant(unit, facts, given, at) })))
    const seen = await seenFacts(
      unit,
      input.id,
      input.version,
      meant.map(({ fact }) => fact),
      place.document.id,
    )
    const before = judgementsFor(facts, place.document.id, seen.judgements)
    const outcome: Done = { claims: new Set(), followUps: new Set() }
    const judged: FactJudgement[] = []
    for (const { given, fact } of meant) {
      const earlier = before.get(fact)
      const judgement = {
        ...judgementOf(fact, place.document, {
          person: place.person,
          at: unit.now,
          verdict: verdicts[given.judgement],
          because: given.reason ?? null,
          ...(given.judgement === 'retype' && given.type !== undefined ? { type: given.type } : {}),
        }),
        claim: earlier?.claim ?? null,
      }
      if (!saysMore(earlier, judgement)) continue
      judged.push(fact.kind === 'claim' ? await inLedger(room, unit, place, fact, judgement, outcome) : judgement)
    }
    if (judged.length === 0) return unit.refuse('nothing-to-change', 'All of it was judged so already.')
    const { entry, held } = await keepJudgements(unit, place.item, seen, judged)
    return done(answer(input.id, held.version, entry, held.state.judgements, outcome))
  })
}

async function placeOf(room: WatchRoom, unit: Unit, id: Id, documentId: Id): Promise<Place> {
  const item = await unit.read(itemRecord, id)
  if (!item) return unit.refuse('unknown', `There is no item ${id} that you may read.`)
  const document = await unit.read(documentRecord, documentId)
  if (document?.state.item !== id)
    return unit.refuse('unknown', `There is no document ${documentId} of this item that you may read.`)
  const person = personIn(unit)
  mustBeOurs(room.journal, unit, item)
  return { item, document, person }
}

function factMeant(unit: Unit, facts: readonly Fact[], given: JudgeFact, at: number): Fact {
  const fact = factAt(facts, given)
  if (!fact)
    return unit.refuse('no-such-fact', `No ${given.kind} "${given.text.slice(0, 100)}" stands there.`, `/facts/${at}`)
  if (given.judgement !== 'retype') return fact
  const types = typesOf[fact.kind]
  if (given.type === undefined || !types.includes(given.type)) {
    const can = types.length === 0 ? 'It can only be accepted or rejected.' : `It can be: ${types.join(', ')}.`
    unit.refuse('no-such-type', can, `/facts/${at}/type`)
  }
  return fact
}

/** Of two judgements on one fact in one command the later counts. */
function onceEach<T extends { fact: Fact }>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [one.fact, one])).values()]
}

/** Whether it says anything that was not said of this fact before. */
function saysMore(earlier: KeptJudgement | undefined, now: FactJudgement): boolean {
  if (!earlier) return now.verdict !== 'open'
  return (
    earlier.verdict !== now.verdict ||
    earlier.type !== now.type ||
    (now.because !== null && earlier.because !== now.because)
  )
}

/** The ledger follows: accepted claims enter it or stand again, and what is no longer accepted is retracted there. */
async function inLedger(
  room: WatchRoom,
  unit: Unit,
  place: Place,
  fact: Fact,
  judgement: FactJudgement,
  outcome: Done,
): Promise<FactJudgement> {
  const { person, document } = place
  const type = classFrom(judgement.type, claimClasses)
  const kept = judgement.claim === null ? undefined : await unit.read(claimRecord, judgement.claim)
  if (kept) {
    await followLedger(room, unit, kept.id, isAccepted(judgement.verdict), person, judgement.because, outcome)
    if (type !== undefined && kept.state.class !== type) {
      const reason = judgement.because ?? `It is a claim that ${type}.`
      await unit.append(claimRecord, 'watch.claimChanged', kept.id, { said: { class: type }, person, reason })
    }
    return judgement
  }
  const claim = document.state.claims?.[fact.at]
  if (!isAccepted(judgement.verdict) || !claim) return judgement
  const said = type === undefined ? {} : { class: type }
  const entered = await openFromDocument(unit, { ...place, fact: claim }, person, said, judgement.because)
  outcome.claims.add(entered.claim.held.id)
  if (entered.followUp !== null) outcome.followUps.add(entered.followUp)
  return { ...judgement, claim: entered.claim.held.id }
}

async function followLedger(
  room: WatchRoom,
  unit: Unit,
  id: Id,
  accepted: boolean,
  person: Id,
  because: string | null,
  outcome: Done,
): Promise<void> {
  const claim = await unit.read(claimRecord, id)
  if (!claim || (claim.state.status === 'standing') === accepted) return
  const said = accepted ? 'The fact is accepted again.' : 'The fact that it came from is no longer accepted.'
  const kind = accepted ? 'watch.claimRestored' : 'watch.claimRetracted'
  const { entry } = await unit.append(claimRecord, kind, id, { person, reason: because ?? said })
  await settlePromises(room, unit, id, accepted, person, entry)
  outcome.claims.add(id)
}

export function undoFacts(room: WatchRoom, input: InputOf<typeof undoContract>, call: Call): Promise<Reply<Judged>> {
  return room.journal.commit(call.writer, async (unit) => {
    const item = await unit.read(itemRecord, input.id)
    if (!item) return unit.refuse('unknown', `There is no item ${input.id} that you may read.`)
    const person = personIn(unit)
    const seen = await factsHeld(unit, input.id)
    if (seen.version === 0) return unit.refuse('nothing-to-undo', 'Nobody has judged a fact of this item.')
    if (seen.version !== input.version)
      return unit.refuse('stale-version', `You saw version ${input.version}; it is at version ${seen.version}.`)
    const history = await room.journal.reads.entriesOf(unit.view, factsIdOf(unit.view.realm, input.id))
    const last = history.at(-1)
    if (
      !last ||
      last.version !== seen.version ||
      history.some(({ body }, at) => body === null || history[at]?.version !== at + 1)
    )
      return unit.refuse('nothing-to-undo', 'Part of what was said before was erased or is not yours to read.')
    const before = fold(factsRecord, history.slice(0, -1))?.judgements ?? []
    const judged = takenBack(seen.judgements, before, seen.version, { person, at: unit.now })
    if (judged.length === 0) return unit.refuse('nothing-to-undo')
    const outcome: Done = { claims: new Set(), followUps: new Set() }
    for (const one of judged) {
      if (one.claim !== null)
        await followLedger(room, unit, one.claim, isAccepted(one.verdict), person, input.reason ?? null, outcome)
    }
    const { entry, held } = await unit.append(
      factsRecord,
      'watch.factsUndone',
      seen.id,
      { undoes: last.id, judged, reason: input.reason ?? null },
      { cause: [last.id] },
    )
    return done(answer(input.id, held.version, entry, held.state.judgements, outcome))
  })
}

const key = ({ kind, text, document, span }: FactJudgement) => JSON.stringify([kind, text, document, span])

/** What the last entry said, as it was before: under the name of who said that; or open, where nobody had said anything. */
function takenBack(
  now: readonly KeptJudgement[],
  before: readonly KeptJudgement[],
  version: number,
  by: { person: Id; at: string },
): FactJudgement[] {
  const earlier = new Map(before.map((one) => [key(one), one]))
  return now
    .filter((one) => one.version === version)
    .map(({ version: _version, ...last }): FactJudgement => {
      const was = earlier.get(key(last))
      if (!was) return { ...last, verdict: 'open', type: null, because: null, by: by.person, at: by.at }
      const { version: _before, ...back } = was
      return { ...back, claim: last.claim ?? back.claim }
    })
}

function answer(
  id: Id,
  version: number,
  entry: Id,
  judgements: readonly KeptJudgement[],
  { claims, followUps }: Done,
): Judged {
  const judged = judgements.filter((one) => one.version === version)
  return { id, version, entry, judged, claims: [...claims], followUps: [...followUps] }
}
