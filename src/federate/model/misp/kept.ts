// What this node keeps of MISP: events, and what others said about them.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import type { MispEvent } from './event.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** UUIDs of MISP are of any version. */
export const MispUuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUID in lower case',
})

/** How it came: `organisation:<id>` by hand or by pushing, `source:<id>` from a feed or server that is followed, `room:share`. */
export const MispOrigin = Type.Object(
  {
    key: Type.String({ pattern: '^(?:organisation|source|room):[a-z0-9-]{1,40}$' }),
    name: Type.String({ maxLength: 500 }),
    by: Id,
  },
  closed,
)
export type MispOrigin = Static<typeof MispOrigin>

const MispNumbers = Type.Object(
  {
    attributes: Type.Integer({ minimum: 0 }),
    objects: Type.Integer({ minimum: 0 }),
    reports: Type.Integer({ minimum: 0 }),
  },
  closed,
)

/** The state of the record federate.mispEvent. Its subject is made from realm and UUID, so that nobody chooses ids of this node. */
export const KeptMispEvent = Type.Object(
  {
    uuid: MispUuid,
    orgc: MispUuid,
    orgcName: Type.String({ maxLength: 255 }),
    info: Type.String({ maxLength: 10_000 }),
    date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    published: Type.Boolean(),
    timestamp: Type.Integer({ minimum: 0 }),
    publishTimestamp: Type.Integer({ minimum: 0 }),
    tags: Type.Array(Type.String({ maxLength: 255 })),
    /** The newest sighting that the event itself brought, in seconds since 1970. */
    sightedAt: Type.Optional(Type.Integer({ minimum: 0 })),
    numbers: MispNumbers,
    /** All values, and the parts of composed ones: what a search for a value asks. */
    values: Type.Array(Type.String()),
    /** UUIDs of its attributes, by which sightings and proposals name them. */
    parts: Type.Array(MispUuid),
    origin: MispOrigin,
    event: Type.Unsafe<MispEvent>(Type.Object({})),
    takenAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type KeptMispEvent = Static<typeof KeptMispEvent>

const mispRemarkKinds = ['sighting', 'proposal', 'report'] as const
export const MispRemarkKind = Type.Enum(mispRemarkKinds)
export type MispRemarkKind = Static<typeof MispRemarkKind>

/** The state of the record federate.mispRemark: it belongs to whoever said it, and changes nothing of the event. */
export const MispRemark = Type.Object(
  {
    event: MispUuid,
    /** The attribute that it is about; null: the event. */
    attribute: orNull(MispUuid),
    uuid: MispUuid,
    kind: MispRemarkKind,
    organisation: Id,
    /** The server that was asked and told it; left out where it was said here. */
    via: Type.Optional(Id),
    /** As MISP spells it. */
    said: Type.Record(Type.String({ maxLength: 100 }), Type.Unknown()),
    text: Type.String({ maxLength: 10_000 }),
    at: Instant,
  },
  closed,
)
export type MispRemark = Static<typeof MispRemark>
