// The shape of one season: for each slot what its last visits had, and their median, so that a bad day or two leave no trace.

export interface DayShape {
  /** Takes one visit of a slot. `odd`: something was going on in it. */
  add: (slot: number, value: number, odd: boolean) => void
  /** What a slot usually has, with its neighbours where visits are few; between known ones where it is not known; NaN far from any. */
  at: (slot: number) => number
  /** Mean of all slots that are known; 0 for none. */
  mean: () => number
  /** Mean square of the deviation of known slots from their mean. */
  variance: () => number
  /** Corrects the last visit of a slot, which was of another level, and calls it calm. */
  correctLast: (slot: number, by: number) => void
  state: () => DayShapeState
  restore: (state: DayShapeState) => void
  bytes: number
}

export interface DayShapeState {
  values: number[]
  odd: number[]
  visits: number[]
}

/** Of five working days and a weekend the median is a working day. */
const weekOfVisits = 7
/** Seasons with many slots keep fewer visits of each: the state stays below 40 KB. */
const fewVisits = 3
const manySlots = 400
/** Values that a slot's estimate should rest on; neighbours lend what is missing. */
const wanted = 25
/** A slot that is not known lies between two that are, at most two hours (of a day) away. */
const reachShare = 1 / 12

/** `pointsPerVisit`: buckets in one slot. Work per visit: a median of seven, and the mean of at most 13 neighbours when asked. */
export function createDayShape(count: number, pointsPerVisit: number): DayShape {
  const keep = count > manySlots ? fewVisits : weekOfVisits
  const values = new Float32Array(count * keep)
  const odd = new Uint8Array(count * keep)
  const visits = new Uint16Array(count)
  const middles = new Float32Array(count).fill(Number.NaN)
  const widest = Math.floor(count / 48)
  let sum = 0
  let known = 0

  /** Odd visits count for nothing where there are calm ones; but three odd days in a row are how it is now. */
  function settle(slot: number): void {
    const from = slot * keep
    const all = visits[slot] ?? 0
    const seen = Math.min(all, keep)
    const isOdd = (back: number) => odd[from + ((all - back) % keep)] === 1
    const stays = all >= 3 && isOdd(1) && isOdd(2) && isOdd(3)
    const calm: number[] = []
    for (let back = 1; back <= seen; back++) {
      if (stays ? back <= 3 : !isOdd(back)) calm.push(values[from + ((all - back) % keep)] ?? 0)
    }
    const some = calm.length > 0 || seen < 2 ? calm : Array.from(values.subarray(from, from + seen))
    some.sort((a, b) => a - b)
    const before = middles[slot] ?? Number.NaN
    if (!Number.isNaN(before)) {
      sum -= before
      known--
    }
    // The lower of two in the middle: what is too high hides a wave.
    const middle = some[(some.length - 1) >> 1] ?? Number.NaN
    middles[slot] = middle
    if (Number.isNaN(middle)) return
    sum += middles[slot] ?? 0
    known++
  }

  const place = (slot: number) => ((slot % count) + count) % count

  function between(slot: number): number {
    const reach = Math.max(1, Math.floor(count * reachShare))
    let before = 1
    let after = 1
    while (before <= reach && Number.isNaN(middles[place(slot - before)] ?? 0)) before++
    while (after <= reach && Number.isNaN(middles[place(slot + after)] ?? 0)) after++
    if (before > reach || after > reach) return Number.NaN
    const [left, right] = [middles[place(slot - before)] ?? 0, middles[place(slot + after)] ?? 0]
    return left + ((right - left) * before) / (before + after)
  }

  function smooth(slot: number): number {
    const restsOn = Math.max(1, Math.min(visits[slot] ?? 1, keep)) * pointsPerVisit
    const width = Math.min(widest, Math.ceil((wanted / restsOn - 1) / 2))
    let total = 0
    let found = 0
    for (let d = -width; d <= width; d++) {
      const one = middles[place(slot + d)] ?? Number.NaN
      if (Number.isNaN(one)) continue
      total += one
      found++
    }
    return total / found
  }

  return {
    add(slot, value, isOdd) {
      const seen = visits[slot] ?? 0
      const at = slot * keep + (seen % keep)
      values[at] = value
      odd[at] = isOdd ? 1 : 0
      // Grows past what is kept, and stays a multiple of it away: the ring's place is not lost.
      visits[slot] = seen + 1 >= keep * 1000 ? keep * 2 : seen + 1
      settle(slot)
    },
    at: (slot) => (Number.isNaN(middles[slot] ?? Number.NaN) ? between(slot) : smooth(slot)),
    mean: () => (known === 0 ? 0 : sum / known),
    variance() {
      const mean = known === 0 ? 0 : sum / known
      let total = 0
      for (const one of middles) if (!Number.isNaN(one)) total += (one - mean) ** 2
      return known === 0 ? 0 : total / known
    },
    correctLast(slot, by) {
      const seen = visits[slot] ?? 0
      if (seen === 0) return
      const at = slot * keep + ((seen - 1) % keep)
      values[at] = (values[at] ?? 0) + by
      odd[at] = 0
      settle(slot)
    },
    state: () => ({
      values: Array.from(values, (one) => Number(one.toPrecision(4))),
      odd: [...odd],
      visits: [...visits],
    }),
    restore(state) {
      values.set(state.values.slice(0, values.length))
      odd.set(state.odd.slice(0, odd.length))
      visits.set(state.visits.slice(0, count))
      for (let slot = 0; slot < count; slot++) settle(slot)
    },
    bytes: values.byteLength + odd.byteLength + visits.byteLength + middles.byteLength,
  }
}
