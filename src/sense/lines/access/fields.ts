// What one line of an access log says, as positions and numbers in the reader's buffer. Reused for every line.
import { type AddressWords, createAddressWords } from '../address.ts'

export const otherMethod = 0
export const getMethod = 1
export const postMethod = 2

/** The line has no such field at all, which differs from a field that is empty. */
export const absent = -1

export interface AccessFields {
  readonly client: AddressWords
  /** Seconds since 1970 UTC; NaN where the line has no time that can be read. */
  at: number
  /** Virtual host; equal positions where the line names none. */
  hostFrom: number
  hostTo: number
  /** GET and HEAD; POST, PUT, PATCH and DELETE; anything else. */
  method: number
  /** Without the query. Equal positions where the request could not be read: a TLS greeting on a plain port, say. */
  pathFrom: number
  pathTo: number
  pathHash: number
  /** 0: no query. */
  queryHash: number
  /** 0 where the line has none. */
  status: number
  /** Bytes of the answer. */
  size: number
  /** `absent`, or where the text begins; `-` and nothing are an empty text. */
  referrerFrom: number
  referrerTo: number
  referrerHash: number
  agentFrom: number
  agentTo: number
  agentHash: number
  /** Where the line feed of this line stands. */
  end: number
}

export function createAccessFields(): AccessFields {
  return {
    client: createAddressWords(),
    at: 0,
    hostFrom: 0,
    hostTo: 0,
    method: 0,
    pathFrom: 0,
    pathTo: 0,
    pathHash: 0,
    queryHash: 0,
    status: 0,
    size: 0,
    referrerFrom: absent,
    referrerTo: absent,
    referrerHash: 0,
    agentFrom: absent,
    agentTo: absent,
    agentHash: 0,
    end: 0,
  }
}
