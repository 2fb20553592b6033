// CSAF advisories, CACAO playbooks, security.txt: what this area adds to the room.
import { createFiles } from '#platform/files.ts'
import { bind } from '#platform/http/types.ts'
import * as api from '../../api/advisories.ts'
import type { Area } from '../area.ts'
import { playbookBindings } from '../playbooks/area.ts'
import type { FederateRoom } from '../room.ts'
import * as advisories from './advisories.ts'
import { openDocumentReader } from './document-reader.ts'
import * as following from './following.ts'
import * as own from './own.ts'
import { keyName, ownKeyIn } from './own-key.ts'
import { pollDue } from './poll.ts'
import * as products from './products.ts'
import { publishAdvisory } from './publish.ts'
import type { AdvisoryRoom } from './room.ts'
import { advisoryRoutes } from './serve.ts'

export function advisoriesArea(federate: FederateRoom): Area {
  const { settings, clock } = federate
  const reader = openDocumentReader()
  const room: AdvisoryRoom = {
    ...federate,
    ...{ reader, files: createFiles(settings.dataDir) },
    ownKey: ownKeyIn(settings.dataDir, keyName(settings.origin), clock),
  }
  return {
    bindings: [
      bind(api.checkAdvisory, (input, call) => advisories.checkAdvisory(room, input, call)),
      bind(api.importAdvisory, (input, call) => advisories.importAdvisory(room, input, call)),
      bind(api.listAdvisories, (input, call) => advisories.listAdvisories(room, input, call)),
      bind(api.getAdvisory, (input, call) => advisories.getAdvisory(room, input, call)),
      bind(api.exportAdvisory, (input, call) => advisories.exportAdvisory(room, input, call)),
      bind(api.listProducts, (input, call) => products.listProducts(room, input, call)),
      bind(api.addProduct, (input, call) => products.addProduct(room, input, call)),
      bind(api.changeProduct, (input, call) => products.changeProduct(room, input, call)),
      bind(api.removeProduct, (input, call) => products.removeProduct(room, input, call)),
      bind(api.followProvider, (input, call) => following.followProvider(room, input, call)),
      bind(api.stopFollowing, (input, call) => following.stopFollowing(room, input, call)),
      bind(api.readProvider, (input, call) => following.readProvider(room, input, call)),
      bind(api.listProviders, (input, call) => following.listProviders(room, input, call)),
      bind(api.writeAdvisory, (input, call) => own.writeAdvisory(room, input, call)),
      bind(api.composeAdvisory, (input, call) => own.composeAdvisory(room, input, call)),
      bind(api.listOwnAdvisories, (input, call) => own.listOwnAdvisories(room, input, call)),
      bind(api.getOwnAdvisory, (input, call) => own.getOwnAdvisory(room, input, call)),
      bind(api.exportOwnAdvisory, (input, call) => own.exportOwnAdvisory(room, input, call)),
      bind(api.checkOwnAdvisory, (input, call) => own.checkOwnAdvisory(room, input, call)),
      bind(api.approveOwnAdvisory, (input, call) => own.approveOwnAdvisory(room, input, call)),
      bind(api.returnOwnAdvisory, (input, call) => own.returnOwnAdvisory(room, input, call)),
      bind(api.publishAdvisory, (input, call) => publishAdvisory(room, input, call)),
      bind(api.dropOwnAdvisory, (input, call) => own.dropOwnAdvisory(room, input, call)),
      ...playbookBindings(room),
    ],
    jobs: [{ name: 'federate-advisories', everySeconds: 60, run: () => pollDue(room) }],
    rawRoutes: advisoryRoutes(room),
    stop: () => reader.close(),
  }
}
