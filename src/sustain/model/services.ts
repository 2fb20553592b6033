// Services that are watched from outside: what is asked of them, how often, and what they are compared with.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Country } from '#people/model.ts'
import { Port } from './resolvers.ts'
import { closed, Label, Note, orNull } from './words.ts'

/** dns: is the name found. tcp, tls: is the door open. http: is the page there. throughput: how quickly does a large object come. */
export const endpointKinds = ['dns', 'tcp', 'tls', 'http', 'throughput'] as const
export const EndpointKind = Type.Enum(endpointKinds)
export type EndpointKind = Static<typeof EndpointKind>

export const ReachHost = Type.String({
  pattern: '^([A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*|[0-9a-fA-F:.]{2,45})$',
  maxLength: 253,
})
export const Fingerprint = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the certificate, in hex' })

/** The most that one transfer may take; a cap shows long before. */
export const mostTransferBytes = 20_000_000

export const Endpoint = Type.Object(
  {
    kind: EndpointKind,
    host: ReachHost,
    /** Left out: 443, or 80 where `plain`. */
    port: Type.Optional(Port),
    /** For http and throughput; left out: /. */
    path: Type.Optional(Type.String({ pattern: '^/[\\x21-\\x7e]{0,500}$' })),
    /** HTTP without TLS. */
    plain: Type.Optional(Type.Boolean()),
    /** Left out: anything below 400. */
    expectStatus: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
    /** Must stand in the first 256 kB of the page. */
    expectText: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    expectCertificate: Type.Optional(Fingerprint),
    /** How much of the object is taken, for throughput; left out: 1 MB. */
    bytes: Type.Optional(Type.Integer({ minimum: 65_536, maximum: mostTransferBytes })),
  },
  closed,
)
export type Endpoint = Static<typeof Endpoint>

export const WatchedService = Type.Object(
  {
    name: Label,
    /** The part on the map that it is. */
    part: orNull(Id),
    /** Whose it is, in the register. */
    organisation: orNull(Id),
    /** Where those behind it say that it is reached from: for people, nothing is decided by it. */
    country: orNull(Country),
    endpoints: Type.Array(Endpoint, { minItems: 1, maxItems: 10 }),
    /** Services that should be equally quick from the same place; asked at the same moment. */
    controls: Type.Array(Endpoint, { maxItems: 5 }),
    everySeconds: Type.Integer({ minimum: 10, maximum: 86_400 }),
    /** Vantage points that count; empty: all that report. */
    vantages: Type.Array(Label, { maxItems: 100, uniqueItems: true }),
    /** Keep hourly summaries as records, so that agreements can let them go to peers. */
    forPeers: Type.Boolean(),
    note: orNull(Note),
    active: Type.Boolean(),
  },
  closed,
)
export type WatchedService = Static<typeof WatchedService>

export function portOf({ port, plain, kind }: Endpoint): number {
  return port ?? (plain && kind !== 'tls' ? 80 : 443)
}
