// Each contract of api/resolvers.ts and api/guidelines.ts, and what answers it.

import { done } from '#kernel/reply.ts'
import { type Binding, bind } from '#platform/http/types.ts'
import * as guidelines from '../../api/guidelines.ts'
import * as resolvers from '../../api/resolvers.ts'
import type { SustainRoom } from '../room.ts'
import { exportGuideline, planFrom } from './apply-guideline.ts'
import { createArea } from './area.ts'
import {
  approveGuideline,
  changeGuideline,
  draftGuideline,
  getGuideline,
  listGuidelines,
  withdrawGuideline,
} from './guidelines.ts'
import { importDnsObservation, importResolverConfiguration } from './import-files.ts'
import { exportReadiness, showReadiness } from './readiness.ts'
import { addDnsUse, changeDnsUse, getDnsUse, listDnsUse } from './uses.ts'

/** Throws BadDataset when data/sustain cannot be used. */
export function resolversBindings(room: SustainRoom): Binding[] {
  const area = createArea(room)
  const { version, known } = area.data
  return [
    bind(resolvers.listKnownResolvers, async ({ unionBased }) =>
      done({
        version,
        resolvers: known.all.filter((one) => unionBased === undefined || one.unionBased === unionBased),
      }),
    ),
    bind(resolvers.addDnsUse, (input, call) => addDnsUse(area, input, call)),
    bind(resolvers.changeDnsUse, (input, call) => changeDnsUse(area, input, call)),
    bind(resolvers.listDnsUse, (input, call) => listDnsUse(area, input, call)),
    bind(resolvers.getDnsUse, (input, call) => getDnsUse(area, input, call)),
    bind(resolvers.importResolverConfiguration, (input, call) => importResolverConfiguration(area, input, call)),
    bind(resolvers.importDnsObservation, (input, call) => importDnsObservation(area, input, call)),
    bind(resolvers.showReadiness, (input, call) => showReadiness(area, input, call)),
    bind(resolvers.exportReadiness, (input, call) => exportReadiness(area, input, call)),
    bind(guidelines.listGuidelines, (input, call) => listGuidelines(area, input, call)),
    bind(guidelines.getGuideline, (input, call) => getGuideline(area, input, call)),
    bind(guidelines.draftGuideline, (input, call) => draftGuideline(area, input, call)),
    bind(guidelines.changeGuideline, (input, call) => changeGuideline(area, input, call)),
    bind(guidelines.approveGuideline, (input, call) => approveGuideline(area, input, call)),
    bind(guidelines.withdrawGuideline, (input, call) => withdrawGuideline(area, input, call)),
    bind(guidelines.planFrom, (input, call) => planFrom(area, input, call)),
    bind(guidelines.exportGuideline, (input, call) => exportGuideline(area, input, call)),
  ]
}
