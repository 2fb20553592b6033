// What answers the contracts of requests, and their timed work.
import { type Binding, bind } from '#platform/http/types.ts'
import type { Job } from '#platform/room.ts'
import * as api from '../../api/requests/requests.ts'
import * as stepsApi from '../../api/requests/steps.ts'
import type { DisruptRoom } from '../room.ts'
import * as beside from './beside.ts'
import { noticeTimes } from './notice-times.ts'
import * as read from './read.ts'
import * as requests from './requests.ts'
import * as steps from './steps.ts'

export const requestBindings = (room: DisruptRoom): Binding[] => [
  bind(api.requestData, () => read.requestData(room)),
  bind(api.openRequest, (input, call) => requests.openRequest(room, input, call)),
  bind(api.listRequests, (input, call) => read.listRequests(room, input, call)),
  bind(api.getRequest, (input, call) => read.getRequest(room, input, call)),
  bind(api.stillInTime, (input, call) => read.stillInTime(room, input, call)),
  bind(api.usualDurations, (input, call) => read.usualDurations(room, input, call)),
  bind(api.changeRequest, (input, call) => requests.changeRequest(room, input, call)),
  bind(api.linkRequest, (input, call) => requests.linkRequest(room, input, call)),
  bind(api.endRequest, (input, call) => requests.endRequest(room, input, call)),
  bind(api.reopenRequest, (input, call) => requests.reopenRequest(room, input, call)),
  bind(stepsApi.planRequestStep, (input, call) => steps.planRequestStep(room, input, call)),
  bind(stepsApi.changeRequestStep, (input, call) => steps.changeRequestStep(room, input, call)),
  bind(stepsApi.moveRequestStep, (input, call) => steps.moveRequestStep(room, input, call)),
  bind(stepsApi.setRequestDay, (input, call) => steps.setRequestDay(room, input, call)),
  bind(stepsApi.addParallelCase, (input, call) => beside.addParallelCase(room, input, call)),
  bind(stepsApi.moveParallelCase, (input, call) => beside.moveParallelCase(room, input, call)),
  bind(stepsApi.addAlternative, (input, call) => beside.addAlternative(room, input, call)),
  bind(stepsApi.changeAlternative, (input, call) => beside.changeAlternative(room, input, call)),
]

export const requestJobs = (room: DisruptRoom): Job[] => [
  { name: 'disrupt-request-times', everySeconds: 60, run: async () => void (await noticeTimes(room)) },
]
