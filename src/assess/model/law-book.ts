// The nouns of keeping the law: what is wrong with files, what two versions differ in, and which version was in force when.
import Type, { type Static } from 'typebox'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const

export const LawFault = Type.Object(
  {
    /** Relative to the folder of the law: 'rules/dora.json'. Empty where it is about all of them. */
    file: Type.String({ maxLength: 300 }),
    /** JSON pointer into the file. */
    field: Type.String({ maxLength: 2_000 }),
    reason: Type.String({ maxLength: 4_000 }),
  },
  closed,
)
/** What is wrong: in which file, at which field, and why, in words. */
export type LawFault = Static<typeof LawFault>

export const lawParts = [
  'regime',
  'report',
  'communication',
  'authority duty',
  'form',
  'calendar',
  'rule',
  'fact',
  'entity type',
  'group',
  'anchor',
  'relation',
  'overlay',
  'time',
  'measurement',
  'pending change',
  'source',
  'law',
] as const

export const LawChange = Type.Object(
  {
    part: Type.Enum(lawParts),
    /** 'nis2ir.9.a', 'nis2', 'nis2 / early_warning', 'dora / 1.4'. */
    id: Type.String(),
    change: Type.Enum(['added', 'removed', 'changed']),
    /** What of it changed; null where all of it was added or removed. */
    field: Type.Union([Type.String(), Type.Null()]),
    from: Type.Union([Type.String(), Type.Null()]),
    to: Type.Union([Type.String(), Type.Null()]),
    /** 'nis2ir.9.a (service.complete_unavailability_minutes): more than 30 minutes -> more than 20 minutes'. */
    text: Type.String(),
  },
  closed,
)
export type LawChange = Static<typeof LawChange>

export const LawDifference = Type.Object(
  { from: Type.String(), to: Type.String(), changes: Type.Array(LawChange) },
  closed,
)
export type LawDifference = Static<typeof LawDifference>

/** '2026-08.1f2e3d4c5b': the month of the last comparison with the acts, and the beginning of the hash of what is said. */
export const LawVersionId = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}[.][0-9a-f]{10}$' })

export const LawVersion = Type.Object(
  {
    version: LawVersionId,
    checkedAsOf: Type.String({ maxLength: 20 }),
    /** Of the kept file that holds all files of this version. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    bytes: Type.Integer({ minimum: 1 }),
    /** The version that was in force before. */
    after: Type.Union([LawVersionId, Type.Null()]),
    changes: Type.Integer({ minimum: 0 }),
    /** It came with a version of Tocsin, whoever put it in force; else it is the node's own. */
    shipped: Type.Boolean(),
    reason: Type.String({ maxLength: 2_000 }),
    adoptedAt: Instant,
    adoptedBy: Type.String(),
  },
  closed,
)
/** A version that was put in force here. It is adopted again when it comes back: the newest adoption counts. */
export type LawVersion = Static<typeof LawVersion>
