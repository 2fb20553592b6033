// Shifts that come round: the same times of day on the wall, people in turn. Days on which the clocks change are longer or
// shorter; no hole and no overlap comes of that.
import { dayMs, minuteMs, momentOf } from '#assess/rules/clocks/zone.ts'
import type { Id } from '#kernel/id.ts'
import { instant } from '#kernel/time.ts'
import type { Shift } from '../../model/rota.ts'

export interface Pattern {
  timeZone: string
  /** `2027-03-27`, on the wall of the time zone. */
  firstDay: string
  days: number
  /** `08:00`, `20:00`: each begins a shift, which lasts until the next. */
  changesAt: readonly string[]
  /** In this order, and again from the beginning. */
  people: readonly Id[]
  /** How many shifts each has before the next one's turn. */
  inARow: number
}

export type NewShift = Omit<Shift, 'key'>

/** The shifts in their order; none where the first day is no day or nobody is named. */
export function shiftsByPattern({ timeZone, firstDay, days, changesAt, people, inARow }: Pattern): NewShift[] {
  const first = Date.parse(`${firstDay}T00:00:00.000Z`)
  if (Number.isNaN(first) || people.length === 0 || changesAt.length === 0) return []
  const times = [...new Set(changesAt)].sort().map(minutesOf)
  const walls: number[] = []
  for (let day = 0; day < days; day++) for (const minutes of times) walls.push(first + day * dayMs + minutes * minuteMs)
  walls.push(first + days * dayMs + (times[0] ?? 0) * minuteMs)
  const edges = walls.map((wall) => momentOf(timeZone, wall).at)
  const shifts: NewShift[] = []
  for (const [at, from] of edges.entries()) {
    const to = edges[at + 1]
    const person = people[Math.floor(shifts.length / inARow) % people.length]
    // Where the clocks skip the whole shift there is none.
    if (to === undefined || person === undefined || to <= from) continue
    shifts.push({ person, from: instant(new Date(from)), to: instant(new Date(to)) })
  }
  return shifts
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
