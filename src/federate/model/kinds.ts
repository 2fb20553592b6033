// What data/federate/kinds.json and agreement-models.json hold: which records a kind of agreement is, and agreements to begin with.
import Type, { type Static } from 'typebox'
import { Tlp } from '#kernel/marking.ts'
import { AgreementKind, agreementKinds, Trigger } from './agreement.ts'

const closed = { additionalProperties: false } as const
const Pointer = Type.String({ pattern: '^(/[^/~]{1,60}){1,8}$', maxLength: 300 })
const Value = Type.Union([Type.String({ maxLength: 60 }), Type.Null()])
const Values = Type.Array(Value, { minItems: 1, maxItems: 30 })

export const Condition = Type.Union([
  Type.Object({ at: Pointer, is: Values }, closed),
  Type.Object({ at: Pointer, isNot: Values }, closed),
  Type.Object({ at: Pointer, atLeast: Type.Number() }, closed),
])
export type Condition = Static<typeof Condition>

export const RecordRule = Type.Object(
  {
    record: Type.String({ pattern: '^[a-z]+\\.[a-z][A-Za-z]+$', maxLength: 80 }),
    /** Where its severity stands, if it has one. */
    severity: Type.Optional(Pointer),
    /** All must hold. */
    when: Type.Array(Condition, { maxItems: 10 }),
    why: Type.String({ minLength: 3, maxLength: 200 }),
  },
  closed,
)
export type RecordRule = Static<typeof RecordRule>

const Labelled = Type.Object({ value: Type.String({ maxLength: 40 }), label: Type.String({ maxLength: 200 }) }, closed)

/** `spec`: where the format is written down, for whoever builds it. */
const Format = Type.Object({ ...Labelled.properties, spec: Type.String({ minLength: 3, maxLength: 300 }) }, closed)
/** A common language: what is said in it, and which version of which document that is. */
const Taxonomy = Type.Object(
  { of: Type.String({ minLength: 3, maxLength: 80 }), spec: Type.String({ minLength: 3, maxLength: 300 }) },
  closed,
)

export const KindsFile = Type.Object(
  {
    title: Type.String(),
    checkedAsOf: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
    note: Type.String(),
    /** Least first. */
    severities: Type.Array(Labelled, { minItems: 1, maxItems: 20 }),
    formats: Type.Array(Format, { minItems: 1, maxItems: 20 }),
    taxonomies: Type.Array(Taxonomy, { minItems: 1, maxItems: 20 }),
    kinds: Type.Object(
      Object.fromEntries(
        agreementKinds.map((kind) => [
          kind,
          Type.Object(
            {
              label: Type.String({ minLength: 3, maxLength: 60 }),
              about: Type.String({ minLength: 3, maxLength: 400 }),
              /** Parts of letters that are no records. */
              parts: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 }),
              records: Type.Array(RecordRule, { maxItems: 30 }),
            },
            closed,
          ),
        ]),
      ) as Record<AgreementKind, ReturnType<typeof kindSchema>>,
      closed,
    ),
  },
  closed,
)
export type KindsFile = Static<typeof KindsFile>

function kindSchema() {
  return Type.Object({
    label: Type.String(),
    about: Type.String(),
    parts: Type.Array(Type.String()),
    records: Type.Array(RecordRule),
  })
}

/** A flow as it is drafted: `from` and `to` are sides of a model. */
const ModelFlow = Type.Object(
  {
    from: Type.String({ maxLength: 40 }),
    to: Type.String({ maxLength: 40 }),
    kinds: Type.Array(AgreementKind, { minItems: 1, maxItems: 9, uniqueItems: true }),
    highest: Tlp,
    trigger: Trigger,
    responseMinutes: Type.Union([Type.Integer({ minimum: 1, maximum: 525_600 }), Type.Null()]),
    formats: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 10 }),
    retentionDays: Type.Union([Type.Integer({ minimum: 1, maximum: 36_500 }), Type.Null()]),
  },
  closed,
)

export const AgreementModel = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
    title: Type.String({ minLength: 3, maxLength: 200 }),
    about: Type.String({ minLength: 3, maxLength: 600 }),
    sides: Type.Tuple([
      Type.Object({ id: Type.String({ maxLength: 40 }), label: Type.String({ maxLength: 80 }) }, closed),
      Type.Object({ id: Type.String({ maxLength: 40 }), label: Type.String({ maxLength: 80 }) }, closed),
    ]),
    purpose: Type.String({ minLength: 3, maxLength: 2000 }),
    flows: Type.Array(ModelFlow, { minItems: 1, maxItems: 10 }),
    fallback: Type.String({ minLength: 3, maxLength: 1000 }),
    limits: Type.Object(
      {
        lettersPerMinute: Type.Integer({ minimum: 1, maximum: 100_000 }),
        kilobytesPerSecond: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
      },
      closed,
    ),
    basis: Type.Array(Type.String({ maxLength: 300 }), { maxItems: 20 }),
    /** Months from the first day to the first review. */
    reviewMonths: Type.Integer({ minimum: 1, maximum: 60 }),
    /** What of it was compared with the act, and what is a proposal of ours. */
    source: Type.String({ minLength: 3, maxLength: 600 }),
  },
  closed,
)
export type AgreementModel = Static<typeof AgreementModel>

export const AgreementModelsFile = Type.Object(
  {
    title: Type.String(),
    checkedAsOf: Type.String({ pattern: '^\\d{4}-\\d{2}$' }),
    note: Type.String(),
    models: Type.Array(AgreementModel, { minItems: 1, maxItems: 50 }),
  },
  closed,
)
export type AgreementModelsFile = Static<typeof AgreementModelsFile>
