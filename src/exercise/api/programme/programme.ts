// Contracts: exercises are put into the rolling programme, changed, noted as held, cancelled; and what they cover is shown.
import Type from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { orNull, Slug } from '../../model/exercise.ts'
import { Because, Day, DueExercise, ProgrammeEntry, planFields, Row } from '../../model/programme/programme.ts'
import { Ref } from '../../model/scenario.ts'
import { directing } from '../scenarios.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const reading: Policy = { who: 'signed-in' }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Changed = Type.Object({ id: Id, version: Version, state: ProgrammeEntry }, closed)
const ByWhich = orNull(Slug)

const { title, from, to, organiser, ...rest } = planFields
/** Left out or null where a scenario is named: obligations and risks are those of the scenario. */
const others = {
  to: optional(to),
  scenario: optional(rest.scenario),
  takesPart: optional(rest.takesPart),
  obligations: optional(rest.obligations),
  risks: optional(rest.risks),
  note: optional(rest.note),
  exercise: optional(ByWhich),
}

export const addToProgramme = contract({
  name: 'exercise.addToProgramme',
  does: 'action',
  summary: 'Put an exercise into the programme: when, by whom, with whom, and which obligations and risks it covers',
  input: Type.Object({ title, from, organiser, ...others, marking: optional(MarkingChoice) }, closed),
  output: Changed,
  refusals: refusing('bad-days', 'no-such-obligation'),
  policy: directing,
  onlyLive: true,
  arguments: ['title', 'from', 'organiser'],
  example: {
    title: 'Two states, one grid',
    from: '2027-03-08',
    to: '2027-03-10',
    organiser: 'Ministry of the Interior',
    takesPart: [
      { name: 'National CSIRT', sector: 'civil' },
      { name: 'Cyber command', sector: 'military' },
      { name: 'Grid operator', sector: 'private' },
    ],
    obligations: ['BP-07', 'BP-19'],
  },
})

export const changeInProgramme = contract({
  name: 'exercise.changeInProgramme',
  does: 'action',
  summary:
    'Change an exercise of the programme that is still planned, or say by which exercise of this node it is played',
  input: Type.Object(
    {
      ...{ id: Id, version: Version, title: optional(title), from: optional(from), organiser: optional(organiser) },
      ...others,
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('bad-days', 'no-such-obligation'),
  policy: directing,
  onlyLive: true,
  arguments: ['id', 'version'],
  example: { id: anId, version: 1, from: '2027-04-12', to: '2027-04-14', scenario: 'monday' },
})

export const noteHeld = contract({
  name: 'exercise.noteHeld',
  does: 'action',
  summary: 'Note that an exercise of the programme was held: by an exercise of this node, or by what else shows it',
  input: Type.Object(
    {
      ...{ id: Id, version: Version, exercise: optional(ByWhich) },
      heldOn: optional(Day),
      because: optional(Because),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('bad-days', 'not-ended', 'nothing-shows-it'),
  policy: directing,
  onlyLive: true,
  arguments: ['id', 'version'],
  example: { id: anId, version: 2, heldOn: '2027-03-10', because: 'Report of the exercise, file 2027/114' },
})

export const cancelInProgramme = contract({
  name: 'exercise.cancelInProgramme',
  does: 'action',
  summary: 'Cancel an exercise of the programme, with the reason; it stays to be seen',
  input: Type.Object({ id: Id, version: Version, because: Because }, closed),
  output: Changed,
  refusals: {},
  policy: directing,
  onlyLive: true,
  arguments: ['id', 'version', 'because'],
  example: { id: anId, version: 2, because: 'The grid operator cannot take part before May' },
})

export const ShownEntry = Type.Object(
  {
    ...{ id: Id, version: Version, marking: Marking, since: Instant, state: ProgrammeEntry },
    /** The exercise of this node by which it is played, where you may see it. */
    playedBy: orNull(Type.Object({ slug: Slug, name: Type.String(), ended: Type.Boolean() }, closed)),
    /** Still planned though its exercise was played, or its last day has passed: say what became of it. */
    asks: orNull(Type.Enum(['played', 'passed'])),
    /** The scenario that it names is not here any more. */
    scenarioGone: Type.Boolean(),
  },
  closed,
)

export const showProgramme = contract({
  name: 'exercise.showProgramme',
  does: 'query',
  summary: 'The programme: what is planned and was held, what is due, and what was never exercised, by year',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      today: Day,
      mayPlan: Type.Boolean(),
      entries: Type.Array(ShownEntry),
      due: Type.Array(DueExercise),
      years: Type.Array(Type.Integer()),
      /** With the stage of the framework that each belongs to. */
      obligations: Type.Array(Type.Object({ ...Row.properties, stage: Type.String() }, closed)),
      risks: Type.Array(Row),
      /** Exercises of this node that people played and that no entry names; they count in the map. */
      besides: Type.Array(Type.Object({ slug: Slug, name: Type.String(), endedOn: Day, scenario: Ref }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

const file = Type.Object({ name: Type.String(), type: Type.String() })

export const programmeCalendar = contract({
  name: 'exercise.programmeCalendar',
  does: 'query',
  summary: 'The programme as a calendar file (iCalendar)',
  input: Type.Object({}, closed),
  output: file,
  refusals: {},
  policy: reading,
  download: true,
  example: {},
})

export const programmeTable = contract({
  name: 'exercise.programmeTable',
  does: 'query',
  summary: 'The programme as a table (CSV)',
  input: Type.Object({}, closed),
  output: file,
  refusals: {},
  policy: reading,
  download: true,
  example: {},
})
