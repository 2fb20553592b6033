// Joins the contracts of the ladder to their actions.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/ladder.ts'
import { readLadderTable } from '../../store/ladder/read-table.ts'
import type { CoordinateRoom } from '../room.ts'
import * as decide from './decide-step.ts'
import * as propose from './propose-step.ts'
import type { LadderRoom } from './room.ts'
import * as show from './show-ladder.ts'

/** Throws BadDataset where data/coordinate/ladder.json cannot be used. */
export function ladderBindings(coordinate: CoordinateRoom): Binding[] {
  const { countries } = coordinate.people
  const names = new Map(countries.map(({ code, name }) => [code, name]))
  const room: LadderRoom = {
    ...coordinate,
    table: readLadderTable(),
    memberStates: new Set(countries.flatMap(({ code, member }) => (member ? [code] : []))),
    countryName: (code) => names.get(code) ?? code,
  }
  return [
    bind(api.ladder, (input, call) => show.showLadder(room, input, call)),
    bind(api.ladderTable, () => show.showLadderTable(room)),
    bind(api.openLadder, (input, call) => propose.openLadder(room, input, call)),
    bind(api.answerLadder, (input, call) => propose.answerLadder(room, input, call)),
    bind(api.proposeStep, (input, call) => propose.proposeStep(room, input, call)),
    bind(api.recordConsultation, (input, call) => decide.recordConsultation(room, input, call)),
    bind(api.decideStep, (input, call) => decide.decideStep(room, input, call)),
    bind(api.withdrawStep, (input, call) => decide.withdrawStep(room, input, call)),
    bind(api.handOver, (input, call) => decide.handOver(room, input, call)),
    bind(api.receiptHandOver, (input, call) => decide.receiptHandOver(room, input, call)),
  ]
}
