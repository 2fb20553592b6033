// Contracts: the ladder of a crisis. The software proposes, a named person decides, and the record keeps who was asked.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import * as is from '../model/ladder.ts'
import { Actor, Asked, LadderClock, LadderEvent, Mode, Network, StepCell } from '../model/ladder-table.ts'
import { closed, Key, Line, orNull, Party, Reason, Said, Verification } from '../model/words.ts'
import { cellStandings } from '../rules/ladder/propose.ts'

const optional = Type.Optional
/** 0: nobody has opened the ladder yet. */
const LadderVersion = Type.Integer({
  minimum: 0,
  maximum: 1_000_000_000,
  description: 'The version of the ladder that you saw; 0 where nobody has opened it yet',
})
const reading: Policy = { who: 'signed-in' }
const acting: Policy = { who: ['duty-officer', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const presidency = { name: 'Presidency of the Council', actor: 'presidency', organisation: null, person: null }

const meanings = {
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'no-such-step': {
    status: 422,
    title: 'The ladder has no such step',
    whatToDo:
      'See the detail for the reason; coordinate.ladder lists the steps that there are from where each network stands.',
  },
  'already-proposed': {
    status: 409,
    title: 'That step is proposed already',
    whatToDo: 'Consult on it and decide it; the detail names it.',
  },
  contradicts: {
    status: 409,
    title: 'It contradicts a step that is open',
    whatToDo: 'A network cannot go up and down at once. Decide or withdraw the step that the detail names.',
  },
  'reason-needed': {
    status: 422,
    title: 'The facts do not call for this step by themselves',
    whatToDo: 'Say why you propose it all the same; the detail names what is not met or not known.',
  },
  'despite-needed': {
    status: 422,
    title: 'Something stands in the way of this step',
    whatToDo: 'Settle what the detail names, or say under "despite" why it is taken all the same. Nothing was kept.',
  },
  'unknown-actor': {
    status: 422,
    title: 'The framework knows no such actor',
    whatToDo: 'Choose one of those that coordinate.ladderTable lists, or name the party without an actor.',
  },
  'unknown-question': {
    status: 422,
    title: 'The ladder asks no such thing',
    whatToDo: 'coordinate.ladder lists what only a person can answer.',
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
  'ladder-full': {
    status: 409,
    title: 'The ladder holds as much as one ladder can',
    whatToDo: 'Continue in a crisis of its own.',
  },
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const at = { crisis: Id, version: LadderVersion }
/** What a step looks like after it was written. */
const ChangedStep = Type.Object(
  {
    id: Id,
    version: LadderVersion,
    entry: Id,
    step: Key,
    status: is.StepStatus,
    network: is.NetworkId,
    mode: is.ModeId,
  },
  closed,
)

const { cells: _cells, clocks: _clocks, modes: _modes, ...networkTold } = Network.properties

export const ShownClock = Type.Object(
  {
    id: LadderClock.properties.id,
    text: LadderClock.properties.text,
    within: LadderClock.properties.within,
    source: LadderClock.properties.source,
    verification: Verification,
    step: Key,
    from: Instant,
    due: Instant,
    endedAt: orNull(Instant),
    late: Type.Boolean(),
  },
  closed,
)

export const ShownNetwork = Type.Object(
  {
    ...networkTold,
    modes: Type.Array(Mode),
    mode: is.ModeId,
    /** Null: it has stood there since before the ladder was opened, or the mode is none of the table any more. */
    since: orNull(Instant),
    step: orNull(Key),
    clocks: Type.Array(ShownClock),
  },
  closed,
)
export type ShownNetwork = Type.Static<typeof ShownNetwork>

/** A step that the table has from where a network stands, or why there is none. */
export const ShownCell = Type.Object(
  {
    network: is.NetworkId,
    event: is.LadderEventId,
    label: Type.String(),
    direction: LadderEvent.properties.direction,
    /** `proposed`: the facts call for it. `settled`: it was refused or withdrawn on the same facts. */
    standing: Type.Enum(cellStandings),
    none: orNull(Type.String()),
    to: orNull(is.ModeId),
    cell: orNull(StepCell),
    criteria: Type.Array(is.CriterionAnswer),
    toConsult: Type.Array(Party),
    /** The recorded step that is open, or that settled it. */
    step: orNull(Key),
  },
  closed,
)
export type ShownCell = Type.Static<typeof ShownCell>

export const ShownAsked = Type.Object(
  {
    ...Asked.properties,
    answer: orNull(
      Type.Object({ value: orNull(Type.Boolean()), reason: Reason, by: Type.String(), at: Instant }, closed),
    ),
    /** Whether a step from where the networks stand rests on it. */
    needed: Type.Boolean(),
  },
  closed,
)

export const LadderShown = Type.Object(
  {
    /** Null until somebody opens it, or as far as this reader may know. */
    ladder: orNull(
      Type.Object(
        {
          id: Id,
          version: Type.Integer(),
          marking: Marking,
          openedAt: Instant,
          changedAt: Instant,
          data: Type.String(),
        },
        closed,
      ),
    ),
    crisis: Type.Object({ id: Id, reference: Type.String(), title: Type.String() }, closed),
    asOf: Instant,
    /** The version of the table by which this was answered. */
    data: Type.String(),
    networks: Type.Array(ShownNetwork),
    cells: Type.Array(ShownCell),
    asked: Type.Array(ShownAsked),
    /** Newest first. */
    steps: Type.Array(Type.Object({ ...is.LadderStep.properties, gaps: Type.Array(Type.String()) }, closed)),
    mayAct: Type.Boolean(),
  },
  closed,
)
export type LadderShown = Type.Static<typeof LadderShown>

export const ladder = contract({
  name: 'coordinate.ladder',
  does: 'query',
  summary:
    'Where each network stands in a crisis, since when, which steps the facts call for and why, and what was decided',
  input: Type.Object({ crisis: Id }, closed),
  output: LadderShown,
  refusals: {},
  policy: reading,
  arguments: ['crisis'],
  example: { crisis: anId },
})

export const ladderTable = contract({
  name: 'coordinate.ladderTable',
  does: 'query',
  summary:
    'The whole table: every network, rung and event with its step or the reason why there is none; and the actors',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      data: Type.String(),
      events: Type.Array(LadderEvent),
      networks: Type.Array(Network),
      asked: Type.Array(Asked),
      actors: Type.Array(Actor),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const openLadder = contract({
  name: 'coordinate.openLadder',
  does: 'action',
  summary: 'Begin to keep the ladder of a crisis: every network on its first rung. Opened already, it is left as it is',
  input: Type.Object({ crisis: Id }, closed),
  output: Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }), opened: Type.Boolean() }, closed),
  refusals: {},
  policy: acting,
  arguments: ['crisis'],
  example: { crisis: anId },
})

export const answerLadder = contract({
  name: 'coordinate.answerLadder',
  does: 'action',
  summary: 'Answer what only a person can say, for the criteria of the ladder; null takes an answer back',
  input: Type.Object({ ...at, asked: is.AskedId, value: orNull(Type.Boolean()), reason: Reason }, closed),
  output: Type.Object({ id: Id, version: LadderVersion, entry: Id }, closed),
  refusals: may('person-needed', 'unknown-question', 'nothing-to-change'),
  policy: acting,
  example: { crisis: anId, version: 1, asked: 'capacity_exceeded', value: true, reason: 'The national CSIRT says so.' },
})

export const proposeStep = contract({
  name: 'coordinate.proposeStep',
  does: 'action',
  summary: 'Put a step of the ladder before those who decide it: one that the facts call for, or another with a reason',
  input: Type.Object({ ...at, network: is.NetworkId, event: is.LadderEventId, reason: optional(Reason) }, closed),
  output: ChangedStep,
  refusals: may('person-needed', 'no-such-step', 'already-proposed', 'contradicts', 'reason-needed', 'ladder-full'),
  policy: acting,
  example: { crisis: anId, version: 1, network: 'cyclone', event: 'raise', reason: 'Three Member States are hit.' },
})

export const recordConsultation = contract({
  name: 'coordinate.recordConsultation',
  does: 'action',
  summary: 'Write down what somebody said who was consulted on a step',
  input: Type.Object(
    {
      ...at,
      step: Key,
      party: Party,
      at: optional(Instant),
      how: Said.properties.how,
      position: Said.properties.position,
      words: Said.properties.words,
    },
    closed,
  ),
  output: ChangedStep,
  refusals: may('person-needed', 'no-such-step', 'unknown-actor', 'impossible-times', 'ladder-full'),
  policy: acting,
  example: {
    crisis: anId,
    version: 2,
    step: 's1',
    party: { name: 'European Commission', actor: 'commission', organisation: null, person: null },
    how: 'call',
    position: 'agrees',
    words: 'No objection, on the understanding that the picture is shared by noon.',
  },
})

export const decideStep = contract({
  name: 'coordinate.decideStep',
  does: 'action',
  summary: 'Write down that a step was taken or refused: by whom it was decided, why, and on which picture',
  input: Type.Object(
    {
      ...at,
      step: Key,
      outcome: Type.Enum(['taken', 'refused']),
      /** Who has decided; you write it down under your own name. */
      decider: Party,
      reason: Reason,
      despite: optional(Reason),
      /** When it was decided, where that was not now. */
      at: optional(Instant),
      /** The moment whose picture was before those who decided; now, where nothing is said. */
      knownAt: optional(Instant),
    },
    closed,
  ),
  output: ChangedStep,
  refusals: may('person-needed', 'no-such-step', 'unknown-actor', 'despite-needed', 'impossible-times'),
  policy: acting,
  example: {
    crisis: anId,
    version: 3,
    step: 's1',
    outcome: 'taken',
    decider: presidency,
    reason: 'The impact reaches several sectors in four Member States.',
  },
})

export const withdrawStep = contract({
  name: 'coordinate.withdrawStep',
  does: 'action',
  summary: 'Take back a step that was proposed and not decided; it stays in the record with the reason',
  input: Type.Object({ ...at, step: Key, reason: Reason }, closed),
  output: ChangedStep,
  refusals: may('person-needed', 'no-such-step'),
  policy: acting,
  example: { crisis: anId, version: 3, step: 's1', reason: 'Proposed for the wrong network.' },
})

export const handOver = contract({
  name: 'coordinate.handOver',
  does: 'action',
  summary: 'Write down that what a step passes on was handed over: what, to whom, when',
  input: Type.Object({ ...at, step: Key, to: Party, what: Line, at: optional(Instant) }, closed),
  output: ChangedStep,
  refusals: may('person-needed', 'no-such-step', 'unknown-actor', 'impossible-times'),
  policy: acting,
  example: { crisis: anId, version: 4, step: 's1', to: presidency, what: 'Technical findings as of 14:00 UTC' },
})

export const receiptHandOver = contract({
  name: 'coordinate.receiptHandOver',
  does: 'action',
  summary: 'Write down what the other side answered to a hand-over: that it has it',
  input: Type.Object({ ...at, step: Key, text: Line, at: optional(Instant) }, closed),
  output: ChangedStep,
  refusals: may('person-needed', 'no-such-step', 'impossible-times'),
  policy: acting,
  example: { crisis: anId, version: 5, step: 's1', text: 'Received, 14:20, number 17.' },
})
