// The noun of the breach of one entity: what is isolated, kept, removed, restored and checked; who helps; what was disclosed.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { StepState } from './goal.ts'
import { By, closed, Key, Line, orNull, Party, Prose, Reason, Title } from './words.ts'

/** In the order in which they are usually gone through. */
export const breachPhases = ['isolate', 'preserve-evidence', 'eradicate', 'restore', 'verify-clean', 'watch'] as const
export const BreachPhase = Type.Enum(breachPhases)
export type BreachPhase = Static<typeof BreachPhase>

export const BreachStep = Type.Object(
  {
    key: Key,
    phase: BreachPhase,
    text: Line,
    /** The part on the map that it is done to. */
    part: orNull(Id),
    owner: orNull(Party),
    state: StepState,
    startedAt: orNull(Instant),
    endedAt: orNull(Instant),
    /** What came of it; for evidence where it is kept, and its SHA-256. */
    result: Type.String({ maxLength: 2_000 }),
    sha256: orNull(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** Said when evidence was not preserved before, or the step stands out of order. */
    despite: orNull(Reason),
  },
  closed,
)
export type BreachStep = Static<typeof BreachStep>

export const Expert = Type.Object(
  {
    key: Key,
    party: Party,
    basis: Type.Enum(['own', 'contract', 'reserve', 'mutual-assistance', 'authority']),
    /** The contract, or the use of the Reserve that they came by. */
    reference: Type.String({ maxLength: 400 }),
    reserveUse: orNull(Id),
    from: Instant,
    until: orNull(Instant),
    what: Line,
  },
  closed,
)

export const Disclosure = Type.Object(
  {
    key: Key,
    at: Instant,
    /** Where: the regulatory news service, the web site, a letter to customers. */
    where: Line,
    to: Type.Enum(['market', 'public', 'customers', 'staff', 'partners']),
    title: Line,
    /** The text: where it stands, and what it says in one sentence. */
    reference: Type.String({ maxLength: 2_000 }),
    says: Type.String({ maxLength: 2_000 }),
    by: By,
  },
  closed,
)

/** One sourced figure of a market: never worked out here. */
export const MarketFigure = Type.Object(
  {
    key: Key,
    at: Instant,
    instrument: Line,
    /** In percent against `against`: -2.3 is a fall by 2.3 %. */
    changePercent: Type.Number({ minimum: -100, maximum: 10_000 }),
    /** `up-to`: the largest that was seen in the time that the source speaks of. */
    qualifier: Type.Enum(['exact', 'about', 'up-to']),
    against: Line,
    source: Line,
    by: By,
  },
  closed,
)
export type MarketFigure = Static<typeof MarketFigure>

export const Breach = Type.Object(
  {
    title: Title,
    summary: Prose,
    incident: orNull(Id),
    crisis: orNull(Id),
    entity: Party,
    foundAt: Instant,
    state: Type.Enum(['open', 'closed']),
    steps: Type.Array(BreachStep, { maxItems: 500 }),
    experts: Type.Array(Expert, { maxItems: 100 }),
    disclosures: Type.Array(Disclosure, { maxItems: 200 }),
    market: Type.Array(MarketFigure, { maxItems: 500 }),
    closedBecause: orNull(Reason),
    closedAt: orNull(Instant),
    keys: Type.Integer({ minimum: 0 }),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Breach = Static<typeof Breach>
