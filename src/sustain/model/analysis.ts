// Questions to the dependency graph, and how they are answered.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Country, Sector } from '#people/model.ts'
import { Layer } from './parts.ts'
import { closed, Label, Minutes, orNull, Share } from './words.ts'

/** Which parts a shock hits: one part, all of one organisation, of one country, of one layer; what is given must all be true. */
export const Hit = Type.Object(
  {
    part: Type.Optional(Id),
    behind: Type.Optional(Label),
    country: Type.Optional(Country),
    standsIn: Type.Optional(Country),
    layer: Type.Optional(Layer),
  },
  { ...closed, minProperties: 1 },
)
export type Hit = Static<typeof Hit>

/** fails: gone at once. throttles: goes on at `level`. withdraws: gone when the notice has run out. */
export const shockKinds = ['fails', 'throttles', 'withdraws'] as const
export const Shock = Type.Object(
  {
    hits: Hit,
    kind: Type.Enum(shockKinds),
    /** What is left, for throttling. */
    level: Type.Optional(Share),
    /** When it begins, in minutes; for a withdrawal, when the notice is given. */
    at: Type.Optional(Minutes),
    /** For a withdrawal: from the notice to the end. */
    notice: Type.Optional(Minutes),
    /** How long it lasts; left out: to the end of what is looked at. */
    lasts: Type.Optional(Minutes),
  },
  closed,
)
export type Shock = Static<typeof Shock>

export const Scenario = Type.Object(
  {
    shocks: Type.Array(Shock, { minItems: 1, maxItems: 50 }),
    /** How far is looked ahead, in minutes. */
    horizon: Minutes,
  },
  closed,
)
export type Scenario = Static<typeof Scenario>

/** The level of a part from a moment on; 1 is whole, 0 is gone. */
export const Step = Type.Object(
  {
    at: Minutes,
    level: Share,
    /** The need that decides it, and the part whose change caused it; null where the shock itself did. */
    need: orNull(Type.String()),
    because: orNull(Id),
  },
  closed,
)
export type Step = Static<typeof Step>

export const Fallen = Type.Object(
  {
    part: Id,
    name: Label,
    kind: Type.String(),
    layer: Type.String(),
    /** When it was first less than whole, and when it was first as good as gone; null: never within the horizon. */
    degradedAt: orNull(Minutes),
    downAt: orNull(Minutes),
    backAt: orNull(Minutes),
    lowest: Share,
    steps: Type.Array(Step),
  },
  closed,
)
export type Fallen = Static<typeof Fallen>

/** Who is hit: sector by Member State. People are counted once for each service, so a sum may count a person twice. */
export const HitCell = Type.Object(
  {
    sector: orNull(Sector),
    country: orNull(Country),
    services: Type.Integer(),
    down: Type.Integer(),
    users: orNull(Type.Integer()),
    /** Users times minutes without the service, within the horizon. */
    userMinutes: orNull(Type.Number()),
    firstDownAt: orNull(Minutes),
  },
  closed,
)
export type HitCell = Static<typeof HitCell>

export const CascadeAnswer = Type.Object(
  {
    hit: Type.Array(Id),
    fallen: Type.Array(Fallen),
    cells: Type.Array(HitCell),
    /** Services that are never less than whole, for the share of what stands. */
    services: Type.Integer(),
    servicesDown: Type.Integer(),
    /** What could not be seen or was cut short, in sentences. */
    notes: Type.Array(Type.String()),
  },
  closed,
)
export type CascadeAnswer = Static<typeof CascadeAnswer>
