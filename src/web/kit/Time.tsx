// Moments: how long ago, and exactly when, in UTC and where the reader is.
import { type ReactNode, useSyncExternalStore } from 'react'
import { type ClockSetting, storyTime } from '#kernel/story-time.ts'

let story: ClockSetting | null = null
let now = Date.now()
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/**
 * What time it is where the reader is: in an exercise, that of its story. Milliseconds since 1970. `ahead`: how far the node's clock is
 * known to be ahead of this machine's, in real milliseconds.
 */
export function present(ahead = 0): number {
  const real = Date.now() + ahead
  return story ? storyTime(story, new Date(real)).getTime() : real
}

/** The same as the journal writes it: what a form begins with, and what paper says of itself. */
export function presentInstant(): string {
  return new Date(present()).toISOString()
}

function tick(): void {
  now = present()
  for (const one of watchers) one()
}

function wind(): void {
  clearInterval(timer)
  timer = watchers.size > 0 ? setInterval(tick, story ? 1_000 : 10_000) : undefined
}

/** From here on pages tell the time of this story; null: real time. */
export function tellTimeOf(setting: ClockSetting | null): void {
  if (JSON.stringify(setting) === JSON.stringify(story)) return
  story = setting
  wind()
  tick()
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  if (!timer) wind()
  return () => {
    watchers.delete(watcher)
    if (watchers.size === 0) wind()
  }
}

/** The present, to ten seconds, to one in an exercise: whoever shows "ago" is drawn again by it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

let second = Date.now()
const clocks = new Set<() => void>()
let beat: ReturnType<typeof setInterval> | undefined

function hearSecond(clock: () => void): () => void {
  clocks.add(clock)
  beat ??= setInterval(() => {
    second = Date.now()
    for (const one of clocks) one()
  }, 500)
  return () => {
    clocks.delete(clock)
    if (clocks.size > 0) return
    clearInterval(beat)
    beat = undefined
  }
}

/** Real time, to half a second: for a clock that people see going. */
export function useSecond(): number {
  return useSyncExternalStore(hearSecond, () => second)
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** `3 min ago`, `in 2 h`, `5 days ago`. */
export function ago(at: string, from: number): string {
  const gap = from - Date.parse(at)
  const size = Math.abs(gap)
  if (size < minute) return gap >= -5_000 ? 'just now' : 'in a moment'
  return gap > 0 ? `${span(size)} ago` : `in ${span(size)}`
}

export function span(milliseconds: number): string {
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`
  if (milliseconds < 2 * day) return `${Math.floor(milliseconds / hour)} h`
  return `${Math.floor(milliseconds / day)} days`
}

/** `2025-03-10 09:45 UTC`. */
export function utc(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}

/** The same moment where the reader sits: `10:45 CET`, with the day when it is another one. */
export function local(at: string): string {
  const date = new Date(at)
  const text = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })
  const sameDay = date.toLocaleDateString('sv-SE') === at.slice(0, 10)
  return sameDay ? text : `${date.toLocaleDateString('sv-SE')} ${text}`
}

function localIsUtc(at: string): boolean {
  return new Date(at).getTimezoneOffset() === 0
}

export function exactly(at: string): string {
  return localIsUtc(at) ? utc(at) : `${utc(at)} · ${local(at)}`
}

/** ago: `3 min ago`. exact: UTC and local. both: exact, then ago. The other form is in the tooltip. */
export function Time({ at, show = 'ago' }: { at: string; show?: 'ago' | 'exact' | 'both' }): ReactNode {
  useNow()
  const relative = ago(at, present())
  const text = show === 'ago' ? relative : show === 'exact' ? exactly(at) : `${exactly(at)} · ${relative}`
  return (
    <time dateTime={at} title={show === 'ago' ? exactly(at) : relative}>
      {text}
    </time>
  )
}
