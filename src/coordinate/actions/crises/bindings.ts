// Joins the contracts of crises to their actions.
import { done } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/crises.ts'
import * as roomApi from '../../api/crisis-room.ts'
import * as change from './change-crisis.ts'
import type { CrisisRoom } from './desk.ts'
import * as lines from './lines.ts'
import { openCrisis } from './open-crisis.ts'
import * as people from './people.ts'
import * as read from './read-crises.ts'
import { remarkRecord } from './remark.ts'
import * as rhythm from './rhythm.ts'
import * as show from './show-room.ts'
import * as strands from './strands.ts'

export function crisesBindings(room: CrisisRoom): Binding[] {
  return [
    bind(api.openCrisis, (input, call) => openCrisis(room, input, call)),
    bind(api.listCrises, (input, call) => read.listCrises(room, input, call)),
    bind(api.getCrisis, (input, call) => read.getCrisis(room, input, call)),
    bind(api.crisisRhythm, (input, call) => rhythm.crisisRhythm(room, input, call)),
    bind(api.describeCrisis, (input, call) => change.describeCrisis(room, input, call)),
    bind(api.moveCrisis, (input, call) => change.moveCrisis(room, input, call)),
    bind(api.addCrisisIncident, (input, call) => change.addCrisisIncident(room, input, call)),
    bind(api.removeCrisisIncident, (input, call) => change.removeCrisisIncident(room, input, call)),
    bind(api.linkToCrisis, (input, call) => change.linkToCrisis(room, input, call)),
    bind(api.unlinkFromCrisis, (input, call) => change.unlinkFromCrisis(room, input, call)),
    bind(api.addStrand, (input, call) => strands.addStrand(room, input, call)),
    bind(api.changeStrand, (input, call) => strands.changeStrand(room, input, call)),
    bind(api.endStrand, (input, call) => strands.endStrand(room, input, call)),
    bind(api.addParticipant, (input, call) => people.addParticipant(room, input, call)),
    bind(api.changeRoles, (input, call) => people.changeRoles(room, input, call)),
    bind(api.leaveCrisis, (input, call) => people.leaveCrisis(room, input, call)),
    bind(api.setObjective, (input, call) => people.setObjective(room, input, call)),
    bind(api.endObjective, (input, call) => people.endObjective(room, input, call)),
    bind(api.addBeat, (input, call) => rhythm.addBeat(room, input, call)),
    bind(api.doBeat, (input, call) => rhythm.doBeat(room, input, call)),
    bind(api.stopBeat, (input, call) => rhythm.stopBeat(room, input, call)),
    bind(api.writeLine, (input, call) => lines.writeLine(room, input, call)),
    bind(api.agreeLine, (input, call) => lines.agreeLine(room, input, call)),
    bind(api.withdrawLine, (input, call) => lines.withdrawLine(room, input, call)),
    bind(api.remarkRecord, (input, call) => remarkRecord(room, input, call)),
    bind(api.crisisWords, async () => done(room.words)),
    bind(roomApi.crisisPicture, (input, call) => show.crisisPicture(room, input, call)),
    bind(roomApi.crisisRoom, (input, call) => show.crisisRoom(room, input, call)),
    bind(roomApi.exportCrisis, (input, call) => read.exportCrisis(room, input, call)),
  ]
}
