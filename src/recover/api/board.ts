// Contract: the board that a minister can read: goals, stand-downs, breaches, the Reserve and the backlog in a few figures.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { BurnDay } from '../model/follow-up.ts'
import { closed, orNull } from '../model/words.ts'
import { anId, optional, reading } from './shown.ts'

const Count = Type.Integer({ minimum: 0 })

export const showBoard = contract({
  name: 'recover.showBoard',
  does: 'query',
  summary: 'How recovery stands in one view: services, stand-downs, breaches, the Reserve and the backlog',
  input: Type.Object({ crisis: optional(Id) }, closed),
  output: Type.Object(
    {
      at: Instant,
      /** The same in one sentence each. */
      says: Type.Array(Type.String()),
      goals: Type.Array(
        Type.Object(
          {
            id: Id,
            service: Type.String(),
            level: Type.Number(),
            minimumLevel: Type.Number(),
            targetLevel: Type.Number(),
            curve: Type.Array(Type.Object({ at: Instant, level: Type.Number() }, closed)),
            state: Type.String(),
            rto: Type.String(),
            rtoDue: orNull(Instant),
            expectedAt: orNull(Instant),
            blocker: orNull(Type.String()),
          },
          closed,
        ),
      ),
      standDowns: Type.Array(
        Type.Object(
          {
            id: Id,
            title: Type.String(),
            state: Type.String(),
            relapses: Count,
            /** Measures: in force or failed, kept, rolled back. */
            inForce: Count,
            kept: Count,
            rolledBack: Count,
          },
          closed,
        ),
      ),
      breaches: Type.Array(
        Type.Object({ id: Id, title: Type.String(), phase: orNull(Type.String()), done: Count, all: Count }, closed),
      ),
      reserve: Type.Array(
        Type.Object(
          { id: Id, title: Type.String(), state: Type.String(), due: orNull(Instant), overdue: Type.Boolean() },
          closed,
        ),
      ),
      backlog: Type.Object({ open: Count, overdue: Count, days: Type.Array(BurnDay) }, closed),
      lessons: Type.Object({ open: Count, carriedOut: Count }, closed),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const findRecord = contract({
  name: 'recover.findRecord',
  does: 'query',
  summary: 'Which kind of record of recovery an id is, if you may read it',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object({ id: Id, record: Type.String(), title: Type.String() }, closed),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})
