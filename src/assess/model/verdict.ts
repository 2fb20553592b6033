// The nouns of a judgement by law: a situation as it is known, the verdict of each regime with its reasons, and when what is due.
import Type, { type Static } from 'typebox'
import { Instant } from '#kernel/time.ts'
import { AnchorId, EntityTypeId, FactId, FactValue, MemberState, RegimeId, RuleId } from './law.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional

export const answers = ['yes', 'no', 'undetermined'] as const
/** Three values. Not knowing is no way of saying no. */
export const Answer = Type.Enum(answers)
export type Answer = Static<typeof Answer>

export const Facts = Type.Record(Type.String({ maxLength: 100 }), FactValue, { maxProperties: 400 })
export type Facts = Record<string, FactValue>

/** An IANA name: 'Europe/Berlin'. */
export const TimeZone = Type.String({ pattern: '^[A-Za-z0-9_+/-]{1,60}$' })

/** What `./tocsin assess evaluate` reads: one entity, one event, as far as it is known. */
export const Situation = Type.Object(
  {
    entity: Type.Object(
      {
        types: Type.Array(EntityTypeId, { maxItems: 60, uniqueItems: true }),
        countries: Type.Array(MemberState, { maxItems: 250, uniqueItems: true }),
      },
      closed,
    ),
    facts: optional(Facts),
    /** One for each service affected; a fact of a service that stands in `facts` holds for all of them. */
    services: optional(
      Type.Array(Type.Object({ name: optional(Type.String({ maxLength: 200 })), facts: Facts }, closed), {
        maxItems: 500,
      }),
    ),
    /** Facts of the related incidents taken together, for rules on recurring ones. */
    group: optional(Type.Object({ facts: Facts }, closed)),
    anchors: optional(
      Type.Record(Type.String({ maxLength: 160 }), Type.String({ maxLength: 40 }), { maxProperties: 100 }),
    ),
    timeZone: optional(TimeZone),
    now: optional(Type.String({ maxLength: 40 })),
  },
  closed,
)
export type Situation = Static<typeof Situation>

/** Why an input cannot be judged: which field, by which rule of thought, and what to do. */
export const Fault = Type.Object(
  {
    /** JSON pointer into the situation: '/facts/incident.duration_minutes'. */
    field: Type.String(),
    rule: Type.String(),
    reason: Type.String(),
  },
  closed,
)
export type Fault = Static<typeof Fault>

/** One line of the reason tree. */
export interface Reason {
  /** 'nis2ir.7.a', or null for what stands inside a rule. */
  rule: string | null
  label: string
  article: string | null
  answer: Answer
  /** What joins the parts: all, any, not, at-least; a leaf compares one fact. */
  join: 'all' | 'any' | 'not' | 'at-least' | 'leaf'
  n?: number
  fact?: string
  /** The comparison in words: 'more than 30 minutes'. */
  asked?: string
  /** The value that is known; absent when it is not. */
  value?: FactValue
  derived?: boolean
  /** For rules of the scope 'service': which one decided. */
  service?: string
  verified: boolean
  parts: Reason[]
}

export const dueKinds = ['at', 'waits', 'promptly', 'on_request', 'periodic', 'none', 'unclear'] as const

/** One step of the computation of a clock, in plain words, with the moment it led to. */
export const DueStep = Type.Object({ text: Type.String(), at: Type.Union([Instant, Type.Null()]) }, closed)
export type DueStep = Static<typeof DueStep>

/** When something is due, and how that was found. */
export const Due = Type.Object(
  {
    kind: Type.Enum(dueKinds),
    /** The latest moment; null where there is none, or none yet. */
    at: Type.Union([Instant, Type.Null()]),
    /** Anchors that nobody has named yet. */
    waitsFor: Type.Array(AnchorId),
    /** One sentence: '24 hours after awareness; Article 23(4)(a)'. */
    basis: Type.String(),
    steps: Type.Array(DueStep),
    /** The end by Regulation (EEC, Euratom) 1182/71 where the clock runs by the earlier, plain reading. */
    otherReading: Type.Union([Instant, Type.Null()]),
    /** Facts that were not known and taken for granted; another value would move the clock. */
    assumed: Type.Array(FactId),
    /** The stricter standard beside the limit: 'without_undue_delay'. */
    also: Type.Union([Type.String(), Type.Null()]),
    verified: Type.Boolean(),
  },
  closed,
)
export type Due = Static<typeof Due>

export const ReportDue = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    article: Type.String(),
    mandatory: Type.Boolean(),
    recipients: Type.Array(Type.String()),
    due: Type.Union([Instant, Type.Null()]),
    overdue: Type.Boolean(),
    basis: Type.String(),
    /** Runs because the verdict is yes; would run if it became yes. */
    standing: Type.Enum(['runs', 'would-run']),
    submitted: Type.Union([Instant, Type.Null()]),
    clock: Due,
    verified: Type.Boolean(),
  },
  closed,
)
export type ReportDue = Static<typeof ReportDue>

/** Somebody beside the authority who is to be told: customers, data subjects, the public. */
export const Telling = Type.Object(
  {
    id: Type.String(),
    to: Type.Array(Type.String()),
    /** yes: its rule is met. undetermined: the act leaves it to be weighed, or a fact is missing. */
    answer: Answer,
    /** When, in the words of the act. */
    when: Type.Union([Type.String(), Type.Null()]),
    missing: Type.Array(FactId),
    contents: Type.Array(Type.String()),
    article: Type.Union([Type.String(), Type.Null()]),
    clock: Type.Union([Due, Type.Null()]),
    verified: Type.Boolean(),
  },
  closed,
)
export type Telling = Static<typeof Telling>

export const RegimeVerdict = Type.Object(
  {
    id: RegimeId,
    title: Type.String(),
    /** Whether the regime concerns this entity at all. */
    applies: Answer,
    verdict: Answer,
    /** For yes the rules that are met, the deciding one first; for no those that settled it. */
    because: Type.Array(RuleId),
    /** For no: rules that were looked at and failed. */
    failed: Type.Array(RuleId),
    missing: Type.Array(FactId),
    /** The regime that takes its place, with the words of the relation. */
    displacedBy: Type.Union([
      Type.Object({ regime: RegimeId, text: Type.String(), articles: Type.Array(Type.String()) }, closed),
      Type.Null(),
    ]),
    /** Why the regime does not concern this entity or moment, in a sentence. */
    note: Type.Union([Type.String(), Type.Null()]),
    articles: Type.Array(Type.String()),
    verified: Type.Boolean(),
    reports: Type.Array(ReportDue),
    /** Of a regime that says yes: whom else it wants told. */
    tellings: Type.Array(Telling),
  },
  closed,
)
export type RegimeVerdict = Static<typeof RegimeVerdict>

export const NextQuestion = Type.Object(
  {
    fact: FactId,
    /** Of which service, where the fact is one of a service and there are several. */
    service: Type.Union([Type.String(), Type.Null()]),
    text: Type.String(),
    help: Type.Union([Type.String(), Type.Null()]),
    unit: Type.Union([Type.String(), Type.Null()]),
    article: Type.String(),
    /** How many open regimes the answer can settle at most. */
    settles: Type.Integer(),
    /** How many questions at most are still to come, this one included. */
    left: Type.Integer(),
  },
  closed,
)
export type NextQuestion = Static<typeof NextQuestion>

export const Verdict = Type.Object(
  {
    regimes: Type.Array(RegimeVerdict),
    nextQuestion: Type.Union([NextQuestion, Type.Null()]),
    dataVersion: Type.String(),
  },
  closed,
)
export type Verdict = Static<typeof Verdict>

/** What one changed fact would do to a verdict. */
export interface Turn {
  fact: string
  /** Of which service, where there are several. */
  service?: string
  /** A value that turns it, in words: 'more than 30 minutes'. */
  to: string
  value: FactValue
  verdict: Answer
}
