// Each contract of takedown operations, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as dayApi from '../../api/operations/action-day.ts'
import * as afterApi from '../../api/operations/afterwards.ts'
import * as api from '../../api/operations/operations.ts'
import * as targetApi from '../../api/targets/targets.ts'
import { monitorBindings } from '../monitors/bindings.ts'
import type { DisruptRoom } from '../room.ts'
import * as targets from '../targets/targets.ts'
import * as work from '../targets/work.ts'
import { victimBindings } from '../victims/victims.ts'
import * as day from './action-day.ts'
import * as after from './afterwards.ts'
import * as compartment from './compartment.ts'
import * as operations from './operations.ts'
import * as show from './show.ts'

export const takedownBindings = (room: DisruptRoom): Binding[] => [
  bind(api.openOperation, (input, call) => operations.openOperation(room, input, call)),
  bind(api.listOperations, (input, call) => show.listOperations(room, input, call)),
  bind(api.getOperation, (input, call) => show.getOperation(room, input, call)),
  bind(api.describeOperation, (input, call) => operations.describeOperation(room, input, call)),
  bind(api.admitToOperation, (input, call) => compartment.admitToOperation(room, input, call)),
  bind(api.excludeFromOperation, (input, call) => compartment.excludeFromOperation(room, input, call)),
  bind(api.addPartner, (input, call) => operations.addPartner(room, input, call)),
  bind(api.nameSigners, (input, call) => operations.nameSigners(room, input, call)),
  bind(api.partnerLeaves, (input, call) => operations.partnerLeaves(room, input, call)),
  bind(api.addPoint, (input, call) => operations.addPoint(room, input, call)),
  bind(api.settlePoint, (input, call) => operations.settlePoint(room, input, call)),
  bind(api.closeOperation, (input, call) => operations.closeOperation(room, input, call)),
  ...dayBindings(room),
  ...afterBindings(room),
  ...targetBindings(room),
  ...monitorBindings(room),
  ...victimBindings(room),
]

const dayBindings = (room: DisruptRoom): Binding[] => [
  bind(dayApi.planStep, (input, call) => day.planStep(room, input, call)),
  bind(dayApi.changeStep, (input, call) => day.changeStep(room, input, call)),
  bind(dayApi.setHHour, (input, call) => day.setHHour(room, input, call)),
  bind(dayApi.sayGo, (input, call) => day.sayGo(room, input, call)),
  bind(dayApi.compareClock, (input, call) => day.compareClock(room, input, call)),
  bind(dayApi.beginActionDay, (input, call) => day.beginActionDay(room, input, call)),
  bind(dayApi.startStep, (input, call) => day.startStep(room, input, call)),
  bind(dayApi.endStep, (input, call) => day.endStep(room, input, call)),
  bind(dayApi.endActionDay, (input, call) => day.endActionDay(room, input, call)),
  bind(dayApi.exportPlaybook, (input, call) => show.playbookFile(room, input, call)),
]

const afterBindings = (room: DisruptRoom): Binding[] => [
  bind(afterApi.addSeizurePage, (input, call) => after.addSeizurePage(room, input, call)),
  bind(afterApi.agreeSeizurePage, (input, call) => after.agreeSeizurePage(room, input, call)),
  bind(afterApi.nameSinkholes, (input, call) => after.nameSinkholes(room, input, call)),
  bind(afterApi.noteObtained, (input, call) => after.noteObtained(room, input, call)),
  bind(afterApi.promiseRelease, (input, call) => after.promiseRelease(room, input, call)),
  bind(afterApi.keepRelease, (input, call) => after.keepRelease(room, input, call)),
]

const targetBindings = (room: DisruptRoom): Binding[] => [
  bind(targetApi.addTargets, (input, call) => targets.addTargets(room, input, call)),
  bind(targetApi.listTargets, (input, call) => targets.listTargets(room, input, call)),
  bind(targetApi.getTarget, (input, call) => targets.getTarget(room, input, call)),
  bind(targetApi.describeTarget, (input, call) => targets.describeTarget(room, input, call)),
  bind(targetApi.dropTarget, (input, call) => targets.dropTarget(room, input, call)),
  bind(targetApi.addInstrument, (input, call) => work.addInstrument(room, input, call)),
  bind(targetApi.moveInstrument, (input, call) => work.moveInstrument(room, input, call)),
  bind(targetApi.logEvidence, (input, call) => work.logEvidence(room, input, call)),
  bind(targetApi.handEvidence, (input, call) => work.handEvidence(room, input, call)),
  bind(targetApi.holdTarget, (input, call) => work.holdTarget(room, input, call)),
  bind(targetApi.releaseTarget, (input, call) => work.releaseTarget(room, input, call)),
  bind(targetApi.watchTarget, (input, call) => work.watchTarget(room, input, call)),
  bind(targetApi.noteStatus, (input, call) => work.noteStatus(room, input, call)),
]
