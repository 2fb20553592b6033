// Contracts: priority intelligence requirements. A question is saved as a query, and raises an alert for each item that
// meets it.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { NameText } from './names.ts'
import { CountryCode, held, orNull, Reason, SectorId } from './nouns.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const anId = '01980f3c-8a00-7000-8000-000000000001'
const reading: Policy = { who: 'signed-in' }
const asking: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
const judging: Policy = { who: ['analyst', 'duty-officer'] }
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })

/** Everything named must hold; within one list, one of them is enough. */
export const Query = Type.Object(
  {
    topics: optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 40, uniqueItems: true })),
    sectors: optional(Type.Array(SectorId, { maxItems: 60, uniqueItems: true })),
    countries: optional(Type.Array(CountryCode, { maxItems: 60, uniqueItems: true })),
    names: optional(Type.Array(NameText, { maxItems: 60, uniqueItems: true })),
    words: optional(
      Type.Array(NameText, {
        maxItems: 60,
        uniqueItems: true,
        description: 'Words or phrases of the text; word* for a beginning',
      }),
    ),
    incident: optional(Type.Boolean({ description: 'Only items that tell of an incident' })),
  },
  closed,
)
export type Query = Static<typeof Query>

export const Requirement = Type.Object(
  {
    question: Type.String({ minLength: 3, maxLength: 300 }),
    query: Query,
    /** 1 is the most pressing. */
    priority: Type.Integer({ minimum: 1, maximum: 3 }),
    until: orNull(Instant),
    setBy: Id,
    setAt: Instant,
    active: Type.Boolean(),
  },
  closed,
)
export type Requirement = Static<typeof Requirement>

export const alertStatuses = ['open', 'taken up', 'set aside'] as const

/** One item that meets a requirement, or that tells of an incident at a supplier somebody depends on. */
export const Alert = Type.Object(
  {
    title: Type.String(),
    item: Id,
    requirement: orNull(Id),
    priority: Type.Integer({ minimum: 1, maximum: 3 }),
    /** What in the item met what of the question. */
    why: Type.Array(Type.String(), { maxItems: 20 }),
    /** Organisations that it concerns, because they depend on a name in it. */
    concerns: Type.Array(Id, { maxItems: 200 }),
    status: Type.Enum(alertStatuses),
    raisedAt: Instant,
    judgedBy: orNull(Id),
    judgedBecause: orNull(Type.String()),
  },
  closed,
)
export type Alert = Static<typeof Alert>

export const setRequirement = contract({
  name: 'watch.setRequirement',
  does: 'action',
  summary: 'Ask a question of everything that comes in; each item that meets it raises an alert',
  input: Type.Object(
    {
      question: Requirement.properties.question,
      query: Query,
      priority: optional(Type.Integer({ minimum: 1, maximum: 3, default: 2 })),
      until: optional(Instant),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: held(Requirement),
  refusals: refusing('person-needed', 'empty-query'),
  policy: asking,
  arguments: ['question'],
  example: {
    question: 'Is any water utility in the Union under attack?',
    query: { sectors: ['drinking_water', 'waste_water'], incident: true },
    priority: 1,
  },
})

export const changeRequirement = contract({
  name: 'watch.changeRequirement',
  does: 'action',
  summary: 'Change a requirement, put it to rest, or wake it again',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      question: optional(Requirement.properties.question),
      query: optional(Query),
      priority: optional(Requirement.properties.priority),
      until: optional(orNull(Instant)),
      active: optional(Type.Boolean()),
    },
    closed,
  ),
  output: held(Requirement),
  refusals: refusing('person-needed', 'empty-query', 'nothing-to-change'),
  policy: asking,
  arguments: ['id'],
  example: { id: anId, version: 1, active: false },
})

export const listRequirements = contract({
  name: 'watch.listRequirements',
  does: 'query',
  summary: 'Requirements that you may read, the most pressing first, and how many alerts each has open',
  input: Type.Object({ active: optional(Type.Boolean()) }, closed),
  output: Type.Object(
    {
      requirements: Type.Array(
        Type.Object({ ...held(Requirement).properties, openAlerts: Type.Integer(), alerts: Type.Integer() }, closed),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { active: true },
})

export const ShownAlert = Type.Object(
  {
    ...held(Alert).properties,
    question: orNull(Type.String()),
    /** Null when the item may not be read. */
    itemTitle: orNull(Type.String()),
    concernsNames: Type.Array(Type.Object({ id: Id, name: Type.String() }, closed)),
  },
  closed,
)

export const listAlerts = contract({
  name: 'watch.listAlerts',
  does: 'query',
  summary: 'Alerts: items that met a requirement or concern who depends on a supplier, newest first',
  input: Type.Object(
    {
      status: optional(Type.Enum(alertStatuses)),
      requirement: optional(Id),
      after: optional(Id),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object({ alerts: Type.Array(ShownAlert), next: orNull(Type.String()), total: Type.Integer() }, closed),
  refusals: {},
  policy: reading,
  example: { status: 'open' },
})

export const judgeAlert = contract({
  name: 'watch.judgeAlert',
  does: 'action',
  summary: 'Take an alert up, set it aside, or open it again',
  input: Type.Object({ id: Id, version: Version, status: Type.Enum(alertStatuses), reason: optional(Reason) }, closed),
  output: held(Alert),
  refusals: refusing('person-needed', 'nothing-to-change'),
  policy: judging,
  arguments: ['id', 'status'],
  example: { id: anId, version: 1, status: 'taken up', reason: 'Incident opened.' },
})
