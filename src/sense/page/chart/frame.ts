// What the charts of a page share: one time axis, how it moves, and where a moment lies on it.
import { scaleLinear, scaleUtc } from 'd3-scale'
import { utcFormat } from 'd3-time-format'

/** Until the page has said how wide it is; files are drawn as wide as the page. */
export const standardWidth = 960
export const leftSpace = 56
export const rightSpace = 12

/** Seconds since 1970 UTC; `to` is excluded. */
export interface TimeSpan {
  from: number
  to: number
}

export function timeScale({ from, to }: TimeSpan, width: number) {
  return scaleUtc()
    .domain([from * 1000, to * 1000])
    .range([leftSpace, width - rightSpace])
}

const clock = utcFormat('%H:%M')
const clockSeconds = utcFormat('%H:%M:%S')
const day = utcFormat('%-d %b')
const month = utcFormat('%b %Y')

/** 24 hours, and the day where a day begins. */
export function tickText(tick: Date): string {
  const seconds = tick.getTime() / 1000
  if (seconds % 60 !== 0) return clockSeconds(tick)
  if (seconds % 86_400 !== 0) return clock(tick)
  return tick.getUTCDate() === 1 ? month(tick) : day(tick)
}

/** A scale from zero (or below, where values go) to a round number above the highest. */
export function valueScale(lists: readonly (readonly (number | null)[])[], height: number) {
  let most = 0
  let least = 0
  for (const list of lists)
    for (const value of list) {
      if (value === null) continue
      if (value > most) most = value
      if (value < least) least = value
    }
  return scaleLinear()
    .domain([least, most > least ? most * 1.04 : least + 1])
    .nice(4)
    .range([height, 6])
}

export function spanOf(at: readonly number[], bucketSeconds: number): TimeSpan {
  const first = at[0] ?? 0
  return { from: first, to: (at[at.length - 1] ?? first) + bucketSeconds }
}

/** Nearer or farther around a moment (the middle, when none is given), which stays where it is on the screen; never
 * below twelve buckets of ten seconds. */
export function zoomed({ from, to }: TimeSpan, factor: number, around = (from + to) / 2): TimeSpan {
  const length = Math.max(120, (to - from) * factor)
  const share = Math.min(1, Math.max(0, (around - from) / (to - from)))
  const start = Math.round(around - length * share)
  return { from: start, to: Math.round(start + length) }
}

/** Buckets that follow one another as one span each, in order, each bucket counted once. */
export function runsOf(starts: readonly number[], bucketSeconds: number): TimeSpan[] {
  const runs: TimeSpan[] = []
  for (const at of [...new Set(starts)].sort((a, b) => a - b)) {
    const last = runs[runs.length - 1]
    if (last && at <= last.to) last.to = at + bucketSeconds
    else runs.push({ from: at, to: at + bucketSeconds })
  }
  return runs
}

export function moved({ from, to }: TimeSpan, share: number): TimeSpan {
  const step = Math.round((to - from) * share)
  return { from: from + step, to: to + step }
}

/** The finest resolution that keeps a chart below some 2,200 points and is still kept that far back. */
export function bucketFor({ from, to }: TimeSpan, nowSeconds: number): 10 | 60 | 3600 {
  const length = to - from
  const age = nowSeconds - from
  if (length <= 6 * 3600 && age < 2 * 86_400) return 10
  if (length <= 36 * 3600 && age < 30 * 86_400) return 60
  return 3600
}

export function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000)
}
