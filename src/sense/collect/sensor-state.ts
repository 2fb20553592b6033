// What a sensor shows of itself: one snapshot from which the terminal, /metrics, /healthz and frames are made.
import type { Bucket, Mark, SensorHealth } from '../model/bucket.ts'
import type { Bound, WorkerCounters } from './messages.ts'

export interface SeriesNow {
  series: string
  channel: string
  at: number
  /** In the bucket, both directions. */
  bytes: number
  packets: number
  flows: number
  marks: readonly Mark[]
}

export interface Snapshot {
  startedAt: number
  at: number
  bound: readonly Bound[]
  counters: WorkerCounters
  residentBytes: number
  /** Frames on disk that the hub has not got; null: no hub. */
  waiting: { frames: number; bytes: number } | null
  sent: number
  restarts: number
  trouble: readonly string[]
  targets: number
  /** The biggest series of the newest bucket, biggest first. */
  biggest: readonly SeriesNow[]
}

export function healthOf({ at, startedAt, counters, residentBytes }: Snapshot): SensorHealth {
  const { datagrams, records, bytes, lost, exporters } = counters
  return { at, startedAt, datagrams, records, bytes, lost, exporters, residentBytes }
}

const mostSeries = 4096

/** Remembers the newest bucket of each series, so that somebody at the terminal sees where it goes. */
export function createNewest(): { add(buckets: readonly Bucket[]): void; biggest(most: number): SeriesNow[] } {
  const newest = new Map<string, SeriesNow>()
  return {
    add(buckets) {
      for (const bucket of buckets) {
        const key = `${bucket.channel} ${bucket.series}`
        if (newest.size >= mostSeries && !newest.has(key)) newest.clear()
        if ((newest.get(key)?.at ?? 0) > bucket.at) continue
        const sum = { bytes: 0, packets: 0, flows: 0 }
        for (const row of bucket.rows) {
          sum.bytes += row.bytes
          sum.packets += row.packets
          sum.flows += row.flows
        }
        newest.set(key, { series: bucket.series, channel: bucket.channel, at: bucket.at, ...sum, marks: bucket.marks })
      }
    },
    biggest(most) {
      const all = [...newest.values()]
      const last = Math.max(0, ...all.map(({ at }) => at))
      return all
        .filter(({ at }) => at >= last - 60)
        .sort((a, b) => b.bytes - a.bytes || b.flows - a.flows)
        .slice(0, most)
    },
  }
}

/** Prometheus text exposition format 0.0.4. */
export function metricsText(snapshot: Snapshot): string {
  const { counters, residentBytes, waiting, sent, restarts, targets } = snapshot
  const lines: string[] = []
  const add = (name: string, type: 'counter' | 'gauge', help: string, values: [string, number][]) => {
    lines.push(`# HELP tocsin_sensor_${name} ${help}`, `# TYPE tocsin_sensor_${name} ${type}`)
    for (const [labels, value] of values) lines.push(`tocsin_sensor_${name}${labels} ${value}`)
  }
  add('datagrams_total', 'counter', 'Datagrams that were read.', [['', counters.datagrams]])
  add('records_total', 'counter', 'Flow records, lines and samples that were read.', [['', counters.records]])
  add('received_bytes_total', 'counter', 'Bytes that were read.', [['', counters.bytes]])
  const lost = Object.entries(counters.lost).sort(([a], [b]) => (a < b ? -1 : 1))
  add(
    'lost_total',
    'counter',
    'What was lost or refused, by reason.',
    lost.map(([reason, count]) => [`{reason="${labelled(reason)}"}`, count]),
  )
  add('exporters', 'gauge', 'Exporters that were heard.', [['', counters.exporters]])
  add('shed_rate', 'gauge', 'One record in so many is looked at.', [['', counters.shedRate]])
  add('resident_bytes', 'gauge', 'Memory of the whole process.', [['', residentBytes]])
  add('frames_sent_total', 'counter', 'Frames that the hub has.', [['', sent]])
  add('frames_waiting', 'gauge', 'Frames that wait on disk.', [['', waiting?.frames ?? 0]])
  add('worker_restarts_total', 'counter', 'Threads that crashed and were started again.', [['', restarts]])
  add('targets', 'gauge', 'Targets that are known.', [['', targets]])
  return `${lines.join('\n')}\n`
}

function labelled(text: string): string {
  return text.replace(/[\\"\n]/g, '_')
}
