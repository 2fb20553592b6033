// Each contract of api/analysis.ts, and what answers it.
import { type Binding, bind } from '#platform/http/types.ts'
import * as analysis from '../../api/analysis.ts'
import { findOnMap as findOnMapContract } from '../../api/on-the-map.ts'
import { readMemberStates } from '../../store/member-states.ts'
import type { SustainRoom } from '../room.ts'
import { findAlternatives } from './alternatives.ts'
import { measureConcentration } from './concentration.ts'
import { drawChances } from './draw-chances.ts'
import { findOnMap } from './find-on-map.ts'
import { findMinimalSets } from './minimal-sets.ts'
import { rankProviders } from './rank-providers.ts'
import { simulateCascade } from './simulate-cascade.ts'
import { findSinglePoints } from './single-points.ts'

export function analysisBindings(room: SustainRoom): Binding[] {
  const memberStates = readMemberStates()
  return [
    bind(analysis.simulateCascade, (input, call) => simulateCascade(room, input, call)),
    bind(analysis.drawChances, (input, call) => drawChances(room, input, call)),
    bind(analysis.rankProviders, (input, call) => rankProviders(room, input, call)),
    bind(findOnMapContract, (input, call) => findOnMap(room, input, call)),
    bind(analysis.findSinglePoints, (input, call) => findSinglePoints(room, input, call)),
    bind(analysis.measureConcentration, (input, call) => measureConcentration(room, input, call)),
    bind(analysis.findMinimalSets, (input, call) => findMinimalSets(room, input, call)),
    bind(analysis.findAlternatives, (input, call) => findAlternatives(room, memberStates, input, call)),
  ]
}
