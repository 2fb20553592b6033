// The last half hour of every series of a realm, kept in memory: many look at the wall, and little of it is new each time.
import type { Channel } from '../model/bucket.ts'
import { wallMinutes } from '../rules/wall.ts'
import type { TelemetryStore, Total } from '../store/telemetry-store.ts'

export interface RecentTotals {
  /** By target and channel, in order of time, from half an hour before the last whole minute on. */
  of(realm: string, nowSeconds: number): Promise<ReadonlyMap<string, ReadonlyMap<Channel, readonly Total[]>>>
  /** Buckets were kept in this process, the oldest of which begins at `oldestAt`. */
  came(realm: string, oldestAt: number): void
}

/** The newest are read again each time: other sensors may have added to them. */
const againSeconds = 120
/** And all of them this often: another process may have kept what came late. */
const wholeEverySeconds = 300

interface Kept {
  readAt: number
  wholeAt: number
  lines: Map<string, Map<Channel, Total[]>>
}

export function createRecentTotals(store: Pick<TelemetryStore, 'wall'>): RecentTotals {
  const kept = new Map<string, Kept>()
  const reading = new Map<string, Promise<Kept>>()

  async function read(realm: string, nowSeconds: number): Promise<Kept> {
    const first = Math.floor(nowSeconds / 60) * 60 - wallMinutes * 60
    const before = kept.get(realm)
    const isOld = !before || nowSeconds - before.wholeAt >= wholeEverySeconds || nowSeconds < before.readAt
    const from = isOld ? first : Math.max(first, Math.floor(before.readAt / 10) * 10 - againSeconds)
    const found = await store.wall(realm, { from, to: nowSeconds + 60 }, 10)
    const lines = isOld ? new Map<string, Map<Channel, Total[]>>() : trimmed(before.lines, first, from)
    for (const { series, channel, totals } of found) {
      const own = lines.get(series) ?? new Map<Channel, Total[]>()
      own.set(channel, [...(own.get(channel) ?? []), ...totals])
      lines.set(series, own)
    }
    const now = { readAt: nowSeconds, wholeAt: isOld ? nowSeconds : before.wholeAt, lines }
    kept.set(realm, now)
    return now
  }

  return {
    async of(realm, nowSeconds) {
      // Whoever asks while somebody else's answer is on its way gets the same.
      const running = reading.get(realm) ?? read(realm, nowSeconds).finally(() => reading.delete(realm))
      reading.set(realm, running)
      return (await running).lines
    },
    came(realm, oldestAt) {
      const known = kept.get(realm)
      if (known && oldestAt < known.readAt - againSeconds) kept.delete(realm)
    },
  }
}

/** What is still within the half hour and is not read again. */
function trimmed(lines: Kept['lines'], from: number, to: number): Kept['lines'] {
  const left: Kept['lines'] = new Map()
  for (const [series, channels] of lines) {
    for (const [channel, totals] of channels) {
      const within = totals.filter(({ at }) => at >= from && at < to)
      if (within.length === 0) continue
      const own = left.get(series) ?? new Map<Channel, Total[]>()
      own.set(channel, within)
      left.set(series, own)
    }
  }
  return left
}
