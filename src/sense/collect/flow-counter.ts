// What a flow thread does between its source and the frames: decode, tally, close buckets in time, and look at less when
// more comes than can be counted.

import { performance } from 'node:perf_hooks'
import { createCaptureReader } from '../decode/capture.ts'
import { createArena, createDecoder } from '../decode/decoder.ts'
import { openChangingNetworks } from '../geo/networks.ts'
import type { Mark } from '../model/bucket.ts'
import type { SensorTarget } from '../model/sensor-config.ts'
import { plainBucket } from '../tally/close-window.ts'
import { openTally } from '../tally/open-tally.ts'
import { createAllowList } from './allow-list.ts'
import type { FlowWorkerData, FromWorker } from './messages.ts'
import { isFile } from './read-capture.ts'
import { nextShed, startOfShedding } from './shed-rate.ts'
import { warmUp } from './warm-up.ts'

export interface FlowCounter {
  takeDatagram(payload: Uint8Array, exporter: string): void
  /** A piece of a capture, which is read when this returns. */
  takeCapture(piece: Uint8Array): void
  setTargets(targets: SensorTarget[]): void
  /** The kernel dropped so many since the last time. */
  press(dropped: number): void
  /** Closes what is old enough, and says how it stands; not before what it said last was taken. */
  tick(): void
  /** What was said last was taken: memory stays bounded however many keys an attacker makes up. */
  taken(): void
  /** Closes everything. */
  finish(): void
}

const datagramBytes = 65_536
const warmUpRounds = 4000
/** Lists of networks are looked at every so many turns: half a minute. */
const ticksBetweenLooks = 60
/** A stream that is further behind than this was recorded: it can wait. */
const liveWithinSeconds = 120
const leastLagSeconds = 2
/** Growth of these makes buckets doubtful. */
const doubtful: readonly [string, Mark][] = [
  ['sequence-gap', 'sequence-gap'],
  ['clock', 'clock'],
]

export function openFlowCounter(data: FlowWorkerData, say: (message: FromWorker) => void): FlowCounter {
  const nowSeconds = () => Math.floor(Date.now() / 1000)
  if (data.warmUp) warm(data)
  const networks = openChangingNetworks(data.networkLists)
  const tally = openTally({ targets: registerOf(data.targets), maxSeries: data.maxSeries, networks: networks.table })
  const decoder = createDecoder(tally)
  const capture = createCaptureReader(takeFromCapture)
  const allows = createAllowList(data.allow)
  const arena = createArena(datagramBytes)
  const own = { bytes: 0, refused: 0, newestSeconds: 0, newestAtSeconds: nowSeconds() }
  const shedding = createShedding(data.source.kind === 'udp' ? null : fallsBehind())
  const seen = new Map<string, number>()
  let untaken = false
  let ticks = 0

  /**
   * A file waits to be read, and a pipe holds its writer back when it is full: neither is short of time. A live capture that lags, and lags
   * more each time, is: the capturing program will drop what we do not take.
   */
  function fallsBehind(): () => boolean {
    const recording = isFile(0)
    let last = 0
    return () => {
      const lag = Math.floor(nowSeconds() - own.newestSeconds)
      const behind = !recording && lag >= leastLagSeconds && lag <= liveWithinSeconds && lag > last
      last = lag
      return behind
    }
  }

  function takeFromCapture(...[from, offset, length, exporter, , receivedSeconds]: CaptureArguments): void {
    if (receivedSeconds > own.newestSeconds) own.newestSeconds = receivedSeconds
    if (!allows(exporter)) own.refused++
    else {
      own.bytes += length
      decoder.datagram(from, offset, length, exporter, receivedSeconds)
    }
  }

  function disturbed(): Mark[] {
    const marks: Mark[] = []
    for (const [reason, mark] of doubtful) {
      const count = decoder.counters.lost[reason] ?? 0
      if (count > (seen.get(reason) ?? 0)) marks.push(mark)
      seen.set(reason, count)
    }
    return marks
  }

  /** null: everything that is open. */
  function tell(beforeSeconds: number | null): void {
    const buckets = beforeSeconds === null ? tally.closeAll() : tally.close(beforeSeconds)
    // What a bucket only tells when it is asked, another thread would never see.
    say({ kind: 'counted', buckets: buckets.map(plainBucket), counters: countersNow(), disturbed: disturbed() })
  }

  function countersNow() {
    const { datagrams, records, lost, exporters } = decoder.counters
    const { late, shed, outside } = tally.counters
    const told = { late, shed, 'outside-targets': outside, 'not-allowed': own.refused }
    const more = Object.fromEntries(Object.entries(told).filter(([, count]) => count > 0))
    return {
      datagrams,
      records,
      bytes: own.bytes,
      lost: { ...capture.counters.lost, ...lost, ...more },
      exporters,
      shedRate: shedding.rate(),
    }
  }

  /** Sockets: our own clock. A capture: the time of its newest packet, which goes on while nothing comes. */
  function clockSeconds(): number {
    if (data.source.kind === 'udp') return nowSeconds()
    // Before the first packet nothing may be closed: it would close the time from which that packet comes.
    if (own.newestSeconds === 0) return 0
    return own.newestSeconds + Math.max(0, nowSeconds() - own.newestAtSeconds)
  }

  return {
    takeDatagram(payload, exporter) {
      if (!allows(exporter)) {
        own.refused++
        return
      }
      arena.bytes.set(payload, 0)
      own.bytes += payload.length
      decoder.datagram(arena, 0, payload.length, exporter, nowSeconds())
    },
    takeCapture(piece) {
      capture.push(piece)
      own.newestAtSeconds = nowSeconds()
    },
    setTargets: (targets) => tally.setTargets(registerOf(targets)),
    press: (dropped) => shedding.press(dropped),
    tick() {
      if (data.networkLists.length > 0 && ++ticks % ticksBetweenLooks === 0) networks.look()
      if (shedding.changed()) tally.shed(shedding.rate())
      if (untaken) return
      untaken = true
      tell(clockSeconds() - data.settleSeconds)
    },
    taken() {
      untaken = false
    },
    finish() {
      capture.end()
      decoder.settle()
      tell(null)
    },
  }
}

type CaptureArguments = Parameters<Parameters<typeof createCaptureReader>[0]>

/** Without a register flows are grouped by the network of their destination. */
function registerOf(targets: readonly SensorTarget[]) {
  return targets.length === 0 ? null : targets.map(({ id, prefixes = [] }) => ({ id, prefixes }))
}

/** Decodes and counts what never was, with a decoder and a tally of its own. */
function warm(data: FlowWorkerData): void {
  const tally = openTally({ targets: registerOf(data.targets), maxSeries: data.maxSeries })
  const decoder = createDecoder(tally)
  warmUp(decoder, warmUpRounds, Math.floor(Date.now() / 1000))
  tally.closeAll()
}

/** The rate at which records are left out. `lagging`: asked once in each interval; null: drops of the kernel tell. */
function createShedding(lagging: (() => boolean) | null) {
  let state = startOfShedding
  let dropped = 0
  let last = performance.eventLoopUtilization()
  return {
    rate: () => state.rate,
    press(count: number) {
      dropped += count
    },
    /** Judges the interval since the last call. */
    changed(): boolean {
      const now = performance.eventLoopUtilization()
      const { utilization } = performance.eventLoopUtilization(now, last)
      last = now
      const before = state.rate
      state = nextShed(state, { busy: utilization, behind: lagging ? lagging() : dropped > 0 })
      dropped = 0
      return state.rate !== before
    },
  }
}
