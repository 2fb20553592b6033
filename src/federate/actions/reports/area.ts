// Abuse reports: what this area adds to the room.
import { bind } from '#platform/http/types.ts'
import * as api from '../../api/reports.ts'
import { readOwnerNotices } from '../../store/owner-notices/index.ts'
import { forgetEvents } from '../../store/reports/events.ts'
import { readEventTypes } from '../../store/reports/read-event-types.ts'
import type { Area } from '../area.ts'
import type { FederateRoom } from '../room.ts'
import * as out from './events-out.ts'
import { importEvents } from './import-events.ts'
import * as networks from './networks.ts'
import { type NoticeRoom, ownerNotice, tellOwner } from './tell-owner.ts'

/** Addresses of persons are among them: a year is what recurring abuse needs to be recognised. */
const keptDays = 365

export function reportsArea(room: FederateRoom): Area {
  // The areas of the room are filled in after this one is made: it looks them up when it is asked.
  const data = { types: readEventTypes(), notices: readOwnerNotices() }
  const reports: NoticeRoom = Object.assign(Object.create(room) as FederateRoom, data)
  return {
    bindings: [
      bind(api.importEvents, (input, call) => importEvents(reports, input, call)),
      bind(api.listEvents, (input, call) => out.listEvents(reports, input, call)),
      bind(api.countEvents, (input, call) => out.countEvents(reports, input, call)),
      bind(api.exportEvents, (input, call) => out.exportEvents(reports, input, call)),
      bind(api.ownerNotice, (input, call) => ownerNotice(reports, input, call)),
      bind(api.tellOwner, (input, call) => tellOwner(reports, input, call)),
      bind(api.registerNetwork, (input, call) => networks.registerNetwork(reports, input, call)),
      bind(api.changeNetwork, (input, call) => networks.changeNetwork(reports, input, call)),
      bind(api.endNetwork, (input, call) => networks.endNetwork(reports, input, call)),
      bind(api.listNetworks, (input, call) => networks.listNetworks(reports, input, call)),
    ],
    jobs: [
      {
        name: 'federate-forget-events',
        everySeconds: 86_400,
        run: () => forgetEvents(room.journal.sql, room.clock, keptDays),
      },
    ],
  }
}
