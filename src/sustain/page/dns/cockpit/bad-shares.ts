// Which share of vantage points found the usual upstreams not well, over time, from when each changed its mind.
import type { Health } from '../../../model/resolvers.ts'

interface Turn {
  vantage: string
  upstream: string
  at: string
  health: Health
}

export interface BadAsk {
  upstreams: readonly string[]
  /** The newest first. */
  changes: readonly Turn[]
  /** What each says now, for those that did not change their mind in this time. */
  now: readonly Omit<Turn, 'at'>[]
  from: number
  to: number
  steps: number
}

const isBad = (health: Health | undefined) => health === 'failing' || health === 'slow' || health === 'lying'

/** null: nobody had anything to say. Before the first change of a pair nothing is known of it. */
export function badShares({ upstreams, changes, now, from, to, steps }: BadAsk): (number | null)[] {
  const pairs = now.filter(({ upstream }) => upstreams.includes(upstream))
  const turns = pairs.map((pair) => ({
    now: pair.health,
    own: changes
      .filter(({ vantage, upstream }) => vantage === pair.vantage && upstream === pair.upstream)
      .map(({ at, health }) => ({ at: Date.parse(at), health })),
  }))
  return Array.from({ length: steps }, (_, step) => {
    const at = from + ((to - from) * step) / Math.max(1, steps - 1)
    const said = turns
      .map((turn) => (turn.own.length === 0 ? turn.now : turn.own.find((one) => one.at <= at)?.health))
      .filter((health) => health !== undefined && health !== 'unknown')
    return said.length === 0 ? null : said.filter(isBad).length / said.length
  })
}
