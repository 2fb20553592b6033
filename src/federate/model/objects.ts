// What came in from others in a form of theirs: objects of STIX, MISP, CSAF, CACAO and the like, and the intake that brought them.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import type { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const

export const objectFormats = ['stix', 'misp', 'csaf', 'cacao', 'event'] as const
export const ObjectFormat = Type.Enum(objectFormats)
export type ObjectFormat = Static<typeof ObjectFormat>

/** One object as its standard spells it, already checked. */
export interface ObjectIn {
  format: ObjectFormat
  /** As the standard names it: 'indicator--...', a MISP UUID, a tracking id. At most 300 characters. */
  id: string
  /** Text order is time order: an instant, or a version padded so. Empty where the standard has no versions. */
  version: string
  /** 'indicator', 'event', 'csaf_security_advisory' and the like. */
  type: string
  /** '2.1', '2.0'. */
  spec: string
  object: unknown
  /** Ours, from what the object says; never looser than that. */
  marking: Marking
}

export const RefusedObject = Type.Object(
  {
    id: Type.String({ maxLength: 300 }),
    refusal: Type.String({ maxLength: 60 }),
    why: Type.String({ maxLength: 500 }),
  },
  closed,
)
export type RefusedObject = Static<typeof RefusedObject>
/** For whoever brought it; the record of the intake names the object alone. */
export type RefusedVersion = RefusedObject & { version?: string }

export const IntakeSource = Type.Object(
  {
    standard: Type.Enum(['stix', 'taxii', 'misp', 'csaf', 'cacao', 'attack', 'intelmq', 'n6', 'x-arf', 'arf']),
    /** An address without secrets, a file name, or the name of who posted it. */
    name: Type.String({ maxLength: 500 }),
    organisation: Type.Union([Id, Type.Null()]),
  },
  closed,
)
export type IntakeSource = Static<typeof IntakeSource>

/** The state of the record federate.intake: who brought what, and what was refused for which reason. */
export const Intake = Type.Object(
  {
    source: IntakeSource,
    collection: Id,
    added: Type.Integer({ minimum: 0 }),
    known: Type.Integer({ minimum: 0 }),
    refused: Type.Integer({ minimum: 0 }),
    /** The first of those that were refused. */
    reasons: Type.Array(RefusedObject, { maxItems: 200 }),
    /** How many of each type were added. */
    types: Type.Record(Type.String({ maxLength: 80 }), Type.Integer({ minimum: 0 })),
    at: Instant,
  },
  closed,
)
export type Intake = Static<typeof Intake>
