// Ids inside a state: finding them, and putting others in their place. What is hidden must not show by its id.
import { maxDepth } from './bounds.ts'

// Ids stand alone, or behind the word that says whose they are: `person:<id>/token:<id>`.
const spelled = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}'
const alone = new RegExp(`^(?:[a-z-]{1,20}:)?${spelled}(?:/[a-z-]{1,20}:${spelled})?$`)
const any = new RegExp(spelled, 'g')
/** This product's own ids are UUIDv7: inside a sentence only these can be ids of records; others are names that standards give. */
const own = /-7[0-9a-fA-F]{3}-[89abAB]/

/** Which of the ids in a text may name a record. Whether one does is not asked: the answer would tell. */
type Which = 'records' | 'all'

function matches(text: string, which: Which): readonly string[] {
  if (text.length < 36) return []
  const found = text.match(any)
  if (!found) return []
  return which === 'all' || alone.test(text) ? found : found.filter((id) => own.test(id))
}

/** All ids inside a value, in lower case, those in the names of fields included. */
export function idsIn(value: unknown, into = new Set<string>(), which: Which = 'records', depth = 0): Set<string> {
  if (depth > maxDepth) throw new RangeError(`a state is nested deeper than ${maxDepth}`)
  if (typeof value === 'string') for (const id of matches(value, which)) into.add(id.toLowerCase())
  if (typeof value !== 'object' || value === null) return into
  if (Array.isArray(value)) for (const one of value) idsIn(one, into, which, depth + 1)
  else {
    for (const [name, one] of Object.entries(value)) {
      idsIn(name, into, which, depth + 1)
      idsIn(one, into, which, depth + 1)
    }
  }
  return into
}

/** The same value with each id as `replace` says. */
export function withIds<V>(value: V, replace: (id: string) => string, which: Which = 'records', depth = 0): V {
  if (depth > maxDepth) throw new RangeError(`a state is nested deeper than ${maxDepth}`)
  if (typeof value === 'string') return textWith(value, replace, which) as V
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => withIds(one, replace, which, depth + 1)) as V
  const pairs = Object.entries(value).map(([name, one]) => [
    textWith(name, replace, which),
    withIds(one, replace, which, depth + 1),
  ])
  return Object.fromEntries(pairs) as V // the same shape: only the letters of ids differ
}

function textWith(text: string, replace: (id: string) => string, which: Which): string {
  const named = new Set(matches(text, which))
  if (named.size === 0) return text
  return text.replace(any, (id) => {
    const other = named.has(id) ? replace(id.toLowerCase()) : id
    return other === id.toLowerCase() ? id : other
  })
}

const nothing = '00000000-0000-0000-0000-000000000000'

/** A state without its ids: equal for two forms of one version that differ only in what is blinded. */
export function skeleton<V>(value: V): V {
  return withIds(value, () => nothing, 'all')
}

/**
 * The canonical JSON of the skeleton of a value, made from the canonical JSON of the value. Undefined where the text alone does not tell: an
 * id in the name of a field, which decides the order of its fields, or a character behind an escape that reads like a part of an id.
 */
export function skeletonText(canonical: string, value: unknown): string | undefined {
  return canonical.includes('\\u') || namesHoldIds(value) ? undefined : canonical.replace(any, nothing)
}

function namesHoldIds(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(namesHoldIds)
  const members = value as Record<string, unknown>
  return Object.keys(members).some((name) => matches(name, 'all').length > 0 || namesHoldIds(members[name]))
}
