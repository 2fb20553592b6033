// What people read of a security advisory: taken out of a CSAF document of any size, with what was left out counted.
import Type, { type Static } from 'typebox'
import { CsafVersion } from './findings.ts'

const closed = { additionalProperties: false } as const
const text = (maxLength: number) => Type.String({ maxLength })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const count = Type.Integer({ minimum: 0 })

/** How much of one document is kept as content; the document itself is kept whole as a file. */
export const contentLimits = {
  ...{ lines: 1500, vulnerabilities: 150, remediations: 20, notes: 30, noteText: 6000, references: 60 },
  ...{ revisions: 100, indexes: 10, purls: 4 },
} as const

export const ReadNote = Type.Object({ category: text(60), title: orNull(text(300)), text: text(6000) }, closed)
export type ReadNote = Static<typeof ReadNote>

export const Cvss = Type.Object(
  { version: text(10), score: Type.Number({ minimum: 0, maximum: 10 }), severity: text(20), vector: text(300) },
  closed,
)
export type Cvss = Static<typeof Cvss>

export const Remediation = Type.Object(
  { category: text(60), details: text(2000), date: orNull(text(40)), url: orNull(text(1000)), products: count },
  closed,
)
export type Remediation = Static<typeof Remediation>

export const Vulnerability = Type.Object(
  {
    /** A CVE, or what else it is called. */
    name: text(200),
    title: orNull(text(500)),
    cwe: orNull(text(200)),
    cvss: orNull(Cvss),
    description: orNull(text(3000)),
    remediations: Type.Array(Remediation, { maxItems: contentLimits.remediations }),
    threats: Type.Array(Type.Object({ category: text(60), details: text(1000) }, closed), { maxItems: 10 }),
    affected: count,
    fixed: count,
    notAffected: count,
    investigating: count,
  },
  closed,
)
export type Vulnerability = Static<typeof Vulnerability>

export const productStatuses = ['affected', 'boundary', 'investigating', 'fixed', 'notAffected', 'recommended'] as const
export type ProductStatus = (typeof productStatuses)[number]
/** Places in the list of vulnerabilities. */
const indexes = Type.Optional(Type.Array(count, { maxItems: contentLimits.indexes }))

/** One product of which the document says something. */
export const ProductLine = Type.Object(
  {
    name: text(500),
    vendor: orNull(text(300)),
    product: orNull(text(300)),
    version: orNull(text(300)),
    versionIs: Type.Enum(['exact', 'range', 'none']),
    cpe: orNull(text(500)),
    purls: Type.Array(text(500), { maxItems: contentLimits.purls }),
    /** A part of something else is only concerned where that something is used. */
    role: Type.Enum(['itself', 'part', 'platform']),
    affected: indexes,
    /** The first or the last affected version of a line of versions. */
    boundary: indexes,
    investigating: indexes,
    fixed: indexes,
    notAffected: indexes,
    recommended: indexes,
  },
  closed,
)
export type ProductLine = Static<typeof ProductLine>

export const Publisher = Type.Object({ name: text(300), namespace: text(500), category: text(60) }, closed)
export type Publisher = Static<typeof Publisher>

export const AdvisoryContent = Type.Object(
  {
    csafVersion: CsafVersion,
    trackingId: text(300),
    version: text(60),
    status: text(20),
    category: text(100),
    title: text(1000),
    language: orNull(text(40)),
    publisher: Publisher,
    initialRelease: text(40),
    currentRelease: text(40),
    /** As the document says it; null: no label. */
    tlp: orNull(text(40)),
    distribution: orNull(text(1000)),
    severity: orNull(text(100)),
    /** The highest base score of all vulnerabilities. */
    cvss: orNull(Cvss),
    notes: Type.Array(ReadNote, { maxItems: contentLimits.notes }),
    references: Type.Array(Type.Object({ category: text(20), summary: text(500), url: text(1000) }, closed), {
      maxItems: contentLimits.references,
    }),
    revisions: Type.Array(Type.Object({ number: text(60), date: text(40), summary: text(1000) }, closed), {
      maxItems: contentLimits.revisions,
    }),
    vulnerabilities: Type.Array(Vulnerability, { maxItems: contentLimits.vulnerabilities }),
    lines: Type.Array(ProductLine, { maxItems: contentLimits.lines }),
    /** How many there were beyond what is kept. */
    leftOut: Type.Object({ lines: count, vulnerabilities: count, notes: count, references: count }, closed),
  },
  closed,
)
export type AdvisoryContent = Static<typeof AdvisoryContent>
