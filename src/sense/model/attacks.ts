// What was detected: waves on a target that belong together are an attack; what several channels say together is an
// observation. These are records of the journal; the measurements that they rest on are not.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Label, orNull } from './targets.ts'

const closed = { additionalProperties: false } as const
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Because = Type.Array(Type.String({ maxLength: 400 }), { maxItems: 20 })

export const measures = ['bits', 'packets', 'flows', 'requests', 'sources', 'complaints', 'value'] as const
export const Measure = Type.Enum(measures)
export type Measure = Static<typeof Measure>

/** One time above what is usual. Rates are per second, but complaints are per minute. */
export const AttackWave = Type.Object(
  {
    measure: Measure,
    /** Start of the bucket in which it began; `refined` once the wave was looked at as a whole. */
    onset: Instant,
    refined: Type.Boolean(),
    peak: Instant,
    /** Null while it lasts. */
    end: orNull(Instant),
    peakValue: Type.Number(),
    /** What would have been usual at the peak. */
    baseline: Type.Number(),
    confidence: Share,
  },
  closed,
)
export type AttackWave = Static<typeof AttackWave>

/** How it is done, as far as counters tell. */
export const VectorHint = Type.Object(
  { vector: Type.String({ maxLength: 60 }), label: Label, share: Share, confidence: Share, because: Because },
  closed,
)
export type VectorHint = Static<typeof VectorHint>

const MixShare = Type.Object(
  {
    /** A country, or an AS number with its name. */
    key: Type.String({ maxLength: 20 }),
    name: Type.String({ maxLength: 200 }),
    share: Share,
    /** 95 % of the estimates that sampling could have given lie in between. */
    low: Share,
    high: Share,
    /** Its share in usual traffic; null while that is not known. */
    usual: orNull(Share),
  },
  closed,
)

/** Shares of the sources. Cannot be shown without its caveat, which is part of it. */
export const SourceMix = Type.Object(
  {
    countries: Type.Array(MixShare, { maxItems: 60 }),
    networks: Type.Array(MixShare, { maxItems: 60 }),
    distinctSources: orNull(Type.Number({ minimum: 0 })),
    /** Records that it was counted from. */
    records: Type.Number({ minimum: 0 }),
    /** Null: nobody can tell (no list loaded, or not enough seen); never read as none. */
    spoofing: Type.Object({ likelihood: orNull(Share), because: Because }, closed),
    hosting: orNull(Share),
    proxy: orNull(Share),
    tor: orNull(Share),
    openResolver: orNull(Share),
    /** Where packets came from is not who sent them. */
    caveat: Type.String({ minLength: 20, maxLength: 600 }),
    /** Date and licence of the tables by which addresses were placed. */
    tables: Type.String({ maxLength: 400 }),
  },
  closed,
)
export type SourceMix = Static<typeof SourceMix>

export const crowdVerdicts = ['attack', 'flash-crowd', 'undetermined'] as const
export const CrowdVerdict = Type.Object(
  { verdict: Type.Enum(crowdVerdicts), confidence: Share, for: Because, against: Because, missing: Because },
  closed,
)
export type CrowdVerdict = Static<typeof CrowdVerdict>

export const attackStates = ['rising', 'standing', 'between waves', 'over'] as const
export const AttackState = Type.Enum(attackStates)
export const judgements = ['attack', 'flash crowd', 'outage', 'false alarm'] as const

export const Attack = Type.Object(
  {
    target: Id,
    /** What it is called: the target and the day. */
    title: Label,
    measure: Measure,
    state: AttackState,
    onset: Instant,
    end: orNull(Instant),
    waves: Type.Array(AttackWave, { minItems: 1, maxItems: 200 }),
    /** The three numbers of the alarm: what is usual, what was seen at the highest, how sure. */
    usual: Type.Number(),
    seen: Type.Number(),
    sure: Share,
    vectors: Type.Array(VectorHint, { maxItems: 20 }),
    mix: orNull(SourceMix),
    crowd: CrowdVerdict,
    /** What makes the numbers doubtful while it lasted (marks of buckets, with how many). */
    doubts: Type.Array(Type.Object({ mark: Type.String({ maxLength: 40 }), buckets: Type.Integer() }, closed), {
      maxItems: 20,
    }),
    /** What a person said that it was, and why; null: nobody yet. */
    judged: orNull(
      Type.Object({ as: Type.Enum(judgements), by: Id, at: Instant, reason: Type.String({ maxLength: 1000 }) }, closed),
    ),
  },
  closed,
)
export type Attack = Static<typeof Attack>

export const partKinds = ['traffic', 'web', 'complaints', 'news'] as const
/** What one channel says; each stays visible beside what they say together. */
export const ObservationPart = Type.Object(
  {
    kind: Type.Enum(partKinds),
    /** The attack, or the item of watch. */
    ref: Id,
    onset: Type.Object({ at: Instant, earliest: Instant, latest: Instant }, closed),
    confidence: Share,
    says: Type.String({ maxLength: 500 }),
  },
  closed,
)
export type ObservationPart = Static<typeof ObservationPart>

export const Observation = Type.Object(
  {
    target: Id,
    title: Label,
    onset: Type.Object({ at: Instant, earliest: Instant, latest: Instant }, closed),
    end: orNull(Instant),
    confidence: Share,
    parts: Type.Array(ObservationPart, { minItems: 1, maxItems: 200 }),
    /** Channels that could have said something and did not, and what that means. */
    silent: Type.Array(Type.Object({ kind: Type.Enum(partKinds), says: Type.String({ maxLength: 300 }) }, closed), {
      maxItems: 4,
    }),
    reasons: Because,
  },
  closed,
)
export type Observation = Static<typeof Observation>
