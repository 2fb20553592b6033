// JSON pointers (RFC 6901) into what calls answer and entries hold.

/** undefined: nothing stands there. Only own fields are found, so that no name reaches what every object has. */
export function valueAt(value: unknown, pointer: string): unknown {
  let at = value
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, unknown>)[key]
  }
  return at
}
