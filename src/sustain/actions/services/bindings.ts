// Each contract of api/services.ts, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as services from '../../api/services.ts'
import type { SustainRoom } from '../room.ts'
import { judgeFinding } from './judge-finding.ts'
import { reportReach } from './report-reach.ts'
import { listFindings, listWatchedServices, showReach } from './show-reach.ts'
import { addWatchedService, changeWatchedService } from './watching.ts'

export function servicesBindings(room: SustainRoom): Binding[] {
  return [
    bind(services.addWatchedService, (input, call) => addWatchedService(room, input, call)),
    bind(services.changeWatchedService, (input, call) => changeWatchedService(room, input, call)),
    bind(services.listWatchedServices, (input, call) => listWatchedServices(room, input, call)),
    bind(services.showReach, (input, call) => showReach(room, input, call)),
    bind(services.listFindings, (input, call) => listFindings(room, input, call)),
    bind(services.reportReach, (input, call) => reportReach(room, input, call)),
    bind(services.judgeFinding, (input, call) => judgeFinding(room, input, call)),
  ]
}
