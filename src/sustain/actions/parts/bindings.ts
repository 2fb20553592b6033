// Each contract of api/parts.ts, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as parts from '../../api/parts.ts'
import type { SustainRoom } from '../room.ts'
import { addPart, changePart, confirmPart } from './add-part.ts'
import { exportParts } from './export-parts.ts'
import { importParts } from './import/import-parts.ts'
import { getPart, listParts, showMap } from './read-parts.ts'

export function partsBindings(room: SustainRoom): Binding[] {
  const inTurn = oneAtATime()
  return [
    bind(parts.addPart, (input, call) => addPart(room, input, call)),
    bind(parts.changePart, (input, call) => changePart(room, input, call)),
    bind(parts.confirmPart, (input, call) => confirmPart(room, input, call)),
    bind(parts.getPart, (input, call) => getPart(room, input, call)),
    bind(parts.listParts, (input, call) => listParts(room, input, call)),
    bind(parts.showMap, (input, call) => showMap(room, input, call)),
    bind(parts.importParts, (input, call) => inTurn(() => importParts(room, input, call))),
    bind(parts.exportParts, (input, call) => exportParts(room, input, call)),
  ]
}

/** Of two files that come at the same moment, the second sees what the first added: no part comes twice. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
