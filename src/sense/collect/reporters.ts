// Who reports, without knowing who: keyed hashes of addresses with a secret of the day that is never written anywhere.
import { createHmac, randomBytes } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'

export interface Reporters {
  /**
   * `reporter`: of the address (of an IPv6 address its /64, which is one home); `network`: of its /24 or /48. Both are 96 bits
   * of HMAC-SHA-256; with the secret gone, after a day or with the process, nobody can turn them back.
   */
  hashes(address: string, nowMs: number): { reporter: string; network: string }
}

const dayMs = 86_400_000

export function createReporters(secretOf: () => Uint8Array = () => randomBytes(32)): Reporters {
  let day = -1
  let secret = secretOf()
  const keyed = (text: string) => createHmac('sha256', secret).update(text).digest('base64url').slice(0, 16)
  return {
    hashes(address, nowMs) {
      const today = Math.floor(nowMs / dayMs)
      if (today !== day) {
        day = today
        secret = secretOf()
      }
      const { home, network } = networksOf(address)
      return { reporter: keyed(`reporter ${home}`), network: keyed(`network ${network}`) }
    },
  }
}

/** The part of an address that stands for one reporter, and the network around it. */
export function networksOf(address: string): { home: string; network: string } {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIPv4(plain)) return { home: plain, network: plain.replace(/\.\d+$/, '') }
  if (!isIPv6(plain)) return { home: 'unknown', network: 'unknown' }
  const groups = firstGroups(plain)
  return { home: groups.slice(0, 4).join(':'), network: groups.slice(0, 3).join(':') }
}

/** The eight groups of an IPv6 address without leading zeros; an embedded IPv4 tail does not touch the first four. */
function firstGroups(address: string): string[] {
  const [left = '', right] = address.toLowerCase().split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right ? right.split(':') : []
  const missing = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length)
  return [...head, ...Array<string>(missing).fill('0'), ...tail].map((group) => group.replace(/^0+(?=.)/, ''))
}

export interface RateLimit {
  /** True when one more is within the limit. */
  allow(key: string, nowMs: number): boolean
  readonly size: number
}

/** At most `most` of one key in a window, and at most `mostKeys` keys remembered: a flood of keys is refused as a whole. */
export function createRateLimit(most: number, windowMs: number, mostKeys = 100_000): RateLimit {
  let window = -1
  const counts = new Map<string, number>()
  return {
    get size() {
      return counts.size
    },
    allow(key, nowMs) {
      const current = Math.floor(nowMs / windowMs)
      if (current !== window) {
        window = current
        counts.clear()
      }
      const count = counts.get(key)
      if (count === undefined && counts.size >= mostKeys) return false
      if ((count ?? 0) >= most) return false
      counts.set(key, (count ?? 0) + 1)
      return true
    },
  }
}
