// Can this value be kept as it is? The database knows no NUL and no half of a surrogate pair, and what nests deeply is not for people.
const deepest = 60
const mostValues = 200_000
const halfPair = /[\uD800-\uDFFF]/u

/** Undefined when it can; otherwise why not. Goes no deeper than what can be kept, so no depth can hurt it. */
export function whyNotStorable(value: unknown): string | undefined {
  return look(value, 0, { seen: 0 })
}

function look(value: unknown, depth: number, walk: { seen: number }): string | undefined {
  if (++walk.seen > mostValues) return `It holds more than ${mostValues} values.`
  if (depth > deepest) return `It nests deeper than ${deepest} levels.`
  if (typeof value === 'string') return whyNotText(value)
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    for (const item of value) {
      const why = look(item, depth + 1, walk)
      if (why) return why
    }
    return undefined
  }
  for (const [key, inner] of Object.entries(value)) {
    const why = whyNotText(key) ?? look(inner, depth + 1, walk)
    if (why) return why
  }
  return undefined
}

function whyNotText(text: string): string | undefined {
  if (text.includes('\u0000')) return 'It holds a NUL character.'
  return halfPair.test(text) ? 'It holds half of a surrogate pair.' : undefined
}
