// Fetching what a provider offers: only from open addresses, bounded, and never from another host than was asked.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { type JsonLimits, readJson } from '../../rules/advisories/read-json.ts'
import type { AdvisoryRoom } from './room.ts'

const timeoutMs = 30_000

/** https, and http only to a private host that the administrator has named. */
export function isOpenAddress({ settings }: Pick<AdvisoryRoom, 'settings'>, url: string): boolean {
  if (url.length > 2000 || !URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && settings.fetchAllow.includes(hostname))
}

export interface Fetched {
  bytes: Uint8Array
  finalUrl: string
}

/** Refusals: those of the fetcher, `not-there` (404, 410), `bad-status`, `other-host`. */
export async function fetchFrom(
  room: Pick<AdvisoryRoom, 'fetcher' | 'settings'>,
  url: string,
  options: { accept: string; maxBytes: number; mayMove?: boolean },
): Promise<Reply<Fetched>> {
  if (!isOpenAddress(room, url)) return refuse('bad-address', `${url.slice(0, 300)} is no https address.`)
  const { accept, maxBytes, mayMove = false } = options
  const got = await room.fetcher.get(url, { accept, maxBytes, timeoutMs })
  if (!got.ok) return refuse(got.refusal, `${url.slice(0, 300)}: ${got.detail ?? got.refusal}`)
  const { status, bytes, finalUrl } = got.value
  if (!mayMove && new URL(finalUrl).host !== new URL(url).host)
    return refuse('other-host', `${url.slice(0, 300)} leads to another host (${new URL(finalUrl).host}).`)
  if (!isOpenAddress(room, finalUrl))
    return refuse('other-host', `${url.slice(0, 300)} leads to an unprotected address.`)
  if (status === 404 || status === 410) return refuse('not-there', `${url.slice(0, 300)} is not there.`)
  if (status < 200 || status > 299) return refuse('bad-status', `${url.slice(0, 300)} answered ${status}.`)
  return done({ bytes, finalUrl })
}

const listLimits: JsonLimits = { characters: 40_000_000, depth: 40, values: 3_000_000 }

export async function fetchJson(
  room: Pick<AdvisoryRoom, 'fetcher' | 'settings'>,
  url: string,
  options: { maxBytes: number; mayMove?: boolean },
): Promise<Reply<{ value: unknown; finalUrl: string }>> {
  const got = await fetchFrom(room, url, { ...options, accept: 'application/json' })
  if (!got.ok) return got
  const value = readJson(textOf(got.value.bytes), listLimits)
  if (!value.ok) return refuse(value.refusal, `${url.slice(0, 300)}: ${value.detail ?? value.refusal}`)
  return done({ value: value.value, finalUrl: got.value.finalUrl })
}

export async function fetchText(
  room: Pick<AdvisoryRoom, 'fetcher' | 'settings'>,
  url: string,
  maxBytes: number,
): Promise<Reply<string>> {
  const got = await fetchFrom(room, url, { accept: 'text/plain, */*', maxBytes })
  return got.ok ? done(textOf(got.value.bytes)) : got
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
