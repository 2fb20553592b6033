// Synthetic days as a sensor would have sent them: rows by country and protocol, distinct sources, the biggest, shapes.
import type { Bucket, BucketRow, Heavy, Resolution } from '../../model/bucket.ts'
import type { GeneratedDays } from '../generate.ts'
import { type Chance, createChance } from './chance.ts'
import { attackProfiles, crowdProfile, type Profile, usualProfile } from './profiles.ts'
import { addSources, createPopulation, createRegisters, type Population } from './sketch.ts'

export interface BucketOptions {
  /** Id of the target. */
  series: string
  /** flow: the curve counts packets. web: it counts requests. */
  channel: 'flow' | 'web'
  /** One packet in so many was looked at. */
  sampling: number
  usual: Profile
  /** What its attacks look like, where not by their kind. */
  attack: Profile | null
  /** Only buckets that start in it; each is the same as in the whole. */
  span: { from: number; to: number }
}

export const usualBuckets: BucketOptions = {
  series: 'target',
  channel: 'flow',
  sampling: 1,
  usual: usualProfile,
  attack: null,
  span: { from: 0, to: Number.POSITIVE_INFINITY },
}

/** One kind of sender within a bucket, and how much of it there is. */
interface Share {
  profile: Profile
  amount: number
  population: Population
}

/** In order of time, one by one, so that a month needs no memory; buckets of holes are left out. Seconds of the days must be 10, 60 or 3,600. */
export function* bucketsOf(days: GeneratedDays, asked: Partial<BucketOptions> = {}): Generator<Bucket> {
  const options = { ...usualBuckets, ...asked }
  const seconds = resolutionOf(days.options.bucketSeconds)
  if (seconds === null) return
  const chance = createChance(days.options.seed).branch(`buckets ${options.series} ${options.channel}`)
  const people = createPopulation(chance)
  const newcomers = createPopulation(chance.branch('newcomers'))
  const bots = days.plan.attackKinds.map(() => createPopulation(chance))
  const { curve } = days
  for (let at = 0; at < curve.count; at += 1) {
    if (curve.measured[at] !== 1) continue
    const start = days.options.start + at * seconds
    if (start < options.span.from || start >= options.span.to) continue
    const kept = (curve.kept[at] ?? 1) * (curve.noise[at] ?? 1)
    const attack = attackAt(days, start)
    const parts: Share[] = [
      { profile: options.usual, amount: (curve.usual[at] ?? 0) * kept, population: people },
      { profile: crowdOf(options.usual), amount: (curve.crowd[at] ?? 0) * kept, population: newcomers },
      {
        profile: options.attack ?? attackProfiles[days.plan.attackKinds[attack] ?? 'botnet-syn'],
        amount: (curve.attack[at] ?? 0) * kept,
        population: bots[attack] ?? people,
      },
    ]
    yield bucketOf(
      options,
      start,
      seconds,
      parts.filter((part) => part.amount > 0),
      chance.branch(String(start)),
    )
  }
}

function resolutionOf(bucketSeconds: number): Resolution | null {
  return bucketSeconds === 10 || bucketSeconds === 60 || bucketSeconds === 3600 ? bucketSeconds : null
}

function crowdOf(usual: Profile): Profile {
  return { ...crowdProfile, countries: usual.countries }
}

function attackAt(days: GeneratedDays, at: number): number {
  const end = at + days.options.bucketSeconds
  return days.plan.waves.find((wave) => wave.onset < end && wave.end > at)?.attack ?? 0
}

function bucketOf(options: BucketOptions, at: number, seconds: Resolution, parts: Share[], chance: Chance): Bucket {
  const bucket: Bucket = {
    series: options.series,
    channel: options.channel,
    at,
    seconds,
    rows: [],
    records: 0,
    squares: 0,
    sources: createRegisters(),
    destinations: createRegisters(),
    heavy: [],
    shapes: {},
    values: null,
    marks: [],
  }
  const rows = new Map<string, BucketRow>()
  const heavy = new Map<string, Heavy>()
  for (const part of parts) {
    addRows(rows, options, part, chance)
    countSources(bucket, options, part, seconds, chance)
    countRecords(bucket, options, part)
    addShapes(bucket, options, part, chance)
    addHeavy(heavy, options, part)
  }
  bucket.rows = [...rows.values()]
  bucket.heavy = [...heavy.values()].sort((a, b) => b.amount - a.amount)
  return bucket
}

function flowsOf(options: BucketOptions, { profile, amount }: Share): number {
  return options.channel === 'web' ? amount : amount / profile.packetsPerFlow
}

function addRows(rows: Map<string, BucketRow>, options: BucketOptions, share: Share, chance: Chance): void {
  const { profile, amount } = share
  const flows = flowsOf(options, share)
  for (const [country, ofCountry] of Object.entries(profile.countries))
    for (const [part, ofPart] of Object.entries(options.channel === 'web' ? profile.statuses : profile.protocols)) {
      const here = chance.poisson((amount * ofCountry * ofPart) / options.sampling) * options.sampling
      if (here === 0) continue
      const key = `${country} ${part}`
      const row = rows.get(key) ?? { country, part: Number(part), direction: 'in', bytes: 0, packets: 0, flows: 0 }
      row.packets += here
      row.bytes += Math.round(here * profile.bytesPerPacket)
      row.flows += Math.max(1, Math.round((here / amount) * flows))
      rows.set(key, row)
    }
}

/** How many different ones were seen when each of a population may send more than once. */
function countSources(bucket: Bucket, options: BucketOptions, share: Share, seconds: number, chance: Chance): void {
  const { profile, population } = share
  const flows = flowsOf(options, share) / options.sampling
  const among = profile.population ?? flows / (profile.flowsPerSource * Math.max(1, seconds / 60))
  const seen = profile.fresh ? flows : among * (1 - Math.exp(-flows / Math.max(1, among)))
  const whose = profile.fresh ? createPopulation(chance) : population
  if (bucket.sources !== null) addSources(bucket.sources, whose, seen)
  if (bucket.destinations === null) return
  const reached = profile.destinations * (1 - Math.exp(-flows / profile.destinations))
  addSources(bucket.destinations, fixedHosts, reached)
}

const fixedHosts = createPopulation(createChance(20_250_310))

function countRecords(bucket: Bucket, options: BucketOptions, share: Share): void {
  const flows = flowsOf(options, share)
  const records = Math.max(1, Math.round(Math.min(flows, share.amount / options.sampling)))
  bucket.records += records
  // Flows differ in size; a coefficient of variation of one doubles the mean square.
  bucket.squares += 2 * records * (share.amount / records) ** 2
}

function addShapes(bucket: Bucket, options: BucketOptions, { profile, amount }: Share, chance: Chance): void {
  const shapes = options.channel === 'web' ? profile.webShapes : profile.flowShapes
  for (const [shape, share] of Object.entries(shapes)) {
    const here = chance.poisson((amount * share) / options.sampling) * options.sampling
    const before = bucket.shapes[shape] ?? { packets: 0, bytes: 0 }
    bucket.shapes[shape] = { packets: before.packets + here, bytes: before.bytes + here * profile.bytesPerPacket }
  }
}

/** Addresses of the documentation ranges (RFC 5737); the biggest four destinations, or a prefix evenly. */
function addHeavy(heavy: Map<string, Heavy>, options: BucketOptions, share: Share): void {
  const { profile, amount } = share
  const put = (kind: Heavy['kind'], key: string, more: number) => {
    const one = heavy.get(`${kind} ${key}`) ?? { kind, key, amount: 0, error: 0 }
    one.amount += more
    one.error += more * 0.01
    heavy.set(`${kind} ${key}`, one)
  }
  if (options.channel === 'web') return
  const most = Math.min(4, profile.destinations)
  for (let at = 0; at < most; at += 1) {
    const part = profile.even ? 1 / profile.destinations : 0.75 * 0.4 ** at + (profile.destinations === 1 ? 0.25 : 0)
    put('destination', `198.51.100.${10 + at}`, amount * part)
  }
  for (const [port, part] of Object.entries(profile.ports)) put('port', port, amount * part)
  const sources = profile.population ?? flowsOf(options, share) / profile.flowsPerSource
  const each = profile.fresh ? 0 : (3 * amount) / Math.max(3, sources)
  const range = profile.destinations === 12 ? '192.0.2' : '203.0.113'
  for (let at = 0; at < 3 && each >= 1; at += 1) put('source', `${range}.${20 + at}`, each)
}
