// Counts a run of requests of one bucket: one loop for each thing that is counted, each over few arrays.
import { webShapes } from '../../model/bucket.ts'
import { hashWord, hashWords } from '../../tally/hash.ts'
import { addHash } from '../../tally/hyperloglog.ts'
import { sample, setStep } from '../../tally/sampler.ts'
import { addressText } from '../address.ts'
import { browserAgent, emptyAgent, robotAgent, toolAgent } from './agents.ts'
import { absent, getMethod, postMethod } from './fields.ts'
import { addHash32, nameHeavy } from './heavy-hashes.ts'
import { addToRow, type OpenBucket } from './open-bucket.ts'
import { isAsset } from './paths.ts'
import type { RequestBatch } from './request-batch.ts'
import type { TextNames } from './text-names.ts'

/** Requests of a bucket of which all are looked at; beyond, one in `firstStep`, and half as many each time as many were seen. */
const allLooked = 4096
const firstStep = 8

/** What knows texts by their bytes, for all buckets of a log. */
export interface TextJudges {
  readonly agentClass: (bytes: Uint8Array, from: number, to: number, hash: number) => number
  readonly isKnown: (bytes: Uint8Array, from: number, to: number, hash: number) => boolean
  readonly pathNames: TextNames
  readonly agentNames: TextNames
}

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

/** Counts the requests `from` (included) to `to` (excluded), whose countries are known. `bytes`: where their texts stand. */
export function countRun(
  bucket: OpenBucket,
  batch: RequestBatch,
  from: number,
  to: number,
  bytes: Uint8Array,
  judges: TextJudges,
): void {
  bucket.lines += to - from
  countSources(bucket, batch, from, to)
  for (let at = from; at < to; at++) {
    addToRow(bucket, batch.country[at] as number, batch.statusClass[at] as number, batch.size[at] as number)
  }
  countPaths(bucket, batch, from, to)
  countAnswers(bucket, batch, from, to, bytes)
  countSayings(bucket, batch, from, to, bytes, judges)
  lookAtBiggest(bucket, batch, from, to, bytes, judges)
}

function sourceHash(batch: RequestBatch, at: number): number {
  const { client } = batch
  const first = client[at * 4] as number
  if (batch.family[at] === 4) return hashWord(first)
  return hashWords(first, client[at * 4 + 1] as number, client[at * 4 + 2] as number, client[at * 4 + 3] as number)
}

function countSources(bucket: OpenBucket, batch: RequestBatch, from: number, to: number): void {
  for (let at = from; at < to; at++) if (batch.family[at] !== 0) addHash(bucket.sources, sourceHash(batch, at))
}

function countPaths(bucket: OpenBucket, batch: RequestBatch, from: number, to: number): void {
  const { pathFrom, pathTo, pathHash, queryHash } = batch
  for (let at = from; at < to; at++) {
    if (pathTo[at] === pathFrom[at]) continue
    addHash(bucket.paths, pathHash[at] as number)
    if (queryHash[at] === 0) continue
    bucket.asked++
    addHash(bucket.askedPaths, pathHash[at] as number)
    addHash(bucket.askedPairs, queryHash[at] as number)
  }
}

function mark(bucket: OpenBucket, index: number, size: number): void {
  bucket.shapeRequests[index] = (bucket.shapeRequests[index] as number) + 1
  bucket.shapeBytes[index] = (bucket.shapeBytes[index] as number) + size
}

/** What was asked for, and whether it went wrong. */
function countAnswers(bucket: OpenBucket, batch: RequestBatch, from: number, to: number, bytes: Uint8Array): void {
  const { method, statusClass, pathFrom, pathTo } = batch
  for (let at = from; at < to; at++) {
    const size = batch.size[at] as number
    if (method[at] === postMethod) mark(bucket, shape.post, size)
    else if (method[at] === getMethod && pathTo[at] !== pathFrom[at]) {
      const asset = isAsset(bytes, pathFrom[at] as number, pathTo[at] as number)
      mark(bucket, asset ? shape.asset : shape.page, size)
    }
    if ((statusClass[at] as number) < 4) continue
    mark(bucket, statusClass[at] === 4 ? shape['client-error'] : shape['server-error'], size)
  }
}

/** What the client says about where it comes from and what it is. */
function countSayings(
  bucket: OpenBucket,
  batch: RequestBatch,
  from: number,
  to: number,
  bytes: Uint8Array,
  { isKnown, agentClass }: TextJudges,
): void {
  const { referrerFrom, referrerTo, referrerHash, agentFrom, agentTo, agentHash } = batch
  for (let at = from; at < to; at++) {
    const size = batch.size[at] as number
    const referrer = referrerFrom[at] as number
    if (referrer !== absent) {
      if (referrer === referrerTo[at]) mark(bucket, shape['no-referrer'], size)
      else if (isKnown(bytes, referrer, referrerTo[at] as number, referrerHash[at] as number)) {
        mark(bucket, shape['known-referrer'], size)
      }
    }
    const agent = agentFrom[at] as number
    if (agent === absent) continue
    const index = agentShapes[agentClass(bytes, agent, agentTo[at] as number, agentHash[at] as number)] as number
    if (index >= 0) mark(bucket, index, size)
  }
}

/** The three tables of the biggest: of all requests while they are few, then of a sample, with bounds that say so. */
function lookAtBiggest(
  bucket: OpenBucket,
  batch: RequestBatch,
  from: number,
  to: number,
  bytes: Uint8Array,
  judges: TextJudges,
): void {
  const { sampler } = bucket
  for (let at = from; at < to; at++) {
    const weight = sample(sampler, 1)
    if (weight === 0) continue
    look(bucket, batch, at, weight, bytes, judges)
    if (sampler.hits >= allLooked) setStep(sampler, sampler.step === 0 ? firstStep : sampler.step * 2)
  }
}

function look(
  bucket: OpenBucket,
  batch: RequestBatch,
  at: number,
  weight: number,
  bytes: Uint8Array,
  judges: TextJudges,
): void {
  if (batch.family[at] !== 0) {
    const place = addHash32(bucket.heavySources, sourceHash(batch, at) | 0, weight)
    if (place >= 0) nameHeavy(bucket.heavySources, place, clientText(batch, at))
  }
  const pathFrom = batch.pathFrom[at] as number
  const pathTo = batch.pathTo[at] as number
  if (pathTo > pathFrom) {
    const hash = batch.pathHash[at] as number
    const place = addHash32(bucket.heavyPaths, hash, weight)
    if (place >= 0) nameHeavy(bucket.heavyPaths, place, judges.pathNames(bytes, pathFrom, pathTo, hash))
  }
  const agentFrom = batch.agentFrom[at] as number
  if (agentFrom === absent) return
  const hash = batch.agentHash[at] as number
  const place = addHash32(bucket.heavyAgents, hash, weight)
  if (place >= 0)
    nameHeavy(bucket.heavyAgents, place, judges.agentNames(bytes, agentFrom, batch.agentTo[at] as number, hash))
}

function clientText({ family, client }: RequestBatch, at: number): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = client.subarray(at * 4, at * 4 + 4)
  return addressText({ family: family[at] === 4 ? 4 : 6, first, second, third, fourth })
}
