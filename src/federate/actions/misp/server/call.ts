// A request of a MISP client: who asks, what for, and the forms of the answers.
import { STATUS_CODES } from 'node:http'
import { refusedByLimits } from '#kernel/limits.ts'
import type { Reader } from '#kernel/reader.ts'
import type { RawAnswer, RawRequest } from '#platform/http/types.ts'
import type { View } from '#platform/journal/index.ts'
import { importMisp, listMisp } from '../../../api/misp.ts'
import type { MispPath } from '../../../rules/misp/paths.ts'
import { depthOf, isJson, type Json, mispBudget } from '../../../rules/misp/taking.ts'
import type { MispRoom } from '../desk.ts'
import { textOf } from '../import.ts'

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
}

export type MispAnswer = Extract<RawAnswer, { status: number }>

export function answer(status: number, value: unknown, headers: Record<string, string> = {}): MispAnswer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value), headers }
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
