// Totals of the wall, counted once for all who ask the same: they hold until a clock changes, and for a second at most, since
// clocks fall due without anything being written.
import type { Reader } from '#kernel/reader.ts'
import type { Instant } from '#kernel/time.ts'
import type { Journal, View } from '#platform/journal/index.ts'
import { dutyRecord } from '../rules/duty-record.ts'
import { countWall, type WallFilter, type WallTotals } from './duties.ts'

export interface CountedWall {
  totals(view: View, filter: WallFilter, now: Instant): Promise<WallTotals>
  stop(): void
}

const mostKept = 200
const holdsMs = 1_000

interface Kept {
  at: number
  realm: string
  counted: Promise<WallTotals>
}

export function createCountedWall(journal: Journal): CountedWall {
  const kept = new Map<string, Kept>()
  const forget = journal.onCommitted((batch) => {
    // An empty batch says that some may have been missed.
    if (batch.length === 0) kept.clear()
    const changed = new Set(batch.filter((entry) => entry.record === dutyRecord.name).map((entry) => entry.realm))
    for (const [key, one] of kept) if (changed.has(one.realm)) kept.delete(key)
  })

  return {
    totals(view, filter, now) {
      // The past does not change, but is asked for too rarely to be kept.
      if (view.asOf) return countWall(journal, view, filter, now)
      const key = keyOf(view, filter)
      const at = Date.parse(now)
      const known = kept.get(key)
      if (known && Math.abs(at - known.at) < holdsMs) return known.counted
      const counted = countWall(journal, view, filter, now)
      if (kept.size >= mostKept) kept.clear()
      kept.set(key, { at, realm: view.realm, counted })
      counted.catch(() => kept.delete(key))
      return counted
    },
    stop: forget,
  }
}

/** All that decides which clocks are counted: what the reader may read, and what was asked. */
function keyOf({ reader, realm }: View, { after: _after, limit: _limit, ...filter }: WallFilter): string {
  return JSON.stringify([realm, sightOf(reader), Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1))])
}

function sightOf({ kind, person, organisation, clientOf, communities, realms, agreement }: Reader): unknown[] {
  return [kind, person, organisation, clientOf, communities, realms, agreement]
}
