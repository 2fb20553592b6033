// Words that all nouns of this room share. Parties, keys and reasons are those of coordinate: what is recovered from is what was coordinated.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'

export { By, closed, Key, Line, orNull, Party, Prose, Reason, Title, Verification } from '#coordinate/model/words.ts'

import { By, closed, orNull, Reason } from '#coordinate/model/words.ts'

/** Another record, by kind and id. Its title is looked up for each reader, and never kept. */
export const Pointer = Type.Object(
  { record: Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 80 }), id: Id },
  closed,
)
export type Pointer = Static<typeof Pointer>

/** What closed something: in words, and the record that shows it where there is one. */
export const Closing = Type.Object({ by: By, at: Instant, how: Reason, record: orNull(Pointer) }, closed)
export type Closing = Static<typeof Closing>

/** A share of one of what a service gives: 1 is all of it. */
export const Level = Type.Number({ minimum: 0, maximum: 1 })
export const Minutes = Type.Integer({ minimum: 0, maximum: 5_256_000 })
