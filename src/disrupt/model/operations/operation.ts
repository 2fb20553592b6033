// The noun of a takedown operation: who takes part by which right, what is aimed at, who may be hurt, and what came of it. It is a
// compartment: its marking is TLP:RED, and only the persons whom that names know that it exists.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, Country, closed, Key, Line, orNull, Prose, Reason, Title } from '../words.ts'
import { Clock, Go, Step } from './plan.ts'

export const operationStates = ['planning', 'running', 'watching', 'closed', 'abandoned'] as const
export const OperationState = Type.Enum(operationStates)
export type OperationState = Static<typeof OperationState>

export const Name = Type.String({ minLength: 1, maxLength: 200 })
export const Told = Type.String({ maxLength: 2_000 })

export const partnerKinds = ['police', 'prosecution', 'csirt', 'authority', 'union-body', 'company', 'other'] as const
export const Partner = Type.Object(
  {
    key: Key,
    name: Name,
    kind: Type.Enum(partnerKinds),
    country: orNull(Country),
    /** In the register of organisations. */
    organisation: orNull(Id),
    /** What it does in this operation. */
    role: Line,
    /** By which law it acts, and what it is mandated to do. */
    legalBasis: Told,
    mandate: Told,
    /** Persons of this node who may say go or no go for it. */
    signers: Type.Array(Id, { maxItems: 20, uniqueItems: true }),
    /** Without its go nothing begins. */
    mustSign: Type.Boolean(),
    left: orNull(Reason),
  },
  closed,
)
export type Partner = Static<typeof Partner>

/** objective: what is to be reached. equity: what a partner does not want to be harmed. risk: how victims may be hurt. lesson: what was learnt. */
export const pointKinds = ['objective', 'equity', 'risk', 'lesson'] as const
export const Point = Type.Object(
  {
    key: Key,
    kind: Type.Enum(pointKinds),
    /** Whose it is; nobody is asked why. */
    partner: orNull(Key),
    text: Line,
    /** How it is measured, kept from harm or made less. */
    answer: Told,
    state: Type.Enum(['open', 'settled', 'dropped']),
    result: Told,
  },
  closed,
)
export type Point = Static<typeof Point>

/** How the page that stands in place of a seized one is known. All partners that are named agreed on it. */
export const SeizurePage = Type.Object(
  {
    key: Key,
    name: Name,
    /** Each of these stands on it, whatever the case and the figures; at least three words each. */
    phrases: Type.Array(Type.String({ minLength: 6, maxLength: 300 }), { minItems: 1, maxItems: 20 }),
    /** The fingerprint of its text, where there is a page to take it from. */
    simhash: orNull(Type.String({ pattern: '^[0-9a-f]{16}$' })),
    agreed: Type.Array(Key, { maxItems: 60 }),
  },
  closed,
)
export type SeizurePage = Static<typeof SeizurePage>

/** Something that was promised to the public or to partners, by when. */
export const Release = Type.Object(
  {
    key: Key,
    what: Line,
    to: Name,
    due: Instant,
    promisedAt: Instant,
    keptAt: orNull(Instant),
    /** Where it stands. */
    where: Told,
    fellDueAt: orNull(Instant),
  },
  closed,
)
export type Release = Static<typeof Release>

export const obtainedKinds = [
  'customers',
  'victims',
  'accounts',
  'messages',
  'credentials',
  'payment-cards',
  'servers',
  'funds',
  'other',
] as const
/** What was obtained: a count and where the sealed original lies. Never the data itself. */
export const Obtained = Type.Object(
  {
    key: Key,
    kind: Type.Enum(obtainedKinds),
    count: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }),
    country: orNull(Country),
    /** Number of the exhibit or of the sealed container. */
    sealed: Type.String({ minLength: 3, maxLength: 300 }),
    sha256: orNull(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    heldBy: Key,
    at: Instant,
    by: By,
  },
  closed,
)
export type Obtained = Static<typeof Obtained>

export const Operation = Type.Object(
  {
    title: Title,
    summary: Prose,
    crisis: orNull(Id),
    incident: orNull(Id),
    state: OperationState,
    /** The moment from which the steps of action day are counted. */
    hHour: orNull(Instant),
    /** One more with every change of what partners have said go to. */
    revision: Type.Integer({ minimum: 1 }),
    partners: Type.Array(Partner, { maxItems: 60 }),
    points: Type.Array(Point, { maxItems: 300 }),
    steps: Type.Array(Step, { maxItems: 500 }),
    /** The latest word of each partner. */
    goes: Type.Array(Go, { maxItems: 60 }),
    clocks: Type.Array(Clock, { maxItems: 60 }),
    seizurePages: Type.Array(SeizurePage, { maxItems: 30 }),
    /** Addresses of sinkholes that the partners run. */
    sinkholes: Type.Array(Type.String({ minLength: 2, maxLength: 45 }), { maxItems: 100, uniqueItems: true }),
    releases: Type.Array(Release, { maxItems: 200 }),
    obtained: Type.Array(Obtained, { maxItems: 500 }),
    begunAt: orNull(Instant),
    endedAt: orNull(Instant),
    closedBecause: orNull(Reason),
    keys: Type.Integer({ minimum: 0 }),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Operation = Static<typeof Operation>
