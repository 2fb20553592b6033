// Moments: how long ago, and exactly when, in UTC and where the reader is.
import { type ReactNode, useSyncExternalStore } from 'react'

let now = Date.now()
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const one of watchers) one()
  }, 10_000)
  return () => {
    watchers.delete(watcher)
    if (watchers.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The present, to ten seconds: whoever shows "ago" is drawn again by it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
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
  const present = useNow()
  const relative = ago(at, Math.max(present, Date.now() - 10_000))
  const text = show === 'ago' ? relative : show === 'exact' ? exactly(at) : `${exactly(at)} · ${relative}`
  return (
    <time dateTime={at} title={show === 'ago' ? exactly(at) : relative}>
      {text}
    </time>
  )
}
