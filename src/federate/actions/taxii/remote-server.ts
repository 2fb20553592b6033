// Asking other TAXII servers: every request goes through the room's fetcher, bounded in size and time.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Got } from '#platform/fetch/index.ts'
import { taxiiType } from '../../rules/taxii/media-types.ts'
import { type JsonBudget, strictJson } from '../../wire/strict-json.ts'
import type { FederateRoom } from '../room.ts'

export interface Login {
  username: string | null
  secret: string | null
}
export interface Answered {
  value: unknown
  got: Got
}

const budget: JsonBudget = { maxBytes: 32 * 1024 * 1024, maxDepth: 60, maxValues: 2_000_000 }
const timeoutMs = 60_000

/** Refusals: not-reached (with what happened), too-slow-down (it asks us to wait: the headers are in `detail`). */
export async function ask(room: FederateRoom, url: string, login: Login): Promise<Reply<Answered>> {
  const got = await room.fetcher.get(url, {
    accept: taxiiType,
    headers: credentials(login),
    ...{ maxBytes: budget.maxBytes, timeoutMs },
  })
  return got.ok ? read(got.value, 200) : refuse(got.refusal, got.detail)
}

export async function send(room: FederateRoom, url: string, login: Login, body: string): Promise<Reply<Answered>> {
  const got = await room.fetcher.post(url, {
    ...{ body, contentType: taxiiType, headers: { ...credentials(login) } },
    ...{ maxBytes: budget.maxBytes, timeoutMs },
  })
  return got.ok ? read(got.value, 202) : refuse(got.refusal, got.detail)
}

function credentials({ username, secret }: Login): Record<string, string> {
  if (secret === null) return {}
  if (username === null) return { authorization: `Bearer ${secret}` }
  return { authorization: `Basic ${Buffer.from(`${username}:${secret}`, 'utf8').toString('base64')}` }
}

function read(got: Got, expected: number): Reply<Answered> {
  if (got.status !== expected) return refuse('not-reached', why(got))
  const value = strictJson(got.bytes, budget)
  return value.ok
    ? done({ value: value.value, got })
    : refuse('not-reached', `The answer cannot be read: ${value.detail}`)
}

function why({ status, headers }: Got): string {
  const wait = headers['retry-after'] ? ` It asks to wait: ${headers['retry-after'].slice(0, 60)}.` : ''
  if (status === 401 || status === 403)
    return `It does not let us in (status ${status}): check the user name and the token.`
  if (status === 404) return 'There is no such collection, or not for us (status 404).'
  if (status === 406 || status === 415) return `It does not speak TAXII 2.1 (status ${status}).`
  return `It answered with the status ${status}.${wait}`
}
