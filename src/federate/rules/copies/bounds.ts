// How large a state from elsewhere may be: measured before anything else looks at it.

export const maxDepth = 64
export const maxBytes = 1_048_576
export const maxNodes = 100_000

/** Why a value is more than is taken, or undefined. Ends as soon as a bound is passed, whatever the value. */
export function tooMuch(value: unknown): string | undefined {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  let nodes = 0
  let bytes = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: one, depth } = next
    if (depth > maxDepth) return `The state is nested deeper than ${maxDepth}.`
    if (++nodes > maxNodes) return `The state has more than ${maxNodes} values.`
    bytes += typeof one === 'string' ? one.length + 2 : 4
    if (bytes > maxBytes) return `The state is larger than ${maxBytes} bytes.`
    if (typeof one !== 'object' || one === null) continue
    const inner = Array.isArray(one) ? one : undefined
    if (inner) {
      if (nodes + open.length + inner.length > maxNodes) return `The state has more than ${maxNodes} values.`
      for (const each of inner) open.push({ value: each, depth: depth + 1 })
      continue
    }
    for (const name in one) {
      if (nodes + open.length > maxNodes) return `The state has more than ${maxNodes} values.`
      bytes += name.length + 3
      open.push({ value: (one as Record<string, unknown>)[name], depth: depth + 1 })
    }
  }
  return undefined
}
