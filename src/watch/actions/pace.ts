// The pace of polling: when a source is asked for again, how it is doing, and when that is worth an entry. Pure.
import type { FeedHealth, Source, Trouble } from '../api.ts'
import type { FeedState, Going } from '../store.ts'

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

/** One failed poll is weather; so many on end are an observation. */
export const failuresTold = 3
/** Mail comes when it comes: silence is only told where it lasts at least this long. */
const leastMailIntervalSeconds = 3600

export type Asked = Pick<Source, 'active' | 'intervalSeconds' | 'kind'>

export function healthOf(state: FeedState | undefined, source: Asked & Pick<Source, 'trouble'>, now: Date): FeedHealth {
  const { active, trouble } = source
  return {
    health: healthWord(state, source, now),
    since: active ? (trouble?.since ?? null) : null,
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

export function healthWord(state: Going | undefined, source: Asked, now: Date): FeedHealth['health'] {
  if (!source.active) return 'paused'
  if (state?.gone) return 'gone'
  if (state !== undefined && state.failures > 0) return 'failing'
  if (!state?.last_success) return 'new'
  const quiet = silence(state, source)
  return quiet !== null && now.getTime() > quiet.from ? 'silent' : 'good'
}

/** One that somebody should look at: told in the journal, or gone or silent already. */
export function inTrouble(active: boolean, told: boolean, health: FeedHealth['health']): boolean {
  return active && (told || health === 'gone' || health === 'silent')
}

/** From when on its silence is one; null while its usual interval is not known. */
function silence(
  { last_item: last, usual_interval_seconds: usual }: Going,
  { kind, intervalSeconds }: Asked,
): { from: number; usual: number; last: string } | null {
  if (last === null || usual === null) return null
  const seconds = Math.max(usual, kind === 'mail' ? leastMailIntervalSeconds : intervalSeconds)
  return { from: Date.parse(last) + silentAfter * seconds * 1000, usual: seconds, last }
}

/**
 * What is wrong with a source that is followed, worded for the journal; null when nothing is. A source that fails now
 * and then keeps the trouble it had: too few failures to tell, and no success that would end it.
 */
export function troubleOf(state: FeedState, source: Source, now: Date): Trouble | null {
  if (!source.active) return null
  const { health } = healthOf(state, source, now)
  const attempt = state.last_attempt ?? now.toISOString()
  if (health === 'gone') {
    return { trouble: 'gone', since: attempt, why: state.last_error ?? 'The host says that it is gone for good.' }
  }
  if (health === 'failing') {
    if (state.failures < failuresTold) return source.trouble ?? null
    const why = `${state.failures} attempts on end failed. The last one: ${state.last_error ?? 'no reason was given'}`
    return { trouble: 'failing', since: state.last_success ?? source.followedAt, why: why.slice(0, 700) }
  }
  if (health !== 'silent') return health === 'new' ? (source.trouble ?? null) : null
  const quiet = silence(state, source)
  if (quiet === null) return null
  return {
    trouble: 'silent',
    since: quiet.last,
    why: `It answers, but its newest item is of ${quiet.last.slice(0, 16).replace('T', ' ')} UTC; it usually brings one in ${inWords(quiet.usual)}.`,
  }
}

function inWords(seconds: number): string {
  if (seconds < 5400) return `${Math.max(1, Math.round(seconds / 60))} minutes`
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} hours`
  return `${Math.round(seconds / 86_400)} days`
}
