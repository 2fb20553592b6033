// Flows per CPU-second from a capture to buckets, stage by stage, in interleaved rounds with Debian's nfacctd on the same core and
// file; its rows must be ours. Settings: FLOWS (5,000,000), ROUNDS (5).
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCaptureReader } from '#sense/decode/capture.ts'
import { createDecoder } from '#sense/decode/decoder.ts'
import { createFlowBatch, type FlowBatch, type FlowSink } from '#sense/decode/flow-batch.ts'
import { openGeo } from '#sense/geo/lookup.ts'
import type { Bucket } from '#sense/model/bucket.ts'
import { encodeFrames } from '#sense/tally/frame-codec.ts'
import { hashWord } from '#sense/tally/hash.ts'
import { addHash, createRegisters, estimateDistinct } from '#sense/tally/hyperloglog.ts'
import { openTally } from '#sense/tally/open-tally.ts'
import { writeCapture, writeNetworksFile } from './sense-flows-input.ts'
import { hasPeer, runPeer } from './sense-flows-peer.ts'
import { spread } from './spread.ts'

/** What is done, each with all before it. `buckets`: the full path to closed buckets. `frames`: also encoded for a hub. */
const stages = ['decode', 'country', 'buckets', 'frames'] as const
type Stage = (typeof stages)[number]

interface Measured {
  flows: number
  cpuSeconds: number
  residentBytes: number
  late: number
}

const settleSeconds = 60

/** Read before measuring, until everything is compiled: a collector runs for months, and the start of the peer is not counted either. */
const warmUpBytes = 128 << 20

/** In a process of its own, so that each stage has a compiler and a memory that saw nothing else. */
function measureStage(file: string, stage: Stage): Measured {
  const data = readFileSync(file)
  measureOnce(data.subarray(0, Math.min(data.length, warmUpBytes)), stage)
  return measureOnce(data, stage)
}

function measureOnce(data: Uint8Array, stage: Stage): Measured {
  const frame = { realm: 'live', sensor: 'bench', run: 1, sequence: 0, health: emptyHealth }
  const tally = stage === 'decode' || stage === 'country' ? null : openTally()
  const sink: FlowSink = tally ?? partSink(stage)
  const decoder = createDecoder(sink)
  const take = (buckets: Bucket[]) => {
    if (stage === 'frames' && buckets.length > 0) encodeFrames({ ...frame, buckets })
  }
  let next = 0
  const reader = createCaptureReader((arena, offset, length, exporter, _port, seconds) => {
    if (tally && seconds >= next) {
      take(tally.close(seconds - settleSeconds))
      next = seconds + 10
    }
    decoder.datagram(arena, offset, length, exporter, seconds)
  })
  const before = process.cpuUsage()
  for (let at = 0; at < data.length; at += 1 << 20)
    reader.push(data.subarray(at, Math.min(data.length, at + (1 << 20))))
  reader.end()
  if (tally) take(tally.closeAll())
  const { user, system } = process.cpuUsage(before)
  const { records } = decoder.counters
  return {
    flows: records,
    cpuSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage.rss(),
    late: tally?.counters.late ?? 0,
  }
}

const emptyHealth = {
  at: 0,
  startedAt: 0,
  datagrams: 0,
  records: 0,
  bytes: 0,
  lost: {},
  exporters: 0,
  residentBytes: 0,
}

function partSink(stage: Stage): FlowSink {
  const { country } = openGeo()
  const into = new Uint8Array(1024)
  return {
    v4: createFlowBatch(4, 1024),
    v6: createFlowBatch(6, 1024),
    full(batch: FlowBatch) {
      if (stage === 'country' && batch.family === 4) country.all4(batch.source, batch.length, into)
      if (stage === 'country' && batch.family === 6) country.all6(batch.source, batch.length, into)
      batch.length = 0
    },
  }
}

/** Our rows of the whole capture, and how far the distinct counts of buckets are from the truth. */
function readOurs(file: string) {
  const data = readFileSync(file)
  const { codes } = openGeo().country
  const tally = openTally({ maxRows: 4096 })
  const rows = new Map<string, [number, number, number]>()
  const exact = new Map<string, Set<number>>()
  const errors: number[] = []
  const take = (bucket: Bucket) => {
    if (bucket.series.includes(':')) return
    const net = bucket.series.slice(0, bucket.series.indexOf('/'))
    for (const row of bucket.rows) {
      const key = `${net} ${row.part} ${row.country}`
      const sum = rows.get(key) ?? [0, 0, 0]
      rows.set(key, [sum[0] + row.flows, sum[1] + row.packets, sum[2] + row.bytes])
    }
    const truth = exact.get(`${bucket.series} ${bucket.at}`)?.size ?? 0
    if (truth >= 100 && bucket.sources) errors.push(estimateDistinct(bucket.sources) / truth - 1)
    exact.delete(`${bucket.series} ${bucket.at}`)
  }
  const sink: FlowSink = {
    v4: tally.v4,
    v6: tally.v6,
    full(batch) {
      if (batch.family === 4) noteExact(exact, batch)
      tally.full(batch)
    },
  }
  const decoder = createDecoder(sink)
  let next = 0
  const reader = createCaptureReader((arena, offset, length, exporter, _port, seconds) => {
    if (seconds >= next) {
      sink.full(sink.v4)
      for (const bucket of tally.close(seconds - settleSeconds)) take(bucket)
      next = seconds + 10
    }
    decoder.datagram(arena, offset, length, exporter, seconds)
  })
  for (let at = 0; at < data.length; at += 1 << 20)
    reader.push(data.subarray(at, Math.min(data.length, at + (1 << 20))))
  reader.end()
  sink.full(sink.v4)
  for (const bucket of tally.closeAll()) take(bucket)
  const squares = errors.reduce((sum, error) => sum + error * error, 0)
  return { rows, codes, pairs: errors.length, rmsPercent: 100 * Math.sqrt(squares / Math.max(1, errors.length)) || 0 }
}

/** Sources by series and bucket; flows here are shorter than a bucket, so each is in one. */
function noteExact(exact: Map<string, Set<number>>, batch: FlowBatch): void {
  for (let row = 0; row < batch.length; row++) {
    const start = batch.start[row] ?? 0
    const net = (batch.destination[row] ?? 0) & 0xffffff00
    const name = `${[24, 16, 8, 0].map((shift) => (net >>> shift) & 255).join('.')}/24 ${start - (start % 10)}`
    const known = exact.get(name)
    if (known) known.add(batch.source[row] ?? 0)
    else exact.set(name, new Set([batch.source[row] ?? 0]))
  }
}

/** Rows that only one has, or that differ. Theirs knows a country by its number; both `??` are one row of ours. */
function compareRows(ours: ReturnType<typeof readOurs>, theirs: Map<string, [number, number, number]>) {
  const named = new Map<string, [number, number, number]>()
  for (const [key, values] of theirs) {
    const [net, protocol, number] = key.split(' ')
    const name = `${net} ${protocol} ${ours.codes[Number(number)] ?? '??'}`
    const sum = named.get(name) ?? [0, 0, 0]
    named.set(name, [sum[0] + values[0], sum[1] + values[1], sum[2] + values[2]])
  }
  const keys = new Set([...named.keys(), ...ours.rows.keys()])
  const different = [...keys].filter((key) => String(named.get(key)) !== String(ours.rows.get(key)))
  return {
    rows: keys.size,
    different: different.length,
    examples: different.slice(0, 3).map((key) => ({ key, theirs: named.get(key), ours: ours.rows.get(key) })),
  }
}

/** Distinct sources against the truth where buckets of the capture are too small to tell. */
function sketchErrors(): Record<string, number> {
  return Object.fromEntries(
    [1000, 10_000, 100_000, 1_000_000, 10_000_000].map((count) => {
      const trials = Math.max(4, Math.min(200, Math.round(4_000_000 / count)))
      let squares = 0
      for (let trial = 0; trial < trials; trial++) {
        const registers = createRegisters()
        for (let n = 0; n < count; n++) addHash(registers, hashWord((trial * count + n) >>> 0))
        squares += (estimateDistinct(registers) / count - 1) ** 2
      }
      return [String(count), Number((100 * Math.sqrt(squares / trials)).toFixed(2))]
    }),
  )
}

function child(file: string, stage: string): string {
  const script = process.argv[1] ?? ''
  return execFileSync('taskset', ['-c', '1', process.execPath, script, '--stage', stage, file], {
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  })
}

async function bench() {
  const flows = Number(process.env.FLOWS ?? 5_000_000)
  const rounds = Number(process.env.ROUNDS ?? 5)
  const folder = mkdtempSync(join(tmpdir(), 'sense-flows-'))
  try {
    const loadBefore = loadavg()
    const networks = join(folder, 'networks.txt')
    writeNetworksFile(networks, openGeo().country.codes)
    const empty = join(folder, 'empty.pcap')
    writeCapture('netflow9', 64, empty)
    // What it costs nfacctd to start and to read its networks, which is not counted against it.
    const idle = hasPeer() ? (await runPeer(folder, empty, networks)).cpuSeconds : 0
    const results: Record<string, unknown> = {}
    for (const protocol of ['netflow9', 'ipfix'] as const) {
      const file = join(folder, `${protocol}.pcap`)
      const truth = writeCapture(protocol, flows, file)
      results[protocol] = await benchFile(file, folder, networks, truth.flows, rounds, idle)
      rmSync(file)
    }
    return {
      flows,
      rounds,
      loadBefore,
      loadAfter: loadavg(),
      peer: hasPeer()
        ? 'nfacctd of Debian, networks_file with the same country ranges; its start is taken off'
        : 'nfacctd is not installed here',
      notRun: 'nfdump and nfcapd: the bench of UDP runs nfcapd',
      millionFlowsPerCpuSecond: results,
      distinctErrorPercent: sketchErrors(),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function benchFile(file: string, folder: string, networks: string, flows: number, rounds: number, idle: number) {
  const speeds: Record<string, number[]> = Object.fromEntries([...stages, 'nfacctd', 'ratio'].map((name) => [name, []]))
  let [residentBytes, late] = [0, 0]
  let theirs: Map<string, [number, number, number]> | undefined
  for (let round = 0; round < rounds; round++) {
    let full = 0
    for (const stage of stages) {
      const measured = JSON.parse(child(file, stage)) as Measured
      const speed = measured.flows / measured.cpuSeconds / 1e6
      speeds[stage]?.push(speed)
      if (stage === 'buckets') {
        full = speed
        late += measured.late
      }
      residentBytes = Math.max(residentBytes, measured.residentBytes)
    }
    if (!hasPeer()) continue
    const peer = await runPeer(folder, file, networks)
    const speed = flows / (peer.cpuSeconds - idle) / 1e6
    speeds.nfacctd?.push(speed)
    speeds.ratio?.push(full / speed)
    theirs = peer.rows
    process.stderr.write(
      `  round ${round + 1}: full path ${full.toFixed(2)} M/CPU-s, nfacctd ${speed.toFixed(2)} M/CPU-s\n`,
    )
  }
  const ours = readOurs(file)
  return {
    ...Object.fromEntries(
      Object.entries(speeds)
        .filter(([, list]) => list.length > 0)
        .map(([name, list]) => [name, spread(list)]),
    ),
    rowsAgainstNfacctd: theirs ? compareRows(ours, theirs) : 'nfacctd is not installed here',
    distinctSources: { bucketsOfAtLeast100: ours.pairs, rmsPercent: Number(ours.rmsPercent.toFixed(2)) },
    late,
    residentMegabytesWithTheFile: Math.round(residentBytes / 1e6),
  }
}

const [flag, stage, file] = process.argv.slice(2)
if (flag === '--stage' && file) process.stdout.write(JSON.stringify(measureStage(file, stage as Stage)))
else process.stdout.write(JSON.stringify(await bench()))
