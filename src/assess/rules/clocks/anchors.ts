// When things happened, as it was said over time, and what the record proposes from such times. Proposals decide nothing.
import type { AnchorTold } from '../../model/told.ts'
import { sayWall } from './say-time.ts'
import { minuteMs } from './zone.ts'

/** What counts now; null where nothing was said, or it was taken back. */
export function anchorNow(history: readonly AnchorTold[]): string | null {
  return history[history.length - 1]?.at ?? null
}

/** Minutes that passed, to the hundredth, since 30.4 is more than 30; null where one is unknown or the end lies before. */
export function durationBetween(from: string | null, to: string | null): number | null {
  const ms = Date.parse(to ?? '') - Date.parse(from ?? '')
  return ms >= 0 ? Math.round((ms * 100) / minuteMs) / 100 : null
}

export interface TimeFact {
  fact: string
  value: number | boolean
  /** From what it was computed, in words. */
  text: string
  /** It grows while the event goes on. */
  soFar: boolean
  article: string | null
}

export interface EventTimes {
  occurredAt: string | null
  detectedAt: string | null
  /** The first entry of a log that shows it. */
  loggedAt: string | null
  endedAt: string | null
}

/** 2024/1772 Art. 3(1): from occurrence, else detection, or the log where that is known to be earlier; to the end, or so far. */
export function factsOfTimes({ occurredAt, detectedAt, loggedAt, endedAt }: EventTimes, now: string): TimeFact[] {
  const facts: TimeFact[] = []
  const ongoing = { fact: 'incident.is_ongoing', soFar: false, article: null }
  if (endedAt !== null) facts.push({ ...ongoing, value: false, text: `ended ${say(endedAt)}` })
  const [start, said] =
    occurredAt !== null
      ? [occurredAt, 'occurred']
      : loggedAt !== null && (detectedAt === null || Date.parse(loggedAt) < Date.parse(detectedAt))
        ? [loggedAt, 'first logged']
        : [detectedAt, 'detected']
  const value = durationBetween(start, endedAt ?? now)
  if (start === null || value === null) return facts
  const end = endedAt === null ? `goes on at ${say(now)}` : `ended ${say(endedAt)}`
  const text = `${said} ${say(start)}, ${end}`
  const article = '2024/1772 Art. 3(1)'
  return [...facts, { fact: 'incident.duration_minutes', value, text, soFar: endedAt === null, article }]
}

function say(instant: string): string {
  return `${sayWall(Date.parse(instant))} UTC`
}
