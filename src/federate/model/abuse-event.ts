// Abuse as others report it: one event at one source, whichever form it came in; and the networks that organisations answer for.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Marking, Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Email } from '#people/model.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Text = (maxLength: number) => Type.String({ maxLength })

export const eventForms = ['intelmq', 'n6', 'x-arf', 'arf'] as const
export const EventForm = Type.Enum(eventForms)
export type EventForm = Static<typeof EventForm>

/** A type of the Reference Security Incident Taxonomy, as data/federate/event-types.json lists them. */
export const EventKind = Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' })

/** One end of what happened. Addresses are spelled as RFC 5952 has it, names in lower case and as they stand in the DNS (punycode). */
export const End = Type.Object(
  {
    ip: orNull(Text(45)),
    port: orNull(Type.Integer({ minimum: 0, maximum: 65_535 })),
    asn: orNull(Type.Integer({ minimum: 0, maximum: 4_294_967_295 })),
    cc: orNull(Type.String({ pattern: '^[A-Z]{2}$' })),
    fqdn: orNull(Text(253)),
    url: orNull(Text(2000)),
  },
  closed,
)
export type End = Static<typeof End>

export const AbuseEvent = Type.Object(
  {
    kind: EventKind,
    at: Instant,
    source: End,
    destination: End,
    malware: orNull(Text(200)),
    /** Where the reporter has it from. */
    feed: Text(200),
    /** 0 to 100; null: not said. */
    confidence: orNull(Type.Integer({ minimum: 0, maximum: 100 })),
    text: orNull(Text(2000)),
    tlp: Tlp,
  },
  closed,
)
export type AbuseEvent = Static<typeof AbuseEvent>

/** As it is kept: the same thing on the same day is one event that was seen so often. */
export const KeptEvent = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    ...AbuseEvent.properties,
    firstSeen: Instant,
    lastSeen: Instant,
    seen: Type.Integer({ minimum: 1 }),
    /** Whose network the source is in; null: nobody's that is registered here. */
    organisation: orNull(Id),
    toldAt: orNull(Instant),
    marking: Marking,
    intake: Id,
  },
  closed,
)
export type KeptEvent = Static<typeof KeptEvent>

/** The state of federate.network: for what an organisation answers, and where it wants to be told. */
export const NetworkHeld = Type.Object(
  {
    organisation: Id,
    prefixes: Type.Array(Text(50), { maxItems: 2000 }),
    asns: Type.Array(Type.Integer({ minimum: 1, maximum: 4_294_967_295 }), { maxItems: 200 }),
    domains: Type.Array(Text(253), { maxItems: 2000 }),
    mail: orNull(Email),
    ended: Type.Boolean(),
  },
  closed,
)
export type NetworkHeld = Static<typeof NetworkHeld>
