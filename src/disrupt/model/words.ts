// Words that all nouns of this room share. Parties, keys and reasons are those of coordinate: what is disrupted is what was coordinated.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'

export { By, closed, Key, Line, orNull, Party, Prose, Reason, Title } from '#coordinate/model/words.ts'

import { closed } from '#coordinate/model/words.ts'

/** Another record, by kind and id. Its title is looked up for each reader, and never kept. */
export const Pointer = Type.Object(
  { record: Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$', maxLength: 80 }), id: Id },
  closed,
)
export type Pointer = Static<typeof Pointer>

/** A day of the calendar, by the wall of the place that it is about. */
export const Day = Type.String({
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
  description: '2025-02-23',
})
export type Day = Static<typeof Day>
/** ISO 3166-1 alpha-2, or EU. */
export const Country = Type.String({ pattern: '^[A-Z]{2}$' })
