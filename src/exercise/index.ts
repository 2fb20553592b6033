// The door of exercise: scenarios are kept, played in a realm of their own, and followed.
import Type from 'typebox'
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Refused } from '#kernel/reply.ts'
import { readDataset } from '#platform/dataset.ts'
import type { Deps, Room } from '#platform/room.ts'
import { evaluationBindings } from './actions/evaluation/bindings.ts'
import { jointBindings } from './actions/joint/bindings.ts'
import { createJoints } from './actions/joint/joints.ts'
import { programmeBindings, programmeRoom } from './actions/programme/bindings.ts'
import { programmeRoutes } from './actions/programme/calendars.ts'
import { type ExerciseRoom, type ExerciseWiring, planningView } from './actions/room.ts'
import { createRuns } from './actions/run/runs.ts'
import * as evaluation from './api/evaluation/evaluation.ts'
import * as exercises from './api/exercises.ts'
import * as invitations from './api/invitations.ts'
import * as joint from './api/joint.ts'
import * as newcomers from './api/newcomers.ts'
import * as programmeCalendars from './api/programme/calendars.ts'
import * as programme from './api/programme/programme.ts'
import * as scenarios from './api/scenarios.ts'
import { deliveryRecord, exerciseRecord, scenarioRecord } from './events.ts'
import { exerciseBindings } from './routes.ts'
import { improvementRecord, namingRecord, qualityFormRecord } from './rules/evaluation/records.ts'
import { jointRecord, seatedHereRecord } from './rules/joint/records.ts'
import { programmeEntryRecord } from './rules/programme/entry-record.ts'
import { readPatience } from './store/joint.ts'
import { createOver } from './store/over.ts'

export { type Headless, type HeadlessOptions, playHeadless } from './actions/headless.ts'
export type { ExerciseWiring }
export { deliveryRecord, exerciseRecord, scenarioRecord }
export const exerciseRecords = [
  scenarioRecord,
  exerciseRecord,
  deliveryRecord,
  programmeEntryRecord,
  qualityFormRecord,
  improvementRecord,
  namingRecord,
  jointRecord,
  seatedHereRecord,
] as const

export const exerciseContracts: readonly Contract[] = contractsOf(
  scenarios,
  exercises,
  programme,
  programmeCalendars,
  evaluation,
  invitations,
  newcomers,
  joint,
)

export interface ExerciseDoor extends Room {
  /** Why nothing can be written in that realm any more; undefined: it can. */
  over(realm: Realm): Refused | undefined
}

export function createExercise(deps: Deps, wiring: ExerciseWiring): ExerciseDoor {
  const runs = createRuns(() => room)
  const joints = createJoints(() => room)
  const patience = readPatience()
  const room: ExerciseRoom = { ...deps, ...wiring, runs, joints, patience, obligations: obligationIds() }
  const programmed = programmeRoom(room)
  const over = createOver(deps.journal, planningView(deps))
  return {
    bindings: [
      ...exerciseBindings(room),
      ...programmeBindings(programmed),
      ...evaluationBindings(room),
      ...jointBindings(room),
    ],
    rawRoutes: programmeRoutes(programmed),
    jobs: [],
    over: over.refused,
    async start() {
      await over.load()
      await joints.start()
      runs.start()
    },
    async stop() {
      await runs.stop()
      await joints.stop()
      over.stop()
    },
  }
}

const Obligations = Type.Object({ obligations: Type.Array(Type.Object({ id: Type.String() })) })

function obligationIds(): ReadonlySet<string> {
  return new Set(readDataset(Obligations, 'coordinate/obligations.json').obligations.map(({ id }) => id))
}
