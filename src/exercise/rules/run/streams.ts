// Injects that last: complaints and traffic by the minute, and a resolver that goes on failing.
import type { Content } from '../../model/scenario.ts'
import { spanMs } from '../scenario/moments.ts'

type Curve = readonly (readonly [number, number])[]

/** How many minutes it lasts; 0: it is over at once. */
export function minutesOf(content: Content): number {
  if (content.channel === 'complaints' || content.channel === 'traffic')
    return Math.ceil(content.curve.reduce((last, [minute]) => Math.max(last, minute), 0))
  if (content.channel === 'resolver' && (content.state !== 'well' || content.lasts !== undefined))
    return Math.ceil(spanMs(content.lasts ?? '30m') / 60_000)
  if (content.channel === 'provider' && content.lasts !== undefined && content.state !== 'back')
    return Math.ceil(spanMs(content.lasts) / 60_000)
  return 0
}

/** How much came in the minute that begins there: the straight line between the points, in the middle of the minute. */
export function amountIn(curve: Curve, minute: number): number {
  const at = minute + 0.5
  let [before] = curve
  if (!before || at < before[0]) return 0
  for (const point of curve) {
    if (point[0] >= at) {
      const width = point[0] - before[0]
      return width === 0 ? point[1] : before[1] + ((point[1] - before[1]) * (at - before[0])) / width
    }
    before = point
  }
  return 0
}

/** Whole numbers that add up to the rounded amount, by share; what is left of the shares goes to `rest`. */
export function split(amount: number, shares: Readonly<Record<string, number>>, rest: string): [string, number][] {
  const total = Math.round(amount)
  const given = Object.entries(shares)
  const sum = given.reduce((all, [, share]) => all + share, 0)
  const scale = Math.max(1, sum)
  const wanted: [string, number][] = given.map(([name, share]) => [name, (total * share) / scale])
  if (sum < 1) wanted.push([rest, total * (1 - sum)])
  const whole: [string, number, number][] = wanted.map(([name, exact]) => [name, Math.floor(exact), exact % 1])
  let left = total - whole.reduce((all, [, count]) => all + count, 0)
  for (const one of [...whole].sort((a, b) => b[2] - a[2])) {
    if (left <= 0) break
    one[1] += 1
    left -= 1
  }
  return whole.filter(([, count]) => count > 0).map(([name, count]) => [name, count])
}
