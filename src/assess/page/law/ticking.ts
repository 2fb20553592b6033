// One timer for all clocks of a page: each clock draws itself again only when its own words change.
import { useSyncExternalStore } from 'react'
import { usePlace } from '#web/place.ts'

const watchers = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
/** How far the node's clock is ahead of this machine's. Milliseconds. */
let ahead = 0

function beat(): void {
  for (const watcher of watchers) watcher()
  timer = setTimeout(beat, 1_000 - (present() % 1_000))
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  timer ??= setTimeout(beat, 1_000 - (present() % 1_000))
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearTimeout(timer)
    timer = undefined
  }
}

function present(): number {
  return Date.now() + ahead
}

/** What time the node said it was, a moment ago: a machine with a wrong clock must not show a limit as further away. */
export function heardNow(at: string): void {
  const gap = Date.parse(at) - Date.now()
  // The answer was on its way for a while; under two seconds nothing is known to be wrong.
  ahead = Math.abs(gap) < 2_000 ? 0 : gap
}

/** A text made of the present moment, kept up every second. Where the past is shown, the moment stands still. */
export function useTicking<T extends string | number>(of: (now: number) => T): T {
  const { asOf } = usePlace()
  return useSyncExternalStore(subscribe, () => of(asOf ? Date.parse(asOf) : present()))
}

/** The present to the minute, for what hangs on it without showing seconds. */
export function useMinute(): number {
  return useTicking((now) => Math.floor(now / 60_000) * 60_000)
}
