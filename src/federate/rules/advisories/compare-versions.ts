// Which of two versions is the older one, where that can be said: schemes differ, and a guess would hide an open door.

/** Negative: the first is older. Null: it cannot be said. */
export type Compare = (one: string, other: string) => number | null

interface Read {
  numbers: number[]
  rest: string
}

/** The digits with dots at the beginning, and what stands behind them. */
function read(version: string): Read | null {
  const plain = version.trim().replace(/^v(?:ersion)?[\s.]?(?=\d)/i, '')
  const digits = /^\d+(?:\.\d+)*/.exec(plain)?.[0]
  if (digits === undefined || digits.length > 200) return null
  const numbers = digits.split('.').map(Number)
  return { numbers, rest: plain.slice(digits.length).toLowerCase() }
}

function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

/**
 * By the numbers. Where those are alike and something else stands behind them (1.0.2a, 4.1 SP2), only equal texts compare: a letter
 * is a patch for some publishers and a trial version for others.
 */
export const comparePlainly: Compare = (one, other) => {
  const [a, b] = [read(one), read(other)]
  if (!a || !b) return one.trim().toLowerCase() === other.trim().toLowerCase() ? 0 : null
  if (a.rest.startsWith(':') !== b.rest.startsWith(':')) return null
  if (a.rest.startsWith(':') && compareNumbers(a.numbers, b.numbers) === 0)
    return comparePlainly(a.rest.slice(1), b.rest.slice(1))
  const order = compareNumbers(a.numbers, b.numbers)
  if (order !== 0) return order
  return a.rest === b.rest ? 0 : null
}

/** Semantic Versioning 2.0: 1.0.0-rc.1 is before 1.0.0, and what follows a plus does not count. */
export const compareSemver: Compare = (one, other) => {
  const [a, b] = [read(one), read(other)]
  if (!a || !b) return comparePlainly(one, other)
  const order = compareNumbers(a.numbers, b.numbers)
  if (order !== 0) return order
  const [first, second] = [trial(a.rest), trial(b.rest)]
  if (first === null || second === null) return a.rest === b.rest ? 0 : null
  if (first.length === 0 || second.length === 0) return Math.sign(second.length - first.length)
  return compareTrials(first, second)
}

/** The parts behind the hyphen; none for a release. Null: it is no such version. */
function trial(rest: string): string[] | null {
  const plain = rest.split('+', 1)[0] ?? ''
  if (plain === '') return []
  return plain.startsWith('-') ? plain.slice(1).split('.') : null
}

function compareTrials(one: readonly string[], other: readonly string[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const [a, b] = [one[at], other[at]]
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1
    if (a === b) continue
    const numeric = [a, b].map((part) => /^\d{1,15}$/.test(part))
    if (numeric[0] && numeric[1]) return Math.sign(Number(a) - Number(b))
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1
    return a < b ? -1 : 1
  }
  return 0
}

const semverSchemes = new Set(['semver', 'npm', 'cargo', 'golang', 'hex', 'composer', 'nuget', 'github'])

export function compareBy(scheme: string | null): Compare {
  return scheme !== null && semverSchemes.has(scheme) ? compareSemver : comparePlainly
}
