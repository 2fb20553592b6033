// Samples that a place elsewhere could not send yet: kept within a limit, the oldest go first, and how many went is said.
import type { ReachSample } from '../../model/reach.ts'

export interface Unsent {
  add(service: string, samples: readonly ReachSample[]): void
  /** What goes next: the oldest of one service; null: nothing waits. `since`: what is older is not taken any more, and let go. */
  next(since: string): { service: string; samples: readonly ReachSample[] } | null
  /** The first `count` of that service arrived, or will never be taken. */
  done(service: string, count: number): void
  /** How many wait. */
  waiting(): number
  /** How many were let go unsent since this was asked last. */
  lost(): number
}

/** Samples are told apart by nothing but their place: those of one service stand in the order in which they were measured. */
export function createUnsent(mostSamples: number, mostAtOnce: number): Unsent {
  const queues = new Map<string, ReachSample[]>()
  let waiting = 0
  let lost = 0

  function letGo(service: string, count: number): void {
    const queue = queues.get(service) ?? []
    waiting -= queue.splice(0, count).length
    if (queue.length === 0) queues.delete(service)
  }

  /** The service whose first sample is the oldest of all. */
  function oldest(): string | null {
    let found: string | null = null
    let at = ''
    for (const [service, [first]] of queues)
      if (first && (found === null || first.at < at)) {
        found = service
        at = first.at
      }
    return found
  }

  return {
    add(service, samples) {
      queues.set(service, [...(queues.get(service) ?? []), ...samples])
      waiting += samples.length
      while (waiting > mostSamples) {
        const first = oldest()
        if (first === null) return
        letGo(first, 1)
        lost += 1
      }
    },
    next(since) {
      for (const [service, queue] of [...queues]) {
        const old = queue.findIndex(({ at }) => at >= since)
        const gone = old === -1 ? queue.length : old
        lost += gone
        letGo(service, gone)
      }
      const service = oldest()
      return service === null ? null : { service, samples: (queues.get(service) ?? []).slice(0, mostAtOnce) }
    },
    done: letGo,
    waiting: () => waiting,
    lost() {
      const said = lost
      lost = 0
      return said
    },
  }
}
