// Requests that were read and wait to be counted. Counting them in loops of their own lets the loads of many lines wait for memory at
// the same time, where line by line each would wait alone.
import type { AccessFields } from './fields.ts'

/** So many that a loop pays, so few that all of them stay in the first cache. */
export const batchRequests = 256

/** Words of a request in `RequestBatch.words`: a line of the cache. Below is what stands where. */
export const requestWords = 16
/** 0: the line named no address; else 4 or 6, and four words as in `AddressWords`. */
export const familyAt = 0
export const clientAt = 1
/** 2 for 2xx. */
export const statusClassAt = 5
export const methodAt = 6
export const pathFromAt = 7
export const pathToAt = 8
export const pathHashAt = 9
export const queryHashAt = 10
export const referrerFromAt = 11
export const referrerToAt = 12
export const referrerHashAt = 13
export const agentFromAt = 14
export const agentToAt = 15

export interface RequestBatch {
  length: number
  readonly words: Int32Array
  readonly agentHash: Int32Array
  readonly size: Float64Array
  readonly country: Uint16Array
}

export function createRequestBatch(): RequestBatch {
  return {
    length: 0,
    words: new Int32Array(batchRequests * requestWords),
    agentHash: new Int32Array(batchRequests),
    size: new Float64Array(batchRequests),
    country: new Uint16Array(batchRequests),
  }
}

/** Adds what one line says; the caller sees to it that there is room. */
export function addRequest(batch: RequestBatch, fields: AccessFields): void {
  const { words } = batch
  const { client, status } = fields
  const index = batch.length++
  const at = index * requestWords
  words[at] = client.family
  words[at + clientAt] = client.first
  if (client.family === 6) {
    words[at + clientAt + 1] = client.second
    words[at + clientAt + 2] = client.third
    words[at + clientAt + 3] = client.fourth
  }
  batch.size[index] = fields.size
  // A hundredth of a number up to 999 without a division.
  words[at + statusClassAt] = status > 999 ? 0 : Math.imul(status, 5243) >> 19
  words[at + methodAt] = fields.method
  words[at + pathFromAt] = fields.pathFrom
  words[at + pathToAt] = fields.pathTo
  words[at + pathHashAt] = fields.pathHash
  words[at + queryHashAt] = fields.queryHash
  words[at + referrerFromAt] = fields.referrerFrom
  words[at + agentFromAt] = fields.agentFrom
  // Behind the start of what a line does not have, nobody looks.
  if (fields.referrerFrom < 0 && fields.agentFrom < 0) return
  words[at + referrerToAt] = fields.referrerTo
  words[at + referrerHashAt] = fields.referrerHash
  words[at + agentToAt] = fields.agentTo
  batch.agentHash[index] = fields.agentHash
}
