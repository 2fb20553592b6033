// Complaints in, buckets out: each reporter counts once in ten minutes, copied texts and single networks are made visible.
import { type Bucket, type BucketRow, unknownCountry } from '../model/bucket.ts'
import { hashText } from '../tally/hash.ts'
import { addHeavy, createHeavy, type HeavyTally, listHeavy } from '../tally/heavy.ts'
import { addHash, createRegisters } from '../tally/hyperloglog.ts'
import { cutRows, mergeLimits } from '../tally/merge.ts'
import { bucketEnd, bucketSeconds } from './bucket-end.ts'
import { type Complaint, complaintKinds } from './complaints/complaint.ts'
import { type ImportResult, importComplaintCsv, importComplaintLines } from './complaints/import.ts'
import { textFingerprint } from './complaints/texts.ts'

export { type Complaint, complaintKinds, complaintShapes } from './complaints/complaint.ts'
export type { ImportResult }

/** As the form takes it. */
export type Report = Omit<Complaint, 'count' | 'reporter' | 'network'> & { reporter: string; network: string }

export interface ComplaintOptions {
  /** Series ids by name of the service; upper and lower case count as the same. */
  services: ReadonlyMap<string, string>
  /** Of services that are not named: null does not count them. */
  series: string | null
}

export interface ComplaintCounters {
  /** Reports, also those that no row has because their reporter had reported before. */
  records: number
  /** `no-target`, `clock`, `late` as for access logs; `reporter-budget`: so many reporters that not all were remembered; `bucket-budget`. */
  lost: Record<string, number>
}

/** A complaint of whose text only the fingerprint is left. */
export type BareComplaint = Omit<Complaint, 'text'> & { fingerprint: string | null }

export function bareComplaint({ text, ...rest }: Complaint): BareComplaint {
  return { ...rest, fingerprint: text === '' ? null : textFingerprint(text) }
}

export interface ComplaintLog {
  take(reports: readonly Report[], nowSeconds?: number): void
  /** `handedOut`: of buckets that ended by then another life has told; who reported in them is remembered, and nothing is counted. */
  takeBare(complaints: readonly BareComplaint[], nowSeconds: number, handedOut?: number): void
  importCsv(bytes: Uint8Array): ImportResult
  importLines(bytes: Uint8Array): ImportResult
  /** Buckets that ended before, each handed out once; what comes later for them makes another one, marked `late`. */
  close(beforeSeconds: number): Bucket[]
  retarget(options: ComplaintOptions): void
  readonly counters: ComplaintCounters
}

/** Within this, a reporter counts once for a service. */
export const reporterWindowSeconds = 600
const mostReporters = 200_000
const mostWindows = 3
const mostOpen = 20_000
const mostAheadSeconds = 3600
const never = Number.NEGATIVE_INFINITY
const heavyKeys = 128
const listedKeys = 20

interface OpenComplaints {
  series: string
  at: number
  late: boolean
  rows: Map<string, BucketRow>
  records: number
  counted: number
  repeats: number
  sources: Uint8Array | null
  reporters: HeavyTally<string>
  texts: HeavyTally<string>
  networks: HeavyTally<string>
}

function openComplaints(series: string, at: number, late: boolean): OpenComplaints {
  return {
    series,
    at,
    late,
    rows: new Map(),
    records: 0,
    counted: 0,
    repeats: 0,
    sources: null,
    reporters: createHeavy(heavyKeys),
    texts: createHeavy(heavyKeys),
    networks: createHeavy(heavyKeys),
  }
}

/** Of what came most, when it came more than once; what was cut from its counter is not claimed. */
function mostOf(tally: HeavyTally<string>): number {
  const most = Math.max(0, ...tally.counts.values())
  return most > 1 ? most : 0
}

function closeComplaints(open: OpenComplaints): Bucket {
  const shapes: Bucket['shapes'] = {}
  const signs = {
    'repeat-reporter': open.repeats,
    'copied-text': mostOf(open.texts),
    'one-network': mostOf(open.networks),
  }
  for (const [name, packets] of Object.entries(signs)) if (packets > 0) shapes[name] = { packets, bytes: 0 }
  const keyText = (key: string) => key
  return {
    series: open.series,
    channel: 'complaint',
    at: open.at,
    seconds: bucketSeconds,
    rows: cutRows([...open.rows.values()], mergeLimits.rows, 'complaint'),
    records: open.records,
    squares: open.counted,
    sources: open.sources,
    destinations: null,
    heavy: [
      ...listHeavy(open.reporters, { kind: 'reporter', most: listedKeys, keyText }),
      ...listHeavy(open.texts, { kind: 'text', most: listedKeys, keyText }),
    ],
    shapes,
    values: null,
    marks: open.late ? ['late'] : [],
  }
}

/** Who reported what within the last windows of ten minutes. Bounded; what it forgot counts as new, and that is said. */
function createReporterMemory(lose: (reason: string) => void) {
  const windows = new Map<number, Set<string>>()
  return (key: string, at: number): boolean => {
    const index = Math.floor(at / reporterWindowSeconds)
    let seen = windows.get(index)
    if (seen === undefined) {
      seen = new Set()
      windows.set(index, seen)
      if (windows.size > mostWindows) windows.delete(Math.min(...windows.keys()))
    }
    if (seen.has(key)) return false
    if (seen.size < mostReporters) seen.add(key)
    else lose('reporter-budget')
    return true
  }
}

const kindNames: readonly string[] = complaintKinds
const countryPattern = /^[A-Z]{2}(?=$|-)/

function addToRows(open: OpenComplaints, { region, kind, count }: BareComplaint): void {
  const country = countryPattern.exec(region)?.[0] ?? unknownCountry
  const index = kindNames.indexOf(kind)
  const part = index < 0 ? complaintKinds.indexOf('other') : index
  const key = `${country} ${part}`
  const row = open.rows.get(key) ?? { country, part, direction: 'in', bytes: 0, packets: 0, flows: 0 }
  row.packets += count
  row.flows += count
  open.rows.set(key, row)
  open.counted += count
}

/** Counts who and what beside the rows: all reports, also those that do not weigh. */
function addSigns(open: OpenComplaints, complaint: BareComplaint): void {
  const { reporter, network, fingerprint, count } = complaint
  if (reporter !== null) {
    open.sources ??= createRegisters()
    addHash(open.sources, hashText(reporter))
    addHeavy(open.reporters, reporter.slice(0, 64), count)
  }
  if (network !== null) addHeavy(open.networks, network.slice(0, 64), count)
  if (fingerprint !== null) addHeavy(open.texts, fingerprint, count)
}

const plainName = (name: string) => name.trim().toLowerCase()

function seriesByName({ services }: ComplaintOptions): Map<string, string> {
  return new Map([...services].map(([name, series]) => [plainName(name), series]))
}

/** Counts complaints. Neither a text nor an address is kept; memory is bounded by the buckets and reporters it may hold. */
export function createComplaints(options: ComplaintOptions): ComplaintLog {
  const counters: ComplaintCounters = { records: 0, lost: {} }
  const open = new Map<string, OpenComplaints>()
  const lose = (reason: string, count = 1): void => {
    counters.lost[reason] = (counters.lost[reason] ?? 0) + count
  }
  const isFirst = createReporterMemory(lose)
  let names = seriesByName(options)
  let otherwise = options.series
  let closedBefore = Number.NEGATIVE_INFINITY

  function bucketAt(series: string, at: number): OpenComplaints | null {
    const start = Math.floor(at / bucketSeconds) * bucketSeconds
    const key = `${start} ${series}`
    const known = open.get(key)
    if (known !== undefined) return known
    if (open.size >= mostOpen) return null
    const added = openComplaints(series, start, start + bucketSeconds <= closedBefore)
    open.set(key, added)
    return added
  }

  function count(complaint: BareComplaint, nowSeconds: number, handedOut: number): void {
    const series = names.get(plainName(complaint.service)) ?? otherwise
    if (complaint.count === 0) return
    if (bucketEnd(complaint.at) <= handedOut) {
      if (series !== null && complaint.reporter !== null) isFirst(`${series} ${complaint.reporter}`, complaint.at)
      return
    }
    const onTime = complaint.at >= 0 && complaint.at <= nowSeconds + mostAheadSeconds
    const bucket = series !== null && onTime ? bucketAt(series, complaint.at) : null
    if (series === null || bucket === null) {
      lose(series === null ? 'no-target' : onTime ? 'bucket-budget' : 'clock', complaint.count)
      return
    }
    if (bucket.late) lose('late', complaint.count)
    counters.records += complaint.count
    bucket.records += complaint.count
    addSigns(bucket, complaint)
    const { reporter } = complaint
    if (reporter === null || isFirst(`${series} ${reporter}`, complaint.at)) addToRows(bucket, complaint)
    else bucket.repeats += complaint.count
  }

  return {
    counters,
    take(reports, nowSeconds = Number.POSITIVE_INFINITY) {
      for (const report of reports) count(bareComplaint({ ...report, count: 1 }), nowSeconds, never)
    },
    takeBare(complaints, nowSeconds, handedOut = never) {
      for (const complaint of complaints) count(complaint, nowSeconds, handedOut)
    },
    importCsv: (bytes) =>
      importComplaintCsv(bytes, (one) => count(bareComplaint(one), Number.POSITIVE_INFINITY, never)),
    importLines: (bytes) =>
      importComplaintLines(bytes, (one) => count(bareComplaint(one), Number.POSITIVE_INFINITY, never)),
    close(beforeSeconds) {
      const closed: Bucket[] = []
      for (const [key, bucket] of open) {
        if (bucket.at + bucketSeconds > beforeSeconds) continue
        open.delete(key)
        closed.push(closeComplaints(bucket))
      }
      closedBefore = Math.max(closedBefore, beforeSeconds)
      return closed.sort((a, b) => a.at - b.at)
    },
    retarget(next) {
      names = seriesByName(next)
      otherwise = next.series
    },
  }
}
