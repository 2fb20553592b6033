// Each contract of exercises on several nodes, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/joint.ts'
import type { ExerciseRoom } from '../room.ts'
import { inviteNode, takeSeats } from './invite.ts'
import { joinExercise, leaveExercise } from './join.ts'
import { listJointExercises, showNodes } from './show-nodes.ts'

export function jointBindings(room: ExerciseRoom): Binding[] {
  return [
    bind(api.inviteNode, (input, call) => inviteNode(room, input, call)),
    bind(api.showNodes, (input, call) => showNodes(room, input, call)),
    bind(api.listJointExercises, (_input, call) => listJointExercises(room, call)),
    bind(api.joinExercise, (input, call) => joinExercise(room, input, call)),
    bind(api.leaveExercise, (input, call) => leaveExercise(room, input, call)),
    bind(api.takeSeats, (input, call) => takeSeats(room, input, call)),
  ]
}
