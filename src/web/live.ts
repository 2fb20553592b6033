// The live stream: hears what was committed, makes the right answers old, and says how the connection is.
import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

export interface Change {
  record: string
  subject: string
  version: number
  kind: string
  at: string
}

export type LiveState =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'reconnecting'; since: string }
  | { state: 'offline'; since: string }

/** Changes that come together are asked for together. Milliseconds. */
const gatherFor = 20
const glowFor = 6_000
const offlineAfter = 12_000

let current: LiveState = { state: 'connecting' }
let glowing: ReadonlyMap<string, number> = new Map()
const watchers = new Set<() => void>()
const hearers = new Set<(change: Change) => void>()

function tellWatchers(): void {
  for (const watcher of watchers) watcher()
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** How the connection is. */
export function useLive(): LiveState {
  return useSyncExternalStore(subscribe, () => current)
}

/** The ids of records that changed in the last seconds, for a short highlight. */
export function useGlow(): ReadonlyMap<string, number> {
  return useSyncExternalStore(subscribe, () => glowing)
}

/** Calls back for every change. Returns how to stop. */
export function onChange(hear: (change: Change) => void): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}

function become(state: LiveState): void {
  current = state
  tellWatchers()
}

function glow(subjects: Iterable<string>): void {
  const until = Date.now() + glowFor
  glowing = new Map([...glowing, ...[...subjects].map((subject) => [subject, until] as const)])
  tellWatchers()
  setTimeout(() => {
    glowing = new Map([...glowing].filter(([, end]) => end > Date.now()))
    tellWatchers()
  }, glowFor + 50)
}

/** Opens the stream of a realm and keeps it open. Returns how to close it. */
export function listen(queries: QueryClient, realm: string): () => void {
  let source: EventSource | undefined
  let gathered: Change[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let lost: string | undefined
  let closed = false

  function flush(): void {
    timer = undefined
    const batch = gathered
    gathered = []
    glow(batch.map((change) => change.subject))
    const records = new Set(batch.map((change) => change.record))
    void queries.invalidateQueries({
      predicate: (query) => query.meta?.past !== true && concerns(query.meta?.hears, records),
    })
    for (const change of batch) for (const hear of hearers) hear(change)
  }

  function hear(text: unknown): void {
    const change = readChange(text)
    if (!change) return
    gathered.push(change)
    timer ??= setTimeout(flush, gatherFor)
  }

  function refresh(): void {
    void queries.invalidateQueries({ predicate: (query) => query.meta?.past !== true })
  }

  function open(): void {
    source = new EventSource(`/api/live?realm=${encodeURIComponent(realm)}`)
    source.addEventListener('open', () => {
      // Whatever was said while nobody listened is asked for again.
      if (lost) refresh()
      lost = undefined
      become({ state: 'live' })
    })
    source.addEventListener('change', (event) => hear(event.data))
    // It was marked out of this reader's sight: what shows it must ask again, and will not get it.
    source.addEventListener('gone', (event) => hear(event.data))
    source.addEventListener('resync', () => refresh())
    source.addEventListener('error', lose)
  }

  function lose(): void {
    if (closed) return
    lost ??= new Date().toISOString()
    const long = Date.now() - Date.parse(lost) > offlineAfter
    become({ state: long || !navigator.onLine ? 'offline' : 'reconnecting', since: lost })
    source?.close()
    clearTimeout(retry)
    retry = setTimeout(open, long ? 5_000 : 1_000 + Math.random() * 500)
  }

  function back(): void {
    clearTimeout(retry)
    source?.close()
    open()
  }

  become({ state: 'connecting' })
  open()
  // A stream that lost its network stays silent for long; the browser knows sooner.
  window.addEventListener('offline', lose)
  window.addEventListener('online', back)
  return () => {
    closed = true
    window.removeEventListener('offline', lose)
    window.removeEventListener('online', back)
    source?.close()
    clearTimeout(timer)
    clearTimeout(retry)
  }
}

/** Whether an answer that hears these prefixes is made old by changes of these records. */
export function concerns(hears: unknown, records: ReadonlySet<string>): boolean {
  if (!Array.isArray(hears)) return false
  for (const record of records) if (hears.some((prefix) => record.startsWith(String(prefix)))) return true
  return false
}

/** One event of the stream; undefined when it is not one. */
export function readChange(text: unknown): Change | undefined {
  try {
    const it: unknown = JSON.parse(String(text))
    if (typeof it !== 'object' || it === null || !('record' in it) || !('subject' in it)) return undefined
    return it as Change
  } catch {
    return undefined
  }
}
