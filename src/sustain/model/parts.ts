// What depends on what: parts, their needs, and the options that meet each need.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Country, Sector } from '#people/model.ts'
import { closed, Duration, Evidence, Label, Note, orNull, Share } from './words.ts'

/** service: what people use. component: what it is built of. provider: what comes from outside. site: a place. */
export const partKinds = ['service', 'component', 'provider', 'site'] as const
export const PartKind = Type.Enum(partKinds)
export type PartKind = Static<typeof PartKind>

/** What a part is made of or what it gives; concentration is counted within one layer. */
export const layers = [
  'service',
  'application',
  'platform',
  'cloud',
  'software',
  'dns',
  'certificate',
  'identity',
  'connectivity',
  'satellite',
  'energy',
  'site',
] as const
export const Layer = Type.Enum(layers)
export type Layer = Static<typeof Layer>

export const Option = Type.Object(
  {
    part: Id,
    /** How much of the need this option carries alone; left out: all of it. */
    share: Type.Optional(Share),
    /** null: in use now. Otherwise it stands by, and carries after so long from the moment it is missed. */
    switching: orNull(Duration),
    /** What it rests on: a contract, a promise, nothing. */
    agreement: Type.Optional(Label),
    /** The last day on which the agreement holds. */
    agreedUntil: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  },
  closed,
)
export type Option = Static<typeof Option>

export const Need = Type.Object(
  {
    /** What is needed, in words: "Way out to the Internet". Once in a part. */
    name: Label,
    layer: Layer,
    /** How many options must work at the same time (k of n); with fewer, the need is not met at all. */
    least: Type.Integer({ minimum: 1, maximum: 1000 }),
    of: Type.Array(Option, { minItems: 1, maxItems: 200 }),
    /** How long the part goes on without: a battery, a cache, a stock. */
    holds: Duration,
    /** How much of the part hangs on it: 1 stops it, 0.3 takes three tenths away. */
    weight: Share,
  },
  closed,
)
export type Need = Static<typeof Need>

export const Capacity = Type.Object({ amount: Type.Number({ minimum: 0, maximum: 1e15 }), unit: Label }, closed)

/** Who is behind a part: an organisation of the register, or only a name. */
export const Behind = Type.Object({ organisation: orNull(Id), name: Label }, closed)
export type Behind = Static<typeof Behind>

export const Part = Type.Object(
  {
    name: Label,
    kind: PartKind,
    layer: Layer,
    /** null: nobody knows yet. */
    behind: orNull(Behind),
    /** The country under whose law those behind it act: who can make them stop. */
    country: orNull(Country),
    /** Where it stands; null: in no one place, or not known. */
    standsIn: orNull(Country),
    sectors: Type.Array(Sector, { maxItems: 60, uniqueItems: true }),
    /** Member States and others whose people use it. */
    serves: Type.Array(Country, { maxItems: 60, uniqueItems: true }),
    users: orNull(Type.Integer({ minimum: 0, maximum: 10_000_000_000 })),
    capacity: orNull(Capacity),
    /** Below this level it is as good as gone. */
    usableFrom: Share,
    needs: Type.Array(Need, { maxItems: 60 }),
    evidence: Type.Array(Evidence, { maxItems: 60 }),
    /** Names by which other sources know it: a purl, a host name, an AS number. Used when the same is imported again. */
    aliases: Type.Array(Type.String({ minLength: 1, maxLength: 400 }), { maxItems: 40, uniqueItems: true }),
    note: orNull(Note),
    active: Type.Boolean(),
  },
  closed,
)
export type Part = Static<typeof Part>
