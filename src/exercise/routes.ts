// Each contract of this room, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as direct from './actions/direct.ts'
import * as guests from './actions/invitations.ts'
import { playAtOnce, showTour } from './actions/newcomers.ts'
import { planExercise, resetExercise } from './actions/plan.ts'
import type { ExerciseRoom } from './actions/room.ts'
import * as scenarios from './actions/scenarios.ts'
import { putInCell, takeFromCell } from './actions/seats.ts'
import * as show from './actions/show.ts'
import * as exercises from './api/exercises.ts'
import * as invitations from './api/invitations.ts'
import * as newcomers from './api/newcomers.ts'
import * as library from './api/scenarios.ts'

export function exerciseBindings(room: ExerciseRoom): Binding[] {
  return [
    bind(library.checkScenario, (_input, call) => scenarios.checkScenario(room, call)),
    bind(library.importScenario, (_input, call) => scenarios.importScenario(room, call)),
    bind(library.listScenarios, (_input, call) => scenarios.listScenarios(room, call)),
    bind(library.getScenario, (input) => scenarios.getScenario(room, input)),
    bind(library.exportScenario, (input) => scenarios.exportScenario(room, input)),
    bind(exercises.planExercise, (input, call) => planExercise(room, input, call)),
    bind(exercises.listExercises, (_input, call) => show.listExercises(room, call)),
    bind(exercises.getExercise, (input, call) => show.getExercise(room, input, call)),
    bind(exercises.putInCell, (input, call) => putInCell(room, input, call)),
    bind(exercises.takeFromCell, (input, call) => takeFromCell(room, input, call)),
    bind(exercises.startExercise, (input, call) => direct.startExercise(room, input, call)),
    bind(exercises.pauseExercise, (input, call) => direct.pauseExercise(room, input, call)),
    bind(exercises.resumeExercise, (input, call) => direct.resumeExercise(room, input, call)),
    bind(exercises.setSpeed, (input, call) => direct.setSpeed(room, input, call)),
    bind(exercises.jumpTo, (input, call) => direct.jumpTo(room, input, call)),
    bind(exercises.endExercise, (input, call) => direct.endExercise(room, input, call)),
    bind(exercises.resetExercise, (input, call) => resetExercise(room, input, call)),
    bind(exercises.inject, (input, call) => direct.inject(room, input, call)),
    bind(exercises.skipInject, (input, call) => direct.skipInject(room, input, call)),
    bind(exercises.showInjects, (input, call) => show.showInjects(room, input, call)),
    bind(invitations.inviteParticipant, (input, call) => guests.inviteParticipant(room, input, call)),
    bind(invitations.listInvitations, (input, call) => guests.listInvitations(room, input, call)),
    bind(invitations.revokeInvitation, (input, call) => guests.revokeInvitation(room, input, call)),
    bind(invitations.lookAtInvitation, (input, call) => guests.lookAtInvitation(room, input, call)),
    bind(invitations.takeUpInvitation, (input, call) => guests.takeUpInvitation(room, input, call)),
    bind(newcomers.playAtOnce, (input, call) => playAtOnce(room, input, call)),
    bind(newcomers.showTour, (input, call) => showTour(room, input, call)),
    bind(exercises.whatReachedMe, (input, call) => show.whatReachedMe(room, input, call)),
  ]
}
