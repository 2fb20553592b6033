// Pieces of input and output that several contracts of this room share.

import Type from 'typebox'
import { Id } from '#kernel/id.ts'

export const Nothing = Type.Object({}, { additionalProperties: false })
export const Password = Type.String({ minLength: 1, maxLength: 256 })
/** A one-time or API secret: 256 bits in base64url. */
export const Secret = Type.String({ minLength: 43, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' })
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 200 }))
export const Next = Type.Union([Id, Type.Null()], {
  description: 'Send it as `after` for the next page; null at the end',
})
export const Done = Type.Object({ done: Type.Literal(true) })
export const exampleId = '0198c2a0-0000-7000-8000-000000000001'
export const exampleSecret = 'mZJ7pPqmL2tq1JxXoQbqgk0Q7mX1m0p3u0sVZlq6c2E'
