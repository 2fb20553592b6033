// The entries of the ledger: judgements on facts, claims with their ratings and relations, and promises followed up.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import {
  ClaimSaid,
  FactJudgement,
  FollowUp,
  InformationGrade,
  ItemFacts,
  KeptRelation,
  LedgerClaim,
  type Rating,
  Relation,
  SourceGrade,
} from '../model/ledger.ts'
import { nullable } from '../model/text.ts'
import { withJudgements } from '../rules/ledger/facts.ts'
import { ratingBy } from '../rules/ledger/ratings.ts'

const closed = { additionalProperties: false } as const
const Why = Type.String({ minLength: 3, maxLength: 1000 })
const Because = nullable(Why)
const judged = Type.Array(FactJudgement, { minItems: 1, maxItems: 1000 })

export const factsRecord = recordKind({
  name: 'watch.facts',
  state: ItemFacts,
  kinds: {
    'watch.factsFirstJudged': opening(
      Type.Object({ item: Id, judged }, closed),
      (body, entry): ItemFacts => ({ item: body.item, judgements: withJudgements([], body.judged, entry.version) }),
    ),
    'watch.factsJudged': change(
      Type.Object({ judged }, closed),
      (state: ItemFacts, body, entry): ItemFacts => ({
        ...state,
        judgements: withJudgements(state.judgements, body.judged, entry.version),
      }),
    ),
    /** Puts back what was said before the entry that is taken back. */
    'watch.factsUndone': change(
      Type.Object({ undoes: Id, judged, reason: Because }, closed),
      (state: ItemFacts, body, entry): ItemFacts => ({
        ...state,
        judgements: withJudgements(state.judgements, body.judged, entry.version),
      }),
    ),
  },
  // Judgements are found with their item.
  index: () => ({ title: '', words: '' }),
})

const fields = LedgerClaim.properties

function rated(state: LedgerClaim, by: Id, change: Partial<Rating>): LedgerClaim {
  const rating = { ...ratingBy(state.ratings, by), ...change }
  const others = state.ratings.filter((one) => one.by !== by)
  const empty = rating.source === null && rating.information === null
  return { ...state, ratings: empty ? others : [...others, rating] }
}

function given<V>(value: V | null, because: string | null, entry: EntryHeader) {
  return value === null ? null : { value, because, at: entry.recordedAt }
}

export const claimRecord = recordKind({
  name: 'watch.claim',
  state: LedgerClaim,
  kinds: {
    'watch.claimEntered': opening(
      Type.Object(
        {
          ...ClaimSaid.properties,
          quoted: fields.quoted,
          item: fields.item,
          from: fields.from,
          person: Id,
          because: Because,
        },
        closed,
      ),
      ({ person, ...body }, entry): LedgerClaim => ({
        ...body,
        relations: [],
        ratings: [],
        status: 'standing',
        statusBecause: null,
        enteredBy: person,
        enteredAt: entry.recordedAt,
      }),
    ),
    'watch.claimChanged': change(
      Type.Object({ said: Type.Partial(ClaimSaid, closed), person: Id, reason: Why }, closed),
      (state: LedgerClaim, { said }): LedgerClaim => ({ ...state, ...said }),
    ),
    'watch.claimRetracted': change(
      Type.Object({ person: Id, reason: Why }, closed),
      (state: LedgerClaim, { reason }): LedgerClaim => ({ ...state, status: 'retracted', statusBecause: reason }),
    ),
    'watch.claimRestored': change(
      Type.Object({ person: Id, reason: Why }, closed),
      (state: LedgerClaim, { reason }): LedgerClaim => ({ ...state, status: 'standing', statusBecause: reason }),
    ),
    'watch.claimSourceRated': change(
      Type.Object({ person: Id, value: nullable(SourceGrade), because: Because }, closed),
      (state: LedgerClaim, { person, value, because }, entry): LedgerClaim =>
        rated(state, person, { source: given(value, because, entry) }),
    ),
    'watch.claimInformationRated': change(
      Type.Object({ person: Id, value: nullable(InformationGrade), because: Because }, closed),
      (state: LedgerClaim, { person, value, because }, entry): LedgerClaim =>
        rated(state, person, { information: given(value, because, entry) }),
    ),
    'watch.claimRelated': change(
      Type.Object({ ...Type.Omit(KeptRelation, ['at']).properties }, closed),
      (state: LedgerClaim, body, entry): LedgerClaim => ({
        ...state,
        relations: [...otherRelations(state, body), { ...body, at: entry.recordedAt }],
      }),
    ),
    'watch.claimUnrelated': change(
      Type.Object({ relation: Relation, claim: Id, direction: KeptRelation.properties.direction, reason: Why }, closed),
      (state: LedgerClaim, body): LedgerClaim => ({ ...state, relations: otherRelations(state, body) }),
    ),
  },
  index: ({ proposition, holder, via, outlet, evidence }) => ({
    title: proposition,
    words: [holder, via, outlet, evidence.what].filter((one) => one !== null).join('\n'),
  }),
})

function otherRelations(
  { relations }: LedgerClaim,
  { relation, claim, direction }: Pick<KeptRelation, 'relation' | 'claim' | 'direction'>,
): KeptRelation[] {
  return relations.filter((one) => !(one.relation === relation && one.claim === claim && one.direction === direction))
}

const dated = { due: FollowUp.properties.due, dueWhy: FollowUp.properties.dueWhy }

export const followUpRecord = recordKind({
  name: 'watch.followUp',
  state: FollowUp,
  kinds: {
    'watch.followUpStarted': opening(
      Type.Object(
        {
          what: FollowUp.properties.what,
          promisedBy: FollowUp.properties.promisedBy,
          claim: Id,
          item: FollowUp.properties.item,
          dueText: FollowUp.properties.dueText,
          ...dated,
          person: Id,
        },
        closed,
      ),
      ({ person, ...body }, entry): FollowUp => ({
        ...body,
        status: 'open',
        statusBecause: null,
        overdueAt: null,
        startedBy: person,
        startedAt: entry.recordedAt,
        endedBy: null,
        endedAt: null,
      }),
    ),
    /** Another due time: it may fall due again. */
    'watch.followUpDated': change(
      Type.Object({ ...dated, due: Instant, person: Id }, closed),
      (state: FollowUp, { due, dueWhy }): FollowUp => ({ ...state, due, dueWhy, overdueAt: null }),
    ),
    'watch.followUpFellDue': change(
      Type.Object({ due: Instant }, closed),
      (state: FollowUp, _body, entry): FollowUp => ({ ...state, overdueAt: entry.recordedAt }),
    ),
    'watch.followUpEnded': change(
      Type.Object({ outcome: Type.Enum(['kept', 'broken', 'withdrawn']), person: Id, reason: Why }, closed),
      (state: FollowUp, { outcome, person, reason }, entry): FollowUp => ({
        ...state,
        status: outcome,
        statusBecause: reason,
        endedBy: person,
        endedAt: entry.recordedAt,
      }),
    ),
    'watch.followUpReopened': change(
      Type.Object({ person: Id, reason: Why }, closed),
      (state: FollowUp, { reason }): FollowUp => ({
        ...state,
        status: 'open',
        statusBecause: reason,
        endedBy: null,
        endedAt: null,
      }),
    ),
  },
  index: ({ what, promisedBy }) => ({ title: what, words: promisedBy ?? '' }),
})
