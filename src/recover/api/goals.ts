// Contracts: recovery goals for services.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Goal, GoalStanding, GoalState, Progress, StepState } from '../model/goal.ts'
import { closed, Key, Level, Line, Minutes, orNull, Party, Reason } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, aParty, Changed, changing, held, Linked, optional, reading, working } from './shown.ts'

const is = Goal.properties
const Note = Type.String({ maxLength: 2_000 })
const set = {
  part: optional(orNull(Id)),
  watched: optional(orNull(Id)),
  owner: optional(orNull(Party)),
  goodDataUntil: optional(orNull(Instant)),
  rtoMinutes: optional(orNull(Minutes)),
  rpoMinutes: optional(orNull(Minutes)),
  mtpdMinutes: optional(orNull(Minutes)),
  minimumLevel: optional(Level),
  targetLevel: optional(Level),
  dependsOn: optional(is.dependsOn),
}
const Shown = Type.Object({ ...held(Goal).properties, standing: GoalStanding }, closed)

export const setGoal = contract({
  name: 'recover.setGoal',
  does: 'action',
  summary: 'Set a recovery goal for a service: how far and by when it is to be back',
  input: Type.Object(
    {
      service: is.service,
      outageSince: Instant,
      /** How much of it there was left then; 0 where left out. */
      level: optional(Level),
      crisis: optional(Id),
      incident: optional(Id),
      ...set,
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('impossible-times', 'impossible-levels'),
  policy: working,
  arguments: ['service'],
  example: { service: 'Ferry booking', outageSince: '2025-03-10T09:45:00.000Z', rtoMinutes: 240, minimumLevel: 0.5 },
})

export const listGoals = contract({
  name: 'recover.listGoals',
  does: 'query',
  summary: 'Recovery goals with how far each is, those that are late first',
  input: Type.Object(
    { crisis: optional(Id), incident: optional(Id), state: optional(Type.Array(GoalState, { maxItems: 3 })) },
    closed,
  ),
  output: Type.Object({ items: Type.Array(Shown) }, closed),
  refusals: {},
  policy: reading,
  example: { state: ['open'] },
})

export const getGoal = contract({
  name: 'recover.getGoal',
  does: 'query',
  summary: 'A recovery goal with its steps, its curve, what blocks it, what it hangs on and who was told',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...Shown.properties,
      /** Parts and goals that it depends on, as far as you may read them. */
      hangsOn: Type.Array(Type.Object({ ...Linked.properties, says: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const changeGoal = changing({
  name: 'recover.changeGoal',
  summary: 'Change what a recovery goal asks for',
  fields: { service: optional(is.service), outageSince: optional(Instant), ...set },
  refusals: ['nothing-to-change', 'impossible-times', 'impossible-levels'],
  example: { rtoMinutes: 480 },
})

export const planGoalStep = changing({
  name: 'recover.planGoalStep',
  summary: 'Plan a step towards a recovery goal',
  fields: { text: Line, owner: optional(Party), due: optional(Instant) },
  refusals: ['too-many-parts'],
  example: { text: 'Restore the database from the copy of Sunday', owner: aParty },
})

export const moveGoalStep = changing({
  name: 'recover.moveGoalStep',
  summary: 'Say that a step of a recovery goal is under way, done, dropped or planned again',
  fields: { step: Key, to: StepState, note: optional(Note) },
  refusals: ['no-such-part'],
  example: { step: 's1', to: 'done', note: 'Checked against the copy of Saturday.' },
})

export const reportProgress = changing({
  name: 'recover.reportProgress',
  summary: 'Say how much of the service is back',
  fields: { level: Progress.properties.level, note: optional(Note), at: optional(Instant) },
  refusals: ['impossible-times', 'too-many-parts'],
  example: { level: 0.6, note: 'Bookings by telephone and web, no payments yet.' },
})

export const nameBlocker = changing({
  name: 'recover.nameBlocker',
  summary: 'Name what stands in the way of a recovery goal',
  fields: { text: Line },
  refusals: ['too-many-parts'],
  example: { text: 'No spare disks before Thursday' },
})

export const clearBlocker = changing({
  name: 'recover.clearBlocker',
  summary: 'Say what took away that which stood in the way',
  fields: { blocker: Key, how: Reason },
  refusals: ['no-such-part'],
  example: { blocker: 'b2', how: 'Disks lent by the university.' },
})

export const tellOfGoal = changing({
  name: 'recover.tellOfGoal',
  summary: 'Write down who was told how the service stands, how, and in which words',
  fields: { party: Party, how: Line, words: Line, at: optional(Instant) },
  refusals: ['impossible-times', 'too-many-parts'],
  example: { party: aParty, how: 'telephone', words: 'Half of the counters are open again.' },
})

export const endGoal = changing({
  name: 'recover.endGoal',
  summary: 'Say that a recovery goal is met, or given up with the reason',
  fields: { to: Type.Enum(['met', 'given-up']), because: Reason },
  refusals: ['person-needed', 'still-open'],
  arguments: ['id'],
  example: { to: 'met', because: 'All counters are open, payments work.' },
})

export const reopenGoal = changing({
  name: 'recover.reopenGoal',
  summary: 'Open a recovery goal again',
  fields: { because: Reason },
  arguments: ['id'],
  example: { because: 'It fell back during the night.' },
})
