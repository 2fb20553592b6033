// When things of a scenario are to happen: spans like `1d 2h 30m`, dates of the story, and chains of injects.
import { type Instant, instant } from '#kernel/time.ts'
import type { Inject, Moment, Scenario, Span } from '../../model/scenario.ts'

const milliseconds = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const

/** `1d 2h 30m` in milliseconds. What is no span throws: the schema of a scenario lets none through. */
export function spanMs(span: Span): number {
  return span.split(' ').reduce((sum, part) => {
    const unit = milliseconds[part.at(-1) as keyof typeof milliseconds]
    const amount = Number(part.slice(0, -1))
    if (unit === undefined || !Number.isFinite(amount)) throw new RangeError(`${span} is no span of time`)
    return sum + amount * unit
  }, 0)
}

/** The shortest text that `spanMs` reads as the same; whole seconds. */
export function spanOf(ms: number): Span {
  let left = Math.max(0, Math.round(ms / 1_000)) * 1_000
  const parts: string[] = []
  for (const [unit, size] of Object.entries(milliseconds)) {
    const amount = Math.floor(left / size)
    left -= amount * size
    if (amount > 0) parts.push(`${amount}${unit}`)
  }
  return parts.join(' ') || '0s'
}

/** A moment of the story, in milliseconds since 1970. */
export function momentMs(moment: Moment, startsAt: Instant): number {
  return moment.includes('T') ? Date.parse(moment) : Date.parse(startsAt) + spanMs(moment)
}

export function momentOf(ms: number): Instant {
  return instant(new Date(ms))
}

/**
 * When each inject is planned, in milliseconds since 1970. One that comes after another is planned by that one's plan; when it is played,
 * it follows what really happened. Those in a ring, or after one that is not there, are left out.
 */
export function plannedMoments({ startsAt, injects }: Pick<Scenario, 'startsAt' | 'injects'>): Map<string, number> {
  const byId = new Map(injects.map((one) => [one.id, one]))
  const planned = new Map<string, number>()
  const lost = new Set<string>()
  for (const inject of injects) {
    const chain: Inject[] = []
    const seen = new Set<string>()
    let at: Inject | undefined = inject
    while (at && !planned.has(at.id) && at.at === undefined && at.after && !seen.has(at.id) && !lost.has(at.id)) {
      seen.add(at.id)
      chain.push(at)
      at = byId.get(at.after.inject)
    }
    if (!at || seen.has(at.id) || lost.has(at.id)) {
      for (const one of chain) lost.add(one.id)
      continue
    }
    if (at.at !== undefined && !planned.has(at.id)) planned.set(at.id, momentMs(at.at, startsAt))
    for (const one of chain.reverse()) {
      const before = one.after && planned.get(one.after.inject)
      if (before !== undefined && one.after) planned.set(one.id, before + spanMs(one.after.by))
    }
  }
  return planned
}
