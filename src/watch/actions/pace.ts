// The pace of polling: when a feed is asked for again, and how it is doing. Pure.
import type { FeedHealth } from '../api.ts'
import type { FeedState } from '../store.ts'

const longestPauseSeconds = 6 * 3600
const longestRetryAfterSeconds = 24 * 3600
const silentAfter = 3

/**
 * When to ask next. After a success: the interval, give or take a twentieth, so that feeds do not march in step. After
 * failures: twice as long each time up to six hours, and never before the host says that it may be asked again.
 */
export function nextPoll(
  now: Date,
  intervalSeconds: number,
  failures: number,
  retryAfterSeconds: number | null,
  random: () => number,
): string {
  const most = Math.max(intervalSeconds, longestPauseSeconds)
  const pause = failures === 0 ? intervalSeconds : Math.min(intervalSeconds * 2 ** Math.min(failures, 20), most)
  const spread = failures === 0 ? 0.05 : 0.25
  const jittered = pause * (1 - spread + 2 * spread * random())
  const asked = retryAfterSeconds === null ? 0 : Math.min(retryAfterSeconds, longestRetryAfterSeconds)
  return new Date(now.getTime() + Math.max(jittered, asked) * 1000).toISOString()
}

/** Retry-After as seconds (RFC 9110 section 10.2.3): a number of them, or a date. */
export function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - now.getTime()) / 1000))
}

/** The median time between the dates of entries that follow one another; null with fewer than four dates. */
export function usualInterval(dates: readonly string[]): number | null {
  const times = [...new Set(dates)].map((date) => Date.parse(date)).sort((a, b) => a - b)
  if (times.length < 4) return null
  const gaps = times
    .slice(1)
    .map((time, i) => time - (times[i] ?? time))
    .sort((a, b) => a - b)
  return Math.max(60, Math.round((gaps[Math.floor(gaps.length / 2)] ?? 0) / 1000))
}

export function healthOf(
  state: FeedState | undefined,
  active: boolean,
  intervalSeconds: number,
  now: Date,
): FeedHealth {
  return {
    health: healthWord(state, active, intervalSeconds, now),
    format: state?.format ?? null,
    lastAttemptAt: state?.last_attempt ?? null,
    lastSuccessAt: state?.last_success ?? null,
    lastItemAt: state?.last_item ?? null,
    nextPollAt: active ? (state?.next_poll ?? null) : null,
    consecutiveFailures: state?.failures ?? 0,
    lastError: state?.last_error ?? null,
    lastStatus: state?.last_status ?? null,
    usualIntervalSeconds: state?.usual_interval_seconds ?? null,
    items: state?.items ?? 0,
  }
}

function healthWord(
  state: FeedState | undefined,
  active: boolean,
  intervalSeconds: number,
  now: Date,
): FeedHealth['health'] {
  if (!active) return 'paused'
  if (state?.gone) return 'gone'
  if (state !== undefined && state.failures > 0) return 'failing'
  if (!state?.last_success) return 'new'
  const { last_item: last, usual_interval_seconds: usual } = state
  if (last === null || usual === null) return 'good'
  const quietSeconds = (now.getTime() - Date.parse(last)) / 1000
  return quietSeconds > silentAfter * Math.max(usual, intervalSeconds) ? 'silent' : 'good'
}
