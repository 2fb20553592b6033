// One target's ten seconds of web requests while they are counted: small tables of numbers, made into a Bucket when they close.
import { type Bucket, type BucketRow, type Mark, otherCountry, webShapes } from '../../model/bucket.ts'
import { hashWord } from '../../tally/hash.ts'
import { createRegisters, estimateDistinct, registerCount, relativeError } from '../../tally/hyperloglog.ts'
import { cutRows, mergeLimits } from '../../tally/merge.ts'
import { createSampler, type Sampler } from '../../tally/sampler.ts'
import { createHeavyHashes, type HeavyHashes, listHeavyHashes } from './heavy-hashes.ts'

const firstRows = 64
/** Beyond so many, rows are folded at once. There are some 250 countries and five classes of status that occur. */
const mostRows = 2048
/** Room for the class of the status in the key of a row. */
export const classesPerCountry = 16

export const bucketSeconds = 10

export interface OpenBucket {
  readonly series: string
  readonly at: number
  /** Country index * 16 + class of status, plus one: 0 is free. */
  keys: Int32Array
  requests: Float64Array
  bytes: Float64Array
  size: number
  /** What had no room in the table. */
  foldedRequests: number
  foldedBytes: number
  lines: number
  readonly sources: Uint8Array
  readonly paths: Uint8Array
  /** Of requests with a query: distinct paths, and distinct pairs of path and query. */
  readonly askedPaths: Uint8Array
  readonly askedPairs: Uint8Array
  asked: number
  /** By index of `webShapes`. */
  readonly shapeRequests: Float64Array
  readonly shapeBytes: Float64Array
  readonly heavySources: HeavyHashes
  readonly heavyPaths: HeavyHashes
  readonly heavyAgents: HeavyHashes
  /** Which requests the three tables of the biggest get to see: all at first, then a sample. */
  readonly sampler: Sampler
  readonly marks: readonly Mark[]
}

export function openBucket(series: string, at: number, marks: readonly Mark[]): OpenBucket {
  return {
    series,
    at,
    keys: new Int32Array(firstRows),
    requests: new Float64Array(firstRows),
    bytes: new Float64Array(firstRows),
    size: 0,
    foldedRequests: 0,
    foldedBytes: 0,
    lines: 0,
    sources: createRegisters(),
    paths: createRegisters(),
    askedPaths: createRegisters(),
    askedPairs: createRegisters(),
    asked: 0,
    shapeRequests: new Float64Array(webShapes.length),
    shapeBytes: new Float64Array(webShapes.length),
    heavySources: createHeavyHashes(),
    heavyPaths: createHeavyHashes(),
    heavyAgents: createHeavyHashes(),
    sampler: createSampler(hashWord(at)),
    marks,
  }
}

/** Counts one request in its row. */
export function addToRow(bucket: OpenBucket, country: number, statusClass: number, size: number): void {
  const key = country * classesPerCountry + statusClass + 1
  const { keys } = bucket
  const mask = keys.length - 1
  let place = Math.imul(key, 0x9e3779b1) >>> 20
  place &= mask
  while (keys[place] !== key) {
    if (keys[place] === 0) {
      addNewRow(bucket, key, place, size)
      return
    }
    place = (place + 1) & mask
  }
  bucket.requests[place] = (bucket.requests[place] as number) + 1
  bucket.bytes[place] = (bucket.bytes[place] as number) + size
}

function addNewRow(bucket: OpenBucket, key: number, place: number, size: number): void {
  if (bucket.size >= mostRows / 2) {
    bucket.foldedRequests++
    bucket.foldedBytes += size
    return
  }
  bucket.keys[place] = key
  bucket.requests[place] = 1
  bucket.bytes[place] = size
  if (++bucket.size * 2 > bucket.keys.length) growRows(bucket)
}

function growRows(bucket: OpenBucket): void {
  const { keys, requests, bytes } = bucket
  const mask = keys.length * 2 - 1
  bucket.keys = new Int32Array(keys.length * 2)
  bucket.requests = new Float64Array(keys.length * 2)
  bucket.bytes = new Float64Array(keys.length * 2)
  for (let from = 0; from < keys.length; from++) {
    const key = keys[from] as number
    if (key === 0) continue
    let place = (Math.imul(key, 0x9e3779b1) >>> 20) & mask
    while (bucket.keys[place] !== 0) place = (place + 1) & mask
    bucket.keys[place] = key
    bucket.requests[place] = requests[from] as number
    bucket.bytes[place] = bytes[from] as number
  }
}

/** Standard deviation of an estimate: of linear counting (Whang et al. 1990) where it is small, else of the sketch. */
function deviation(count: number): number {
  const load = count / registerCount
  return Math.min(Math.sqrt(registerCount * Math.max(0, Math.exp(load) - load - 1)), relativeError * count)
}

/**
 * Queries that were new on paths that were not: distinct pairs less distinct paths, both estimated. What lies within the error
 * of the two sketches is none, so that ordinary variety is not read as an attack on caches.
 */
export function newQueries(bucket: OpenBucket): number {
  const pairs = estimateDistinct(bucket.askedPairs)
  const paths = estimateDistinct(bucket.askedPaths)
  const found = pairs - paths
  const doubt = Math.max(0.5, 3 * Math.hypot(deviation(pairs), deviation(paths)))
  return found > doubt ? Math.min(bucket.asked, Math.round(found)) : 0
}

function shapesOf(bucket: OpenBucket): Bucket['shapes'] {
  const shapes: Bucket['shapes'] = {}
  for (const [index, name] of webShapes.entries()) {
    const packets = bucket.shapeRequests[index] as number
    if (packets > 0) shapes[name] = { packets, bytes: bucket.shapeBytes[index] as number }
  }
  const random = newQueries(bucket)
  if (random > 0) shapes['random-query'] = { packets: random, bytes: 0 }
  return shapes
}

function rowsOf(bucket: OpenBucket, countryCode: (index: number) => string): BucketRow[] {
  const rows: BucketRow[] = []
  for (let place = 0; place < bucket.keys.length; place++) {
    const key = (bucket.keys[place] as number) - 1
    if (key < 0) continue
    const requests = bucket.requests[place] as number
    rows.push({
      country: countryCode(Math.floor(key / classesPerCountry)),
      part: key % classesPerCountry,
      direction: 'in',
      bytes: bucket.bytes[place] as number,
      packets: requests,
      flows: requests,
    })
  }
  if (bucket.foldedRequests > 0) {
    const { foldedRequests: requests, foldedBytes: bytes } = bucket
    rows.push({ country: otherCountry, part: -1, direction: 'in', bytes, packets: requests, flows: requests })
  }
  return cutRows(rows, mergeLimits.rows, 'web')
}

export interface HeavyLimits {
  sources: number
  paths: number
  agents: number
}

function biggestOf(bucket: OpenBucket, most: HeavyLimits): Bucket['heavy'] {
  const { step } = bucket.sampler
  return [
    ...(most.sources > 0 ? listHeavyHashes(bucket.heavySources, 'source', most.sources, step) : []),
    ...listHeavyHashes(bucket.heavyPaths, 'path', most.paths, step),
    ...listHeavyHashes(bucket.heavyAgents, 'agent', most.agents, step),
  ]
}

/** The finished bucket. Packets are requests here, since requests are what is counted. */
export function closeBucket(bucket: OpenBucket, countryCode: (index: number) => string, most: HeavyLimits): Bucket {
  return {
    series: bucket.series,
    channel: 'web',
    at: bucket.at,
    seconds: bucketSeconds,
    rows: rowsOf(bucket, countryCode),
    records: bucket.lines,
    squares: bucket.lines,
    sources: bucket.sources,
    destinations: bucket.paths,
    heavy: biggestOf(bucket, most),
    shapes: shapesOf(bucket),
    values: null,
    marks: [...bucket.marks],
  }
}
