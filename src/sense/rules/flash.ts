// Is it a crowd of people or an attack? With reasons for and against, and no answer where they are too few.
import type { CrowdVerdict } from '../model/attacks.ts'
import {
  floodShapes,
  knownSources,
  type Pair,
  rampTime,
  requestSigns,
  type Sign,
  sameCountries,
  samePackets,
  sameProtocols,
  sourcesGrow,
  spreadTargets,
} from './flash/signs.ts'
import { amountIn, perSecond, type WindowCounts } from './window.ts'

export { shareKnown } from './flash/signs.ts'

export interface CrowdEvidence {
  /** While it stood, and what is usual at such a time; null: this channel is not measured. */
  flow: { seen: WindowCounts; usual: WindowCounts | null } | null
  web: { seen: WindowCounts; usual: WindowCounts | null } | null
  /** From the onset until half of the height was reached; null: not known. */
  rampSeconds: number | null
  /** Share of its sources that were here before (`shareKnown`); null: not known. */
  knownSources: number | null
  /** Names of shapes in data/sense/vectors.json. */
  shapes: { syn: string; bogon: string; amplification: readonly string[] }
}

/** Sum of the weights from which a verdict is given: odds of about nine to one, were the signs independent, which they are not. */
const verdictFrom = 2.2
/** Below this growth there is too little of it to look at. */
const leastGrowth = 0.15
const leastRecords = 100
const mostReasons = 19
/** True of every crowd that is told, and said with it. */
const imitation = 'A flood that imitates people in all of this would look the same.'

/**
 * `for` and `against` are told of the verdict; where it is undetermined, of an attack. Flows alone can tell a crude flood
 * from a crowd; a flood that behaves like people needs logs. Never throws.
 */
export function judgeCrowd(evidence: CrowdEvidence): CrowdVerdict {
  const missing: string[] = []
  const pairs = [...usable(evidence.flow, 'flows', missing), ...usable(evidence.web, 'access logs', missing)]
  if (evidence.rampSeconds === null) missing.push('how fast it rose')
  if (evidence.knownSources === null) missing.push('whether its sources were here before')
  if (pairs.length === 0) return { verdict: 'undetermined', confidence: 0, for: [], against: [], missing }
  const signs = [
    ...pairs.flatMap((pair, place) => signsOf(pair, evidence, place === 0)),
    ...rampTime(evidence.rampSeconds),
    ...knownSources(evidence.knownSources),
  ]
  return verdictOf(signs, missing)
}

function usable(channel: CrowdEvidence['flow'], name: string, missing: string[]): Pair[] {
  const refuse = (why: string): Pair[] => {
    missing.push(why)
    return []
  }
  if (channel === null) return refuse(`${name}: not measured`)
  const { seen, usual } = channel
  if (usual === null) return refuse(`${name}: what is usual is not known yet`)
  if (seen.records < leastRecords || usual.records < leastRecords) return refuse(`${name}: too few records`)
  const [now, before] = [
    perSecond(seen, amountIn(seen.channel, seen)),
    perSecond(usual, amountIn(usual.channel, usual)),
  ]
  if (now < (1 + leastGrowth) * before)
    return refuse(`${name}: hardly more than usual, so what came beyond it cannot be told apart`)
  return [{ seen, usual }]
}

/** Sources and countries are the same people in both channels, so they are asked once. */
function signsOf(pair: Pair, { shapes }: CrowdEvidence, first: boolean): Sign[] {
  return [
    ...(first ? [...sourcesGrow(pair), ...sameCountries(pair)] : []),
    ...sameProtocols(pair),
    ...samePackets(pair),
    ...floodShapes(pair, shapes),
    ...spreadTargets(pair),
    ...requestSigns(pair),
  ]
}

function verdictOf(signs: readonly Sign[], missing: string[]): CrowdVerdict {
  const sum = signs.reduce((total, sign) => total + sign.weight, 0)
  const verdict = sum >= verdictFrom ? 'attack' : sum <= -verdictFrom ? 'flash-crowd' : 'undetermined'
  const strongest = [...signs].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, mostReasons)
  const attack = strongest.filter((sign) => sign.weight > 0).map((sign) => sign.says)
  const crowd = strongest.filter((sign) => sign.weight < 0).map((sign) => sign.says)
  // Signs depend on one another, so the odds are tempered before they are shown.
  const confidence =
    verdict === 'undetermined'
      ? 0
      : Math.min(verdict === 'attack' ? 0.97 : 0.9, 1 / (1 + Math.exp(-0.6 * Math.abs(sum))))
  return {
    verdict,
    confidence: Math.round(confidence * 100) / 100,
    for: verdict === 'flash-crowd' ? crowd : attack,
    against: verdict === 'flash-crowd' ? [...attack, imitation] : crowd,
    missing,
  }
}
