// Requests that were read and wait to be counted, as columns. Counting them in loops of their own lets the loads of many lines
// wait for memory at the same time, where line by line each would wait alone.
import type { AccessFields } from './fields.ts'

/** So many that a loop pays, so few that all columns stay in the first cache. */
export const batchRequests = 256

export interface RequestBatch {
  length: number
  /** 0: the line named no address. */
  readonly family: Uint8Array
  /** Four words a request, as in `AddressWords`. */
  readonly client: Int32Array
  readonly country: Uint16Array
  /** 2 for 2xx. */
  readonly statusClass: Uint8Array
  readonly size: Float64Array
  readonly method: Uint8Array
  readonly pathFrom: Int32Array
  readonly pathTo: Int32Array
  readonly pathHash: Int32Array
  readonly queryHash: Int32Array
  readonly referrerFrom: Int32Array
  readonly referrerTo: Int32Array
  readonly referrerHash: Int32Array
  readonly agentFrom: Int32Array
  readonly agentTo: Int32Array
  readonly agentHash: Int32Array
}

export function createRequestBatch(): RequestBatch {
  const column = () => new Int32Array(batchRequests)
  return {
    length: 0,
    family: new Uint8Array(batchRequests),
    client: new Int32Array(batchRequests * 4),
    country: new Uint16Array(batchRequests),
    statusClass: new Uint8Array(batchRequests),
    size: new Float64Array(batchRequests),
    method: new Uint8Array(batchRequests),
    pathFrom: column(),
    pathTo: column(),
    pathHash: column(),
    queryHash: column(),
    referrerFrom: column(),
    referrerTo: column(),
    referrerHash: column(),
    agentFrom: column(),
    agentTo: column(),
    agentHash: column(),
  }
}

/** Adds what one line says; the caller sees to it that there is room. */
export function addRequest(batch: RequestBatch, fields: AccessFields): void {
  const at = batch.length++
  const { client, status } = fields
  batch.family[at] = client.family
  batch.client[at * 4] = client.first
  if (client.family === 6) {
    batch.client[at * 4 + 1] = client.second
    batch.client[at * 4 + 2] = client.third
    batch.client[at * 4 + 3] = client.fourth
  }
  batch.statusClass[at] = status > 999 ? 0 : Math.trunc(status / 100)
  batch.size[at] = fields.size
  batch.method[at] = fields.method
  batch.pathFrom[at] = fields.pathFrom
  batch.pathTo[at] = fields.pathTo
  batch.pathHash[at] = fields.pathHash
  batch.queryHash[at] = fields.queryHash
  batch.referrerFrom[at] = fields.referrerFrom
  batch.agentFrom[at] = fields.agentFrom
  if (fields.referrerFrom < 0 && fields.agentFrom < 0) return
  batch.referrerTo[at] = fields.referrerTo
  batch.referrerHash[at] = fields.referrerHash
  batch.agentTo[at] = fields.agentTo
  batch.agentHash[at] = fields.agentHash
}
