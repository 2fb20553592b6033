// Contracts: resolvers that anybody may use, who uses which, and how ready each network is.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Country, Sector } from '#people/model.ts'
import { DnsFinding, DnsUse, Observed, ObservedResolver } from '../model/dns-use.ts'
import { Readiness, ReadinessCell, ReadinessData, Standing } from '../model/readiness.ts'
import { ConfigurationForm, configurationLimits, ReadConfiguration } from '../model/resolver-configuration.ts'
import { KnownResolver } from '../model/resolvers.ts'
import { closed, Label, orNull } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, held, reading, Version, working } from './shown.ts'

const optional = Type.Optional
const { organisation, network, ...rest } = Type.Omit(DnsUse, ['active', 'observed']).properties
const choosable = Type.Partial(Type.Object(rest, closed)).properties
const FileName = Type.String({ minLength: 1, maxLength: 200, description: 'Name of the file' })

export const listKnownResolvers = contract({
  name: 'sustain.listKnownResolvers',
  does: 'query',
  summary: 'Resolvers that anybody may use, with who runs them and under whose law',
  input: Type.Object({ unionBased: optional(Type.Boolean()) }, closed),
  output: Type.Object({ version: Type.String(), resolvers: Type.Array(KnownResolver) }, closed),
  refusals: {},
  policy: reading,
  example: { unionBased: true },
})

export const addDnsUse = contract({
  name: 'sustain.addDnsUse',
  does: 'action',
  summary: 'Write down which resolvers a network of an organisation uses, and how that is known',
  input: Type.Object(
    { network, organisation: optional(organisation), ...choosable, marking: optional(MarkingChoice) },
    closed,
  ),
  output: held(DnsUse),
  refusals: refusing('person-needed', 'no-organisation', 'network-taken', 'no-such-resolver', 'bad-address'),
  policy: working,
  arguments: ['network'],
  example: { network: 'Offices', bootstrap: 'dhcp', internalZones: [] },
})

export const changeDnsUse = contract({
  name: 'sustain.changeDnsUse',
  does: 'action',
  summary: 'Change what is known of the resolvers of a network, put it to rest, or wake it again',
  input: Type.Object(
    { id: Id, version: Version, network: optional(network), ...choosable, active: optional(Type.Boolean()) },
    closed,
  ),
  output: held(DnsUse),
  refusals: refusing('person-needed', 'nothing-to-change', 'network-taken', 'no-such-resolver', 'bad-address'),
  policy: working,
  arguments: ['id'],
  example: { id: anId, version: 1, validates: true },
})

export const ShownUse = Type.Object({ ...held(DnsUse).properties, findings: Type.Array(DnsFinding) }, closed)

export const listDnsUse = contract({
  name: 'sustain.listDnsUse',
  does: 'query',
  summary: 'Networks whose resolvers are known, as far as you may read them, the newest first',
  input: Type.Object(
    {
      organisation: optional(Id),
      /** Only those that use or could fall back to this one of the known resolvers. */
      resolver: optional(Type.String({ pattern: '^[a-z0-9-]{2,60}$' })),
      active: optional(Type.Boolean()),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 500, default: 200 })),
    },
    closed,
  ),
  output: Type.Object({ uses: Type.Array(held(DnsUse)), next: orNull(Id) }, closed),
  refusals: {},
  policy: reading,
  example: { resolver: 'dns4eu-unfiltered' },
})

export const getDnsUse = contract({
  name: 'sustain.getDnsUse',
  does: 'query',
  summary: 'The resolvers of a network, and where configuration and traffic do not agree',
  input: Type.Object({ id: Id }, closed),
  output: ShownUse,
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

const Into = { into: optional(Id), version: optional(Version) }

export const importResolverConfiguration = contract({
  name: 'sustain.importResolverConfiguration',
  does: 'action',
  summary:
    'Read a configuration (resolv.conf, unbound, BIND, Knot Resolver, dnsdist, systemd-resolved, dnsmasq), and write what it says into a network',
  input: Type.Object(
    {
      name: FileName,
      /** Left out: told from the content and the name. */
      form: optional(ConfigurationForm),
      /** The network that it belongs to. Left out: it is only read, and nothing is written. */
      ...Into,
    },
    closed,
  ),
  output: Type.Object(
    {
      configuration: ReadConfiguration,
      /** What is, or would be, different in the record. */
      proposals: Type.Array(Type.String()),
      use: orNull(ShownUse),
    },
    closed,
  ),
  refusals: refusing('person-needed', 'bad-file'),
  policy: working,
  arguments: ['name'],
  upload: { maxBytes: configurationLimits.bytes },
  example: { name: 'unbound.conf' },
})

export const importDnsObservation = contract({
  name: 'sustain.importDnsObservation',
  does: 'action',
  summary: 'Take in where the questions of a network went: destinations with ports and counts, as CSV or JSON',
  input: Type.Object({ name: FileName, ...Into }, closed),
  output: Type.Object(
    {
      total: Type.Number(),
      resolvers: Type.Array(ObservedResolver),
      /** Port 443 to addresses of no known resolver: the web, and no questions. */
      notTold: Type.Object({ rows: Type.Integer(), count: Type.Number() }, closed),
      rest: Type.Object({ destinations: Type.Integer(), count: Type.Number() }, closed),
      leftOut: Type.Array(Type.Object({ line: Type.Integer(), why: Type.String() }, closed)),
      leftOutTotal: Type.Integer(),
      observed: orNull(Observed),
      use: orNull(ShownUse),
    },
    closed,
  ),
  refusals: refusing('person-needed', 'bad-file'),
  policy: working,
  arguments: ['name'],
  upload: { maxBytes: 16 * 1024 * 1024 },
  example: { name: 'destinations.csv' },
})

export const NetworkReadiness = Type.Object(
  {
    use: Id,
    organisation: Id,
    /** null: an organisation that you may not read. */
    organisationName: orNull(Type.String()),
    network: Label,
    country: orNull(Country),
    sectors: Type.Array(Sector),
    readiness: Readiness,
    /** Something that configuration and traffic do not agree on. */
    findings: Type.Integer(),
  },
  closed,
)

const readinessFilter = {
  organisation: optional(Id),
  sector: optional(Sector),
  country: optional(Country),
  standing: optional(Standing),
}

export const showReadiness = contract({
  name: 'sustain.showReadiness',
  does: 'query',
  summary:
    'How ready networks are to go on finding names when a resolver fails: each criterion with its reason, and over all',
  input: Type.Object(
    { ...readinessFilter, limit: optional(Type.Integer({ minimum: 1, maximum: 2000, default: 500 })) },
    closed,
  ),
  output: Type.Object(
    {
      networks: Type.Array(NetworkReadiness, { description: 'The weakest first' }),
      total: Type.Integer(),
      cells: Type.Array(ReadinessCell),
      standings: Type.Record(Type.String(), Type.Integer()),
      data: ReadinessData,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { country: 'EE' },
})

export const exportReadiness = contract({
  name: 'sustain.exportReadiness',
  does: 'query',
  summary: 'Readiness as CSV: one line for each criterion of each network',
  input: Type.Object(readinessFilter, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: {},
  policy: reading,
  download: true,
  example: {},
})
