// The door of recover: stand-downs, goals, breaches, reviews, the Reserve, lessons, and the backlog of all that was promised.
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Deps, Room } from '#platform/room.ts'
import { addLesson, type LessonTold } from './actions/lessons/lessons.ts'
import type { RecoverRoom } from './actions/room.ts'
import * as afterAction from './api/after-action.ts'
import * as backlog from './api/backlog.ts'
import * as board from './api/board.ts'
import * as breaches from './api/breaches.ts'
import * as goals from './api/goals.ts'
import * as lessons from './api/lessons.ts'
import * as reserve from './api/reserve.ts'
import * as reviews from './api/reviews.ts'
import * as standDowns from './api/stand-downs.ts'
import {
  breachRecord,
  followUpRecord,
  goalRecord,
  lessonRecord,
  measureRecord,
  reserveUseRecord,
  reviewRecord,
  standDownRecord,
} from './events.ts'
import { recoverJobs } from './jobs.ts'
import type { Lesson } from './model/lesson.ts'
import { recoverBindings } from './routes.ts'
import { readStandDownData } from './store/data.ts'

export type { LessonTold }
export {
  breachRecord,
  followUpRecord,
  goalRecord,
  lessonRecord,
  measureRecord,
  reserveUseRecord,
  reviewRecord,
  standDownRecord,
}
export const recoverRecords = [
  standDownRecord,
  measureRecord,
  goalRecord,
  breachRecord,
  followUpRecord,
  reviewRecord,
  reserveUseRecord,
  lessonRecord,
] as const

export const recoverContracts: readonly Contract[] = contractsOf(
  board,
  afterAction,
  standDowns,
  goals,
  breaches,
  reviews,
  reserve,
  backlog,
  lessons,
)

export interface Recover extends Room {
  /**
   * Notes a lesson in a unit of the caller, with the entries that led to it: an exercise adds what it found in the moment in which it is
   * evaluated. Refuses, by ending the unit, what the writer may not read.
   */
  addLesson(unit: Unit, told: LessonTold, causes: readonly Id[]): Promise<Held<Lesson> & { entry: Id }>
}

/** Throws BadDataset when data/recover cannot be used. */
export function createRecover(deps: Deps, rooms: Pick<RecoverRoom, 'coordinate' | 'people'>): Recover {
  const room: RecoverRoom = { ...deps, ...rooms, data: readStandDownData() }
  return {
    bindings: recoverBindings(room),
    jobs: recoverJobs(room),
    addLesson: (unit, told, causes) => addLesson(room, unit, told, causes),
  }
}
