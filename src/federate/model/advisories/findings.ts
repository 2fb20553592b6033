// What the tests of the standard found in a CSAF document, and which of them were not run.
import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const text = (maxLength: number) => Type.String({ maxLength })
const count = Type.Integer({ minimum: 0 })

export const csafVersions = ['2.0', '2.1'] as const
export const CsafVersion = Type.Enum(csafVersions)
export type CsafVersion = Static<typeof CsafVersion>

export const findingKinds = ['schema', 'mandatory', 'optional', 'informative'] as const
export const Finding = Type.Object(
  {
    /** '6.1.27.3', or 'schema'. */
    test: text(40),
    kind: Type.Enum(findingKinds),
    level: Type.Enum(['error', 'warning', 'info']),
    message: text(500),
    /** JSON pointer into the document. */
    where: text(500),
  },
  closed,
)
export type Finding = Static<typeof Finding>

/** Most findings that are kept; all are counted. */
export const mostFindings = 200

export const Checked = Type.Object(
  {
    csafVersion: CsafVersion,
    /** As the schema asks, and no mandatory test failed. */
    valid: Type.Boolean(),
    schemaValid: Type.Boolean(),
    ran: count,
    errors: count,
    warnings: count,
    infos: count,
    findings: Type.Array(Finding, { maxItems: mostFindings }),
    notRun: Type.Array(Type.Object({ test: text(40), why: text(300) }, closed), { maxItems: 40 }),
  },
  closed,
)
export type Checked = Static<typeof Checked>

/** The whole of the checks is longer than a list needs. */
export const CheckedBriefly = Type.Pick(Checked, ['csafVersion', 'valid', 'schemaValid', 'errors', 'warnings', 'infos'])
export type CheckedBriefly = Static<typeof CheckedBriefly>
