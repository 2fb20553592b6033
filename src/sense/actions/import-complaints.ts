// Complaints from a file that a person gives: counted by target, kept once however often the file comes, and judged anew.
import { createHash } from 'node:crypto'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/measurements.ts'
import { importComplaintCsv, importComplaintLines } from '../lines/complaints/import.ts'
import { createComplaints, type ImportResult } from '../lines/complaints.ts'
import type { Bucket, Frame } from '../model/bucket.ts'
import { seriesName } from '../rules/measure.ts'
import { namedAs } from '../rules/target-names.ts'
import { detectorRow, forgetDetector } from '../store/detectors.ts'
import { activeTargets } from '../store/records.ts'
import { oldestOf } from './admit-frame.ts'
import { frameCounters } from './measured.ts'
import { importPrefix } from './new-points.ts'
import type { SenseRoom } from './room.ts'
import { bytesOf } from './send-frame.ts'

const mostBytes = 16 * 1024 * 1024
const bucketsPerFrame = 500
/** As frames of sensors: the store has no place for what lies further ahead. */
const mostSecondsAhead = 86_400
const shownAtMost = 50

type Imported = OutputOf<typeof api.importComplaints>

export async function importComplaints(
  room: SenseRoom,
  { name }: InputOf<typeof api.importComplaints>,
  call: Call,
): Promise<Reply<Imported>> {
  const bytes = await bytesOf(call.upload, mostBytes)
  if (!bytes) return refuse('too-large', `A file has at most ${mostBytes} bytes.`)
  const services = await servicesOf(room, call)
  const read = readFile(name, bytes, services)
  if (read.result.taken === 0) {
    const [first] = read.result.problems
    return refuse('bad-lines', first ? `Line ${first.line}: ${first.why}.` : 'The file is empty.')
  }
  const latest = Date.parse(call.now) / 1000 + mostSecondsAhead
  const buckets = read.buckets.filter(({ at }) => at <= latest)
  const ahead = read.buckets.length - buckets.length
  for (const [target, own] of byTarget(buckets)) await keep(room, call, target, own, bytes)
  const problems = [
    ...read.result.problems,
    ...(ahead > 0 ? [{ line: 0, why: `${ahead} buckets lie in the future and were left out` }] : []),
    ...(read.left > 0
      ? [{ line: 0, why: `${read.left} reports were left out: they are of too many moments at once` }]
      : []),
  ]
  return done({
    reports: read.counted,
    buckets: buckets.length,
    unknownServices: read.unknown.slice(0, shownAtMost),
    problems: problems.slice(-shownAtMost),
  })
}

/** Names of services, and of targets, to the ids of targets whose numbers the caller may add to. */
async function servicesOf(room: SenseRoom, call: Call): Promise<Map<string, Id>> {
  const services = new Map<string, Id>()
  const { realm } = call.view
  const targets = (await activeTargets(room.journal, call.view)).filter(({ marking }) =>
    mayWrite(call.reader, realm, marking, room.journal.home),
  )
  for (const { id, state } of targets) services.set(namedAs(state.name), id)
  for (const { id, state } of targets) for (const service of state.services) services.set(namedAs(service), id)
  return services
}

interface ReadFile {
  result: ImportResult
  buckets: Bucket[]
  counted: number
  unknown: string[]
  left: number
}

/** Read twice: once for the names in it, as they are written, and once to count. */
function readFile(name: string, bytes: Uint8Array, services: ReadonlyMap<string, Id>): ReadFile {
  const isLines = /\.(jsonl|ndjson|json)$/i.test(name)
  const written = new Map<string, Id>()
  const unknown = new Set<string>()
  const note = (service: string) => {
    const id = services.get(namedAs(service))
    if (id) written.set(service, id)
    else if (unknown.size < 1000) unknown.add(service.slice(0, 120))
  }
  const look = isLines ? importComplaintLines : importComplaintCsv
  look(bytes, ({ service }) => note(service))
  const log = createComplaints({ services: written, series: null })
  const result = isLines ? log.importLines(bytes) : log.importCsv(bytes)
  const buckets = log.close(Number.POSITIVE_INFINITY)
  const left = log.counters.lost['bucket-budget'] ?? 0
  return { result, buckets, counted: log.counters.records, unknown: [...unknown], left }
}

function byTarget(buckets: readonly Bucket[]): Map<Id, Bucket[]> {
  const own = new Map<Id, Bucket[]>()
  for (const bucket of buckets) {
    const list = own.get(bucket.series) ?? []
    list.push(bucket)
    own.set(bucket.series, list)
  }
  return own
}

/** One life of a sensor for each file and target, so that the same file again counts nothing. */
async function keep(room: SenseRoom, call: Call, target: Id, buckets: Bucket[], file: Uint8Array): Promise<void> {
  const { realm } = call.view
  const digest = createHash('sha256').update(target).update(file).digest('hex').slice(0, 32)
  const nowSeconds = Math.floor(Date.parse(call.now) / 1000)
  const ordered = [...buckets].sort((a, b) => a.at - b.at)
  for (let from = 0; from < ordered.length; from += bucketsPerFrame) {
    const frame: Frame = {
      realm,
      sensor: `${importPrefix}${digest}`,
      run: 0,
      sequence: from / bucketsPerFrame + 1,
      buckets: ordered.slice(from, from + bucketsPerFrame),
      health: { ...nothing, at: nowSeconds, startedAt: nowSeconds },
    }
    if (await room.store.keep(frame)) frameCounters(room.metrics).kept(frame.buckets)
    room.recent.came(realm, oldestOf(frame))
  }
  const series = seriesName({ channel: 'complaint', measure: 'complaints' })
  const row = await detectorRow(room.journal.sql, realm, target, series)
  if (row && (ordered[0]?.at ?? row.nextAt) < row.nextAt)
    await forgetDetector(room.journal.sql, realm, target, 'complaint')
}

const nothing = { datagrams: 0, records: 0, bytes: 0, lost: {}, exporters: 0, residentBytes: 0 }
