// Attempts at passwords and codes: every one is counted before it is looked at.
import { randomBytes } from 'node:crypto'
import { type Refused, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/index.ts'
import { emailKey } from '../rules/email-key.ts'
import { type AttemptKey, attemptKey, begin } from '../store/attempts.ts'
import type { Room } from './room.ts'
import { keyedHash } from './secrets.ts'

const keys = new WeakMap<Room, Promise<Uint8Array>>()

function nodeKey(room: Room): Promise<Uint8Array> {
  let key = keys.get(room)
  if (!key) {
    key = attemptKey(room.journal.sql, randomBytes(32))
    key.catch(() => keys.delete(room))
    keys.set(room, key)
  }
  return key
}

/** The account as it was typed (whether it exists or not) and the address it was typed from. */
export async function signInKeys(room: Room, call: Call, email: string | null): Promise<AttemptKey[]> {
  const key = await nodeKey(room)
  const address: AttemptKey = { what: 'address', key: keyedHash(key, `address:${network(call.edge.address)}`) }
  return email === null ? [address] : [{ what: 'account', key: keyedHash(key, `account:${emailKey(email)}`) }, address]
}

/** For typing one's own password again, while signed in. */
export async function ownKeys(room: Room, person: string): Promise<AttemptKey[]> {
  return [{ what: 'account', key: keyedHash(await nodeKey(room), `person:${person}`) }]
}

/** A home or an office has one IPv4 address but a whole /64 of IPv6 addresses: they count as one. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const middle =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...middle, ...right]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** Counts the attempt, or refuses it without looking at it. */
export async function countAttempt(room: Room, call: Call, tried: readonly AttemptKey[]): Promise<Refused | undefined> {
  const wait = await begin(room.journal.sql, tried, call.now)
  return wait > 0 ? refuse('too-many', `Too many attempts failed. Try again in ${wait} seconds.`) : undefined
}
