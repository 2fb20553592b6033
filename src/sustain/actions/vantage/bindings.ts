// Each contract of api/vantage.ts, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as api from '../../api/vantage.ts'
import type { SustainRoom } from '../room.ts'
import { listVerdicts } from './list-verdicts.ts'
import { reportVantage } from './report.ts'

export function vantageBindings(room: SustainRoom): Binding[] {
  return [
    bind(api.reportVantage, (input, call) => reportVantage(room, input, call)),
    bind(api.listVerdicts, (input, call) => listVerdicts(room, input, call)),
  ]
}
