// Each contract of api/failover.ts, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/failover.ts'
import type { SustainRoom } from '../room.ts'
import { moveAgain } from './again.ts'
import { dismissFailover, goFailover, proposeFailover, rollBackFailover, startDrill } from './decide.ts'
import { addPlan, changePlan, preAuthorise, withdrawPreAuthorisation } from './plans.ts'
import { getFailover, getPlan, listFailovers, listPlans } from './read.ts'

export function failoverBindings(room: SustainRoom): Binding[] {
  return [
    bind(api.addPlan, (input, call) => addPlan(room, input, call)),
    bind(api.changePlan, (input, call) => changePlan(room, input, call)),
    bind(api.listPlans, (input, call) => listPlans(room, input, call)),
    bind(api.getPlan, (input, call) => getPlan(room, input, call)),
    bind(api.preAuthorise, (input, call) => preAuthorise(room, input, call)),
    bind(api.withdrawPreAuthorisation, (input, call) => withdrawPreAuthorisation(room, input, call)),
    bind(api.proposeFailover, (input, call) => proposeFailover(room, input, call)),
    bind(api.goFailover, (input, call) => goFailover(room, input, call)),
    bind(api.moveAgain, (input, call) => moveAgain(room, input, call)),
    bind(api.dismissFailover, (input, call) => dismissFailover(room, input, call)),
    bind(api.rollBackFailover, (input, call) => rollBackFailover(room, input, call)),
    bind(api.startDrill, (input, call) => startDrill(room, input, call)),
    bind(api.listFailovers, (input, call) => listFailovers(room, input, call)),
    bind(api.getFailover, (input, call) => getFailover(room, input, call)),
  ]
}
