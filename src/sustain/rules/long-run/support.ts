// A set of parts that alone keeps one part standing: whatever takes that part away must take one of these.
import { type LongRun, nothingLeft } from './settle.ts'

interface Walk {
  run: LongRun
  /** Parts that are needed: true where their whole present level is, false where being usable is enough. */
  wanted: Map<number, boolean>
  open: number[]
}

/**
 * For a part that stands now, after whatever `fall` took away. Everything in the set together holds the part up with nothing else
 * there, so that a set of losses that leaves all of it alone does not bring the part down. Options that are in the set already and
 * those in use come first, so that it stays small.
 */
export function supportOf(run: LongRun, part: number): Set<number> {
  const walk: Walk = { run, wanted: new Map(), open: [] }
  want(walk, part, false)
  for (let one = walk.open.pop(); one !== undefined; one = walk.open.pop()) {
    const { needFirst } = run.compiled
    for (let need = needFirst[one] as number; need < (needFirst[one + 1] as number); need += 1) meet(walk, one, need)
  }
  return new Set(walk.wanted.keys())
}

function want({ wanted, open }: Walk, part: number, whole: boolean): void {
  const before = wanted.get(part)
  if (before === true || before === whole) return
  wanted.set(part, whole)
  open.push(part)
}

function meet(walk: Walk, part: number, need: number): void {
  const { run, wanted } = walk
  const { needLeast, needWeight, optionShare, optionPart } = run.compiled
  const weight = needWeight[need] as number
  const level = wanted.get(part) ? run.usable(part) : Math.max(run.compiled.usableFrom[part] as number, nothingLeft)
  const asked = weight === 0 ? 0 : 1 - (1 - level) / weight
  if (asked <= 0) return
  const least = needLeast[need] as number
  const enough = Math.min(asked, run.needLevel(need))
  const options = standing(walk, need)
  const chosen = options.slice(0, least)
  const trace = chosen.reduce((so, option) => so + leastThrough(run, option), 0)
  // A trace that is halved on its way comes to nothing in a ring: then whole levels are asked.
  const whole = trace < enough
  let sum = chosen.reduce((so, option) => so + through(run, option), 0)
  for (const option of options.slice(least)) {
    if (!whole || sum >= enough) break
    chosen.push(option)
    sum += through(run, option)
  }
  for (const option of chosen) {
    const other = optionPart[option] as number
    if (other >= 0 && (optionShare[option] as number) > 0) want(walk, other, whole)
  }
}

/** What still works of a need: unseen and already wanted ones first, then those in use, then whoever carries most. */
function standing({ run, wanted }: Walk, need: number): number[] {
  const { optionFirst, optionPart, optionStandby } = run.compiled
  const found: number[] = []
  for (let o = optionFirst[need] as number; o < (optionFirst[need + 1] as number); o += 1)
    if (!run.isDropped(o) && through(run, o) > 0) found.push(o)
  const rank = (option: number) => {
    const part = optionPart[option] as number
    return (part < 0 || wanted.has(part) ? 0 : 2) + (optionStandby[option] as number)
  }
  return found.sort((a, b) => rank(a) - rank(b) || through(run, b) - through(run, a) || a - b)
}

/** What comes of an option that is no more than usable. */
function leastThrough(run: LongRun, option: number): number {
  const { optionPart, optionShare, usableFrom } = run.compiled
  const part = optionPart[option] as number
  return (optionShare[option] as number) * (part < 0 ? 1 : Math.max(usableFrom[part] as number, nothingLeft))
}

function through(run: LongRun, option: number): number {
  const { optionPart, optionShare } = run.compiled
  const part = optionPart[option] as number
  return (optionShare[option] as number) * (part < 0 ? 1 : run.usable(part))
}
