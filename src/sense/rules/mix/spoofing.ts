// How likely sources are made up. Counters point one way or the other; none of them proves it.

import { beyondUsual, shapeBeyond, type WindowCounts } from '../window.ts'
import { divergence, sharesOf } from './shares.ts'

export interface Spoofing {
  /** 0 to 1; null: nobody can tell. */
  likelihood: number | null
  because: string[]
}

export interface SpoofingKnown {
  /** Names of shapes in data/sense/vectors.json. */
  bogonShape: string
  synShape: string
  amplificationShapes: readonly string[]
  /** Share of the registered address space by country; null: no table. */
  addressSpace: ReadonlyMap<string, number> | null
}

const leastRecords = 200
/** Without any sign: fewer floods are forged than not, since many networks no longer let forged packets out. */
const prior = -0.6

/** `usual` null: the whole window is judged, which tells less. Never throws; says what it rests on. */
export function judgeSpoofing(seen: WindowCounts, usual: WindowCounts | null, known: SpoofingKnown): Spoofing {
  if (seen.channel !== 'flow')
    return {
      likelihood: 0.02,
      because: ['Requests were answered over connections, which need a real address at the other end.'],
    }
  if (seen.records < leastRecords)
    return { likelihood: null, because: [`Only ${seen.records} records were read: too few to tell.`] }
  const base = usual ?? emptyLike(seen)
  const found = [bogons, handshakes, reflectors, repeats, spread].flatMap((sign) => sign(seen, base, known))
  const sum = found.reduce((total, sign) => total + sign.weight, prior)
  return { likelihood: round(1 / (1 + Math.exp(-sum))), because: found.map((sign) => sign.says) }
}

interface Sign {
  /** Logarithm of odds; positive: made up. */
  weight: number
  says: string
}

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`
const round = (value: number) => Math.round(value * 100) / 100

function emptyLike(seen: WindowCounts): WindowCounts {
  return { ...seen, bytes: 0, packets: 0, flows: 0, countries: new Map(), parts: new Map(), shapes: new Map() }
}

/** Addresses drawn from all 32 bits fall into ranges that nobody may use about once in seven times. */
function bogons(seen: WindowCounts, usual: WindowCounts, known: SpoofingKnown): Sign[] {
  const share = shapeBeyond(seen, usual, known.bogonShape)
  if (share === null || !seen.shapes.has(known.bogonShape)) return []
  if (share >= 0.04)
    return [
      {
        weight: 2.5,
        says: `${percent(share)} of what came beyond the usual has source addresses that nobody may use.`,
      },
    ]
  if (share < 0.002)
    return [{ weight: -0.8, says: `Hardly any source address (${percent(share)}) is one that nobody may use.` }]
  return []
}

/** Somebody who never sees the answer cannot finish a handshake. */
function handshakes(seen: WindowCounts, usual: WindowCounts, known: SpoofingKnown): Sign[] {
  const more = beyondByPart(seen, usual)
  const tcp = more.get('6') ?? 0
  const opening = shapeBeyond(seen, usual, known.synShape) ?? 0
  if (tcp - opening > 0.3)
    return [
      {
        weight: -2.5,
        says: `${percent(tcp - opening)} of it is TCP beyond the opening of connections, which a made-up address cannot do.`,
      },
    ]
  if (tcp < 0.1 || opening > 0.8 * tcp)
    return [{ weight: 0.4, says: 'All of it could have been sent from any address: no connection was completed.' }]
  return []
}

/** Answers of open servers come from where those servers are; the address that was made up is the one of the target. */
function reflectors(seen: WindowCounts, usual: WindowCounts, known: SpoofingKnown): Sign[] {
  const share = known.amplificationShapes.reduce((sum, shape) => sum + (shapeBeyond(seen, usual, shape) ?? 0), 0)
  if (share < 0.4) return []
  return [
    {
      weight: -3,
      says: `${percent(Math.min(1, share))} of it looks like answers of open servers: their addresses are real, and whoever asked them forged that of the target.`,
    },
  ]
}

/** Each source once, where every record was looked at. With sampling, everybody is seen once. */
function repeats(seen: WindowCounts, _usual: WindowCounts): Sign[] {
  if (seen.sources === null) return []
  const packetsPerRecord = seen.packets / Math.max(1, seen.records)
  const perRecord = seen.sources / seen.records
  if (perRecord < 0.1)
    return [
      {
        weight: -0.9,
        says: `Sources come again: ${(1 / Math.max(perRecord, 1e-6)).toFixed(0)} records of each on average.`,
      },
    ]
  if (perRecord < 0.7) return []
  if (packetsPerRecord > 50)
    return [
      {
        weight: 0,
        says: 'Nearly every record has a source of its own, but so few were sampled that this would be so in any case.',
      },
    ]
  return [{ weight: 1.2, says: `Nearly every record (${percent(Math.min(1, perRecord))}) has a source of its own.` }]
}

/** Made-up addresses fall on countries as address space does. */
function spread(seen: WindowCounts, usual: WindowCounts, known: SpoofingKnown): Sign[] {
  if (known.addressSpace === null) return []
  const more = beyondUsual(seen, usual, (window) => window.countries)
  more.delete('*')
  const apart = divergence(sharesOf(more), known.addressSpace)
  const size = `${apart.toFixed(2)} of 1 apart`
  if (apart < 0.06) return [{ weight: 1.3, says: `Its countries have the shares that address space has (${size}).` }]
  if (apart > 0.2) return [{ weight: -0.7, says: `Its countries do not have the shares of address space (${size}).` }]
  return []
}

function beyondByPart(seen: WindowCounts, usual: WindowCounts): Map<string, number> {
  return sharesOf(beyondUsual(seen, usual, (window) => window.parts))
}
