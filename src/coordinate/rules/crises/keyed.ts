// Parts of a crisis that carry a key: given by the record, counted up, never used again.
import type { EntryHeader } from '#kernel/entry.ts'
import type { Crisis } from '../../model/crisis.ts'

/** The next key: `p7`. */
export function nextKey(letter: 'p' | 'o' | 's' | 'b' | 'l', keys: number): string {
  return `${letter}${keys + 1}`
}

/** A reducer that says what becomes of the fields, and leaves the moment of the change to this. */
export function changed<B>(step: (state: Crisis, body: B, entry: EntryHeader) => Partial<Crisis>) {
  return (state: Crisis, body: B, entry: EntryHeader): Crisis => ({
    ...state,
    ...step(state, body, entry),
    changedAt: entry.recordedAt,
  })
}

/** The list with one part put anew; the same list where no part has the key. */
export function withPart<T extends { key: string }>(parts: readonly T[], key: string, anew: (part: T) => T): T[] {
  return parts.map((part) => (part.key === key ? anew(part) : part))
}
