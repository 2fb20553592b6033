// Labelled worlds for trying classification out: what several vantage points would measure of a service in a known state, with noise.
import type { ReachOutcome, ReachSample, ReachState, Usual, VantageView } from '../../model/reach.ts'
import type { EndpointKind } from '../../model/services.ts'
import type { ReachData } from './reach-data.ts'
import { viewOf } from './view.ts'

/** What a world does to the probes of one vantage point. */
export interface Weather {
  /** Share of probes with these outcomes; the rest are answered. */
  fails: Partial<Record<ReachOutcome, number>>
  controlsFail: number
  connect: number
  firstByte: number
  /** Bytes a second of the service, before any cap. */
  pace: number
  /** How unevenly: share of the pace by which slices differ. */
  rough: number
  cap: number | null
  usual: Usual | null
}

export interface Spot {
  vantage: string
  network: string
  country: string
  weather: Partial<Weather>
}

export interface World {
  name: string
  /** What it is. */
  truth: ReachState
  spots: readonly Spot[]
}

const fair: Weather = {
  fails: {},
  controlsFail: 0.01,
  connect: 30,
  firstByte: 60,
  pace: 4_000_000,
  rough: 0.35,
  cap: null,
  usual: null,
}

export const objectBytes = 1_000_000
const start = Date.parse('2025-02-03T12:00:00Z')

/** `random` draws from 0 to 1. */
export function viewsOf(world: World, random: () => number, data: ReachData, rounds = 10): VantageView[] {
  const from = new Date(start).toISOString()
  const to = new Date(start + rounds * 60_000).toISOString()
  return world.spots.map(({ weather, ...place }) => {
    const here = { ...fair, ...weather }
    const samples: ReachSample[] = []
    for (let round = 0; round < rounds; round++) samples.push(...roundOf(here, start + round * 60_000, random))
    return viewOf(place, samples, { from, to }, here.usual, data)
  })
}

function roundOf(here: Weather, at: number, random: () => number): ReachSample[] {
  const clear = { ...here, fails: { timeout: here.controlsFail }, cap: null, pace: fair.pace, rough: fair.rough }
  return [
    sample(here, 'service', 'http', at, random),
    sample(here, 'service', 'throughput', at, random),
    sample({ ...clear, firstByte: fair.firstByte, connect: fair.connect }, 'control', 'throughput', at, random),
  ]
}

function sample(
  here: Weather,
  role: ReachSample['role'],
  kind: EndpointKind,
  at: number,
  random: () => number,
): ReachSample {
  const outcome = drawn(here.fails, random)
  const jitter = () => 0.7 + 0.6 * random()
  const slices = kind === 'throughput' && outcome === 'ok' ? slicesOf(here, random) : []
  const seconds = slices.length / 4
  const bytes = slices.reduce((sum, rate) => sum + rate / 4, 0)
  const connected = outcome === 'ok' || outcome === 'server-error' || outcome === 'timeout'
  return {
    at: new Date(at).toISOString(),
    ...{ role, endpoint: 0, kind, outcome },
    milliseconds: here.firstByte + seconds * 1000,
    dnsMilliseconds: 5,
    connectMilliseconds: connected ? here.connect * jitter() : null,
    tlsMilliseconds: connected ? here.connect * 2 * jitter() : null,
    firstByteMilliseconds: outcome === 'ok' ? here.firstByte * jitter() : null,
    ...{ status: outcome === 'ok' ? 200 : null, bytes: Math.round(bytes) },
    bytesPerSecond: slices.length > 0 ? bytes / seconds : null,
    ...{ slices, addresses: [], certificate: null, why: null },
  }
}

function drawn(fails: Weather['fails'], random: () => number): ReachOutcome {
  let left = random()
  for (const [outcome, share] of Object.entries(fails) as [ReachOutcome, number][]) {
    left -= share
    if (left < 0) return outcome
  }
  return 'ok'
}

/** A bucket of 200 kB, then its own rate. The probe gives up after ten seconds, as the real one does. */
function slicesOf({ pace, rough, cap }: Weather, random: () => number): number[] {
  const out: number[] = []
  let left = objectBytes
  let bucket = cap === null ? Number.POSITIVE_INFINITY : 200_000
  while (left > 0 && out.length < 40) {
    const own = pace * (1 - rough + 2 * rough * random())
    const allowed = Math.min(own / 4, bucket + (cap ?? 0) / 4)
    const taken = Math.min(left, cap === null ? own / 4 : allowed * (0.95 + 0.1 * random()))
    bucket = Math.max(0, bucket - Math.max(0, taken - (cap ?? 0) / 4))
    left -= taken
    out.push(taken * 4)
  }
  return out
}
