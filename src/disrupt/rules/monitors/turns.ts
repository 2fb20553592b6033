// Whose turn is it? Each target comes once in its interval; one host is never asked by two at once, and never quicker than is polite.
export interface Due {
  id: string
  /** What is not to be asked too often: the address or zone that answers for it. */
  host: string
}

export interface Politeness {
  /** So many looks at a time in all. */
  most: number
  /** Between two looks at one host. */
  perHostMilliseconds: number
}

/** Hands out what is due, in order, so that no host is asked again before its time. Time is given at each call. */
export function createTurns(due: readonly Due[], { most, perHostMilliseconds }: Politeness) {
  const waiting = new Map<string, Due[]>()
  for (const one of due) {
    const line = waiting.get(one.host)
    if (line) line.push(one)
    else waiting.set(one.host, [one])
  }
  const order = [...waiting.keys()]
  const freeAt = new Map<string, number>()
  const busy = new Set<string>()
  return {
    /** The next that may be asked now; how long to wait until one may; or null when all were handed out. */
    next(now: number): Due | { waitMilliseconds: number } | null {
      if (busy.size >= most) return { waitMilliseconds: Number.POSITIVE_INFINITY }
      let soonest = Number.POSITIVE_INFINITY
      for (let looked = order.length; looked > 0; looked--) {
        const host = order.shift() as string
        const line = waiting.get(host) as Due[]
        const at = busy.has(host) ? Number.POSITIVE_INFINITY : (freeAt.get(host) ?? 0)
        if (at > now) {
          soonest = Math.min(soonest, at)
          order.push(host)
          continue
        }
        const one = line.shift() as Due
        if (line.length > 0) order.push(host)
        busy.add(host)
        return one
      }
      if (order.length === 0) return busy.size === 0 ? null : { waitMilliseconds: Number.POSITIVE_INFINITY }
      return { waitMilliseconds: soonest - now }
    },
    done({ host }: Due, now: number): void {
      busy.delete(host)
      freeAt.set(host, now + perHostMilliseconds)
    },
  }
}
