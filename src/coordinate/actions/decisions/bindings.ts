// Joins the contracts of decisions to their actions.
import { done } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/decisions.ts'
import { readDecisionKinds } from '../../store/decisions/decisions.ts'
import { readActors } from '../../store/ladder/read-table.ts'
import type { CoordinateRoom } from '../room.ts'
import * as change from './change-decision.ts'
import { openDecision } from './open-decision.ts'
import * as read from './read-decisions.ts'
import type { DecidingRoom } from './room.ts'

/** Throws BadDataset where data/coordinate/decisions.json cannot be used. */
export function decisionsBindings(coordinate: CoordinateRoom): Binding[] {
  const { kinds } = readDecisionKinds()
  const room: DecidingRoom = { ...coordinate, kinds, actors: readActors() }
  return [
    bind(api.openDecision, (input, call) => openDecision(room, input, call)),
    bind(api.listDecisions, (input, call) => read.listDecisions(room, input, call)),
    bind(api.getDecision, (input, call) => read.getDecision(room, input, call)),
    bind(api.decisionKinds, async () => done({ kinds })),
    bind(api.describeDecision, (input, call) => change.describeDecision(room, input, call)),
    bind(api.addOption, (input, call) => change.addOption(room, input, call)),
    bind(api.dropOption, (input, call) => change.dropOption(room, input, call)),
    bind(api.consultOnDecision, (input, call) => change.consultOnDecision(room, input, call)),
    bind(api.chooseOption, (input, call) => change.chooseOption(room, input, call)),
    bind(api.secondDecision, (input, call) => change.secondDecision(room, input, call)),
    bind(api.returnDecision, (input, call) => change.returnDecision(room, input, call)),
    bind(api.dissent, (input, call) => change.dissent(room, input, call)),
    bind(api.linkDecisionTasks, (input, call) => change.linkDecisionTasks(room, input, call)),
    bind(api.supersedeDecision, (input, call) => change.supersedeDecision(room, input, call)),
    bind(api.dropDecision, (input, call) => change.dropDecision(room, input, call)),
  ]
}
