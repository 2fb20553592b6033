// Moving names to another resolver: the guideline, the plan for one real resolver, and what became of each move.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { DnsName, HealthThresholds, Question, Upstream, Verdict } from './resolvers.ts'
import { closed, Label, Note, orNull } from './words.ts'

export const controlKinds = ['unbound', 'dnsdist', 'knot-resolver', 'systemd-resolved', 'bind'] as const
export const ControlKind = Type.Enum(controlKinds)
export type ControlKind = Static<typeof ControlKind>

/** What a reading is of: a real resolver, or one that is there in an exercise only. */
export const ReadingKind = Type.Union([ControlKind, Type.Literal('practice')])
export type ReadingKind = Static<typeof ReadingKind>

/** So many of the vantage points that were heard lately must say so. Fewer than `least` that were heard decide nothing. */
export const Quorum = Type.Object(
  { least: Type.Integer({ minimum: 1, maximum: 100 }), of: Type.Integer({ minimum: 1, maximum: 100 }) },
  closed,
)
export type Quorum = Static<typeof Quorum>

/** What keeps a move from being undone and done again. */
export const Hysteresis = Type.Object(
  {
    /** The usual resolver must fail for so long before a move is proposed. */
    failingSeconds: Type.Number({ minimum: 0, maximum: 86_400 }),
    /** After a move, it must be well for so long before the way back is proposed. */
    wellSeconds: Type.Number({ minimum: 0, maximum: 604_800 }),
    /** A move stays for at least so long. */
    leastSeconds: Type.Number({ minimum: 0, maximum: 604_800 }),
  },
  closed,
)
export type Hysteresis = Static<typeof Hysteresis>

/** Moves without asking: who allowed them, until when, and how many. Left out of a plan: a person decides each. */
export const PreAuthorisation = Type.Object(
  {
    person: Id,
    at: Instant,
    until: Instant,
    mostMovesPerDay: Type.Integer({ minimum: 1, maximum: 24 }),
    /** May it also go back by itself. */
    rollBack: Type.Boolean(),
    /** Only for these verdicts. */
    only: Type.Array(Type.Enum(['failing', 'slow', 'lying']), { minItems: 1, maxItems: 3, uniqueItems: true }),
  },
  closed,
)
export type PreAuthorisation = Static<typeof PreAuthorisation>

/** A guideline applied to one resolver of ours. */
export const Plan = Type.Object(
  {
    name: Label,
    organisation: Id,
    /** The guideline in data/sustain/guidelines that it follows, and its version; null: none. */
    guideline: orNull(
      Type.Object(
        { id: Type.String({ pattern: '^[a-z0-9-]{2,60}$' }), version: Type.String({ maxLength: 40 }) },
        closed,
      ),
    ),
    /** Name of a control in the file that TOCSIN_CONTROLS names: programs, sockets and keys never stand in a record. */
    control: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,60}$' }),
    usual: Type.Array(Upstream, { minItems: 1, maxItems: 20 }),
    fallback: Type.Array(Upstream, { minItems: 1, maxItems: 20 }),
    /** Zones that are never moved: internal names, split horizon. */
    exclusions: Type.Array(DnsName, { maxItems: 200, uniqueItems: true }),
    questions: Type.Array(Question, { minItems: 1, maxItems: 50 }),
    everySeconds: Type.Number({ minimum: 0.2, maximum: 3600 }),
    timeoutMilliseconds: Type.Integer({ minimum: 50, maximum: 30_000 }),
    thresholds: HealthThresholds,
    quorum: Quorum,
    /** Vantage points that count; empty: all that report on this plan. */
    vantages: Type.Array(Label, { maxItems: 100, uniqueItems: true }),
    hysteresis: Hysteresis,
    /** Seconds to wait before this resolver is moved, so that not all move at once. */
    staggerSeconds: Type.Number({ minimum: 0, maximum: 86_400 }),
    preAuthorised: orNull(PreAuthorisation),
    note: orNull(Note),
    active: Type.Boolean(),
  },
  closed,
)
export type Plan = Static<typeof Plan>

/**
 * proposed: evidence is there, a person decides. dismissed: not now. switching: a change is under way. switched: done and verified.
 * failed: it could not be done, and what was there before was put back. returning, returned: the way back.
 * stranded: neither the change nor the way back could be shown to work; somebody must look at once.
 */
export const failoverStates = [
  'proposed',
  'dismissed',
  'switching',
  'switched',
  'failed',
  'returning',
  'returned',
  'stranded',
] as const
export const FailoverState = Type.Enum(failoverStates)
export type FailoverState = Static<typeof FailoverState>

export const FailoverStep = Type.Object(
  { at: Instant, did: Type.String({ maxLength: 400 }), ok: Type.Boolean(), said: Type.String({ maxLength: 2000 }) },
  closed,
)
export type FailoverStep = Static<typeof FailoverStep>

/**
 * lost: it stands on what stood before the move, as after a restart that forgets what was only in its memory. changed: on something else, set
 * by somebody. silent: it cannot be read, or does not answer as it should.
 */
export const astrayWays = ['lost', 'changed', 'silent'] as const
export const Astray = Type.Object(
  { at: Instant, way: Type.Enum(astrayWays), said: Type.String({ maxLength: 2000 }) },
  closed,
)
export type Astray = Static<typeof Astray>

export const Failover = Type.Object(
  {
    plan: Id,
    planVersion: Type.Integer({ minimum: 1 }),
    state: FailoverState,
    /** A drill says so everywhere, and touches only what is made for drills. */
    drill: Type.Boolean(),
    proposedAt: Instant,
    /** Since when a quorum said that the usual upstreams are not well; null: somebody proposed it for another reason. */
    failingSince: orNull(Instant),
    /** What was seen, from where, when the move was proposed. */
    evidence: Type.Array(Verdict, { maxItems: 200 }),
    because: Type.Array(Type.String({ maxLength: 400 }), { maxItems: 40 }),
    /** Who said go; null: pre-authorised, or nobody yet. */
    decidedBy: orNull(Id),
    decidedAt: orNull(Instant),
    /** SHA-256 of the configuration that stood before, kept as a file: the way back. */
    before: orNull(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** SHA-256 of what the resolver read as after the move: whoever reads something else finds that somebody changed it since. */
    moved: orNull(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** Since when names go to the fallback, or stayed there after a way back that did not work. */
    switchedAt: orNull(Instant),
    returnedAt: orNull(Instant),
    /** The usual resolver is well again: somebody may say go for the way back. */
    wayBack: orNull(
      Type.Object({ at: Instant, because: Type.Array(Type.String({ maxLength: 400 }), { maxItems: 40 }) }, closed),
    ),
    /** Names were moved, and the resolver is found not to stand so any more; null: it stands as it was set, as far as it was looked at. */
    astray: Type.Optional(orNull(Astray)),
    /** Milliseconds from `failingSince` to the first verified answer afterwards. */
    restoredAfterMilliseconds: orNull(Type.Number()),
    /** What was done, step by step, with what came back. */
    steps: Type.Array(FailoverStep, { maxItems: 200 }),
  },
  closed,
)
export type Failover = Static<typeof Failover>

/** What a resolver stands on at this moment, read from itself. Opaque to all but the control that read it. */
export interface SavedConfiguration {
  kind: ReadingKind
  /** Whatever is needed to put it back, as text. The same configuration reads as the same text. */
  text: string
  /** For people: the upstreams it now asks, as far as they can be told. */
  upstreams: readonly string[]
  /** It stands on a move of ours already: this is no way back. */
  moved: boolean
}

/** What the resolver may go on believing of what it heard before: all but failures, or nothing (the usual one lied). */
export type Forget = 'failures' | 'all'

export interface Move {
  /** Where names go. */
  upstreams: readonly Upstream[]
  /** Zones that stay where they are. */
  exclusions: readonly string[]
  /** What was read before: the same move from the same reading may be repeated. */
  from: SavedConfiguration
  forget: Forget
  /** A name that exists, for controls that ask for health themselves. */
  ask: string
}

/** One real resolver that can be changed. Every call ends within the control's time limit, and says what it did. */
export interface Control {
  readonly kind: ReadingKind
  /** Reads what stands. Changes nothing. */
  read(): Promise<Controlled<SavedConfiguration>>
  /** What speaks against this move, before anything is touched; empty: nothing does. */
  check(move: Move): Promise<string[]>
  /** Sends all names but the excluded zones to the upstreams of the move. */
  point(move: Move): Promise<Controlled<null>>
  /** Puts back exactly what was read. */
  restore(saved: SavedConfiguration): Promise<Controlled<null>>
}

export type Controlled<T> = { ok: true; value: T; said: string } | { ok: false; why: string; said: string }
