// A request of a MISP client: who asks, what for, and the forms of the answers.
import { createHash } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import { refusedByLimits } from '#kernel/limits.ts'
import type { Reader } from '#kernel/reader.ts'
import type { RawAnswer, RawRequest } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import { importMisp, listMisp } from '../../../api/misp.ts'
import type { KeptMispEvent } from '../../../model/misp/kept.ts'
import { mispEventRecord } from '../../../rules/misp/event-record.ts'
import type { MispPath } from '../../../rules/misp/paths.ts'
import { depthOf, isJson, type Json, mispBudget, uuidOf } from '../../../rules/misp/taking.ts'
import { eventSubject, type MispRoom } from '../desk.ts'
import { textOf } from '../import.ts'
import type { Speaker } from '../keep-remarks.ts'

export interface MispCall {
  room: MispRoom
  reader: Reader
  view: View
  path: MispPath
  /** The third word of the address: a UUID, mostly. */
  about: string
  body: unknown
  /** What is asked, from the address, the query and the body; the body counts most. */
  asked: Json
  url: string
  /** The tag of the answer that the peer has. */
  knownTag: string | null
}

export type MispAnswer = Extract<RawAnswer, { status: number }>

export function answer(status: number, value: unknown, headers: Record<string, string> = {}): MispAnswer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value), headers }
}

/** The same answer has the same tag; a peer that has it is told that, and nothing more. */
export function tagged({ knownTag }: Pick<MispCall, 'knownTag'>, made: MispAnswer): MispAnswer {
  const etag = `"${createHash('sha256').update(String(made.body)).digest('base64url')}"`
  const headers = { ...made.headers, etag, 'cache-control': 'private, no-cache', vary: 'authorization' }
  const known = knownTag?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
  return known ? { status: 304, type: made.type, body: '', headers } : { ...made, headers }
}

/** As MISP words its refusals; `errors` is what its libraries show. */
export function refusal(status: number, message: string, url: string): MispAnswer {
  const name = STATUS_CODES[status] ?? 'Error'
  return answer(status, { name, message, url, errors: message })
}

/**
 * The key of MISP stands in the header by itself; a bearer token is taken too. A cookie counts only where nothing is changed, which
 * the platform sees to.
 */
export function readerOf(request: RawRequest): Promise<Reader> {
  const { authorization } = request.headers
  const bare = authorization !== undefined && !/^\s*[A-Za-z]+\s/.test(authorization)
  return bare ? request.reader(`Bearer ${authorization.trim()}`) : request.reader()
}

/** Undefined when the reader may; otherwise why not. */
export function whyNotRead(reader: Reader): string | undefined {
  if (reader.kind === 'public')
    return 'Authentication failed. Please make sure you pass the API key of an API enabled user along in the Authorization header.'
  return refusedByLimits(reader, { name: listMisp.name, does: 'query' })?.detail ?? limited(reader, 'query')
}

export function mayWrite(reader: Reader): boolean {
  const { who } = importMisp.policy
  const named = Array.isArray(who) && reader.roles.some((role) => who.includes(role))
  return named && refusedByLimits(reader, { name: importMisp.name, does: 'action' }) === undefined
}

function limited(reader: Reader, does: 'query' | 'action'): string | undefined {
  const refused = refusedByLimits(reader, { name: listMisp.name, does })
  return refused && 'This key is not for that.'
}

export const mayNot = (call: MispCall) => refusal(403, 'You do not have permission to do that.', call.url)
export const notFound = (call: MispCall, what = 'event') => refusal(404, `Invalid ${what}`, call.url)

export function eventFor({ room, view }: MispCall, value: unknown): Promise<Held<KeptMispEvent> | undefined> {
  const uuid = uuidOf(value)
  return uuid === null
    ? Promise.resolve(undefined)
    : room.journal.reads.one(mispEventRecord, view, eventSubject(view.realm, uuid))
}

/** What is pushed is the word of the organisation whose key it came with, whomever else it names. */
export function speakerOf({ room, reader, view }: MispCall): Speaker {
  return { view, verb: 'federate.importMisp', organisation: reader.organisation ?? room.journal.home, via: null }
}

/** Undefined when the body is no JSON within bounds. An empty one asks for nothing in particular. */
export function bodyOf(bytes: Uint8Array): { body: unknown } | undefined {
  if (bytes.byteLength === 0) return { body: {} }
  const text = textOf(bytes)
  if (depthOf(text) > mispBudget.depth) return undefined
  try {
    return { body: JSON.parse(text) }
  } catch {
    return undefined
  }
}

export function askedOf(path: MispPath, query: URLSearchParams, body: unknown): Json {
  const asked: Json = Object.create(null)
  for (const [key, value] of [
    ...Object.entries(path.named),
    ...query.entries(),
    ...(isJson(body) ? Object.entries(body) : []),
  ])
    if (key !== '__proto__') asked[key] = value
  return asked
}
