// MISP events and feeds: what this area adds to the room.
import { bind } from '#platform/http/types.ts'
import * as api from '../../api/misp.ts'
import type { Area } from '../area.ts'
import type { FederateRoom } from '../room.ts'
import { checkMisp } from './check.ts'
import { type MispRoom, readTypes } from './desk.ts'
import { mispFeedRoutes } from './feed-out.ts'
import { importMisp } from './import.ts'
import { mispJobs, pollMisp } from './poll.ts'
import { addMispRemark } from './say.ts'
import { mispServerRoutes } from './server/routes.ts'
import { exportMispEvent, listMisp, listMispRemarks } from './show.ts'
import { showMisp } from './show-event.ts'
import {
  answerMisp,
  followMisp,
  listMispSent,
  listMispSources,
  nameMispOrganisation,
  pauseMisp,
  unfollowMisp,
} from './sources.ts'

export function mispArea(federate: FederateRoom): Area {
  // The room is filled in while its areas are made: what is not its own is asked of it when it is needed.
  const room: MispRoom = Object.assign(Object.create(federate), { types: readTypes() })
  return {
    bindings: [
      bind(api.importMisp, (input, call) => importMisp(room, input, call)),
      bind(api.listMisp, (input, call) => listMisp(room, input, call)),
      bind(api.exportMispEvent, (input, call) => exportMispEvent(room, input, call)),
      bind(api.listMispRemarks, (input, call) => listMispRemarks(room, input, call)),
      bind(api.showMisp, (input, call) => showMisp(room, input, call)),
      bind(api.addMispRemark, (input, call) => addMispRemark(room, input, call)),
      bind(api.checkMisp, (input) => checkMisp(room, input)),
      bind(api.answerMisp, (input, call) => answerMisp(room, input, call)),
      bind(api.listMispSent, (input, call) => listMispSent(room, input, call)),
      bind(api.followMisp, (input, call) => followMisp(room, input, call)),
      bind(api.listMispSources, (_input, call) => listMispSources(room, call)),
      bind(api.pauseMisp, (input, call) => pauseMisp(room, input, call)),
      bind(api.unfollowMisp, (input, call) => unfollowMisp(room, input, call)),
      bind(api.pollMisp, (input, call) => pollMisp(room, input, call)),
      bind(api.nameMispOrganisation, (input, call) => nameMispOrganisation(room, input, call)),
    ],
    jobs: mispJobs(room),
    rawRoutes: [...mispFeedRoutes(room), ...mispServerRoutes(room)],
  }
}
