// Who uses which resolvers: one record for each network of an organisation, with how each thing is known.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Country } from '#people/model.ts'
import { DnsName, IpAddress, Port, Transport } from './resolvers.ts'
import { closed, Evidence, Label, Note, orNull, Share } from './words.ts'

export const ResolverId = Type.String({ pattern: '^[a-z0-9-]{2,60}$' })
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** configuration: a file says so. observation: traffic shows it. stated: somebody said so. */
export const knownBy = ['configuration', 'observation', 'stated'] as const
export const KnownBy = Type.Enum(knownBy)

/** used: asked every day. fallback: asked when those in use do not answer. */
export const resolverRoles = ['used', 'fallback'] as const

export const UsedResolver = Type.Object(
  {
    name: Label,
    role: Type.Enum(resolverRoles),
    /** forwards: asked as a resolver. recursion: a server of the operator's own that asks the authoritative servers itself. */
    how: Type.Enum(['forwards', 'recursion']),
    transport: Transport,
    /** null: known by its name alone. */
    address: orNull(IpAddress),
    port: Type.Optional(Port),
    tlsName: Type.Optional(DnsName),
    /** Which of data/sustain/resolvers.json it is; null: none of them, or not known. */
    known: orNull(ResolverId),
    operator: orNull(Label),
    country: orNull(Country),
    /** Run from inside the Union under its law; null: not known. */
    unionBased: orNull(Type.Boolean()),
    validates: orNull(Type.Boolean()),
    knownBy: KnownBy,
  },
  closed,
)
export type UsedResolver = Static<typeof UsedResolver>

/**
 * How clients find their resolvers. address: written down on each. dhcp: handed out by the network. ddr: an encrypted resolver is looked up
 * by way of a plain one (RFC 9462). name: written down as a name, which must itself be looked up.
 */
export const bootstraps = ['address', 'dhcp', 'ddr', 'name'] as const
export const Bootstrap = Type.Enum(bootstraps)

export const InternalZone = Type.Object(
  {
    name: DnsName,
    servers: Type.Array(IpAddress, { maxItems: 20 }),
    /** true: answered or forwarded on its own, so that it stays when all other names move. null: not known. */
    survives: orNull(Type.Boolean()),
  },
  closed,
)
export type InternalZone = Static<typeof InternalZone>

export const ObservedResolver = Type.Object(
  {
    address: IpAddress,
    port: Port,
    transport: Transport,
    count: Type.Number({ minimum: 0 }),
    share: Share,
    known: orNull(ResolverId),
  },
  closed,
)
export type ObservedResolver = Static<typeof ObservedResolver>

/** What traffic of that network showed: where its questions went. */
export const Observed = Type.Object(
  {
    at: Instant,
    file: Label,
    total: Type.Number({ minimum: 0 }),
    resolvers: Type.Array(ObservedResolver, { maxItems: 200 }),
  },
  closed,
)
export type Observed = Static<typeof Observed>

export const DnsUse = Type.Object(
  {
    organisation: Id,
    /** Which network of it: "Offices", "Data centre north". Once for each organisation. */
    network: Label,
    /** In the order in which they are asked. */
    resolvers: Type.Array(UsedResolver, { maxItems: 60 }),
    /** A validator of the operator's own checks signatures, whatever the resolvers do; null: not known. */
    validates: orNull(Type.Boolean()),
    bootstrap: orNull(Bootstrap),
    /** Empty: there are none. null: not known. */
    internalZones: orNull(Type.Array(InternalZone, { maxItems: 200 })),
    observed: orNull(Observed),
    /** A guideline of the operator's own that no record here holds; null: nothing was said. */
    guideline: orNull(Type.Object({ name: Label, agreedOn: orNull(Day) }, closed)),
    /** The last drill that no record here holds; null: nothing was said. */
    drilledOn: orNull(Day),
    evidence: Type.Array(Evidence, { maxItems: 60 }),
    note: orNull(Note),
    active: Type.Boolean(),
  },
  closed,
)
export type DnsUse = Static<typeof DnsUse>

/** Configuration and traffic do not agree, or either shows what somebody should look at. */
export const DnsFinding = Type.Object(
  {
    level: Type.Enum(['notice', 'warning']),
    rule: Type.String({ maxLength: 60 }),
    says: Type.String({ maxLength: 600 }),
  },
  closed,
)
export type DnsFinding = Static<typeof DnsFinding>
