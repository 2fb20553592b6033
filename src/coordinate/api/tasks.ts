// Contracts: tasks that are given to persons or to whoever is on duty, acknowledged, done, passed on.
import Type from 'typebox'
import { held } from '#assess/model.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { CallOut } from '../model/call-out.ts'
import { Duty, HandOver, Swap } from '../model/rota.ts'
import { Task, TaskStatus } from '../model/task.ts'
import { closed, orNull, Prose, Reason } from '../model/words.ts'
import { taskEvents } from '../rules/tasks/lifecycle.ts'

const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const reading: Policy = { who: 'signed-in' }
const giving: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'
const state = Task.properties

const meanings = {
  'no-such-link': {
    status: 422,
    title: 'What it is to be linked with is not there',
    whatToDo: 'Name a crisis, a decision or a rota that you may read.',
  },
  'bad-assignee': {
    status: 422,
    title: 'It cannot be given to them',
    whatToDo: 'Name one person, or one rota, who may read and change the record; or mark it so that they may.',
  },
  'not-your-task': {
    status: 403,
    title: 'The task is with somebody else',
    whatToDo: 'Ask whoever holds it; a duty officer or crisis manager can pass it on.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const Changed = Type.Object({ id: Id, version: Version, entry: Id, status: TaskStatus }, closed)
const Given = Type.Object(
  { person: optional(Id), rota: optional(Id) },
  { ...closed, minProperties: 1, maxProperties: 1, description: 'One person, or one rota: whoever is on duty' },
)
const given = {
  assignee: Given,
  acknowledgeMinutes: optional(
    Type.Union([Type.Integer({ minimum: 1, maximum: 10_080 }), Type.Null()], {
      description: 'Unheard for so many minutes it goes to the next of `chain`',
    }),
  ),
  chain: optional(Type.Array(Given, { maxItems: 10 })),
}

export const assignTask = contract({
  name: 'coordinate.assignTask',
  does: 'action',
  summary: 'Give a task to a person, or to whoever is on duty; unheard, it goes on along its chain',
  input: Type.Object(
    {
      title: state.title,
      details: optional(state.details),
      crisis: optional(Id),
      decision: optional(Id),
      priority: optional(state.priority),
      due: optional(state.due),
      ...given,
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: may('no-such-link', 'bad-assignee'),
  policy: giving,
  arguments: ['title'],
  example: {
    title: 'Ask the operator which substations are affected',
    assignee: { rota: anId },
    acknowledgeMinutes: 10,
    chain: [{ person: another }],
  },
})

export const changeTask = contract({
  name: 'coordinate.changeTask',
  does: 'action',
  summary: 'Change what a task says, how urgent it is, or until when',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      title: optional(state.title),
      details: optional(state.details),
      priority: optional(state.priority),
      due: optional(state.due),
    },
    closed,
  ),
  output: Changed,
  refusals: may('nothing-to-change'),
  policy: giving,
  arguments: ['id'],
  example: { id: anId, version: 1, priority: 'urgent' },
})

export const acknowledgeTask = contract({
  name: 'coordinate.acknowledgeTask',
  does: 'action',
  summary: 'Say that you have a task that was given to you: it then goes to nobody else',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Changed,
  refusals: may('not-your-task'),
  policy: reading,
  arguments: ['id', 'version'],
  example: { id: anId, version: 1 },
})

export const reassignTask = contract({
  name: 'coordinate.reassignTask',
  does: 'action',
  summary: 'Give a task to somebody else, with a chain of its own',
  input: Type.Object({ id: Id, version: Version, ...given, reason: optional(Reason) }, closed),
  output: Changed,
  refusals: may('bad-assignee'),
  policy: giving,
  arguments: ['id'],
  example: { id: anId, version: 2, assignee: { person: another }, reason: 'Speaks the language of the operator' },
})

export const finishTask = contract({
  name: 'coordinate.finishTask',
  does: 'action',
  summary: 'Say that a task is done, and what came of it',
  input: Type.Object({ id: Id, version: Version, outcome: optional(Prose) }, closed),
  output: Changed,
  refusals: may('not-your-task'),
  policy: reading,
  arguments: ['id', 'version'],
  example: { id: anId, version: 2, outcome: 'Two substations, both in the north.' },
})

export const cancelTask = contract({
  name: 'coordinate.cancelTask',
  does: 'action',
  summary: 'Say that a task need not be done, and why',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: {},
  policy: giving,
  arguments: ['id', 'version'],
  example: { id: anId, version: 2, reason: 'The operator has reported by themselves' },
})

export const reopenTask = contract({
  name: 'coordinate.reopenTask',
  does: 'action',
  summary: 'Open a task again that was done or cancelled; it goes back to whoever had it',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Changed,
  refusals: may('not-your-task', 'bad-assignee'),
  policy: reading,
  arguments: ['id', 'version'],
  example: { id: anId, version: 3, reason: 'Closed by mistake' },
})

const shown = held(Task)
/** A task, and what this reader may do with it now. */
export const TaskShown = Type.Object(
  {
    ...shown.properties,
    /** It is yours: given to you, or to the rota whose duty you have. */
    yours: Type.Boolean(),
    /** Nobody acknowledged it in time and there is nobody left to whom it could go. */
    stranded: Type.Boolean(),
    may: Type.Array(Type.Enum(taskEvents)),
  },
  closed,
)

export const listTasks = contract({
  name: 'coordinate.listTasks',
  does: 'query',
  summary: 'Tasks that you may read: what nobody acknowledged first, then by urgency and due time',
  input: Type.Object(
    {
      crisis: optional(Id),
      decision: optional(Id),
      person: optional(Id),
      rota: optional(Id),
      mine: optional(Type.Boolean({ description: 'Only those that you hold' })),
      status: optional(Type.Array(TaskStatus, { maxItems: 4 })),
      open: optional(Type.Boolean()),
      unacknowledged: optional(Type.Boolean()),
      overdue: optional(Type.Boolean()),
      after: optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(TaskShown), next: orNull(Type.String()) }, closed),
  refusals: {},
  policy: reading,
  example: { mine: true, open: true },
})

export const getTask = contract({
  name: 'coordinate.getTask',
  does: 'query',
  summary: 'One task with each hand that it went through',
  input: Type.Object({ id: Id }, closed),
  output: TaskShown,
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const waitsForMe = contract({
  name: 'coordinate.waitsForMe',
  does: 'query',
  summary: 'What waits for your answer: tasks to acknowledge, call-outs, a duty to take over, swaps of shifts',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      /** Yours and not acknowledged, the oldest first. */
      tasks: Type.Array(TaskShown),
      /** That call you and that you have not answered. */
      callOuts: Type.Array(held(Type.Pick(CallOut, ['title', 'crisis', 'startedBy', 'startedAt', 'nextRoundAt']))),
      handOvers: Type.Array(
        Type.Object({ rota: Id, version: Version, name: Type.String(), handOver: HandOver }, closed),
      ),
      swaps: Type.Array(Type.Object({ rota: Id, version: Version, name: Type.String(), swap: Swap }, closed)),
      /** Rotas of which you have the duty now, or should take it. */
      duties: Type.Array(Type.Object({ rota: Id, version: Version, name: Type.String(), duty: Duty }, closed)),
      total: Type.Integer({ minimum: 0, description: 'How many answers are asked of you' }),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})
