// What is watched and who watches it: targets (prefixes, hosts, services of an organisation) and sensors at the edge.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const

export function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** CIDR, IPv4 or IPv6, or one address; checked in full by `kernel/network.ts`. */
export const Prefix = Type.String({ pattern: '^[0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?$', maxLength: 50 })
export const HostName = Type.String({ pattern: '^[A-Za-z0-9*][A-Za-z0-9.-]{0,252}$' })
export const Label = Type.String({ minLength: 1, maxLength: 120, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })

/** How sensitive detection is on one target. Left out: the standard of data/sense/thresholds.json. */
export const Thresholds = Type.Object(
  {
    /** A wave stands at least this many times above what is usual. */
    leastRise: Type.Optional(Type.Number({ minimum: 1.05, maximum: 100 })),
    /** Below this rate nothing is a wave, however unusual: bits a second for traffic, requests a second for web. */
    leastRate: Type.Optional(Type.Number({ minimum: 0, maximum: 1e15 })),
    /** Complaints in a minute below which nothing is a surge. */
    leastComplaints: Type.Optional(Type.Number({ minimum: 1, maximum: 1e9 })),
    /** Evidence that must add up before a wave is told: lower is quicker and less sure. */
    evidence: Type.Optional(Type.Number({ minimum: 2, maximum: 100 })),
    /** Waves closer together than this belong to one attack. */
    gapSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 604_800 })),
  },
  closed,
)
export type Thresholds = Static<typeof Thresholds>

/** Something that traffic goes to or people complain about, and whose it is. */
export const Target = Type.Object(
  {
    name: Label,
    /** The organisation in the register that it belongs to. */
    organisation: Id,
    /** Networks that its traffic goes to. */
    prefixes: Type.Array(Prefix, { maxItems: 200, uniqueItems: true }),
    /** Virtual hosts whose access logs are counted. */
    hosts: Type.Array(HostName, { maxItems: 100, uniqueItems: true }),
    /** What people call it when they complain: names of the service, first the one that is shown. */
    services: Type.Array(Label, { maxItems: 20, uniqueItems: true }),
    /** How many people use it: what a forecast of users affected starts from; null: not known. */
    users: orNull(Type.Integer({ minimum: 0, maximum: 10_000_000_000 })),
    /** Whose hours of day and holidays its usual traffic follows. */
    country: orNull(CountryCode),
    thresholds: Thresholds,
    active: Type.Boolean(),
  },
  closed,
)
export type Target = Static<typeof Target>

/** A process at the edge that may send what it counted. */
export const Sensor = Type.Object(
  {
    name: Label,
    organisation: Id,
    note: orNull(Type.String({ maxLength: 2000 })),
    active: Type.Boolean(),
    registeredAt: Instant,
  },
  closed,
)
export type Sensor = Static<typeof Sensor>
