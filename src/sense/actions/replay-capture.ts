// Reads a capture of flow exports from beginning to end and tells what is in it. Needs no server and no database.
import { createCaptureReader } from '../decode/capture.ts'
import { createDecoder } from '../decode/decoder.ts'
import { type Geo, openGeo, whereIs } from '../geo/lookup.ts'
import type { Heavy } from '../model/bucket.ts'
import type { ReplayHeavy, ReplayOutput, ReplaySeries, ReplayWave } from '../model/replay-output.ts'
import { detectSeries } from '../rules/detect.ts'
import { utcOf } from '../rules/moments.ts'
import { lookOptions } from '../tally/closer-look.ts'
import { unlistedKey } from '../tally/heavy.ts'
import { estimateDistinct } from '../tally/hyperloglog.ts'
import { addressText } from '../tally/look-closer.ts'
import { cutRows } from '../tally/merge.ts'
import { openTally } from '../tally/open-tally.ts'
import {
  addBucket,
  addLook,
  createReplay,
  heavyOf,
  type Replay,
  replayRow,
  type SeriesTotals,
  sumsOf,
} from '../tally/replay.ts'
import { bucketSeconds } from '../tally/spread.ts'
import type { TallyTarget } from '../tally/targets.ts'

export interface ReplayOptions {
  /** null or left out: by the network of the destination (/24, /48). */
  targets?: readonly TallyTarget[] | null
  geo?: Geo
  /** Entries of each kind of the biggest. */
  heavy?: number
}

/** Buckets wait so long for late flows, by the clock of the capture: exporters report after half an hour at the latest. */
const settleSeconds = 300
/** Series whose waves are looked for: the biggest. */
const mostWaveSeries = 512
/** Fewer buckets are too short a history for anything to be unusual. */
const leastBuckets = 30

export const replayNote =
  'Countries and systems say where addresses are registered: where packets came from is not who sent them. Amounts are corrected for sampling.'

/** Takes the chunks as they come; memory does not grow with the capture, but for its buckets. Never throws for what it reads. */
export async function replayCapture(
  stream: AsyncIterable<Uint8Array>,
  options: ReplayOptions = {},
): Promise<ReplayOutput> {
  const geo = options.geo ?? openGeo()
  const replay = createReplay()
  const tally = openTally({
    targets: options.targets ?? null,
    geo,
    look: { ...lookOptions, first: 1024 },
    onLook: (series, looked) => addLook(replay, series, looked),
  })
  const decoder = createDecoder(tally)
  let nextClose = 0
  const reader = createCaptureReader((arena, offset, length, exporter, _port, receivedSeconds) => {
    if (receivedSeconds >= nextClose) {
      for (const bucket of tally.close(receivedSeconds - settleSeconds)) addBucket(replay, bucket)
      nextClose = receivedSeconds + bucketSeconds
    }
    decoder.datagram(arena, offset, length, exporter, receivedSeconds)
  })
  for await (const chunk of stream) reader.push(chunk)
  reader.end()
  decoder.settle()
  for (const bucket of tally.closeAll()) addBucket(replay, bucket)
  const { packets, datagrams, bytes } = reader.counters
  const { outside, late, clock } = tally.counters
  return {
    bucketSeconds,
    ...spanOf(replay),
    flows: decoder.counters.records,
    counted: decoder.counters.records - outside,
    capture: { packets, datagrams, bytes, exporters: decoder.counters.exporters },
    errors: {
      capture: { ...reader.counters.lost },
      decode: decoder.counters.lost,
      tally: Object.fromEntries(Object.entries({ late, clock }).filter(([, count]) => count > 0)),
    },
    rowsFolded: replay.rowsFolded,
    data: geo.provenance.map(({ package: source, date, licence, attribution }) => ({
      package: source,
      date,
      licence,
      attribution,
    })),
    note: replayNote,
    series: seriesOf(replay, geo, options.heavy ?? 20),
  }
}

function spanOf(replay: Replay): { from: string | null; to: string | null } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const totals of replay.series.values()) {
    for (const at of totals.buckets.keys()) {
      first = Math.min(first, at)
      last = Math.max(last, at)
    }
  }
  return Number.isFinite(first) ? { from: utcOf(first), to: utcOf(last + bucketSeconds) } : { from: null, to: null }
}

/** The biggest first. */
function seriesOf(replay: Replay, geo: Geo, mostHeavy: number): ReplaySeries[] {
  const series = [...replay.series.values()].map((totals) => seriesOutput(totals, geo, mostHeavy))
  series.sort((a, b) => b.packets - a.packets || (a.series < b.series ? -1 : 1))
  for (const one of series.slice(0, mostWaveSeries)) {
    const totals = replay.series.get(one.series)
    if (totals) one.waves = wavesOf(totals)
  }
  return series
}

function seriesOutput(totals: SeriesTotals, geo: Geo, mostHeavy: number): ReplaySeries {
  const rows = cutRows([...totals.rows.values()], totals.rows.size, 'flow').map(replayRow)
  return {
    series: totals.series,
    ...sumsOf(rows),
    records: totals.records,
    sources: Math.round(estimateDistinct(totals.sources)),
    destinations: Math.round(estimateDistinct(totals.destinations)),
    rows,
    heavy: heavyOf(totals, mostHeavy, keyText).flatMap((entry) => heavyOutput(entry, geo)),
    shapes: Object.fromEntries(totals.shapes),
    waves: [],
    buckets: [...totals.buckets].sort(([a], [b]) => a - b).map(([, bucket]) => bucket),
    marks: [...totals.marks],
  }
}

const keyText = (kind: Heavy['kind'], key: string | number) =>
  kind === 'source' || kind === 'destination' ? addressText(key) : String(key)

function heavyOutput({ kind, key, amount, error }: Heavy, geo: Geo): ReplayHeavy[] {
  if (kind !== 'source' && kind !== 'destination' && kind !== 'as' && kind !== 'port') return []
  const entry: ReplayHeavy = { kind, key, amount, error }
  if (key === unlistedKey) return [entry]
  const name = kind === 'as' ? geo.asName(Number(key)) : null
  if (name) entry.name = name
  if (kind === 'source') entry.country = whereIs(geo, key).country
  return [entry]
}

/** By packets, and by bytes where no wave of packets is at that time. A bucket without flows is a bucket of nothing. */
function wavesOf(totals: SeriesTotals): ReplayWave[] {
  const times = [...totals.buckets.keys()].sort((a, b) => a - b)
  const [first = 0, last = 0] = [times[0], times.at(-1)]
  // The first and the last are there in part only.
  const count = (last - first) / bucketSeconds - 1
  if (count < leastBuckets) return []
  const found = (measure: 'packets' | 'bytes') => {
    const points = Array.from({ length: count }, (_, n) => {
      const at = first + (n + 1) * bucketSeconds
      return { at, value: totals.buckets.get(at)?.[measure] ?? 0 }
    })
    const { waves } = detectSeries(points, { bucketSeconds, kind: 'volume', withScores: false })
    return waves.map((wave) => ({ measure, wave }))
  }
  const packets = found('packets')
  const isKnown = (onset: number, end: number | null) =>
    packets.some(({ wave }) => wave.onset < (end ?? last) && onset < (wave.end ?? last))
  const bytes = found('bytes').filter(({ wave }) => !isKnown(wave.onset, wave.end))
  return [...packets, ...bytes]
    .sort((a, b) => a.wave.onset - b.wave.onset)
    .map(({ measure, wave: { onset, peak, end, peakValue, baseline, confidence } }) => ({
      measure,
      onset: utcOf(onset),
      peak: utcOf(peak),
      end: end === null ? null : utcOf(end),
      peakValue,
      baseline,
      confidence,
    }))
}
