// The board: what a minister is told of recovery, through the eyes of the reader.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/board.ts'
import { breachRecord } from '../events/breach.ts'
import { goalRecord } from '../events/goal.ts'
import { lessonRecord } from '../events/lesson.ts'
import { measureRecord } from '../events/measure.ts'
import { reserveUseRecord } from '../events/reserve-use.ts'
import { standDownRecord } from '../events/stand-down.ts'
import { burnDown } from '../rules/backlog.ts'
import { boardSays } from '../rules/board.ts'
import { phasesOf } from '../rules/breach.ts'
import { standingOf } from '../rules/goal-standing.ts'
import { clocksOf } from '../rules/reserve.ts'
import { listed, namesOf } from '../store/records.ts'
import { backlogRows } from './backlog/list-backlog.ts'
import type { RecoverRoom } from './room.ts'

const burnDays = 14
const mostPoints = 200

export async function showBoard(
  room: RecoverRoom,
  { crisis }: InputOf<typeof api.showBoard>,
  { view, now: present }: Call,
): Promise<Reply<OutputOf<typeof api.showBoard>>> {
  const { journal } = room
  const now = view.asOf ?? present
  const of = crisis ? { crisis } : {}
  const [goals, downs, measures, breaches, uses, lessons, rows] = await Promise.all([
    listed(journal, view, goalRecord, { ...of, state: ['open', 'met'] }, 200),
    listed(journal, view, standDownRecord, { ...of, state: ['open', 'for-second', 'stood-down'] }, 100),
    listed(journal, view, measureRecord, of, 5_000),
    listed(journal, view, breachRecord, { ...of, state: ['open'] }, 100),
    listed(journal, view, reserveUseRecord, of, 100),
    listed(journal, view, lessonRecord, of, 5_000),
    backlogRows(room, view, crisis, now),
  ])
  const open = rows.filter(({ closedAt }) => closedAt === null)
  const board = {
    goals: goals.map(({ id, state }) => {
      const { level, rto, expectedAt } = standingOf(state, now)
      const { service, minimumLevel, targetLevel } = state
      return {
        ...{
          id,
          service,
          level,
          minimumLevel,
          targetLevel,
          state: state.state,
          rto: rto.state,
          rtoDue: rto.due,
          expectedAt,
        },
        curve: state.progress
          .filter(({ at }) => at <= now)
          .slice(-mostPoints)
          .map(({ at, level: share }) => ({ at, level: share })),
        blocker: state.blockers.find(({ cleared }) => cleared === null)?.text ?? null,
      }
    }),
    standDowns: downs.map(({ id, state }) => {
      const own = measures.filter((one) => one.state.crisis === state.crisis).map((one) => one.state.state)
      const count = (...states: string[]) => own.filter((one) => states.includes(one)).length
      return {
        ...{ id, title: state.title, state: state.state, relapses: state.relapses.length },
        ...{ inForce: count('in-force', 'failed'), kept: count('kept'), rolledBack: count('rolled-back') },
      }
    }),
    breaches: breaches.map(({ id, state }) => {
      const phases = phasesOf(state)
      const phase = phases.find(({ done: made, all }) => made < all)?.phase ?? null
      const sum = (what: 'done' | 'all') => phases.reduce((total, one) => total + one[what], 0)
      return { id, title: state.title, phase, done: sum('done'), all: sum('all') }
    }),
    reserve: uses.map(({ id, state }) => {
      const { answerDue, answerLate, reportDue, reportOverdue } = clocksOf(state, now)
      const asked = state.state === 'requested'
      const due = asked ? answerDue : reportDue
      return { id, title: state.title, state: state.state, due, overdue: asked ? answerLate : reportOverdue }
    }),
    backlog: {
      open: open.length,
      overdue: open.filter(({ overdue }) => overdue).length,
      days: burnDown(rows, now, burnDays),
    },
    lessons: {
      open: lessons.filter(({ state }) => state.endedAt === null).length,
      carriedOut: lessons.filter(({ state }) => state.state === 'carried-out').length,
    },
  }
  return done({ at: now, says: boardSays(board), ...board })
}

export async function findRecord(
  { journal }: RecoverRoom,
  { id }: InputOf<typeof api.findRecord>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.findRecord>>> {
  const [found] = await namesOf(journal, view, [id])
  if (!found?.record.startsWith('recover.'))
    return refuse('unknown', `There is no record ${id} here that you may read.`)
  return done(found)
}
