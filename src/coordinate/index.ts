// The door of coordinate: crises, the ladder, decisions, tasks and the duties of the framework.
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { RecordKind } from '#kernel/record.ts'
import type { Binding } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import type { Deps, Job, Room } from '#platform/room.ts'
import { crisesBindings } from './actions/crises/bindings.ts'
import { crisisFile } from './actions/crises/crisis-file.ts'
import type { CrisisRoom } from './actions/crises/desk.ts'
import { liveCrisesOf } from './actions/crises/show-room.ts'
import { decisionsBindings } from './actions/decisions/bindings.ts'
import { dutiesBindings, dutiesJobs, dutiesRoom } from './actions/duties/bindings.ts'
import { ladderBindings } from './actions/ladder/bindings.ts'
import type { CoordinateRoom } from './actions/room.ts'
import { tasksBindings, tasksJobs } from './actions/tasks/bindings.ts'
import * as callOuts from './api/call-outs.ts'
import * as crises from './api/crises.ts'
import * as crisisRoomApi from './api/crisis-room.ts'
import * as decisions from './api/decisions.ts'
import * as duties from './api/duties.ts'
import * as ladder from './api/ladder.ts'
import * as obligations from './api/obligations.ts'
import * as rotas from './api/rotas.ts'
import * as tasks from './api/tasks.ts'
import type { CrisisFile } from './model/crisis-file.ts'
import { crisisRecord } from './rules/crises/crisis-record.ts'
import { decisionRecord } from './rules/decisions/decision-record.ts'
import { noticeRecord } from './rules/duties/notice-record.ts'
import { obligationRecord } from './rules/duties/obligation-record.ts'
import { ladderRecord } from './rules/ladder/ladder-record.ts'
import { callOutRecord } from './rules/tasks/call-out-record.ts'
import { rotaRecord } from './rules/tasks/rota-record.ts'
import { taskRecord } from './rules/tasks/task-record.ts'
import { readCrisisWords, readPictureThresholds } from './store/crisis-words.ts'

export const coordinateRecords: readonly RecordKind[] = [
  crisisRecord,
  ladderRecord,
  decisionRecord,
  noticeRecord,
  obligationRecord,
  taskRecord,
  rotaRecord,
  callOutRecord,
]

export const coordinateContracts: readonly Contract[] = contractsOf(
  crises,
  crisisRoomApi,
  tasks,
  rotas,
  callOuts,
  ladder,
  duties,
  obligations,
  decisions,
)

export interface Coordinate extends Room {
  /** A crisis as one document: what this reader may read of it. Undefined where there is none that they may read. */
  crisisFile(view: View, id: Id): Promise<CrisisFile | undefined>
}

export function createCoordinate(deps: Deps, rooms: Pick<CoordinateRoom, 'people' | 'assess'>): Coordinate {
  const room: CoordinateRoom = { ...deps, ...rooms }
  const crisisRoom: CrisisRoom = {
    journal: deps.journal,
    clock: deps.clock,
    kinds: new Map(coordinateRecords.map((kind) => [kind.name, kind])),
    words: readCrisisWords(),
    places: rooms.people,
    thresholds: readPictureThresholds(),
    live: liveCrisesOf(deps.journal, deps.log),
  }
  const duty = dutiesRoom(room)
  const bindings: Binding[] = [
    ...crisesBindings(crisisRoom),
    ...tasksBindings(room),
    ...ladderBindings(room),
    ...decisionsBindings(room),
    ...dutiesBindings(duty),
  ]
  const jobs: Job[] = [...tasksJobs(room), ...dutiesJobs(duty)]
  return {
    bindings,
    jobs,
    crisisFile: (view, id) => crisisFile(crisisRoom, view, id),
    stop: async () => crisisRoom.live.stop(),
  }
}
