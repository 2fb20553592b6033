// The door of share: products, releases, handling, the taxonomy, clusters and the forum.
import { assessRecords } from '#assess/index.ts'
import { coordinateRecords } from '#coordinate/index.ts'
import { type Contract, contractsOf } from '#kernel/contract.ts'
import type { Binding } from '#platform/http/types.ts'
import type { AnyRecord } from '#platform/journal/index.ts'
import type { Deps, Job, Room } from '#platform/room.ts'
import { senseRecords } from '#sense/index.ts'
import { watchRecords } from '#watch/index.ts'
import { clusterBindings, clusterJobs } from './actions/clusters/bindings.ts'
import { createHandling } from './actions/handling/bindings.ts'
import { createOut } from './actions/out/bindings.ts'
import { productsBindings } from './actions/products/bindings.ts'
import { draftingWith } from './actions/products/drafting.ts'
import type { ShareRoom } from './actions/room.ts'
import { taxonomyBindings } from './actions/taxonomy/bindings.ts'
import { translatingBindings } from './actions/translating/bindings.ts'
import * as clusters from './api/clusters.ts'
import * as feeds from './api/feeds.ts'
import * as forum from './api/forum.ts'
import * as guidelines from './api/guidelines.ts'
import * as handling from './api/handling.ts'
import * as products from './api/products.ts'
import * as releases from './api/releases.ts'
import * as subscriptions from './api/subscriptions.ts'
import * as taxonomy from './api/taxonomy.ts'
import * as taxonomyMappings from './api/taxonomy-mappings.ts'
import * as taxonomyProposals from './api/taxonomy-proposals.ts'
import * as translating from './api/translating.ts'
import * as translatingMisp from './api/translating-misp.ts'
import {
  clusterRecord,
  guidelineRecord,
  mappingRecord,
  membershipRecord,
  postRecord,
  practiceRecord,
  practiceUseRecord,
  productOriginRecord,
  productRecord,
  proposalRecord,
  releaseRecord,
  taxonomyRecord,
  voiceRecord,
} from './events.ts'
import { readProductData } from './store/templates.ts'

export const shareRecords: readonly AnyRecord[] = [
  productRecord,
  productOriginRecord,
  releaseRecord,
  guidelineRecord,
  taxonomyRecord,
  mappingRecord,
  proposalRecord,
  voiceRecord,
  clusterRecord,
  membershipRecord,
  postRecord,
  practiceRecord,
  practiceUseRecord,
]

export const shareContracts: readonly Contract[] = contractsOf(
  products,
  handling,
  releases,
  guidelines,
  taxonomy,
  taxonomyMappings,
  taxonomyProposals,
  clusters,
  forum,
  translating,
  translatingMisp,
  feeds,
  subscriptions,
)

export function createShare(deps: Deps, rooms: Pick<ShareRoom, 'people' | 'coordinate'>): Room {
  const room: ShareRoom = { ...deps, ...rooms }
  const all: readonly AnyRecord[] = [
    ...senseRecords,
    ...watchRecords,
    ...assessRecords,
    ...coordinateRecords,
    ...shareRecords,
  ]
  const handled = createHandling({ ...room, kinds: new Map(all.map((kind) => [kind.name, kind])) })
  const drafting = draftingWith(readProductData(deps.settings.dataDir))
  const out = createOut({ ...room, drafting, templates: drafting.templates })
  const bindings: Binding[] = [
    ...productsBindings({ ...room, drafting }),
    ...handled.bindings,
    ...taxonomyBindings(room),
    ...clusterBindings(room),
    ...translatingBindings(room),
    ...out.bindings,
  ]
  const jobs: Job[] = [...handled.jobs, ...clusterJobs(room), ...out.jobs]
  const stop = async () => {
    await out.stop?.()
    handled.stop()
  }
  return { bindings, jobs, rawRoutes: out.rawRoutes ?? [], stop }
}
