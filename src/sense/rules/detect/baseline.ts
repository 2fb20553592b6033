// What is usual at a moment: the shape of the day (or of another season), the deviation of each half hour of the week from it.
// What changes faster, or for good, is followed by the quick level; the shape says where it will go.
import { createDayShape, type DayShapeState } from './day-shape.ts'
import type { DetectOptions } from './shape.ts'
import { createWeekShape, type WeekShapeState } from './week-shape.ts'

const daySeconds = 86_400
const weekSeconds = 7 * daySeconds
/** 1970-01-01 was a Thursday: this moves the week so that it begins on Monday. */
const mondaySeconds = 3 * daySeconds
const sundayHours = 6 * 24
/** Share of its ups and downs that one day of history leaves open, and the visits that this word counts for. */
const firstDoubt = 0.15
const firstProofs = 12

export interface Baseline {
  /** Season at a moment, without the quick level; on the scale. */
  seasonAt: (at: number) => number
  /** Whether the season says anything of the moment: on the first day it does not. */
  knownAt: (at: number) => boolean
  /** Whether a rest day is to be expected, and what the week adds at a moment; false and 0 where there is no calendar. */
  restDay: (at: number) => boolean
  weekAt: (at: number) => number
  /** Learns from a measured point. `odd`: something is going on, and it counts only if it goes on day after day. */
  learn: (at: number, scaled: number, odd: boolean) => void
  /** The level has moved for good, some time before `at`. */
  shift: (by: number, since: number, at: number) => void
  /** What was odd since then has become the usual, but nothing says that it was another level: it may be the day's own shape. */
  calm: (since: number, at: number) => void
  start: (level: number) => void
  /** 0..1: how much of the ups and downs the season foretells. */
  skill: () => number
  state: () => BaselineState
  restore: (state: BaselineState) => void
  bytes: number
}

export interface BaselineState {
  origin: number
  /** Slow levels of what came, and of what the season left over; of working days, where there is a calendar. */
  level: number
  drift: number
  visits: number
  proofs: number
  /** Mean squares of what a visit of a slot deviated from the slow level, and from the season. */
  plainSquares: number
  seasonSquares: number
  slot: number
  /** Of the visit that is going on: of its calm buckets, and of those in which something was going on. */
  sum: number
  count: number
  oddSum: number
  oddCount: number
  day: DayShapeState
  week: WeekShapeState
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
 * Learned by visits of slots, not by points, so that one bad hour weighs as one visit; each slot is the median of its last visits.
 * Everything is on the scale of scale.ts. The season counts as far as it has proved to foretell (its skill), so a series
 * without one is not bent by it.
 */
export function createBaseline(options: DetectOptions): Baseline {
  const slots = slotsOf(options)
  const weekly =
    slots.seconds === daySeconds || (options.periodSeconds === undefined && options.bucketSeconds >= 21_600)
  const day = createDayShape(slots.count, Math.max(1, slots.slotSeconds / options.bucketSeconds))
  const week = createWeekShape(weekly)
  const visitsADay = slots.seconds > 0 ? slots.count : 24
  let origin = 0
  let level = 0
  let drift = 0
  let visits = 0
  let proofs = 0
  let plainSquares = 0
  let seasonSquares = 0
  let slot = Number.NaN
  let sum = 0
  let count = 0
  let oddSum = 0
  let oddCount = 0
  // The season of the slot that was asked for last: the same for some thirty points in a row.
  let cachedSlot = Number.NaN
  let cachedSeason = 0
  let cachedKnown = false

  /** Hours into the week, from Monday; a holiday is a Sunday. */
  function hourOfWeek(at: number): number {
    const hour = within(at + mondaySeconds, weekSeconds) / 3600
    return options.holidays?.(at) === true ? sundayHours + (hour % 24) : hour
  }

  const placeOf = (at: number) => Math.min(slots.count - 1, Math.floor(within(at, slots.seconds) / slots.slotSeconds))
  const skill = () => (plainSquares > 0 ? Math.max(0, Math.min(1, 1 - seasonSquares / plainSquares)) : 0)
  const weekAt = (at: number) => (weekly ? week.at(hourOfWeek(at)) : 0)

  function look(wanted: number): void {
    const at = (wanted + 0.5) * slots.slotSeconds
    cachedSlot = wanted
    const shape = slots.seconds === 0 ? Number.NaN : day.at(placeOf(at))
    cachedKnown = slots.seconds > 0 && !Number.isNaN(shape)
    if (cachedKnown && proofs === 0) believeFirstDay()
    const mean = day.mean()
    cachedSeason = origin + weekAt(at) + (cachedKnown ? mean + skill() * (shape - mean) : slots.seconds > 0 ? 0 : level)
  }

  /** One day says that there may be a season; the first hours of the next one tell how far it holds. */
  function believeFirstDay(): void {
    plainSquares = day.variance()
    seasonSquares = firstDoubt * plainSquares
    proofs = firstProofs
  }

  function closeVisit(): void {
    const at = (slot + 0.5) * slots.slotSeconds
    const odd = oddCount > 2 * count
    const value = (odd ? oddSum / oddCount : sum / count) - origin
    visits++
    if (slots.seconds === 0) {
      const left = value - level
      week.learn(hourOfWeek(at), left)
      if (!odd) level += (left - weekAt(at)) / Math.min(visits, visitsADay * 4)
    } else closeSlot(at, value, odd)
    sum = 0
    count = 0
    oddSum = 0
    oddCount = 0
    cachedSlot = Number.NaN
  }

  function closeSlot(at: number, value: number, odd: boolean): void {
    const i = placeOf(at)
    const ofDay = value - weekAt(at)
    const shape = day.at(i)
    // A rest day lies off the level of working days, and must not be taken for a new level.
    const plain = !odd && !(weekly && restDay(at))
    if (!odd && !Number.isNaN(shape)) week.learn(hourOfWeek(at), value - shape - drift)
    if (plain && !Number.isNaN(shape)) {
      prove(ofDay - level, ofDay - shape - drift)
      drift += (ofDay - shape - drift) / (visitsADay / 2)
    }
    if (plain) level += (ofDay - level) / Math.min(visits, visitsADay * 2)
    day.add(i, ofDay - drift, odd)
  }

  function prove(plain: number, error: number): void {
    proofs++
    const part = 1 / Math.min(proofs, visitsADay * 2)
    plainSquares += part * (plain * plain - plainSquares)
    seasonSquares += part * (error * error - seasonSquares)
  }

  /** The last visits of the slots since then were of another level by so much, and are calm now. */
  function takeBack(by: number, since: number, at: number): void {
    const back = slots.seconds === 0 ? 0 : Math.min(slots.count, Math.floor((at - since) / slots.slotSeconds))
    for (let i = 1; i <= back; i++) day.correctLast(placeOf(at - i * slots.slotSeconds), by)
    sum += oddSum
    count += oddCount
    oddSum = 0
    oddCount = 0
    cachedSlot = Number.NaN
  }

  const restDay = (at: number) =>
    within(at + mondaySeconds, weekSeconds) >= 5 * daySeconds || options.holidays?.(at) === true

  return {
    restDay: (at) => weekly && restDay(at),
    weekAt,
    seasonAt(at) {
      const wanted = Math.floor(at / slots.slotSeconds)
      if (wanted !== cachedSlot) look(wanted)
      return cachedSeason
    },
    knownAt(at) {
      const wanted = Math.floor(at / slots.slotSeconds)
      if (wanted !== cachedSlot) look(wanted)
      return cachedKnown
    },
    learn(at, scaled, odd) {
      const wanted = Math.floor(at / slots.slotSeconds)
      if (wanted !== slot) {
        if (count + oddCount > 0) closeVisit()
        slot = wanted
      }
      if (odd) {
        oddSum += scaled
        oddCount++
        return
      }
      sum += scaled
      count++
    },
    shift(by, since, at) {
      origin += by
      sum += by * count
      takeBack(-by, since, at)
    },
    calm: (since, at) => takeBack(0, since, at),
    start(first) {
      origin = first
      cachedSlot = Number.NaN
    },
    skill,
    state: () => ({
      origin,
      level,
      drift,
      visits,
      proofs,
      plainSquares,
      seasonSquares,
      slot: Number.isNaN(slot) ? -1 : slot,
      sum,
      count,
      oddSum,
      oddCount,
      day: day.state(),
      week: week.state(),
    }),
    restore(state) {
      ;({ origin, level, drift, visits, proofs, plainSquares, seasonSquares } = state)
      ;({ slot, sum, count, oddSum, oddCount } = state)
      day.restore(state.day)
      week.restore(state.week)
      cachedSlot = Number.NaN
    },
    bytes: day.bytes + week.bytes,
  }
}
