// Can this value be kept as it is? The database knows no NUL and no half of a surrogate pair, and what nests deeply is not for people.
const deepest = 60
const mostValues = 200_000
const halfPair = /[\uD800-\uDFFF]/u

/** Undefined when it can; otherwise why not. Walks without recursion, so no depth can hurt it. */
export function whyNotStorable(value: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  let seen = 0
  for (let at = open.pop(); at; at = open.pop()) {
    if (++seen > mostValues) return `It holds more than ${mostValues} values.`
    if (at.depth > deepest) return `It nests deeper than ${deepest} levels.`
    if (typeof at.value === 'string') {
      const why = whyNotText(at.value)
      if (why) return why
    }
    if (typeof at.value !== 'object' || at.value === null) continue
    for (const [key, inner] of Object.entries(at.value)) {
      const why = Array.isArray(at.value) ? undefined : whyNotText(key)
      if (why) return why
      open.push({ value: inner, depth: at.depth + 1 })
    }
  }
  return undefined
}

function whyNotText(text: string): string | undefined {
  if (text.includes('\u0000')) return 'It holds a NUL character.'
  return halfPair.test(text) ? 'It holds half of a surrogate pair.' : undefined
}
