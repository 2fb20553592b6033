// Advisories of our own, on their way from a draft to being published: one record for each version of a document.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Fingerprint, Sha256 } from './advisory.ts'
import { AdvisoryContent } from './content.ts'
import { Checked } from './findings.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Act = Type.Object({ by: Type.String(), at: Instant }, closed)

/**
 * draft: being written. checked: the tests of the standard passed. approved: by a second person. published: to be fetched by others.
 * superseded: a newer version is published. dropped: never published.
 */
export const issuedStatuses = ['draft', 'checked', 'approved', 'published', 'superseded', 'dropped'] as const
export const IssuedStatus = Type.Enum(issuedStatuses)
export type IssuedStatus = Static<typeof IssuedStatus>

export const issuedEvents = ['write', 'check', 'approve', 'return', 'publish', 'supersede', 'drop'] as const
export type IssuedEvent = (typeof issuedEvents)[number]

/** Where a published document stands, and what proves it. */
export const Published = Type.Object(
  {
    ...Act.properties,
    /** Folders and name below /csaf: 'white/2026/x-1.json'. */
    path: Type.String({ pattern: '^(v2\\.1/)?[a-z+]{3,12}/\\d{4}/[a-z0-9+_-]{1,250}\\.json$' }),
    sha256: Sha256,
    sha512: Type.String({ pattern: '^[0-9a-f]{128}$' }),
    /** ASCII armoured, detached. */
    signature: Type.String({ maxLength: 4000 }),
    fingerprint: Fingerprint,
  },
  closed,
)
export type Published = Static<typeof Published>

/** The state of federate.issuedAdvisory. */
export const IssuedAdvisory = Type.Object(
  {
    content: AdvisoryContent,
    file: Sha256,
    bytes: Type.Integer({ minimum: 1 }),
    status: IssuedStatus,
    /** The version of the same document that was published before. */
    replaces: orNull(Id),
    /** Persons who wrote in it since it was last approved. */
    authors: Type.Array(Type.String(), { maxItems: 100 }),
    check: orNull(Checked),
    approved: orNull(Act),
    returned: orNull(Type.Object({ ...Act.properties, reason: Type.String({ maxLength: 1000 }) }, closed)),
    published: orNull(Published),
    startedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type IssuedAdvisory = Static<typeof IssuedAdvisory>
