// Which reminder a clock owes now, and when the next one comes. What was not sent belongs to the clock as it stands: a clock
// that moves owes other reminders. What was sent is not sent again for the same limit, also where the machine's clock jumps.
import { instantOf } from './say-time.ts'
import { hourMs, minuteMs } from './zone.ts'

/** Hours before a limit at which somebody is reminded, where the period is long enough. */
export const hoursBefore = [12, 4, 1] as const
/** Hours between reminders of a limit that passed. */
const hoursAfter = 12
const mostAfter = 14
/** A reminder comes no earlier than when this share of the period has passed: 4 hours before means nothing in a period of 4. */
const earliestShare = 1 / 4
/** A reminder of the limit itself that comes later than this says that the limit has passed. */
const onTimeMs = 5 * minuteMs

export interface ReminderClock {
  /** Null where nothing runs: handed in, ended, waiting. */
  due: string | null
  /** When the period began. */
  began: string
  /** All that was ever sent of this clock. */
  sent: readonly { due: string | null; what: string }[]
}

export interface Reminder {
  /** 'before-4h', 'due', 'due-late', 'after-3'; the same is sent once for each limit. */
  what: string
  due: string
  /** Hours to the limit, or since, at the moment of asking. */
  hours: number
}

interface Slot {
  what: string
  at: number
}

/**
 * After a pause only the newest is owed: whoever was away is not told three times. `next` is when to ask again, null where
 * nothing more will come as long as the clock stays as it is.
 */
export function reminderOwed(clock: ReminderClock, now: string): { owed: Reminder | null; next: string | null } {
  const due = Date.parse(clock.due ?? '')
  if (Number.isNaN(due)) return { owed: null, next: null }
  const present = Date.parse(now)
  const slots = slotsOf(Date.parse(clock.began), due)
  const sent = lastSent(slots, clock.sent, due)
  const passed = slots.filter((slot) => slot.at <= present).length - 1
  const next = slots[Math.max(passed, sent) + 1]
  const newest = passed > sent ? slots[passed] : undefined
  return {
    owed: newest === undefined ? null : reminder(newest, due, present),
    next: next === undefined ? null : instantOf(next.at),
  }
}

/** Hours before a limit that make sense in a period; both in milliseconds. */
export function hoursThatFit(began: number, due: number): number[] {
  const earliest = began + (due - began) * earliestShare
  return hoursBefore.filter((hours) => due - hours * hourMs >= earliest)
}

/** In the order of time. */
function slotsOf(began: number, due: number): Slot[] {
  const before = hoursThatFit(began, due).map((hours) => ({ what: `before-${hours}h`, at: due - hours * hourMs }))
  const after = Array.from({ length: mostAfter }, (_, n) => ({
    what: `after-${n + 1}`,
    at: due + (n + 1) * hoursAfter * hourMs,
  }))
  return [...before, { what: 'due', at: due }, ...after]
}

/** The place of the latest that was sent for this limit; what lies before it has been overtaken. */
function lastSent(slots: readonly Slot[], sent: ReminderClock['sent'], due: number): number {
  const whats = new Set(sent.filter((one) => Date.parse(one.due ?? '') === due).map((one) => kindOf(one.what)))
  return slots.reduce((last, slot, at) => (whats.has(slot.what) ? at : last), -1)
}

function kindOf(what: string): string {
  return what === 'due-late' ? 'due' : what
}

function reminder({ what, at }: Slot, due: number, now: number): Reminder {
  const late = what === 'due' && now - at > onTimeMs
  return { what: late ? 'due-late' : what, due: instantOf(due), hours: Math.abs(now - due) / hourMs }
}
