// How long things last: sessions, links, ceremonies, tokens.
import type { Instant } from '#kernel/time.ts'
import { plusSeconds } from './lock-out.ts'

export const idleSeconds = 12 * 3600
export const longestSeconds = 7 * 24 * 3600
export const invitationSeconds = 3 * 24 * 3600
export const resetSeconds = 3600
export const setUpSeconds = 24 * 3600
export const ceremonySeconds = 300
/** After a new session token was handed out, requests already under way with the old one still pass. */
export const rotationGraceSeconds = 20
/** `last seen` is written at most this often. */
export const seenEverySeconds = 60
export const longestTokenDays = 366

/** When a session ends by itself: twelve hours after the last request, seven days after the first at the latest. */
export function endOfSession(session: { lastSeen: Instant; ends: Instant }): Instant {
  const idle = plusSeconds(session.lastSeen, idleSeconds)
  if (idle < session.ends) return idle
  return session.ends
}

/** True when a token may end then: at least an hour and at most a year ahead. */
export function mayExpire(expires: Instant, now: Instant): boolean {
  const ahead = Date.parse(expires) - Date.parse(now)
  return ahead >= 3_600_000 && ahead <= longestTokenDays * 86_400_000
}

const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

/** "Firefox on Linux": enough to recognise a session, too little to recognise a person. */
export function agentKind(userAgent: string): string {
  const browser = browsers.find(([sign]) => sign.test(userAgent))?.[1]
  const system = systems.find(([sign]) => sign.test(userAgent))?.[1]
  if (!browser) return system ? `A program on ${system}` : 'A program'
  return system ? `${browser} on ${system}` : browser
}
