// Contracts: decisions with their options, who was asked, what was chosen on which picture, the second person, and dissent.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import * as is from '../model/decision.ts'
import { DecisionKind } from '../model/decision-kinds.ts'
import { closed, Key, orNull, Party, Reason, Said } from '../model/words.ts'
import { decisionEvents } from '../rules/decisions/lifecycle.ts'

const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const deciding: Policy = { who: ['duty-officer', 'crisis-manager'] }
/** Nobody who works here is kept from saying that they see it otherwise. */
const dissenting: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const authority = { name: 'Cyber crisis management authority', actor: 'ccma', organisation: null, person: null }

const meanings = {
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'second-person-needed': {
    status: 403,
    title: 'Whoever chose cannot be the second person',
    whatToDo: 'Ask somebody else who answers for this; a token of yours is you.',
  },
  'unknown-kind': {
    status: 422,
    title: 'There is no such kind of decision',
    whatToDo: 'Choose one of those that coordinate.decisionKinds lists.',
  },
  'unknown-actor': {
    status: 422,
    title: 'The framework knows no such actor',
    whatToDo: 'Choose one of those that coordinate.ladderTable lists, or name the party without an actor.',
  },
  'four-eyes-asked': {
    status: 422,
    title: 'This kind of decision always needs two persons',
    whatToDo: 'Leave fourEyes out, or say true. Who configures this node can change the list.',
  },
  'no-such-option': {
    status: 422,
    title: 'The decision has no such option',
    whatToDo: 'Load the decision: each option carries its key. One that was dropped cannot be chosen.',
  },
  'would-leak': {
    status: 422,
    title: 'It would show more people something than may read it',
    whatToDo: 'Mark the decision at least as high as what it rests on and as its crisis, or leave that out.',
  },
  'another-crisis': {
    status: 422,
    title: 'That belongs to another crisis',
    whatToDo: 'Name one of the same crisis.',
  },
  'not-decided': {
    status: 409,
    title: 'Only a decision that was made can supersede another',
    whatToDo: 'Decide the new one first, then come back.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'impossible-times': {
    status: 422,
    title: 'These times cannot be',
    whatToDo: 'See the detail, and correct the time.',
  },
  'too-many-parts': {
    status: 409,
    title: 'The decision holds as many of these as one can',
    whatToDo: 'Open a second decision beside it.',
  },
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const state = is.Decision.properties
const OptionTold = Type.Object(
  {
    text: is.Option.properties.text,
    speaksFor: optional(is.Option.properties.speaksFor),
    speaksAgainst: optional(is.Option.properties.speaksAgainst),
  },
  closed,
)
const Evidences = Type.Array(Id, { maxItems: 200, uniqueItems: true, description: 'Records that it rests on' })
const Changed = Type.Object(
  { id: Id, version: Version, entry: Id, status: is.DecisionStatus, key: orNull(Key) },
  closed,
)
const Shown = Type.Object({ id: Id, version: Version, marking: Marking, since: Instant, state: is.Decision }, closed)
export type ShownDecision = Type.Static<typeof Shown>

export const openDecision = contract({
  name: 'coordinate.openDecision',
  does: 'action',
  summary: 'Put a question that somebody has to decide, with its options',
  input: Type.Object(
    {
      crisis: optional(Id),
      kind: optional(is.DecisionKindId),
      question: state.question,
      background: optional(state.background),
      options: optional(Type.Array(OptionTold, { maxItems: 30 })),
      evidence: optional(Evidences),
      fourEyes: optional(Type.Boolean()),
      reviewAt: optional(Instant),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Type.Object(
    { id: Id, version: Version, entry: Id, reference: state.reference, fourEyes: Type.Boolean() },
    closed,
  ),
  refusals: may('unknown-kind', 'four-eyes-asked', 'would-leak', 'impossible-times'),
  policy: deciding,
  arguments: ['question'],
  example: {
    crisis: anId,
    kind: 'shut-down',
    question: 'Do we take the payment gateway off the network?',
    options: [{ text: 'Take it off now' }, { text: 'Filter, and look again in an hour' }],
  },
})

export const listDecisions = contract({
  name: 'coordinate.listDecisions',
  does: 'query',
  summary: 'Decisions that you may read, the newest first',
  input: Type.Object(
    {
      crisis: optional(Id),
      kind: optional(is.DecisionKindId),
      status: optional(Type.Array(is.DecisionStatus, { maxItems: 5 })),
      after: optional(Type.String({ maxLength: 40, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(Shown), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  example: { crisis: anId, status: ['open', 'for-second'] },
})

const Linked = Type.Object({ id: Id, record: Type.String(), title: Type.String() }, closed)

export const getDecision = contract({
  name: 'coordinate.getDecision',
  does: 'query',
  summary: 'A decision with everything that was said for and against it, and what you may do with it',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...Shown.properties,
      kind: orNull(DecisionKind),
      crisis: orNull(Type.Object({ id: Id, reference: Type.String(), title: Type.String() }, closed)),
      /** The tasks that carry it out and the decision that took its place, as far as you may read them. */
      links: Type.Array(Linked),
      moves: Type.Array(
        Type.Object(
          { event: Type.Enum(decisionEvents), allowed: Type.Boolean(), because: orNull(Type.String()) },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const decisionKinds = contract({
  name: 'coordinate.decisionKinds',
  does: 'query',
  summary: 'Kinds of decision, and which of them always need two persons on this node',
  input: Type.Object({}, closed),
  output: Type.Object({ kinds: Type.Array(DecisionKind) }, closed),
  refusals: {},
  policy: reading,
  example: {},
})

export const describeDecision = contract({
  name: 'coordinate.describeDecision',
  does: 'action',
  summary: 'Change the question, the background, what it rests on or when it is looked at again, while it is open',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      question: optional(state.question),
      background: optional(state.background),
      evidence: optional(Evidences),
      reviewAt: optional(orNull(Instant)),
    },
    closed,
  ),
  output: Changed,
  refusals: may('nothing-to-change', 'would-leak', 'impossible-times'),
  policy: deciding,
  example: { id: anId, version: 1, background: 'The operator needs an answer before the banks open.' },
})

export const addOption = contract({
  name: 'coordinate.addOption',
  does: 'action',
  summary: 'Add an option to a decision, with what speaks for and against it',
  input: Type.Object({ id: Id, version: Version, ...OptionTold.properties }, closed),
  output: Changed,
  refusals: may('too-many-parts'),
  policy: deciding,
  example: { id: anId, version: 1, text: 'Filter by country', speaksAgainst: 'Customers abroad cannot pay.' },
})

export const dropOption = contract({
  name: 'coordinate.dropOption',
  does: 'action',
  summary: 'Take an option out of the choice; it stays in the record with the reason',
  input: Type.Object({ id: Id, version: Version, option: Key, reason: Reason }, closed),
  output: Changed,
  refusals: may('no-such-option'),
  policy: deciding,
  example: { id: anId, version: 2, option: 'o2', reason: 'The provider cannot filter before noon.' },
})

export const consultOnDecision = contract({
  name: 'coordinate.consultOnDecision',
  does: 'action',
  summary: 'Write down what somebody said who was consulted on a decision',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      party: Party,
      at: optional(Instant),
      how: Said.properties.how,
      position: Said.properties.position,
      words: Said.properties.words,
    },
    closed,
  ),
  output: Changed,
  refusals: may('person-needed', 'unknown-actor', 'impossible-times', 'too-many-parts'),
  policy: deciding,
  example: {
    id: anId,
    version: 2,
    party: { name: 'Central bank', actor: null, organisation: null, person: null },
    how: 'call',
    position: 'agrees',
    words: 'Prefers a short outage to a long one.',
  },
})

export const chooseOption = contract({
  name: 'coordinate.chooseOption',
  does: 'action',
  summary: 'Decide: choose an option in the name of whoever decides, with the reasons and the picture that was known',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      option: Key,
      decider: Party,
      reasons: Reason,
      at: optional(Instant),
      /** The moment whose picture was before those who decided; when it was decided, where nothing is said. */
      knownAt: optional(Instant),
    },
    closed,
  ),
  output: Changed,
  refusals: may('person-needed', 'no-such-option', 'unknown-actor', 'impossible-times'),
  policy: deciding,
  example: { id: anId, version: 3, option: 'o1', decider: authority, reasons: 'The data loss outweighs the outage.' },
})

export const secondDecision = contract({
  name: 'coordinate.secondDecision',
  does: 'action',
  summary: 'Agree as the second person, who did not choose',
  input: Type.Object({ id: Id, version: Version, words: optional(Type.String({ maxLength: 2_000 })) }, closed),
  output: Changed,
  refusals: may('person-needed', 'second-person-needed'),
  policy: deciding,
  arguments: ['id'],
  example: { id: anId, version: 4, words: 'Agreed; the provider was told.' },
})

export const returnDecision = contract({
  name: 'coordinate.returnDecision',
  does: 'action',
  summary: 'Send a choice back that waits for a second person, with the reason; the choice stays in the record',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may('person-needed', 'too-many-parts'),
  policy: deciding,
  arguments: ['id'],
  example: { id: anId, version: 4, reason: 'The provider was not asked yet.' },
})

export const dissent = contract({
  name: 'coordinate.dissent',
  does: 'action',
  summary: 'Put on record that somebody sees it otherwise, also after it was decided',
  input: Type.Object(
    { id: Id, version: Version, party: optional(Party), words: Type.String({ minLength: 1, maxLength: 2_000 }) },
    closed,
  ),
  output: Changed,
  refusals: may('person-needed', 'unknown-actor', 'too-many-parts'),
  policy: dissenting,
  arguments: ['id'],
  example: { id: anId, version: 5, words: 'The outage will hit hospitals, which nobody asked.' },
})

export const linkDecisionTasks = contract({
  name: 'coordinate.linkDecisionTasks',
  does: 'action',
  summary: 'Name the tasks that carry a decision out',
  input: Type.Object(
    { id: Id, version: Version, tasks: Type.Array(Id, { minItems: 1, maxItems: 50, uniqueItems: true }) },
    closed,
  ),
  output: Changed,
  refusals: may('nothing-to-change', 'another-crisis', 'too-many-parts'),
  policy: deciding,
  example: { id: anId, version: 5, tasks: [another] },
})

export const supersedeDecision = contract({
  name: 'coordinate.supersedeDecision',
  does: 'action',
  summary: 'Say that a later decision takes the place of this one; both stay',
  input: Type.Object({ id: Id, version: Version, by: Id, reason: Reason }, closed),
  output: Changed,
  refusals: may('person-needed', 'not-decided', 'another-crisis'),
  policy: deciding,
  example: { id: anId, version: 5, by: another, reason: 'The provider can filter now.' },
})

export const dropDecision = contract({
  name: 'coordinate.dropDecision',
  does: 'action',
  summary: 'Put a question aside that need not be decided any more; it stays in the record',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may('person-needed'),
  policy: deciding,
  arguments: ['id'],
  example: { id: anId, version: 2, reason: 'The attack ended by itself.' },
})
