// Each contract of api/stand-downs.ts, and what answers it.
import { done } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/stand-downs.ts'
import type { RecoverRoom } from '../room.ts'
import * as measures from './measures.ts'
import * as downs from './stand-down.ts'

export function standDownBindings(room: RecoverRoom): Binding[] {
  const { note, persons, criteria, kinds } = room.data
  return [
    bind(api.standDownData, async () => done({ note, persons, criteria, kinds })),
    bind(api.proposeStandDown, (input, call) => downs.proposeStandDown(room, input, call)),
    bind(api.listStandDowns, (input, call) => downs.listStandDowns(room, input, call)),
    bind(api.getStandDown, (input, call) => downs.getStandDown(room, input, call)),
    bind(api.judgeCriterion, (input, call) => downs.judgeCriterion(room, input, call)),
    bind(api.decideStandDown, (input, call) => downs.decideStandDown(room, input, call)),
    bind(api.secondStandDown, (input, call) => downs.secondStandDown(room, input, call)),
    bind(api.returnStandDown, (input, call) => downs.returnStandDown(room, input, call)),
    bind(api.tellRelapse, (input, call) => downs.tellRelapse(room, input, call)),
    bind(api.withdrawStandDown, (input, call) => downs.withdrawStandDown(room, input, call)),
    bind(api.addMeasure, (input, call) => measures.addMeasure(room, input, call)),
    bind(api.listMeasures, (input, call) => measures.listMeasures(room, input, call)),
    bind(api.changeMeasure, (input, call) => measures.changeMeasure(room, input, call)),
    bind(api.rollBack, (input, call) => measures.rollBack(room, input, call)),
    bind(api.switchMeasureOn, (input, call) => measures.switchMeasureOn(room, input, call)),
    bind(api.withdrawMeasure, (input, call) => measures.withdrawMeasure(room, input, call)),
  ]
}
