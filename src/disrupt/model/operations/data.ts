// The form of data/disrupt/takedowns.json: limits that an organisation may set for itself.
import Type, { type Static } from 'typebox'

const Milliseconds = Type.Integer({ minimum: 1, maximum: 86_400_000 })
export const TakedownData = Type.Object({
  clocks: Type.Object({ toleranceMilliseconds: Milliseconds, freshMinutes: Type.Integer({ minimum: 1 }) }),
  looks: Type.Object({
    /** Between two looks at one target. */
    everySeconds: Type.Integer({ minimum: 5, maximum: 86_400 }),
    atOnce: Type.Integer({ minimum: 1, maximum: 2_000 }),
    /** Between two looks at one host. */
    perHostMilliseconds: Milliseconds,
    /** For a whole look, and for the connection alone. */
    timeoutMilliseconds: Milliseconds,
    connectMilliseconds: Milliseconds,
  }),
  /** From which score on a site is shown as likely, or as possibly, of a family of sites. */
  family: Type.Object({
    likelyFrom: Type.Number({ minimum: 0, maximum: 1 }),
    possibleFrom: Type.Number({ minimum: 0, maximum: 1 }),
  }),
})
export type TakedownData = Static<typeof TakedownData>
