// Advisories of others as they came in, the providers that are followed, and the products that an organisation uses.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { AdvisoryContent, Publisher } from './content.ts'
import { Checked } from './findings.ts'

const closed = { additionalProperties: false } as const
const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in lower case' })
export const Fingerprint = Type.String({ pattern: '^[0-9A-F]{40,64}$', description: 'Fingerprint of an OpenPGP key' })

export const AdvisorySource = Type.Object(
  {
    kind: Type.Enum(['provider', 'upload']),
    provider: orNull(Id),
    /** The address that it came from, or the name of the file. */
    name: text(1000),
  },
  closed,
)
export type AdvisorySource = Static<typeof AdvisorySource>

/** What was proven about the bytes before anything was read from them. */
export const Integrity = Type.Object(
  {
    hash: Type.Enum(['sha512', 'sha256', 'none']),
    signedBy: orNull(Fingerprint),
  },
  closed,
)
export type Integrity = Static<typeof Integrity>

/** The state of federate.advisory; one for each tracking id of a publisher, at its newest version. */
export const Advisory = Type.Object(
  {
    content: AdvisoryContent,
    file: Sha256,
    bytes: Type.Integer({ minimum: 1 }),
    source: AdvisorySource,
    integrity: Integrity,
    check: Checked,
    takenAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Advisory = Static<typeof Advisory>

export const UsedProduct = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    vendor: orNull(Type.String({ minLength: 1, maxLength: 200 })),
    /** A version, or a range such as 'vers:semver/>=1.2.0|<2.0.0'; null: not known. */
    version: orNull(Type.String({ minLength: 1, maxLength: 300 })),
    purl: orNull(
      Type.String({ pattern: '^pkg:[A-Za-z][A-Za-z0-9.+-]{0,40}/\\S{1,440}$', description: 'a package URL' }),
    ),
    cpe: orNull(Type.String({ pattern: '^cpe:(2\\.3:|/)[aho*-]?\\S{1,480}$', description: 'a CPE name' })),
    note: text(500),
  },
  closed,
)
export type UsedProduct = Static<typeof UsedProduct>

/** The state of federate.product. */
export const Product = Type.Object(
  { ...UsedProduct.properties, removed: Type.Boolean(), addedAt: Instant, changedAt: Instant },
  closed,
)
export type Product = Static<typeof Product>

export const ProviderKey = Type.Object({ fingerprint: Fingerprint, url: text(1000) }, closed)
export type ProviderKey = Static<typeof ProviderKey>

export const ProviderFeed = Type.Object(
  { kind: Type.Enum(['rolie', 'directory']), url: text(1000), tlp: orNull(text(40)) },
  closed,
)
export type ProviderFeed = Static<typeof ProviderFeed>

/** What provider-metadata.json said when it was last believed. */
export const ProviderFacts = Type.Object(
  {
    metadataUrl: text(1000),
    publisher: Publisher,
    role: Type.Enum(['csaf_publisher', 'csaf_provider', 'csaf_trusted_provider']),
    keys: Type.Array(ProviderKey, { maxItems: 20 }),
    feeds: Type.Array(ProviderFeed, { maxItems: 60 }),
  },
  closed,
)
export type ProviderFacts = Static<typeof ProviderFacts>

/** The state of federate.provider. Keys that appear later are only offered: a person follows it again to believe them. */
export const Provider = Type.Object(
  {
    asked: text(500),
    facts: ProviderFacts,
    offered: Type.Array(ProviderKey, { maxItems: 20 }),
    /** Documents that changed before this are not fetched. */
    since: Instant,
    status: Type.Enum(['following', 'stopped']),
    followedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Provider = Static<typeof Provider>
