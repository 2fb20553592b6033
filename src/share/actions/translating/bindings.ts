// Joins the contracts of translating to their actions.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/translating.ts'
import * as misp from '../../api/translating-misp.ts'
import type { ShareRoom } from '../room.ts'
import { exportMachineTags, exportMisp } from './export-misp.ts'
import { exportStix } from './export-stix.ts'

export function translatingBindings(room: ShareRoom): Binding[] {
  return [
    bind(api.exportStix, (input, call) => exportStix(room, input, call)),
    bind(misp.exportMisp, (input, call) => exportMisp(room, input, call)),
    bind(misp.exportMachineTags, (input) => exportMachineTags(input)),
  ]
}
