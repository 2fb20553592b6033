// What stands in the long run when some parts are gone: holds have run out, standbys that count have been switched to.
import type { Compiled } from './compile.ts'

/** Below this nothing is left of a part, whatever it is usable from. */
export const nothingLeft = 1e-6
/** Smaller changes are not followed: rings in which each takes a little from the next come to an end. */
const leastChange = 1e-10
/** Sums of shares such as 0.3 + 0.3 are not quite what they say. */
export const rounding = 1e-9

export interface Loss {
  /** Gone altogether. */
  parts?: readonly number[]
  /** At most at this level. */
  throttled?: readonly { part: number; level: number }[]
  /** Options that do not count this time, by their place in `Compiled`. */
  dropped?: readonly number[]
  /** Stop as soon as this part is gone. */
  until?: number
}

export interface Fall {
  /** Parts with less than before, in the order in which they were first lowered; those of the loss itself among them. */
  lowered: readonly number[]
  /** It was ended before it came to rest: what is told as standing may have fallen too. */
  cutShort: boolean
}

export type LongRun = ReturnType<typeof createLongRun>

/**
 * On a usual day everything is whole. After a loss, the greatest levels at which everybody is met: who holds each other up in a ring goes on standing until something else takes one of
 * them. A need has the sum of share × level of its options, at most 1, and nothing with fewer than `least` of them; a part has the least
 * over its needs of 1 − weight × (1 − need). One thing at a time: `fall`, look, `restore`. Long, because what is asked a million times
 * works on arrays that only it can see.
 */
export function createLongRun(compiled: Compiled) {
  const { parts, needOwner, needLeast, needWeight, optionFirst, optionNeed, optionPart, optionShare } = compiled
  const { userFirst, users, usableFrom } = compiled
  const needs = needOwner.length
  const level = new Float64Array(parts).fill(1)
  const own = new Float64Array(parts).fill(1)
  const sum = new Float64Array(needs)
  const alive = new Int32Array(needs)
  const isDropped = new Uint8Array(optionNeed.length)
  const queue = new Int32Array(parts + 1)
  const isQueued = new Uint8Array(parts)
  /** What each part last told those that need it. */
  const told = new Float64Array(parts).fill(1)
  let head = 0
  let tail = 0
  let steps = 0
  let touched: number[] = []
  let touchedNeeds: number[] = []
  let dropped: readonly number[] = []
  const isTouched = new Uint8Array(parts)
  const isNeedTouched = new Uint8Array(needs)

  const usable = (part: number) => {
    const now = level[part] as number
    return now < nothingLeft || now < (usableFrom[part] as number) - rounding ? 0 : now
  }
  const needLevel = (need: number) => {
    if ((alive[need] as number) < (needLeast[need] as number)) return 0
    const met = sum[need] as number
    return met >= 1 - rounding ? 1 : Math.max(0, met)
  }

  function lower(part: number, to: number): void {
    if (to > (level[part] as number) - leastChange) return
    level[part] = to
    if (!isTouched[part]) {
      isTouched[part] = 1
      touched.push(part)
    }
    if (isQueued[part]) return
    isQueued[part] = 1
    queue[tail] = part
    tail = tail === parts ? 0 : tail + 1
  }

  function take(option: number, amount: number, dead: boolean): void {
    const need = optionNeed[option] as number
    if (!isNeedTouched[need]) {
      isNeedTouched[need] = 1
      touchedNeeds.push(need)
    }
    const share = optionShare[option] as number
    sum[need] = (sum[need] as number) - share * amount
    if (dead && share > 0) alive[need] = (alive[need] as number) - 1
    weigh(need)
  }

  function weigh(need: number): void {
    const owner = needOwner[need] as number
    lower(owner, (own[owner] as number) * (1 - (needWeight[need] as number) * (1 - needLevel(need))))
  }

  function tell(part: number): void {
    const before = told[part] as number
    const now = usable(part)
    if (now >= before) return
    told[part] = now
    const last = userFirst[part + 1] as number
    for (let n = userFirst[part] as number; n < last; n += 1) {
      const option = users[n] as number
      steps += 1
      if (!isDropped[option]) take(option, before - now, now === 0)
    }
  }

  function run(until: number, mostSteps: number): boolean {
    const end = steps + mostSteps
    while (head !== tail) {
      if (steps > end) return false
      const part = queue[head] as number
      head = head === parts ? 0 : head + 1
      isQueued[part] = 0
      tell(part)
      steps += 1
      if (until >= 0 && usable(until) === 0) return true
    }
    return true
  }

  function clearQueue(): void {
    while (head !== tail) {
      isQueued[queue[head] as number] = 0
      head = head === parts ? 0 : head + 1
    }
  }

  for (let need = 0; need < needs; need += 1) {
    for (let o = optionFirst[need] as number; o < (optionFirst[need + 1] as number); o += 1) {
      sum[need] = (sum[need] as number) + (optionShare[o] as number)
      if ((optionShare[o] as number) > 0) alive[need] = (alive[need] as number) + 1
    }
  }
  const mostSteps = 60 * (optionNeed.length + parts) + 10_000
  const usual = { sum: sum.slice(), alive: alive.slice() }

  function forget(): void {
    for (const part of touched) isTouched[part] = 0
    for (const need of touchedNeeds) isNeedTouched[need] = 0
    touched = []
    touchedNeeds = []
  }

  function fall({ parts: gone = [], throttled = [], dropped: without = [], until = -1 }: Loss): Fall {
    dropped = without
    for (const option of without) {
      if (isDropped[option]) continue
      isDropped[option] = 1
      const part = optionPart[option] as number
      const had = part < 0 ? 1 : (told[part] as number)
      if (had > 0) take(option, had, true)
    }
    for (const { part, level: most } of throttled) {
      own[part] = most
      lower(part, Math.min(level[part] as number, most))
    }
    for (const part of gone) {
      own[part] = 0
      lower(part, 0)
    }
    const settled = run(until, mostSteps)
    clearQueue()
    for (const { part } of throttled) own[part] = 1
    for (const part of gone) own[part] = 1
    return { lowered: touched, cutShort: !settled }
  }

  /** Back to how it stands when nothing is lost. */
  function restore(): void {
    for (const part of touched) {
      level[part] = 1
      told[part] = 1
    }
    for (const need of touchedNeeds) {
      sum[need] = usual.sum[need] as number
      alive[need] = usual.alive[need] as number
    }
    for (const option of dropped) isDropped[option] = 0
    dropped = []
    forget()
  }

  return {
    compiled,
    fall,
    restore,
    /** What those that need it get of it now. */
    usable,
    needLevel,
    isGone: (part: number) => usable(part) === 0,
    isDropped: (option: number) => isDropped[option] === 1,
    /** Options looked at since the beginning: what it has cost. */
    steps: () => steps,
  }
}
