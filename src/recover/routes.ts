// Each contract of this room, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import { showAfterAction } from './actions/after-action/show.ts'
import * as followUps from './actions/backlog/follow-ups.ts'
import { burnDown, listBacklog } from './actions/backlog/list-backlog.ts'
import * as breaches from './actions/breaches/breaches.ts'
import { getBreach, listBreaches } from './actions/breaches/read-breaches.ts'
import * as goals from './actions/goals/goals.ts'
import * as lessons from './actions/lessons/lessons.ts'
import { afterActionFile, reserveReportFile, reviewFile } from './actions/papers.ts'
import * as reserve from './actions/reserve/reserve-uses.ts'
import * as reviews from './actions/reviews/reviews.ts'
import type { RecoverRoom } from './actions/room.ts'
import { findRecord, showBoard } from './actions/show-board.ts'
import { standDownBindings } from './actions/stand-downs/bindings.ts'
import * as afterActionApi from './api/after-action.ts'
import * as backlogApi from './api/backlog.ts'
import * as boardApi from './api/board.ts'
import * as breachApi from './api/breaches.ts'
import * as goalApi from './api/goals.ts'
import * as lessonApi from './api/lessons.ts'
import * as reserveApi from './api/reserve.ts'
import * as reviewApi from './api/reviews.ts'

export function recoverBindings(room: RecoverRoom): Binding[] {
  return [
    bind(boardApi.findRecord, (input, call) => findRecord(room, input, call)),
    bind(boardApi.showBoard, (input, call) => showBoard(room, input, call)),
    bind(afterActionApi.showAfterAction, (input, call) => showAfterAction(room, input, call)),
    bind(afterActionApi.exportAfterAction, (input, call) => afterActionFile(room, input, call)),
    ...standDownBindings(room),
    ...goalBindings(room),
    ...breachBindings(room),
    ...backlogBindings(room),
    ...lessonBindings(room),
    ...reserveBindings(room),
    ...reviewBindings(room),
  ]
}

const goalBindings = (room: RecoverRoom): Binding[] => [
  bind(goalApi.setGoal, (input, call) => goals.setGoal(room, input, call)),
  bind(goalApi.listGoals, (input, call) => goals.listGoals(room, input, call)),
  bind(goalApi.getGoal, (input, call) => goals.getGoal(room, input, call)),
  bind(goalApi.changeGoal, (input, call) => goals.changeGoal(room, input, call)),
  bind(goalApi.planGoalStep, (input, call) => goals.planGoalStep(room, input, call)),
  bind(goalApi.moveGoalStep, (input, call) => goals.moveGoalStep(room, input, call)),
  bind(goalApi.reportProgress, (input, call) => goals.reportProgress(room, input, call)),
  bind(goalApi.nameBlocker, (input, call) => goals.nameBlocker(room, input, call)),
  bind(goalApi.clearBlocker, (input, call) => goals.clearBlocker(room, input, call)),
  bind(goalApi.tellOfGoal, (input, call) => goals.tellOfGoal(room, input, call)),
  bind(goalApi.endGoal, (input, call) => goals.endGoal(room, input, call)),
  bind(goalApi.reopenGoal, (input, call) => goals.reopenGoal(room, input, call)),
]

const breachBindings = (room: RecoverRoom): Binding[] => [
  bind(breachApi.openBreach, (input, call) => breaches.openBreach(room, input, call)),
  bind(breachApi.listBreaches, (input, call) => listBreaches(room, input, call)),
  bind(breachApi.getBreach, (input, call) => getBreach(room, input, call)),
  bind(breachApi.describeBreach, (input, call) => breaches.describeBreach(room, input, call)),
  bind(breachApi.planBreachStep, (input, call) => breaches.planBreachStep(room, input, call)),
  bind(breachApi.moveBreachStep, (input, call) => breaches.moveBreachStep(room, input, call)),
  bind(breachApi.engageExperts, (input, call) => breaches.engageExperts(room, input, call)),
  bind(breachApi.releaseExperts, (input, call) => breaches.releaseExperts(room, input, call)),
  bind(breachApi.addDisclosure, (input, call) => breaches.addDisclosure(room, input, call)),
  bind(breachApi.addMarketFigure, (input, call) => breaches.addMarketFigure(room, input, call)),
  bind(breachApi.closeBreach, (input, call) => breaches.closeBreach(room, input, call)),
  bind(breachApi.reopenBreach, (input, call) => breaches.reopenBreach(room, input, call)),
]

const backlogBindings = (room: RecoverRoom): Binding[] => [
  bind(backlogApi.promiseFollowUp, (input, call) => followUps.promiseFollowUp(room, input, call)),
  bind(backlogApi.getFollowUp, (input, call) => followUps.getFollowUp(room, input, call)),
  bind(backlogApi.moveFollowUp, (input, call) => followUps.moveFollowUp(room, input, call)),
  bind(backlogApi.handFollowUp, (input, call) => followUps.handFollowUp(room, input, call)),
  bind(backlogApi.closeFollowUp, (input, call) => followUps.closeFollowUp(room, input, call)),
  bind(backlogApi.reopenFollowUp, (input, call) => followUps.reopenFollowUp(room, input, call)),
  bind(backlogApi.listBacklog, (input, call) => listBacklog(room, input, call)),
  bind(backlogApi.burnDown, (input, call) => burnDown(room, input, call)),
]

const lessonBindings = (room: RecoverRoom): Binding[] => [
  bind(lessonApi.noteLesson, (input, call) => lessons.noteLesson(room, input, call)),
  bind(lessonApi.listLessons, (input, call) => lessons.listLessons(room, input, call)),
  bind(lessonApi.getLesson, (input, call) => lessons.getLesson(room, input, call)),
  bind(lessonApi.changeLesson, (input, call) => lessons.changeLesson(room, input, call)),
  bind(lessonApi.proposeChange, (input, call) => lessons.proposeChange(room, input, call)),
  bind(lessonApi.approveChange, (input, call) => lessons.approveChange(room, input, call)),
  bind(lessonApi.refuseChange, (input, call) => lessons.refuseChange(room, input, call)),
  bind(lessonApi.carryOutChange, (input, call) => lessons.carryOutChange(room, input, call)),
  bind(lessonApi.dropLesson, (input, call) => lessons.dropLesson(room, input, call)),
]

const reserveBindings = (room: RecoverRoom): Binding[] => [
  bind(reserveApi.requestReserve, (input, call) => reserve.requestReserve(room, input, call)),
  bind(reserveApi.listReserveUses, (input, call) => reserve.listReserveUses(room, input, call)),
  bind(reserveApi.getReserveUse, (input, call) => reserve.getReserveUse(room, input, call)),
  bind(reserveApi.informOfReserve, (input, call) => reserve.informOfReserve(room, input, call)),
  bind(reserveApi.answerReserve, (input, call) => reserve.answerReserve(room, input, call)),
  bind(reserveApi.beginReserveService, (input, call) => reserve.beginReserveService(room, input, call)),
  bind(reserveApi.endReserveService, (input, call) => reserve.endReserveService(room, input, call)),
  bind(reserveApi.writeReserveReport, (input, call) => reserve.writeReserveReport(room, input, call)),
  bind(reserveApi.approveReserveReport, (input, call) => reserve.approveReserveReport(room, input, call)),
  bind(reserveApi.sendReserveReport, (input, call) => reserve.sendReserveReport(room, input, call)),
  bind(reserveApi.exportReserveReport, (input, call) => reserveReportFile(room, input, call)),
]

const reviewBindings = (room: RecoverRoom): Binding[] => [
  bind(reviewApi.draftReview, (input, call) => reviews.draftReview(room, input, call)),
  bind(reviewApi.listReviews, (input, call) => reviews.listReviews(room, input, call)),
  bind(reviewApi.getReview, (input, call) => reviews.getReview(room, input, call)),
  bind(reviewApi.changeReview, (input, call) => reviews.changeReview(room, input, call)),
  bind(reviewApi.submitReview, (input, call) => reviews.submitReview(room, input, call)),
  bind(reviewApi.returnReview, (input, call) => reviews.returnReview(room, input, call)),
  bind(reviewApi.approveReview, (input, call) => reviews.approveReview(room, input, call)),
  bind(reviewApi.withdrawReview, (input, call) => reviews.withdrawReview(room, input, call)),
  bind(reviewApi.exportReview, (input, call) => reviewFile(room, input, call)),
]
