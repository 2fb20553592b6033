// Asks sites what robots may read (RFC 9309), remembers it for an hour, and waits between two requests to one site.
import { setTimeout as wait } from 'node:timers/promises'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Clock } from '#platform/clock.ts'
import type { Fetcher } from '#platform/fetch/index.ts'
import { decodeBytes } from '../rules/decode-bytes.ts'
import { everythingAllowed, nothingAllowed, type Robots, readRobots } from './robots.ts'

export interface RobotsKeeper {
  /** Whether a page may be fetched. Refuses `robots` with a sentence. Waits until it is polite to ask. */
  ask(url: string): Promise<Reply<null>>
}

const product = 'Tocsin'
const keptMilliseconds = 3_600_000
const mostSites = 1000
const politeMilliseconds = 1000
const longestMilliseconds = 10_000

interface Site {
  robots: Robots
  until: number
  /** When the next request may go out. */
  next: number
}

export function createRobotsKeeper(fetcher: Fetcher, clock: Clock): RobotsKeeper {
  const sites = new Map<string, Promise<Site>>()

  async function load(origin: string): Promise<Site> {
    const got = await fetcher.get(`${origin}/robots.txt`, {
      accept: 'text/plain',
      maxBytes: 512_000,
      timeoutMs: 10_000,
    })
    const until = clock.now().getTime() + keptMilliseconds
    const site = (robots: Robots): Site => ({ robots, until, next: 0 })
    if (!got.ok) return site(got.refusal === 'too-large' ? everythingAllowed : nothingAllowed)
    const { status, bytes, headers } = got.value
    if (status >= 500 || status === 429) return site(nothingAllowed)
    if (status < 200 || status > 299) return site(everythingAllowed)
    return site(readRobots(decodeBytes(bytes, headers['content-type'] ?? null).text, product))
  }

  async function siteOf(origin: string): Promise<Site> {
    const known = await sites.get(origin)
    // What nobody could read is asked for again at the next poll, not only in an hour.
    if (known && known.until > clock.now().getTime() && known.robots !== nothingAllowed) return known
    const loading = load(origin)
    sites.delete(origin)
    sites.set(origin, loading)
    loading.catch(() => sites.delete(origin))
    const oldest = sites.keys().next()
    if (sites.size > mostSites && !oldest.done) sites.delete(oldest.value)
    return loading
  }

  return {
    async ask(url) {
      const { origin, pathname, search } = new URL(url)
      const site = await siteOf(origin)
      if (site.robots === nothingAllowed) {
        return refuse('robots', 'The site does not say what may be read (its robots.txt cannot be had now).')
      }
      if (!site.robots.allows(`${pathname}${search}`)) {
        return refuse('robots', 'The site asks that this page is not read by programs (robots.txt).')
      }
      const pause = Math.min((site.robots.delaySeconds ?? 0) * 1000, longestMilliseconds)
      const now = Date.now()
      const mine = Math.max(site.next, now)
      site.next = mine + Math.max(pause, politeMilliseconds)
      if (mine > now) await wait(mine - now, undefined, { ref: false })
      return done(null)
    },
  }
}
