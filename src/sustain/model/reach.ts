// What was seen of a watched service: samples, what one vantage point makes of them, and how it is explained.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Country } from '#people/model.ts'
import { EndpointKind, Fingerprint } from './services.ts'
import { closed, Label, orNull, Share } from './words.ts'

const Milliseconds = Type.Number({ minimum: 0, maximum: 3_600_000 })
const Rate = Type.Number({ minimum: 0, maximum: 1e12, description: 'Bytes a second' })
const Why = Type.String({ maxLength: 300 })

/** How far a probe came, and what stood in its way. `limited`: the service itself asked to be asked less often. */
export const reachOutcomes = [
  'ok',
  'limited',
  'nxdomain',
  'servfail',
  'dns-timeout',
  'dns-forged',
  'refused',
  'unreachable',
  'connect-timeout',
  'reset',
  'tls-reset',
  'tls-failed',
  'wrong-certificate',
  'timeout',
  'server-error',
  'unexpected-status',
  'unexpected-content',
  'block-page',
] as const
export const ReachOutcome = Type.Enum(reachOutcomes)
export type ReachOutcome = Static<typeof ReachOutcome>

export const ReachSample = Type.Object(
  {
    at: Instant,
    /** Of the service, or of something that should be as quick. */
    role: Type.Enum(['service', 'control']),
    /** Place in the list of endpoints, or of controls. */
    endpoint: Type.Integer({ minimum: 0, maximum: 20 }),
    kind: EndpointKind,
    outcome: ReachOutcome,
    milliseconds: Milliseconds,
    dnsMilliseconds: orNull(Milliseconds),
    connectMilliseconds: orNull(Milliseconds),
    tlsMilliseconds: orNull(Milliseconds),
    /** From the request to its first byte. */
    firstByteMilliseconds: orNull(Milliseconds),
    status: orNull(Type.Integer({ minimum: 100, maximum: 599 })),
    bytes: Type.Integer({ minimum: 0, maximum: 1e9 }),
    /** Over the whole transfer; null where nothing large was taken. */
    bytesPerSecond: orNull(Rate),
    /** Rate of each slice of a quarter of a second. */
    slices: Type.Array(Rate, { maxItems: 120 }),
    addresses: Type.Array(Type.String({ maxLength: 45 }), { maxItems: 16 }),
    certificate: orNull(Fingerprint),
    why: orNull(Why),
  },
  closed,
)
export type ReachSample = Static<typeof ReachSample>

export const Tally = Type.Object(
  {
    tries: Type.Integer({ minimum: 0, maximum: 1e9 }),
    ok: Type.Integer({ minimum: 0, maximum: 1e9 }),
    outcomes: Type.Partial(
      Type.Object(
        Object.fromEntries(reachOutcomes.map((one) => [one, Type.Integer({ minimum: 0, maximum: 1e9 })])) as Record<
          ReachOutcome,
          Type.TInteger
        >,
        closed,
      ),
    ),
    connectMilliseconds: orNull(Milliseconds),
    firstByteMilliseconds: orNull(Milliseconds),
    transfers: Type.Integer({ minimum: 0, maximum: 1e9 }),
    /** Median over the transfers. */
    bytesPerSecond: orNull(Rate),
  },
  closed,
)
export type Tally = Static<typeof Tally>

/** Transfers that go flat: the same rate from slice to slice, and from one transfer to the next. */
export const Plateau = Type.Object(
  {
    bytesPerSecond: Rate,
    /** Share of the transfers that are flat. */
    share: Share,
    /** How much the level differs between transfers: standard deviation over mean. */
    spread: Type.Number({ minimum: 0, maximum: 1000 }),
    /** How much came before the rate went flat, in bytes: the bucket of a limiter. */
    burstBytes: Type.Number({ minimum: 0, maximum: 1e12 }),
  },
  closed,
)
export type Plateau = Static<typeof Plateau>

/** What is usual here, to compare with: the same hour on days before, and how the last day went. */
export const Usual = Type.Object(
  {
    firstByteMilliseconds: orNull(Milliseconds),
    bytesPerSecond: orNull(Rate),
    /** Hours of the last day that were counted. */
    hours: Type.Integer({ minimum: 0, maximum: 24 }),
    /** How far the rate moved over them: largest less smallest, over the median; null: too few hours. */
    swing: orNull(Type.Number({ minimum: 0, maximum: 1e6 })),
  },
  closed,
)
export type Usual = Static<typeof Usual>

/** One vantage point's view of one service over a short while. */
export const VantageView = Type.Object(
  {
    vantage: Label,
    /** An AS or the name of a network: two points in one network are one witness. */
    network: orNull(Label),
    country: orNull(Country),
    from: Instant,
    to: Instant,
    service: Tally,
    control: Tally,
    plateau: orNull(Plateau),
    controlPlateau: orNull(Plateau),
    usual: orNull(Usual),
  },
  closed,
)
export type VantageView = Static<typeof VantageView>

/** What a single vantage point sees, before others are asked. */
export const patterns = [
  'well',
  'blind',
  'interfered',
  'capped',
  'failing',
  'cut-off',
  'strained',
  'too-little',
] as const
export const Pattern = Type.Enum(patterns)
export type Pattern = Static<typeof Pattern>

export const explanationKinds = [
  'outage',
  'overload',
  'throttling',
  'blocking',
  'path-fault',
  'vantage-fault',
  'unknown',
] as const
export const ExplanationKind = Type.Enum(explanationKinds)
export type ExplanationKind = Static<typeof ExplanationKind>

/** suspected: from one place only, or weakly. likely, nearly-certain: by several witnesses. unlikely: what is seen speaks against it. */
export const sureness = ['unlikely', 'suspected', 'likely', 'nearly-certain'] as const

export const Explanation = Type.Object(
  {
    kind: ExplanationKind,
    support: Share,
    sure: Type.Enum(sureness),
    for: Type.Array(Why, { maxItems: 20 }),
    against: Type.Array(Why, { maxItems: 20 }),
    /** What would tell it from the others. */
    next: Why,
  },
  closed,
)
export type Explanation = Static<typeof Explanation>

export const reachStates = ['well', 'unknown', ...explanationKinds.filter((one) => one !== 'unknown')] as const
export const ReachState = Type.Enum(reachStates)
export type ReachState = Static<typeof ReachState>

export const Seen = Type.Object(
  { vantage: Label, network: orNull(Label), country: orNull(Country), pattern: Pattern, says: Why },
  closed,
)
export type Seen = Static<typeof Seen>

/** Explanations stand side by side, the best supported first. */
export const ReachVerdict = Type.Object(
  {
    state: ReachState,
    /** Witnesses that could say something. */
    witnesses: Type.Integer({ minimum: 0, maximum: 1000 }),
    explanations: Type.Array(Explanation, { maxItems: 10 }),
    seen: Type.Array(Seen, { maxItems: 100 }),
  },
  closed,
)
export type ReachVerdict = Static<typeof ReachVerdict>

export const judgements = ['confirmed', 'rejected', 'other'] as const

export const Judgement = Type.Object(
  {
    person: Id,
    at: Instant,
    verdict: Type.Enum(judgements),
    /** What the person takes it to be, where that is another explanation. */
    kind: orNull(ExplanationKind),
    because: Type.String({ minLength: 3, maxLength: 2000 }),
  },
  closed,
)

/** From the moment that something other than well was held, until it is over. */
export const ReachFinding = Type.Object(
  {
    service: Id,
    name: Label,
    status: Type.Enum(['open', 'ended']),
    verdict: ReachVerdict,
    /** The first sample that was not well. */
    onset: Instant,
    openedAt: Instant,
    endedAt: orNull(Instant),
    judged: orNull(Judgement),
  },
  closed,
)
export type ReachFinding = Static<typeof ReachFinding>

/** What one vantage point tells peers of one service, hour by hour; for them it is a vantage point of its own. */
export const VantageHour = Type.Object(
  {
    service: Id,
    name: Label,
    /** By these a peer knows which of its own services is meant. */
    hosts: Type.Array(Type.String({ maxLength: 253 }), { minItems: 1, maxItems: 10 }),
    pattern: Pattern,
    view: VantageView,
  },
  closed,
)
export type VantageHour = Static<typeof VantageHour>
