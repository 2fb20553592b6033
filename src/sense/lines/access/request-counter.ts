// Counts requests into buckets: one for each series and ten seconds, in whatever order the times come.
import { type Bucket, webShapes } from '../../model/bucket.ts'
import { hashWord, hashWords } from '../../tally/hash.ts'
import { addHash } from '../../tally/hyperloglog.ts'
import { type AddressWords, addressText } from '../address.ts'
import { browserAgent, createAgentClasses, emptyAgent, robotAgent, toolAgent } from './agents.ts'
import { type AccessFields, absent, getMethod, postMethod } from './fields.ts'
import { addHash32, nameHeavy } from './heavy-hashes.ts'
import { createHostFinder, createReferrerJudge, type HostTargets } from './hosts.ts'
import { addToRow, bucketSeconds, closeBucket, type HeavyLimits, type OpenBucket, openBucket } from './open-bucket.ts'
import { isAsset, maskedPath, shownText } from './paths.ts'

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
  /** Whether it went into a bucket; else it was said to `lose` why. */
  count(bytes: Uint8Array, fields: AccessFields): boolean
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

const shape = Object.fromEntries(webShapes.map((name, index) => [name, index])) as Record<
  (typeof webShapes)[number],
  number
>
/** By class of agent; -1: no shape. */
const agentShapes = new Int8Array(8).fill(-1)
agentShapes[emptyAgent] = shape['empty-agent']
agentShapes[toolAgent] = shape['tool-agent']
agentShapes[browserAgent] = shape['browser-agent']
agentShapes[robotAgent] = shape['robot-agent']

export function createRequestCounter(options: CounterOptions, lose: (reason: string) => void): RequestCounter {
  const { countries, maxOpen, heavy } = options
  const agentClass = createAgentClasses()
  const series = new Map<string, SeriesBuckets>()
  /** In order of opening. */
  const open = new Set<OpenBucket>()
  let done: Bucket[] = []
  let closedBefore = Number.NEGATIVE_INFINITY
  let findSeries = createHostFinder(options, keepSeries)
  let isKnown = createReferrerJudge(options)

  function keepSeries(id: string): SeriesBuckets {
    const kept = series.get(id) ?? { id, open: new Map<number, OpenBucket>(), last: null }
    series.set(id, kept)
    return kept
  }

  function finish(bucket: OpenBucket): void {
    open.delete(bucket)
    const kept = series.get(bucket.series)
    kept?.open.delete(bucket.at)
    if (kept?.last === bucket) kept.last = null
    if (done.length < mostDone) done.push(closeBucket(bucket, countries.code, heavy))
    else lose('bucket-overflow')
  }

  function bucketAt(kept: SeriesBuckets, at: number): OpenBucket {
    if (kept.last !== null && kept.last.at === at) return kept.last
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

  /** Country and hash of the client, and its place among the biggest. */
  function countClient(bucket: OpenBucket, client: AddressWords): number {
    const { family, first, second, third, fourth } = client
    if (family === 0) {
      lose('no-client')
      return countries.unknown
    }
    const hash = family === 4 ? hashWord(first) : hashWords(first, second, third, fourth)
    addHash(bucket.sources, hash)
    const place = addHash32(bucket.heavySources, hash | 0)
    if (place >= 0) nameHeavy(bucket.heavySources, place, addressText(client))
    return family === 4 ? countries.of4(first) : countries.of6(first >>> 0, second >>> 0)
  }

  function countPath(bucket: OpenBucket, bytes: Uint8Array, fields: AccessFields): void {
    addHash(bucket.paths, fields.pathHash)
    const place = addHash32(bucket.heavyPaths, fields.pathHash)
    if (place >= 0) nameHeavy(bucket.heavyPaths, place, maskedPath(bytes, fields.pathFrom, fields.pathTo))
    if (fields.queryHash === 0) return
    bucket.asked++
    addHash(bucket.askedPaths, fields.pathHash)
    addHash(bucket.askedPairs, fields.queryHash)
  }

  function mark(bucket: OpenBucket, index: number, size: number): void {
    bucket.shapeRequests[index] = (bucket.shapeRequests[index] as number) + 1
    bucket.shapeBytes[index] = (bucket.shapeBytes[index] as number) + size
  }

  function countShapes(bucket: OpenBucket, bytes: Uint8Array, fields: AccessFields): void {
    const { size, method, status } = fields
    if (method === postMethod) mark(bucket, shape.post, size)
    else if (method === getMethod && fields.pathTo > fields.pathFrom) {
      mark(bucket, isAsset(bytes, fields.pathFrom, fields.pathTo) ? shape.asset : shape.page, size)
    }
    if (status >= 500) mark(bucket, shape['server-error'], size)
    else if (status >= 400) mark(bucket, shape['client-error'], size)
    if (fields.referrerFrom !== absent) {
      if (fields.referrerFrom === fields.referrerTo) mark(bucket, shape['no-referrer'], size)
      else if (isKnown(bytes, fields.referrerFrom, fields.referrerTo, fields.referrerHash)) {
        mark(bucket, shape['known-referrer'], size)
      }
    }
    if (fields.agentFrom === absent) return
    const index = agentShapes[agentClass(bytes, fields.agentFrom, fields.agentTo, fields.agentHash)] as number
    if (index >= 0) mark(bucket, index, size)
    const place = addHash32(bucket.heavyAgents, fields.agentHash)
    if (place >= 0) nameHeavy(bucket.heavyAgents, place, shownText(bytes, fields.agentFrom, fields.agentTo))
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
      const whole = Math.floor(at)
      const bucket = bucketAt(kept, whole - (whole % bucketSeconds))
      if (bucket.marks.length > 0) lose('late')
      bucket.lines++
      const country = countClient(bucket, fields.client)
      const statusClass = fields.status > 999 ? 0 : Math.trunc(fields.status / 100)
      addToRow(bucket, country, statusClass, fields.size)
      if (fields.pathTo > fields.pathFrom) countPath(bucket, bytes, fields)
      countShapes(bucket, bytes, fields)
      return true
    },
    close(beforeSeconds) {
      for (const bucket of [...open]) if (bucket.at + bucketSeconds <= beforeSeconds) finish(bucket)
      closedBefore = Math.max(closedBefore, beforeSeconds)
      const finished = done
      done = []
      return finished.sort((a, b) => a.at - b.at)
    },
    retarget(targets) {
      findSeries = createHostFinder(targets, keepSeries)
      isKnown = createReferrerJudge(targets)
    },
  }
  return counter
}
