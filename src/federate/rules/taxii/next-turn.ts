// When a followed server is asked again: after its interval, later after each failure, and never before it says so.
const longestPauseSeconds = 6 * 3600
const longestWaitSeconds = 24 * 3600

export function nextTurnSeconds(every: number, failures: number, retryAfter: number | null): number {
  const pause =
    failures === 0 ? every : Math.min(every * 2 ** Math.min(failures, 12), Math.max(every, longestPauseSeconds))
  return Math.max(pause, Math.min(retryAfter ?? 0, longestWaitSeconds))
}

/** Retry-After in seconds: a number of them, or a date (RFC 9110, section 10.2.3). */
export function retryAfterSeconds(header: string | undefined, now: string): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.parse(now)) / 1000))
}
