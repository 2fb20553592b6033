// What the next value should be: several simple forecasts run side by side, and the one that has been right lately speaks.

export interface Forecast {
  /** Error of the best forecast, and of the one that adapts slowly; in units of the series. */
  push: (value: number) => { error: number; slow: number }
  /** A season was found (0: none); learned from the values up to now, oldest first. */
  season: (period: number, past: Float64Array) => void
}

export function createForecast(): Forecast {
  let slots = new Float64Array(0)
  // One object: a closure's fractions are boxed anew at each write.
  const now = { phase: 0, seen: 0, last: 0, before: 0, level: 0, slow: 0, seasonLevel: 0, spread: 0 }
  // Last value, quick level, line through the last two, season and level.
  const guesses = new Float64Array(4)
  const errors = new Float64Array(4).fill(1e300)
  const out = { error: 0, slow: 0 }

  function learn(value: number): void {
    const limit = 3 * now.spread
    now.slow +=
      (now.seen < 500 ? 1 / (now.seen + 1) : 1 / 500) * Math.max(-limit * 2, Math.min(limit * 2, value - now.slow))
    now.level += 0.2 * (value - now.level)
    if (slots.length > 0) {
      const off = value - (slots[now.phase] ?? 0) - now.seasonLevel
      const calm = Math.max(-limit, Math.min(limit, off))
      now.seasonLevel += 0.01 * calm
      slots[now.phase] = (slots[now.phase] ?? 0) + 0.15 * calm
      now.phase = (now.phase + 1) % slots.length
    }
    now.before = now.last
    now.last = value
    now.seen++
  }

  return {
    push(value) {
      if (now.seen === 0) {
        now.level = value
        now.slow = value
        now.last = value
        now.before = value
      }
      guesses[0] = now.last
      guesses[1] = now.level
      guesses[2] = 2 * now.last - now.before
      guesses[3] = slots.length > 0 ? (slots[now.phase] ?? 0) + now.seasonLevel : Number.NaN
      let best = 0
      const share = Math.max(1 / 300, 1 / (now.seen + 1))
      for (let i = 0; i < 4; i++) {
        const guess = guesses[i] ?? 0
        if (Number.isNaN(guess)) continue
        if ((errors[i] ?? 0) < (errors[best] ?? 0)) best = i
      }
      out.error = value - (guesses[best] ?? 0)
      out.slow = value - (slots.length > 0 ? (guesses[3] ?? 0) : now.slow)
      for (let i = 0; i < 4; i++) {
        const off = Math.abs(value - (guesses[i] ?? 0))
        if (Number.isNaN(off)) continue
        errors[i] =
          (errors[i] ?? 0) > 1e299
            ? off
            : (errors[i] ?? 0) + share * ((now.seen < 20 ? off : Math.min(off, 20 * now.spread)) - (errors[i] ?? 0))
      }
      const off = Math.abs(out.slow)
      now.spread +=
        (now.seen < 100 ? 1 / (now.seen + 1) : 0.01) *
        (Math.min(off, now.seen < 20 ? off : 5 * now.spread) - now.spread)
      learn(value)
      return out
    },
    season(period, past) {
      slots = new Float64Array(Math.min(period, 8192))
      errors[3] = 1e300
      if (slots.length === 0) return
      now.seasonLevel = 0
      const counts = new Float64Array(slots.length)
      for (let i = 0; i < past.length; i++) {
        const at = i % slots.length
        counts[at] = (counts[at] ?? 0) + 1
        slots[at] = (slots[at] ?? 0) + ((past[i] ?? 0) - (slots[at] ?? 0)) / Math.min(counts[at] ?? 1, 6)
      }
      now.phase = 0
    },
  }
}
