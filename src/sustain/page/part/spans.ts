// Spans as people type them: `90`, `30 min`, `4 h`, `1 h 30 min`, `2 days`; and as a field shows them.
const units: readonly [RegExp, number][] = [
  [/^(min|minutes?|m)$/, 1],
  [/^(h|hours?)$/, 60],
  [/^(d|days?)$/, 1440],
  [/^(w|weeks?)$/, 10_080],
]

/** Minutes; undefined where it is no span. A number alone is minutes. */
export function minutesOf(text: string): number | undefined {
  const words = text.trim().toLowerCase()
  if (/^\d+([.,]\d+)?$/.test(words)) return Number(words.replace(',', '.'))
  const pieces = [...words.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]+)\s*/g)]
  if (pieces.length === 0 || pieces.map(([whole]) => whole).join('') !== words) return undefined
  let sum = 0
  for (const [, amount = '', word = ''] of pieces) {
    const unit = units.find(([name]) => name.test(word))
    if (!unit) return undefined
    sum += Number(amount.replace(',', '.')) * unit[1]
  }
  return sum
}

/** What `minutesOf` reads again as the same. */
export function spanText(minutes: number): string {
  if (minutes > 0 && minutes % 1440 === 0) return `${minutes / 1440} d`
  if (minutes >= 60 && Number.isInteger(minutes)) {
    const left = minutes % 60
    return `${Math.floor(minutes / 60)} h${left > 0 ? ` ${left} min` : ''}`
  }
  return `${minutes} min`
}
