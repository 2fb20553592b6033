// How surprising a number is among its own past: peaks over a threshold, so that unlike measures can be compared.

export interface Surprise {
  /** Surprise of a number that is larger where something is wrong, in nats: 2.3 for one in ten. Learns it afterwards. */
  of: (measure: number) => number
}

const beyond = 0.9
/** Below 1 / heavy the tail would be exponential; real series have heavier ones. */
const heavy = 5

/**
 * Tracks the 90 % quantile (Robbins and Monro) and the mean excess above it (Pickands, Balkema and de Haan say what lies beyond). What is
 * learned is capped, so one outburst does not make the next ordinary. `memory` is in numbers.
 */
export function createSurprise(memory: number): Surprise {
  // One object, not five variables: a closure's fractions are boxed anew at each write.
  const now = { count: 0, quantile: 0, step: 0, excess: 0, excesses: 0 }
  return {
    of(measure) {
      if (now.count === 0) {
        now.quantile = measure
        now.step = Math.abs(measure)
      }
      now.count++
      const over = measure - now.quantile
      if (over <= 0 && now.excesses === 0 && now.step <= 0) return 0
      const mean = Math.max(now.excess, now.step * 0.05, Math.abs(measure) * 1e-9)
      const surprise =
        over <= 0
          ? 2.3 * Math.max(0, 1 + over / (Math.abs(now.quantile) + mean || 1))
          : 2.3 + heavy * Math.log1p(over / (heavy * mean || 1))
      const share = 1 / Math.min(now.count, memory)
      if (over > 0) {
        now.excesses++
        now.excess +=
          (Math.min(over, now.excesses < 10 ? over : 6 * mean) - now.excess) /
          Math.min(now.excesses, Math.max(20, memory / 10))
      }
      const far = Math.abs(over)
      now.step += share * ((now.count < 50 || now.step === 0 ? far : Math.min(far, 10 * now.step)) - now.step)
      const pace = now.step * Math.max(share * 4, 4 / memory)
      now.quantile += over > 0 ? pace * beyond : -pace * (1 - beyond)
      return (surprise * Math.max(0, now.count - 40)) / (now.count + 200)
    },
  }
}
