// What a half hour of the week has more or less than the same half hour of other days: weekends, and days of their own.

export interface WeekShape {
  /** Deviation at an hour of the week (from Monday), on the scale, as far as it has proved to foretell. */
  at: (hourOfWeek: number) => number
  /** Takes what the day's shape left over. */
  learn: (hourOfWeek: number, left: number) => void
  /** 0..1: how much of what the day leaves over the week foretold. */
  skill: () => number
  state: () => WeekShapeState
  restore: (state: WeekShapeState) => void
  bytes: number
}

export interface WeekShapeState {
  /** Mean squares of what the day's shape left over, without and with the hour of the week. */
  without: number
  having: number
  proofs: number
  slot: number
  sum: number
  count: number
  week: number[]
  visits: number[]
}

/** Half hours: weekends begin with a step, which must not be smoothed away. */
const weekSlots = 336
/** Weeks at which half of a half hour's own deviation is believed. */
const doubtedWeeks = 0.4

/** One visit a week and half hour, however many buckets it has. `weekly` false: there is no calendar, and it is always 0. */
export function createWeekShape(weekly: boolean): WeekShape {
  const week = new Float32Array(weekly ? weekSlots : 1)
  const visits = new Uint8Array(week.length)
  let without = 0
  let having = 0
  let proofs = 0
  let slot = 0
  let sum = 0
  let count = 0

  const slotOf = (hour: number) => Math.min(weekSlots - 1, Math.floor(hour * 2))
  const skill = () => (without > 0 ? Math.max(0, Math.min(1, 1 - having / without)) : 0)

  function believed(i: number): number {
    const seen = visits[i] ?? 0
    return ((week[i] ?? 0) * seen) / (seen + doubtedWeeks)
  }

  function closeVisit(): void {
    const left = sum / count
    const seen = visits[slot] ?? 0
    if (seen > 0) prove(left, left - believed(slot))
    week[slot] = (week[slot] ?? 0) + (left - (week[slot] ?? 0)) / Math.min(seen + 1, 4)
    visits[slot] = Math.min(255, seen + 1)
    sum = 0
    count = 0
  }

  /** The week counts as far as it foretold what the day alone did not. */
  function prove(left: number, error: number): void {
    proofs++
    const part = 1 / Math.min(proofs, weekSlots)
    without += part * (left * left - without)
    having += part * (error * error - having)
  }

  return {
    at: (hour) => (weekly ? skill() * believed(slotOf(hour)) : 0),
    learn(hour, left) {
      if (!weekly) return
      const i = slotOf(hour)
      if (i !== slot && count > 0) closeVisit()
      slot = i
      sum += left
      count++
    },
    skill,
    state: () => ({
      without,
      having,
      proofs,
      slot,
      sum,
      count,
      week: Array.from(week, (one) => Number(one.toPrecision(4))),
      visits: [...visits],
    }),
    restore(state) {
      ;({ without, having, proofs, slot, sum, count } = state)
      week.set(state.week.slice(0, week.length))
      visits.set(state.visits.slice(0, week.length))
    },
    bytes: week.byteLength + visits.byteLength,
  }
}
