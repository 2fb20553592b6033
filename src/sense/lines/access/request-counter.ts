// Counts requests into buckets: one for each series and ten seconds, in whatever order the times come.
import type { Bucket } from '../../model/bucket.ts'
import { createAgentClasses } from './agents.ts'
import { countRun, type TextJudges } from './count-batch.ts'
import type { AccessFields } from './fields.ts'
import { createHostFinder, createReferrerJudge, type HostTargets } from './hosts.ts'
import { bucketSeconds, closeBucket, type HeavyLimits, type OpenBucket, openBucket } from './open-bucket.ts'
import { maskedPath, shownText } from './paths.ts'
import {
  addRequest,
  batchRequests,
  clientAt,
  createRequestBatch,
  familyAt,
  type RequestBatch,
  requestWords,
} from './request-batch.ts'
import { createTextNames } from './text-names.ts'

/** Countries as small numbers from 0 to 65,535, so that no text is looked up for each line. */
export interface CountryFinder {
  of4(address: number): number
  /** The upper half of the address, as unsigned words. */
  of6(first: number, second: number): number
  /** Of what is no address. */
  readonly unknown: number
  code(index: number): string
}

export interface CounterOptions extends HostTargets {
  countries: CountryFinder
  /** Open at once, over all series; what is beyond is closed early, oldest first, and comes in parts. */
  maxOpen: number
  heavy: HeavyLimits
}

export interface RequestCounter {
  /** Whether it goes into a bucket; else it was said to `lose` why. Its texts must stay where they are until `settle`. */
  count(bytes: Uint8Array, fields: AccessFields): boolean
  /** Counts what waits: before the bytes of the lines so far may change. */
  settle(): void
  close(beforeSeconds: number): Bucket[]
  retarget(targets: HostTargets): void
  /** The clock in seconds since 1970, where there is one. */
  now: number | null
}

interface SeriesBuckets {
  readonly id: string
  readonly open: Map<number, OpenBucket>
  last: OpenBucket | null
}

/** Finished buckets that wait to be fetched: far more than a caller that closes now and then lets come together. */
const mostDone = 4096
const mostAheadSeconds = 3600
const lastSecond = 253_402_300_799 // of the year 9999

/** Requests of a batch that follow each other into one bucket. */
function createRuns() {
  return {
    count: 0,
    buckets: Array<OpenBucket | null>(batchRequests).fill(null),
    starts: new Int32Array(batchRequests + 1),
  }
}

/** Nothing here depends on the line before, so the searches of many lines overlap. */
function setCountries(batch: RequestBatch, countries: CountryFinder): void {
  const { length, words, country } = batch
  for (let index = 0; index < length; index++) {
    const at = index * requestWords
    const first = words[at + clientAt] as number
    const family = words[at + familyAt]
    if (family === 4) country[index] = countries.of4(first)
    else if (family === 0) country[index] = countries.unknown
    else country[index] = countries.of6(first >>> 0, (words[at + clientAt + 1] as number) >>> 0)
  }
}

export function createRequestCounter(options: CounterOptions, lose: (reason: string) => void): RequestCounter {
  const { countries, maxOpen, heavy } = options
  const batch = createRequestBatch()
  const runs = createRuns()
  const series = new Map<string, SeriesBuckets>()
  /** In order of opening. */
  const open = new Set<OpenBucket>()
  let done: Bucket[] = []
  let closedBefore = Number.NEGATIVE_INFINITY
  let findSeries = createHostFinder(options, keepSeries)
  let judges: TextJudges = {
    agentClass: createAgentClasses(),
    isKnown: createReferrerJudge(options),
    pathNames: createTextNames(maskedPath),
    agentNames: createTextNames(shownText),
  }
  /** Where the texts of the batch stand. */
  let texts: Uint8Array = new Uint8Array(0)

  function keepSeries(id: string): SeriesBuckets {
    const kept = series.get(id) ?? { id, open: new Map<number, OpenBucket>(), last: null }
    series.set(id, kept)
    return kept
  }

  function finish(bucket: OpenBucket): void {
    settle() // some of what waits may be its own
    open.delete(bucket)
    const kept = series.get(bucket.series)
    kept?.open.delete(bucket.at)
    if (kept?.last === bucket) kept.last = null
    if (done.length < mostDone) done.push(closeBucket(bucket, countries.code, heavy))
    else lose('bucket-overflow')
  }

  function bucketAt(kept: SeriesBuckets, at: number): OpenBucket {
    let bucket = kept.open.get(at)
    if (bucket === undefined) {
      const [oldest] = open.size >= maxOpen ? open : []
      if (oldest) finish(oldest)
      bucket = openBucket(kept.id, at, at + bucketSeconds <= closedBefore ? ['late'] : [])
      kept.open.set(at, bucket)
      open.add(bucket)
    }
    kept.last = bucket
    return bucket
  }

  function settle(): void {
    if (batch.length === 0) return
    setCountries(batch, countries)
    runs.starts[runs.count] = batch.length
    for (let run = 0; run < runs.count; run++) {
      const from = runs.starts[run] as number
      const to = runs.starts[run + 1] as number
      countRun({ bucket: runs.buckets[run] as OpenBucket, batch, from, to, bytes: texts }, judges)
    }
    batch.length = 0
    runs.count = 0
  }

  const counter: RequestCounter = {
    now: null,
    count(bytes, fields) {
      const { at } = fields
      if (!(at >= 0 && at <= lastSecond) || (counter.now !== null && at > counter.now + mostAheadSeconds)) {
        lose('clock')
        return false
      }
      const kept = findSeries(bytes, fields.hostFrom, fields.hostTo)
      if (kept === null) {
        lose('no-target')
        return false
      }
      const { last } = kept
      const same = last !== null && at >= last.at && at < last.at + bucketSeconds
      const bucket = same ? last : bucketAt(kept, Math.floor(at / bucketSeconds) * bucketSeconds)
      if (bucket.marks.length > 0) lose('late')
      if (fields.client.family === 0) lose('no-client')
      if (runs.count === 0 || runs.buckets[runs.count - 1] !== bucket) {
        runs.buckets[runs.count] = bucket
        runs.starts[runs.count++] = batch.length
      }
      texts = bytes
      addRequest(batch, fields)
      if (batch.length === batchRequests) settle()
      return true
    },
    settle,
    close(beforeSeconds) {
      settle()
      for (const bucket of [...open]) if (bucket.at + bucketSeconds <= beforeSeconds) finish(bucket)
      closedBefore = Math.max(closedBefore, beforeSeconds)
      const finished = done
      done = []
      return finished.sort((a, b) => a.at - b.at)
    },
    retarget(targets) {
      settle()
      findSeries = createHostFinder(targets, keepSeries)
      judges = { ...judges, isKnown: createReferrerJudge(targets) }
    },
  }
  return counter
}
