// One timer for all clocks of a page: each clock draws itself again only when its own words change. In an exercise they count by its story.
import { useSyncExternalStore } from 'react'
import { present } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'

const watchers = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
/** How far the node's clock is ahead of this machine's. Milliseconds. */
let ahead = 0
/** The moment that all clocks show until the next beat. Read afresh each time, a fast story would never let a page come to rest. */
let shown = present()
let readAt = performance.now()

function read(): void {
  shown = present(ahead)
  readAt = performance.now()
}

/** To the next full second, but never so soon that a story that stands just before one is beaten through. */
const rest = () => Math.max(200, 1_000 - (present(ahead) % 1_000))

function beat(): void {
  read()
  for (const watcher of watchers) watcher()
  timer = setTimeout(beat, rest())
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  timer ??= setTimeout(beat, rest())
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearTimeout(timer)
    timer = undefined
  }
}

/** Nobody keeps it up yet: the first clock of a page reads it. */
function moment(): number {
  if (timer === undefined && performance.now() - readAt > 200) read()
  return shown
}

/** What time the node said it was, a moment ago: a machine with a wrong clock must not show a limit as further away. In the live realm. */
export function heardNow(at: string): void {
  const gap = Date.parse(at) - present()
  // The answer was on its way for a while; under two seconds nothing is known to be wrong.
  ahead = Math.abs(gap) < 2_000 ? 0 : gap
}

/** A text made of the present moment, kept up every second. Where the past is shown, the moment stands still. */
export function useTicking<T extends string | number>(of: (now: number) => T): T {
  const { asOf } = usePlace()
  return useSyncExternalStore(subscribe, () => of(asOf ? Date.parse(asOf) : moment()))
}

/** The present to the minute, for what hangs on it without showing seconds. */
export function useMinute(): number {
  return useTicking((now) => Math.floor(now / 60_000) * 60_000)
}
