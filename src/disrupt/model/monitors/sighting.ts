// What one look at a target found: kept beside the journal, the newest and the first; what it means is judged and written down.
import Type, { type Static } from 'typebox'
import { Instant } from '#kernel/time.ts'
import { closed, orNull } from '../words.ts'

export const Sighting = Type.Object(
  {
    at: Instant,
    /** What the DNS says; `none` where nobody was asked, as for an address. */
    dns: Type.Enum(['answered', 'nxdomain', 'failed', 'none']),
    addresses: Type.Array(Type.String({ maxLength: 45 }), { maxItems: 16 }),
    /** A name that nobody can have registered leads to the same place. */
    wildcard: Type.Boolean(),
    /** How far the look at the page came. `closed-address`: it leads where nobody is asked. */
    page: Type.Enum(['answered', 'refused', 'no-answer', 'closed-address', 'not-http', 'none']),
    status: orNull(Type.Integer({ minimum: 100, maximum: 999 })),
    /** Where it leads on to, when that is another host; it is not followed. */
    leadsTo: orNull(Type.String({ maxLength: 253 })),
    title: Type.String({ maxLength: 200 }),
    simhash: orNull(Type.String({ pattern: '^[0-9a-f]{16}$' })),
    /** Keys of the agreed pages all of whose phrases stand on it. */
    phrasesOf: Type.Array(Type.String({ maxLength: 10 }), { maxItems: 30 }),
    /** It sent more than is read. */
    cut: Type.Boolean(),
    /** SHA-256 of the certificate, and of its key: a moved site often brings its key along. */
    certificate: orNull(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    key: orNull(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    why: Type.String({ maxLength: 300 }),
    milliseconds: Type.Number({ minimum: 0 }),
  },
  closed,
)
export type Sighting = Static<typeof Sighting>
