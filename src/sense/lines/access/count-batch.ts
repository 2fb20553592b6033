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
import {
  agentFromAt,
  agentToAt,
  clientAt,
  familyAt,
  methodAt,
  pathFromAt,
  pathHashAt,
  pathToAt,
  queryHashAt,
  type RequestBatch,
  referrerFromAt,
  referrerHashAt,
  referrerToAt,
  requestWords,
  statusClassAt,
} from './request-batch.ts'
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

/** A run of requests of one bucket, from `from` (included) to `to` (excluded). `bytes`: where their texts stand. */
export interface Run {
  readonly bucket: OpenBucket
  readonly batch: RequestBatch
  readonly from: number
  readonly to: number
  readonly bytes: Uint8Array
}

// Words are read at `at`, the beginning of a request in `words`; they are there by how batches are made, hence `as number`.

/** Counts a run whose countries are known. */
export function countRun(run: Run, judges: TextJudges): void {
  const { bucket, batch, from, to } = run
  bucket.lines += to - from
  countSources(run)
  for (let index = from; index < to; index++) {
    const statusClass = batch.words[index * requestWords + statusClassAt] as number
    addToRow(bucket, batch.country[index] as number, statusClass, batch.size[index] as number)
  }
  countPaths(run)
  countAnswers(run)
  countSayings(run, judges)
  lookAtBiggest(run, judges)
}

function sourceHash(words: Int32Array, at: number): number {
  const client = at + clientAt
  if (words[at + familyAt] === 4) return hashWord(words[client] as number)
  return hashWords(
    words[client] as number,
    words[client + 1] as number,
    words[client + 2] as number,
    words[client + 3] as number,
  )
}

function countSources({ bucket, batch: { words }, from, to }: Run): void {
  const { sources } = bucket
  for (let at = from * requestWords; at < to * requestWords; at += requestWords) {
    if (words[at + familyAt] !== 0) addHash(sources, sourceHash(words, at))
  }
}

function countPaths({ bucket, batch: { words }, from, to }: Run): void {
  const { paths } = bucket
  for (let at = from * requestWords; at < to * requestWords; at += requestWords) {
    if (words[at + pathToAt] === words[at + pathFromAt]) continue
    const hash = words[at + pathHashAt] as number
    addHash(paths, hash)
    if (words[at + queryHashAt] === 0) continue
    bucket.asked++
    addHash(bucket.askedPaths, hash)
    addHash(bucket.askedPairs, words[at + queryHashAt] as number)
  }
}

function mark(bucket: OpenBucket, index: number, size: number): void {
  bucket.shapeRequests[index] = (bucket.shapeRequests[index] as number) + 1
  bucket.shapeBytes[index] = (bucket.shapeBytes[index] as number) + size
}

/** What was asked for, and whether it went wrong. */
function countAnswers({ bucket, batch, from, to, bytes }: Run): void {
  const { words } = batch
  for (let index = from; index < to; index++) {
    const at = index * requestWords
    const size = batch.size[index] as number
    const method = words[at + methodAt]
    const pathFrom = words[at + pathFromAt] as number
    const pathTo = words[at + pathToAt] as number
    if (method === postMethod) mark(bucket, shape.post, size)
    else if (method === getMethod && pathTo !== pathFrom) {
      mark(bucket, isAsset(bytes, pathFrom, pathTo) ? shape.asset : shape.page, size)
    }
    const statusClass = words[at + statusClassAt] as number
    if (statusClass >= 4) mark(bucket, statusClass === 4 ? shape['client-error'] : shape['server-error'], size)
  }
}

/** What the client says about where it comes from and what it is. */
function countSayings({ bucket, batch, from, to, bytes }: Run, { isKnown, agentClass }: TextJudges): void {
  const { words } = batch
  for (let index = from; index < to; index++) {
    const at = index * requestWords
    const size = batch.size[index] as number
    const referrer = words[at + referrerFromAt] as number
    if (referrer !== absent) {
      const referrerTo = words[at + referrerToAt] as number
      if (referrer === referrerTo) mark(bucket, shape['no-referrer'], size)
      else if (isKnown(bytes, referrer, referrerTo, words[at + referrerHashAt] as number)) {
        mark(bucket, shape['known-referrer'], size)
      }
    }
    const agent = words[at + agentFromAt] as number
    if (agent === absent) continue
    const kind = agentClass(bytes, agent, words[at + agentToAt] as number, batch.agentHash[index] as number)
    if (agentShapes[kind] !== -1) mark(bucket, agentShapes[kind] as number, size)
  }
}

/** The three tables of the biggest: of all requests while they are few, then of a sample, with bounds that say so. */
function lookAtBiggest(run: Run, judges: TextJudges): void {
  const { sampler } = run.bucket
  for (let index = run.from; index < run.to; index++) {
    if (sampler.step > 0) {
      // Leaps over those that the sample leaves out, as if each had been asked for.
      const leap = Math.min(run.to - index, Math.floor(sampler.credit))
      sampler.credit -= leap
      index += leap
      if (index >= run.to) return
    }
    const weight = sample(sampler, 1)
    if (weight === 0) continue
    look(run, index, weight, judges)
    if (sampler.hits >= allLooked) setStep(sampler, sampler.step === 0 ? firstStep : sampler.step * 2)
  }
}

function look({ bucket, batch, bytes }: Run, index: number, weight: number, judges: TextJudges): void {
  const { words } = batch
  const at = index * requestWords
  if (words[at + familyAt] !== 0) {
    const place = addHash32(bucket.heavySources, sourceHash(words, at) | 0, weight)
    if (place >= 0) nameHeavy(bucket.heavySources, place, clientText(words, at))
  }
  const pathFrom = words[at + pathFromAt] as number
  const pathTo = words[at + pathToAt] as number
  if (pathTo > pathFrom) {
    const hash = words[at + pathHashAt] as number
    const place = addHash32(bucket.heavyPaths, hash, weight)
    if (place >= 0) nameHeavy(bucket.heavyPaths, place, judges.pathNames(bytes, pathFrom, pathTo, hash))
  }
  const agentFrom = words[at + agentFromAt] as number
  if (agentFrom === absent) return
  const hash = batch.agentHash[index] as number
  const place = addHash32(bucket.heavyAgents, hash, weight)
  if (place < 0) return
  nameHeavy(bucket.heavyAgents, place, judges.agentNames(bytes, agentFrom, words[at + agentToAt] as number, hash))
}

function clientText(words: Int32Array, at: number): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = words.subarray(at + clientAt, at + clientAt + 4)
  return addressText({ family: words[at + familyAt] === 4 ? 4 : 6, first, second, third, fourth })
}
