// Synthetic complaints: many minutes of nothing, then a surge, a peak, a decline and a tail that comes and goes.
import type { Bucket, Resolution } from '../../model/bucket.ts'
import { type Chance, createChance } from './chance.ts'
import type { Shares } from './profiles.ts'
import { addSources, createPopulation, createRegisters } from './sketch.ts'

export interface Surge {
  /** First complaint beyond the usual, seconds since 1970 UTC. */
  onset: number
  riseSeconds: number
  /** Complaints a minute at the peak. */
  peakPerMinute: number
  plateauSeconds: number
  /** In the decline, until half is left. */
  halfLifeSeconds: number
  /** Bursts after the decline. */
  bursts: { onset: number; seconds: number; perMinute: number }[]
}

export interface ComplaintOptions {
  seed: number
  start: number
  days: number
  bucketSeconds: number
  /** Mean a minute on an ordinary day: far below one for most services. */
  basePerMinute: number
  surges: Surge[]
}

export interface TrueSurge {
  onset: number
  peak: number
  decliningFrom: number
  /** When the decline had come down to a twentieth of the peak. */
  tailFrom: number
  /** End of the last burst: nobody may say that it is over before. */
  end: number
}

export interface GeneratedComplaints {
  options: ComplaintOptions
  points: { at: number; value: number }[]
  truth: TrueSurge[]
}

/** The decline is followed down to a twentieth of the peak. */
const tailShare = 0.05

export function generateComplaints(options: ComplaintOptions): GeneratedComplaints {
  const chance = createChance(options.seed).branch('complaints')
  const points: GeneratedComplaints['points'] = []
  const count = Math.floor((options.days * 86_400) / options.bucketSeconds)
  for (let at = 0; at < count; at += 1) {
    const from = options.start + at * options.bucketSeconds
    const perMinute = complaintRate(options, from + options.bucketSeconds / 2)
    points.push({ at: from, value: chance.poisson((perMinute * options.bucketSeconds) / 60) })
  }
  return { options, points, truth: options.surges.map((surge) => truthOf(surge)) }
}

/** Complaints a minute that are to be expected at one moment; fewer people are awake at four in the morning. */
export function complaintRate(options: ComplaintOptions, seconds: number): number {
  const awake = 1 + 0.7 * Math.cos((2 * Math.PI * seconds) / 86_400 - 4.4)
  let rate = options.basePerMinute * awake
  for (const surge of options.surges) rate += surgeRate(surge, seconds)
  return rate
}

function surgeRate(surge: Surge, seconds: number): number {
  const into = seconds - surge.onset
  if (into < 0) return 0
  const burst = surge.bursts.find((one) => seconds >= one.onset && seconds < one.onset + one.seconds)
  const full = surge.riseSeconds + surge.plateauSeconds
  if (into < surge.riseSeconds) return surge.peakPerMinute * (into / surge.riseSeconds) ** 1.5
  if (into < full) return surge.peakPerMinute
  const left = surge.peakPerMinute * 0.5 ** ((into - full) / surge.halfLifeSeconds)
  return (left < tailShare * surge.peakPerMinute ? 0 : left) + (burst?.perMinute ?? 0)
}

function truthOf(surge: Surge): TrueSurge {
  const decliningFrom = surge.onset + surge.riseSeconds + surge.plateauSeconds
  const tailFrom = decliningFrom + surge.halfLifeSeconds * Math.log2(1 / tailShare)
  const end = Math.max(tailFrom, ...surge.bursts.map((burst) => burst.onset + burst.seconds))
  return { onset: surge.onset, peak: surge.onset + surge.riseSeconds, decliningFrom, tailFrom, end }
}

/** A surge drawn at random, with none to four bursts in its tail. */
export function drawSurge(onset: number, chance: Chance): Surge {
  const peakPerMinute = Math.exp(chance.between(Math.log(15), Math.log(3000)))
  const surge: Surge = {
    onset,
    riseSeconds: chance.between(180, 1500),
    peakPerMinute,
    plateauSeconds: chance.between(300, 3600),
    halfLifeSeconds: chance.between(600, 3000),
    bursts: [],
  }
  let at = truthOf(surge).tailFrom
  for (let left = chance.whole(0, 4); left > 0; left -= 1) {
    at += chance.between(600, 2400)
    const seconds = chance.between(300, 1200)
    surge.bursts.push({ onset: at, seconds, perMinute: Math.max(1.5, peakPerMinute * chance.between(0.03, 0.12)) })
    at += seconds
  }
  return surge
}

/** People who notice attacks and outages, some minutes after they began; a surge for each, drawn from the seed. */
export function complaintsAbout(
  events: readonly { onset: number }[],
  days: Pick<ComplaintOptions, 'seed' | 'start' | 'days'>,
): GeneratedComplaints {
  const chance = createChance(days.seed).branch('what people notice')
  const surges = events.map(({ onset }) => drawSurge(Math.round(onset + chance.between(60, 480)), chance))
  return generateComplaints({ ...days, bucketSeconds: 60, basePerMinute: 0.2, surges })
}

/** As a sensor would have sent them: every reporter counted once, texts of their own. Seconds must be 10, 60 or 3,600. */
export function complaintBuckets(
  generated: GeneratedComplaints,
  series: string,
  regions: Shares,
  kinds: Shares,
): Bucket[] {
  const seconds = generated.options.bucketSeconds
  if (seconds !== 10 && seconds !== 60 && seconds !== 3600) return []
  const chance = createChance(generated.options.seed).branch(`complaint buckets ${series}`)
  return generated.points.flatMap(({ at, value }) =>
    value === 0 ? [] : [complaintBucket({ at, value, seconds, series, regions, kinds, chance })],
  )
}

function complaintBucket(one: {
  at: number
  value: number
  seconds: Resolution
  series: string
  regions: Shares
  kinds: Shares
  chance: Chance
}): Bucket {
  const { at, value, seconds, series, chance } = one
  const counts = new Map<string, number>()
  for (let left = Math.min(value, 2_000); left > 0; left -= 1) {
    const key = `${drawKey(one.regions, chance)} ${drawKey(one.kinds, chance)}`
    counts.set(key, (counts.get(key) ?? 0) + Math.max(1, value / 2_000))
  }
  const sources = createRegisters()
  addSources(sources, createPopulation(chance), value)
  const rows = [...counts].map(([key, amount]) => {
    const [country = '??', part = '0'] = key.split(' ')
    const flows = Math.round(amount)
    return { country, part: Number(part), direction: 'in' as const, bytes: 0, packets: flows, flows }
  })
  return {
    series,
    channel: 'complaint',
    at,
    seconds,
    rows,
    records: value,
    squares: value,
    sources,
    destinations: null,
    heavy: [],
    shapes: {},
    values: null,
    marks: [],
  }
}

function drawKey(shares: Shares, chance: Chance): string {
  let left = chance.share()
  let last = '??'
  for (const [key, share] of Object.entries(shares)) {
    last = key
    left -= share
    if (left < 0) break
  }
  return last
}
