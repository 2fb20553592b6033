// What is usual: a slow level, a daily shape, the deviation of each hour of the week from it, and a quick local level.
// The shape says where the level will go while it must not be learned (inside a wave); the quick level keeps the rest small.
import type { DetectOptions } from './shape.ts'

const daySeconds = 86_400
const weekSeconds = 7 * daySeconds
/** 1970-01-01 was a Thursday: this moves the week so that it begins on Monday. */
const mondaySeconds = 3 * daySeconds
const sundayHours = 6 * 24
/** Steps of a third between a Sunday and a Monday are ordinary. */
const unknownStep = 0.3
const newDaySeconds = 900
/** Half hours: weekends begin with a step, which must not be smoothed away. */
const weekSlots = 336
/** Weeks at which half of a half hour's own deviation is believed. */
const doubtedWeeks = 0.4

export interface Baseline {
  /** Slow level and season at a moment, without the quick level; on the scale. */
  seasonAt: (at: number) => number
  /**
   * Deviation that nobody could know of, on a logarithmic scale: where a working day follows a rest day or the other way round, and
   * few weeks are known, the step at midnight is news. For a quarter of an hour; 0 otherwise.
   */
  calendarDoubt: (at: number) => number
  /** Learns from a measured point that is usual. */
  learn: (at: number, scaled: number) => void
  /** The level has moved for good. */
  shift: (by: number) => void
  start: (level: number) => void
  state: () => BaselineState
  restore: (state: BaselineState) => void
  bytes: number
}

export interface BaselineState {
  level: number
  visits: number
  /** Mean squares of what a visit of a slot deviated from the level, and from level and season. */
  plainSquares: number
  seasonSquares: number
  /** The same of what the day's shape left over, without and with the hour of the week. */
  daySquares: number
  weekSquares: number
  weekProofs: number
  weekSlot: number
  leftSum: number
  leftCount: number
  slot: number
  sum: number
  count: number
  day: number[]
  dayVisits: number[]
  week: number[]
  weekVisits: number[]
}

interface Slots {
  seconds: number
  slotSeconds: number
  count: number
}

/** The season's slots: five minutes of the day, or buckets of the period that was found. None: one slot of no meaning. */
function slotsOf({ bucketSeconds, periodSeconds }: DetectOptions): Slots {
  const seconds = periodSeconds === undefined ? daySeconds : (periodSeconds ?? 0)
  if (!(seconds > bucketSeconds * 3)) return { seconds: 0, slotSeconds: 3600, count: 1 }
  const slotSeconds = Math.max(seconds === daySeconds ? 300 : seconds / 1024, bucketSeconds)
  return { seconds, slotSeconds, count: Math.max(1, Math.ceil(seconds / slotSeconds - 1e-9)) }
}

/** Remainder that is never negative: moments before 1970 have a place in the week too. */
const within = (at: number, length: number) => at - Math.floor(at / length) * length

/**
 * Additive model after Holt and Winters, learned by visits of slots, not by points, so that one bad hour weighs as one visit.
 * Everything is on the scale of scale.ts. The season counts as far as it has proved to foretell (its skill), so a series
 * without one is not bent by it.
 */
export function createBaseline(options: DetectOptions): Baseline {
  const slots = slotsOf(options)
  const weekly =
    slots.seconds === daySeconds || (options.periodSeconds === undefined && options.bucketSeconds >= 21_600)
  const day = new Float32Array(slots.count)
  const dayVisits = new Uint8Array(slots.count)
  const week = new Float32Array(weekly ? weekSlots : 1)
  const weekVisits = new Uint8Array(week.length)
  const visitsADay = slots.seconds > 0 ? slots.count : 24
  let level = 0
  let visits = 0
  let plainSquares = 0
  let seasonSquares = 0
  let daySquares = 0
  let weekSquares = 0
  let weekProofs = 0
  let weekSlot = 0
  let leftSum = 0
  let leftCount = 0
  let slot = Number.NaN
  let sum = 0
  let count = 0
  // The season of the slot that was asked for last: the same for some thirty points in a row.
  let cachedSlot = Number.NaN
  let cachedSeason = 0

  /** Hours into the week, from Monday; a holiday is a Sunday. */
  function hourOfWeek(at: number): number {
    const hour = within(at + mondaySeconds, weekSeconds) / 3600
    return options.holidays?.(at) === true ? sundayHours + (hour % 24) : hour
  }

  function weekDeviation(at: number): number {
    if (!weekly) return 0
    const i = Math.min(weekSlots - 1, Math.floor(hourOfWeek(at) * 2))
    const known = weekVisits[i] ?? 0
    return ((week[i] ?? 0) * known) / (known + doubtedWeeks)
  }

  function shapeAt(at: number): number {
    if (slots.seconds === 0) return weekSkill() * weekDeviation(at)
    const i = Math.min(slots.count - 1, Math.floor(within(at, slots.seconds) / slots.slotSeconds))
    const known = dayVisits[i] ?? 0
    return (known === 0 ? 0 : (day[i] ?? 0)) + weekSkill() * weekDeviation(at)
  }

  const share = (without: number, having: number) => (without > 0 ? Math.max(0, Math.min(1, 1 - having / without)) : 0)
  const skill = () => share(plainSquares, seasonSquares)
  const weekSkill = () => share(daySquares, weekSquares)

  function closeVisit(): void {
    const at = (slot + 0.5) * slots.slotSeconds
    const mean = sum / count
    const i =
      slots.seconds === 0 ? 0 : Math.min(slots.count - 1, Math.floor(within(at, slots.seconds) / slots.slotSeconds))
    const deviation = mean - level
    const seen = dayVisits[i] ?? 0
    if (seen > 0 && slots.seconds > 0) {
      const part = 1 / Math.min(visits, visitsADay * 2)
      const error = deviation - shapeAt(at)
      plainSquares += part * (deviation * deviation - plainSquares)
      seasonSquares += part * (error * error - seasonSquares)
    }
    visits++
    level += deviation / Math.min(visits, visitsADay * 4)
    if (slots.seconds > 0) {
      const left = deviation - (day[i] ?? 0) * (seen > 0 ? 1 : 0)
      const ofDay = deviation - weekSkill() * weekDeviation(at)
      day[i] = (day[i] ?? 0) + (ofDay - (day[i] ?? 0)) / Math.min(seen + 1, 10)
      dayVisits[i] = Math.min(255, seen + 1)
      learnWeek(at, left, seen)
    }
    sum = 0
    count = 0
    cachedSlot = Number.NaN
  }

  /** What the day's shape left over belongs to the half hour of the week: one visit a week, however many slots it has. */
  function learnWeek(at: number, left: number, seen: number): void {
    if (!weekly || seen < 1) return
    const i = Math.min(weekSlots - 1, Math.floor(hourOfWeek(at) * 2))
    if (i !== weekSlot && leftCount > 0) closeWeekVisit()
    weekSlot = i
    leftSum += left
    leftCount++
  }

  function closeWeekVisit(): void {
    const left = leftSum / leftCount
    const known = weekVisits[weekSlot] ?? 0
    const believed = ((week[weekSlot] ?? 0) * known) / (known + doubtedWeeks)
    if (known > 0) proveWeek(left, left - believed)
    week[weekSlot] = (week[weekSlot] ?? 0) + (left - (week[weekSlot] ?? 0)) / Math.min(known + 1, 4)
    weekVisits[weekSlot] = Math.min(255, known + 1)
    leftSum = 0
    leftCount = 0
  }

  /** The week counts as far as it foretold what the day alone did not. */
  function proveWeek(without: number, having: number): void {
    weekProofs++
    const part = 1 / Math.min(weekProofs, weekSlots)
    daySquares += part * (without * without - daySquares)
    weekSquares += part * (having * having - weekSquares)
  }

  const restDay = (at: number) =>
    within(at + mondaySeconds, weekSeconds) >= 5 * daySeconds || options.holidays?.(at) === true

  return {
    calendarDoubt(at) {
      if (!weekly || within(at, daySeconds) >= newDaySeconds || restDay(at) === restDay(at - newDaySeconds)) return 0
      return unknownStep * (1 - 0.6 * weekSkill())
    },
    seasonAt(at) {
      const wanted = Math.floor(at / slots.slotSeconds)
      if (wanted !== cachedSlot) {
        cachedSlot = wanted
        cachedSeason = level + skill() * shapeAt((wanted + 0.5) * slots.slotSeconds)
      }
      return cachedSeason
    },
    learn(at, scaled) {
      const wanted = Math.floor(at / slots.slotSeconds)
      if (wanted !== slot) {
        if (count > 0) closeVisit()
        slot = wanted
      }
      sum += scaled
      count++
    },
    shift(by) {
      level += by
      sum += by * count
      cachedSlot = Number.NaN
    },
    start(first) {
      level = first
      cachedSlot = Number.NaN
    },
    state: () => ({
      level,
      visits,
      plainSquares,
      seasonSquares,
      daySquares,
      weekSquares,
      weekProofs,
      weekSlot,
      leftSum,
      leftCount,
      slot: Number.isNaN(slot) ? -1 : slot,
      sum,
      count,
      day: [...day].map((one) => Number(one.toPrecision(5))),
      dayVisits: [...dayVisits],
      week: [...week].map((one) => Number(one.toPrecision(5))),
      weekVisits: [...weekVisits],
    }),
    restore(state) {
      ;({ level, visits, plainSquares, seasonSquares, daySquares, weekSquares, weekProofs } = state)
      ;({ weekSlot, leftSum, leftCount, slot, sum, count } = state)
      day.set(state.day.slice(0, day.length))
      dayVisits.set(state.dayVisits.slice(0, day.length))
      week.set(state.week.slice(0, week.length))
      weekVisits.set(state.weekVisits.slice(0, week.length))
      cachedSlot = Number.NaN
    },
    bytes: day.byteLength + dayVisits.byteLength + week.byteLength + weekVisits.byteLength,
  }
}
