// The door of federate: peers, agreements, letters, copies, and objects of other standards.
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { AnyRecord } from '#platform/journal/index.ts'
import type { Room } from '#platform/room.ts'
import { advisoriesArea } from './actions/advisories/area.ts'
import { keyName, ownKeyIn } from './actions/advisories/own-key.ts'
import { agreementsArea } from './actions/agreements/area.ts'
import { copiesArea } from './actions/copies/area.ts'
import { directoryArea } from './actions/directory/area.ts'
import { mispArea } from './actions/misp/area.ts'
import { objectsArea } from './actions/objects/area.ts'
import { postArea } from './actions/post/area.ts'
import { reportsArea } from './actions/reports/area.ts'
import type { FederateRoom } from './actions/room.ts'
import { stixArea } from './actions/stix/area.ts'
import * as advisories from './api/advisories.ts'
import * as agreements from './api/agreements.ts'
import * as copies from './api/copies.ts'
import * as directory from './api/directory.ts'
import * as misp from './api/misp.ts'
import * as objects from './api/objects.ts'
import * as post from './api/post.ts'
import * as reports from './api/reports.ts'
import * as stix from './api/stix.ts'
import * as events from './events.ts'

export { checkCsafBytes, checkPlaybookBytes } from './actions/advisories/check-bytes.ts'
export { checkTwoHistories } from './actions/copies/look.ts'
export { checkStixFile, type StixChecked } from './actions/stix/check-stix.ts'

export const federateRecords: readonly AnyRecord[] = Object.values(events)

export const federateContracts: readonly Contract[] = contractsOf(
  directory,
  agreements,
  post,
  copies,
  objects,
  stix,
  misp,
  advisories,
  reports,
)

export interface Federate extends Room, Pick<FederateRoom, 'trust' | 'terms' | 'copies' | 'post' | 'objects'> {
  /** The OpenPGP key by which this node signs advisories and mail, ASCII armoured; made where there is none. */
  signingKey(): Promise<string>
}

export function createFederate(deps: Omit<FederateRoom, 'trust' | 'terms' | 'copies' | 'post' | 'objects'>): Federate {
  const room = { ...deps } as FederateRoom
  // First, so that the others can say which parts of letters are theirs.
  const post = postArea(room)
  room.post = post.offers
  const directory = directoryArea(room)
  room.trust = directory.offers
  const agreements = agreementsArea(room)
  room.terms = agreements.offers
  const copies = copiesArea(room)
  room.copies = copies.offers
  const objects = objectsArea(room)
  room.objects = objects.offers
  const ownKey = ownKeyIn(room.settings.dataDir, keyName(room.settings.origin), room.clock)
  const areas: Room[] = [
    post,
    directory,
    agreements,
    copies,
    objects,
    stixArea(room),
    mispArea(room),
    advisoriesArea(room),
    reportsArea(room),
  ]
  directory.answers(areas.flatMap((area) => area.rawRoutes ?? []).map((route) => route.path))
  return {
    bindings: areas.flatMap((area) => area.bindings),
    jobs: areas.flatMap((area) => area.jobs),
    rawRoutes: areas.flatMap((area) => area.rawRoutes ?? []),
    async start() {
      for (const area of areas) await area.start?.()
    },
    async stop() {
      for (const area of areas.toReversed()) await area.stop?.()
    },
    trust: room.trust,
    terms: room.terms,
    copies: room.copies,
    post: room.post,
    objects: room.objects,
    signingKey: async () => (await ownKey.get()).secret,
  }
}
