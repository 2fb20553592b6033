// Do two JSON values say the same? The order of keys says nothing; the order in a list does.

/** Both values nest no deeper than `whyNotStorable` lets through. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other) || (one === 0 && other === 0)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
    return one.every((value, at) => sameJson(value, other[at]))
  }
  const keys = Object.keys(one)
  if (keys.length !== Object.keys(other).length) return false
  const [left, right] = [one, other] as Record<string, unknown>[]
  return keys.every((key) => Object.hasOwn(other, key) && sameJson(left?.[key], right?.[key]))
}
