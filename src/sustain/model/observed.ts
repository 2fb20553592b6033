// What is seen of a service from outside, and what that proposes for the map.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Layer, PartKind } from './parts.ts'
import { DnsName, IpAddress, Port } from './resolvers.ts'
import { closed, Duration, Label, orNull, Share } from './words.ts'

const Text = Type.String({ maxLength: 400 })

export const SeenCertificate = Type.Object(
  {
    subject: Text,
    /** Organisation of the issuer; its common name where it gives none. */
    issuer: Text,
    /** From the one that was shown to the last that came with it. */
    chain: Type.Array(Text, { maxItems: 10 }),
    names: Type.Array(Text, { maxItems: 100 }),
    validFrom: orNull(Instant),
    validTo: orNull(Instant),
    /** An authority that this machine trusts, and the name that was asked for. */
    trusted: Type.Boolean(),
  },
  closed,
)
export type SeenCertificate = Static<typeof SeenCertificate>

export const SeenName = Type.Object(
  {
    name: DnsName,
    /** Where it leads, step by step. */
    aliases: Type.Array(Text, { maxItems: 12 }),
    addresses: Type.Array(IpAddress, { maxItems: 32 }),
    /** The nearest name above it that has name servers of its own. */
    zone: orNull(Text),
    nameServers: Type.Array(Text, { maxItems: 32 }),
    mail: Type.Array(Text, { maxItems: 32 }),
    certificate: orNull(SeenCertificate),
    /** What could not be seen, and why. */
    problems: Type.Array(Text, { maxItems: 20 }),
  },
  closed,
)
export type SeenName = Static<typeof SeenName>

/** A part that the map could have, and the need that it meets. */
export const Proposal = Type.Object(
  {
    name: Label,
    kind: PartKind,
    layer: Layer,
    /** By which it is known again: "dns:example.net". */
    alias: Type.String({ minLength: 3, maxLength: 400, pattern: '^[a-z]+:[^\\u0000-\\u001f\\u007f]+$' }),
    need: Label,
    holds: Duration,
    weight: Share,
    /** Whose it is: the name that was looked at. */
    seenFor: DnsName,
    seenAt: Instant,
    because: Type.String({ minLength: 1, maxLength: 400, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }),
    /** The part of the map that is known by this already. */
    part: orNull(Id),
  },
  closed,
)
export type Proposal = Static<typeof Proposal>

export const AskedResolver = Type.Object({ address: IpAddress, port: Type.Optional(Port) }, closed)
