// How long is left on a clock, in words that fit one line, and which group of the wall that puts it into.
import { say } from '#web/say.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** `4 days 3 h`, `23 h 41 min`, `41 min 05 s`, `12 s`. Seconds are shown in the last hour only, where they count. */
export function spanText(milliseconds: number): string {
  const size = Math.abs(milliseconds)
  if (size >= 2 * day) {
    const hours = Math.floor((size % day) / hour)
    return hours === 0
      ? say('{d} days', { d: Math.floor(size / day) })
      : say('{d} days {h} h', { d: Math.floor(size / day), h: hours })
  }
  if (size >= hour)
    return say('{h} h {m} min', { h: Math.floor(size / hour), m: two(Math.floor((size % hour) / minute)) })
  if (size >= minute)
    return say('{m} min {s} s', { m: Math.floor(size / minute), s: two(Math.floor((size % minute) / second)) })
  return say('{s} s', { s: Math.floor(size / second) })
}

/** `3 h 12 min left`, or `3 h 12 min overdue` once the limit has passed. */
export function leftText(due: string, now: number): string {
  const gap = Date.parse(due) - now
  return gap >= 0 ? say('{span} left', { span: spanText(gap) }) : say('{span} overdue', { span: spanText(gap) })
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

export const groups = ['overdue', 'soon', 'today', 'later', 'waiting', 'without', 'done'] as const
export type Group = (typeof groups)[number]

export interface Clocked {
  status: 'waiting' | 'running' | 'submitted' | 'ended'
  dueAt: string | null
  /** Whether its clock waits for a moment that nobody has named yet. */
  waits: boolean
}

/** Where a clock stands on the wall. `today` ends with the day of the reader: they go by the clock on their wall. */
export function groupOf(clock: Clocked, now: number): Group {
  if (clock.status === 'submitted' || clock.status === 'ended') return 'done'
  if (clock.dueAt === null) return clock.waits || clock.status === 'waiting' ? 'waiting' : 'without'
  const due = Date.parse(clock.dueAt)
  if (due < now) return 'overdue'
  if (due - now <= 4 * hour) return 'soon'
  return due <= endOfDay(now) ? 'today' : 'later'
}

function endOfDay(now: number): number {
  const date = new Date(now)
  date.setHours(24, 0, 0, 0)
  return date.getTime()
}

export function groupWord(group: Group): string {
  return {
    overdue: say('Overdue'),
    soon: say('In the next 4 hours'),
    today: say('Later today'),
    later: say('Later'),
    waiting: say('Waiting for something to happen first'),
    without: say('Without a fixed limit'),
    done: say('Done or ended'),
  }[group]
}
