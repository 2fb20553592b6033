// What tells a crowd of people from a flood, sign by sign. Each is weak; somebody who wants to look like a crowd can.

import { estimateDistinct, mergeRegisters } from '../../tally/hyperloglog.ts'
import { divergence, divergenceByChance, effectiveSize, sharesOf } from '../mix/shares.ts'
import { type Amount, amountIn, beyondUsual, perSecond, shapeBeyond, type WindowCounts } from '../window.ts'

export interface Sign {
  /** Logarithm of odds; positive: an attack, negative: a crowd. */
  weight: number
  says: string
}

/** What one window shows against the usual. */
export interface Pair {
  seen: WindowCounts
  usual: WindowCounts
}

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`
const attack = (weight: number, says: string): Sign[] => [{ weight, says }]
const crowd = (weight: number, says: string): Sign[] => [{ weight: -weight, says }]

/** People bring their own rate: twice the people, twice the requests. */
export function sourcesGrow({ seen, usual }: Pair): Sign[] {
  if (seen.sourcesPerBucket === null || usual.sourcesPerBucket === null) return []
  const flows = perSecond(seen, seen.flows) - perSecond(usual, usual.flows)
  const sources = seen.sourcesPerBucket - usual.sourcesPerBucket
  const before = perSecond(usual, usual.flows) / Math.max(1, usual.sourcesPerBucket)
  // Below the error of counting distinct ones nothing can be said of how many are new.
  const unsure = 0.05 * usual.sourcesPerBucket
  if (flows <= 0) return []
  const ratio = flows / Math.max(sources, unsure, 1) / before
  const told = `each new source sends ${ratio.toFixed(1)} times what one usually does`
  if (ratio > 2.5) return attack(1.8, `Few new sources send much: ${told}.`)
  if (ratio < 0.45) return attack(1.5, `More new sources than the traffic explains: ${told}.`)
  if (ratio > 0.7 && ratio < 1.4) return crowd(1.6, `Sources grow with the traffic: ${told}.`)
  return []
}

export function sameCountries(pair: Pair): Sign[] {
  const apart = apartBeyond(pair, (window) => window.countries)
  if (apart === null) return []
  const told = `${apart.toFixed(2)} of 1 apart`
  if (apart > 0.25) return attack(1.5, `What came beyond the usual is from other countries than usual (${told}).`)
  if (apart > 0.1) return attack(0.6, `What came beyond the usual is partly from other countries (${told}).`)
  if (apart < 0.04) return crowd(1, `It comes from the countries that it usually comes from (${told}).`)
  return []
}

export function sameProtocols(pair: Pair): Sign[] {
  if (pair.seen.channel !== 'flow') return []
  const apart = apartBeyond(pair, (window) => window.parts)
  if (apart === null) return []
  const told = `${apart.toFixed(2)} of 1 apart`
  if (apart > 0.12) return attack(1, `It uses other protocols than usual (${told}).`)
  if (apart < 0.02) return crowd(0.5, `It uses the protocols that are usual (${told}).`)
  return []
}

/** How far what is beyond the usual lies from the usual, less what chance does. */
function apartBeyond({ seen, usual }: Pair, of: (window: WindowCounts) => ReadonlyMap<string, Amount>): number | null {
  const beyond = sharesOf(beyondUsual(seen, usual, of))
  if (beyond.size === 0) return null
  const before = sharesOf(new Map([...of(usual)].map(([key, amount]) => [key, amountIn(usual.channel, amount)])))
  const chance = divergenceByChance(before.size, effectiveSize(seen), effectiveSize(usual))
  return Math.max(0, divergence(beyond, before) - chance)
}

/** Floods of one kind of packet; people's packets keep their sizes. */
export function samePackets({ seen, usual }: Pair): Sign[] {
  if (seen.channel !== 'flow') return []
  const packets = perSecond(seen, seen.packets) - perSecond(usual, usual.packets)
  const bytes = perSecond(seen, seen.bytes) - perSecond(usual, usual.bytes)
  if (!(packets > 0) || !(usual.packets > 0) || !(bytes > 0)) return []
  const ratio = bytes / packets / (usual.bytes / usual.packets)
  const told = `${Math.round(bytes / packets)} bytes a packet, usually ${Math.round(usual.bytes / usual.packets)}`
  if (ratio < 0.5 || ratio > 1.8) return attack(0.8, `Its packets have another size (${told}).`)
  if (ratio > 0.8 && ratio < 1.25) return crowd(0.6, `Its packets have the usual size (${told}).`)
  return []
}

/** Counters that people do not raise. */
export function floodShapes(
  { seen, usual }: Pair,
  known: { syn: string; bogon: string; amplification: readonly string[] },
): Sign[] {
  if (seen.channel !== 'flow') return []
  const signs: Sign[] = []
  const opening = shapeBeyond(seen, usual, known.syn) ?? 0
  if (opening > 0.5) signs.push({ weight: 2.2, says: `${percent(opening)} of it only opens connections.` })
  const bogon = shapeBeyond(seen, usual, known.bogon) ?? 0
  if (bogon > 0.02) signs.push({ weight: 2, says: `${percent(bogon)} of it has source addresses that nobody may use.` })
  const reflected = Math.min(
    1,
    known.amplification.reduce((sum, shape) => sum + (shapeBeyond(seen, usual, shape) ?? 0), 0),
  )
  if (reflected > 0.3)
    signs.push({ weight: 2.5, says: `${percent(reflected)} of it looks like answers that nobody asked for.` })
  return signs
}

/** People go to one service; a carpet goes over all addresses. */
export function spreadTargets({ seen, usual }: Pair): Sign[] {
  const [now, before] = [seen.destinationsPerBucket, usual.destinationsPerBucket]
  if (seen.channel !== 'flow' || now === null || before === null || now < 48 || now < 4 * before) return []
  return attack(1.5, `It goes to ${Math.round(now)} addresses at once, usually ${Math.round(before)}.`)
}

/** Word spreads in minutes; a switch is thrown in seconds. */
export function rampTime(rampSeconds: number | null): Sign[] {
  if (rampSeconds === null) return []
  const told = `It took ${Math.round(rampSeconds)} s from the usual to half of its height`
  if (rampSeconds < 60) return attack(1, `${told}: a switch rather than word that spreads.`)
  if (rampSeconds >= 120) return crowd(1, `${told}, as word spreads.`)
  return []
}

/** Some of the people who come were here before. */
export function knownSources(share: number | null): Sign[] {
  if (share === null) return []
  if (share > 0.35) return crowd(0.6, `About ${percent(share)} of its sources were here before.`)
  if (share < 0.05) return attack(0.6, `Hardly any of its sources (${percent(share)}) was here before.`)
  return []
}

/** Share of what one sketch saw that another had seen before; within some per cent, and null where that error hides it. */
export function shareKnown(seen: Uint8Array, before: Uint8Array): number | null {
  const both = Uint8Array.from(seen)
  mergeRegisters(both, before)
  const [now, past, together] = [estimateDistinct(seen), estimateDistinct(before), estimateDistinct(both)]
  if (now === 0 || 0.03 * past > 0.5 * now) return null
  return Math.min(1, Math.max(0, (now + past - together) / now))
}

/** What browsers do and simple tools do not. Each can be forged; few floods forge all. */
export function requestSigns(pair: Pair): Sign[] {
  const { seen, usual } = pair
  if (seen.channel !== 'web') return []
  const now = (shape: string) => shapeBeyond(seen, usual, shape) ?? 0
  const before = (shape: string) => (usual.shapes.get(shape)?.packets ?? 0) / Math.max(1, usual.flows)
  const signs: Sign[] = []
  const assets = now('asset') / Math.max(0.01, before('asset'))
  const fetched = `${percent(now('asset'))} of its requests fetch parts of pages, usually ${percent(before('asset'))}`
  if (before('asset') > 0.1 && assets < 0.3)
    signs.push(...attack(1.8, `Pages are asked for and their pictures and scripts are not: ${fetched}.`))
  if (before('asset') > 0.1 && assets > 0.7) signs.push(...crowd(1.4, `Browsers load what pages need: ${fetched}.`))
  if (now('no-referrer') > 0.8 && before('no-referrer') < 0.6)
    signs.push(...attack(0.9, `${percent(now('no-referrer'))} of its requests come from no page.`))
  if (now('known-referrer') > 0.4)
    signs.push(...crowd(0.7, `${percent(now('known-referrer'))} of its requests follow links.`))
  if (now('random-query') > 0.2 && now('random-query') > 3 * before('random-query'))
    signs.push(
      ...attack(1.5, `${percent(now('random-query'))} of its requests carry a query made up to pass by caches.`),
    )
  const tools = now('tool-agent') + now('empty-agent')
  if (tools > 0.15 && tools > 3 * (before('tool-agent') + before('empty-agent')))
    signs.push(...attack(1.1, `${percent(tools)} of its requests come from tools.`))
  if (now('browser-agent') > 0.8 && tools < 0.08)
    signs.push(...crowd(0.3, `${percent(now('browser-agent'))} say that they are browsers, which is easily said.`))
  if (now('client-error') > 0.3)
    signs.push(...attack(0.6, `${percent(now('client-error'))} of its requests ask for what is not there.`))
  return signs
}
