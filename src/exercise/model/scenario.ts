// A scenario: an exercise as data, that people read, change and play, and that plays itself as a test.
import Type, { type Static } from 'typebox'
import { Role } from '#kernel/role.ts'
import { Instant } from '#kernel/time.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const Words = Type.String({ minLength: 1, maxLength: 4_000 })
const Line = Type.String({ minLength: 1, maxLength: 300 })
/** A name that stands for something within this scenario. */
export const Ref = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
export type Ref = Static<typeof Ref>

/** `2d 3h 45m 10s` counted from the start or from an inject, or a real date of the story. */
export const Span = Type.String({
  pattern: '^(?:\\d{1,5}(?:\\.\\d{1,3})?[dhms])(?: \\d{1,5}(?:\\.\\d{1,3})?[dhms]){0,3}$',
})
export type Span = Static<typeof Span>
export const Moment = Type.Union([Instant, Span])
export type Moment = Static<typeof Moment>

export const cells = ['control', 'players', 'observers', 'evaluators'] as const
export const Cell = Type.Enum(cells)
export type Cell = Static<typeof Cell>

export const difficulties = ['introductory', 'standard', 'demanding'] as const

/** What is measured by an expected action; the evaluation gives a time and a share for each. */
export const measures = ['notice', 'classify', 'tell', 'decide', 'mark', 'keep-up', 'recover', 'other'] as const

/**
 * An operation of Tocsin with its input, as a person of the cast would do it. In the input, `{{name}}` stands for the id that an
 * earlier call answered under `keep`, `{{name.version}}` for another field of that answer, `{{at:+2h}}` for a moment from now.
 */
export const Play = Type.Object(
  {
    do: Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$' }),
    as: Ref,
    with: optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
    /** The bytes of an upload, as text. */
    file: optional(Type.String({ maxLength: 1_000_000 })),
    keep: optional(Ref),
    /** Looked for first: the newest answer of a query, so that a play can act on what players or the house made. */
    find: optional(
      Type.Array(
        Type.Object(
          {
            query: Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$' }),
            with: optional(Type.Record(Type.String({ maxLength: 100 }), Type.Unknown())),
            /** JSON pointer to what is kept, or to a list whose first matching row is kept. */
            take: Type.String({ maxLength: 200, pattern: '^(/[^/]*)*$' }),
            where: optional(Type.Record(Type.String({ maxLength: 200 }), Type.Unknown())),
            keep: Ref,
          },
          closed,
        ),
        { maxItems: 8 },
      ),
    ),
  },
  closed,
)
export type Play = Static<typeof Play>

/** Points of a curve: minutes from the moment of the inject, and how much in a minute. Between them it goes straight. */
const Curve = Type.Array(Type.Tuple([Type.Number({ minimum: 0 }), Type.Number({ minimum: 0 })]), {
  minItems: 2,
  maxItems: 2_000,
})
const Shares = Type.Record(Type.String({ pattern: '^[A-Z]{2}$' }), Type.Number({ minimum: 0, maximum: 1 }))

export const News = Type.Object(
  {
    channel: Type.Literal('news'),
    outlet: Line,
    headline: Line,
    text: Words,
    language: optional(Type.String({ pattern: '^[a-z]{2}$' })),
  },
  closed,
)
export const Complaints = Type.Object(
  { channel: Type.Literal('complaints'), service: Ref, curve: Curve, regions: optional(Shares), kind: optional(Line) },
  closed,
)
export const Traffic = Type.Object(
  {
    channel: Type.Literal('traffic'),
    target: Ref,
    /** Requests of the web, or packets on the line. */
    measure: Type.Enum(['requests', 'packets']),
    curve: Curve,
    sources: Shares,
    /** Distinct sources at the peak. */
    distinct: optional(Type.Integer({ minimum: 1, maximum: 100_000_000 })),
    protocol: optional(Type.Enum(['tcp', 'udp', 'icmp'])),
  },
  closed,
)
export const Report = Type.Object(
  {
    channel: Type.Literal('report'),
    from: Ref,
    title: Line,
    text: Words,
    tlp: optional(Type.Enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'])),
  },
  closed,
)
export const Phone = Type.Object({ channel: Type.Literal('phone'), caller: Line, to: Ref, text: Words }, closed)
export const Mail = Type.Object(
  { channel: Type.Literal('mail'), from: Line, to: Ref, subject: Line, text: Words },
  closed,
)
export const DecisionAsked = Type.Object(
  {
    channel: Type.Literal('decision'),
    by: Ref,
    asks: Line,
    text: optional(Words),
    options: Type.Array(Line, { minItems: 2, maxItems: 6 }),
    within: optional(Span),
  },
  closed,
)
export const ResolverFails = Type.Object(
  {
    channel: Type.Literal('resolver'),
    resolver: Ref,
    state: Type.Enum(['silent', 'slow', 'wrong', 'well']),
    countries: optional(Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { maxItems: 30 })),
    lasts: optional(Span),
  },
  closed,
)
export const ProviderFails = Type.Object(
  {
    channel: Type.Literal('provider'),
    part: Ref,
    state: Type.Enum(['fails', 'degrades', 'throttles', 'withdraws', 'back']),
    text: optional(Words),
    lasts: optional(Span),
  },
  closed,
)
/** What the control cell does itself, by an operation of Tocsin. */
export const Doing = Type.Object(
  { channel: Type.Literal('control'), play: Type.Array(Play, { minItems: 1, maxItems: 20 }) },
  closed,
)

export const channels = [
  'news',
  'complaints',
  'traffic',
  'report',
  'phone',
  'mail',
  'decision',
  'resolver',
  'provider',
  'control',
] as const
export const Content = Type.Union([
  News,
  Complaints,
  Traffic,
  Report,
  Phone,
  Mail,
  DecisionAsked,
  ResolverFails,
  ProviderFails,
  Doing,
])
export type Content = Static<typeof Content>

/** When a branch is taken: everything that is named holds. */
export const Condition = Type.Object(
  {
    /** Expected actions that were done, and that were missed (their time has passed). */
    done: optional(Type.Array(Ref, { minItems: 1, maxItems: 20 })),
    missed: optional(Type.Array(Ref, { minItems: 1, maxItems: 20 })),
    /** Injects that reached the players. */
    delivered: optional(Type.Array(Ref, { minItems: 1, maxItems: 20 })),
    /** Options chosen in decisions that injects asked for: inject to option. */
    chosen: optional(Type.Record(Type.String({ maxLength: 64 }), Line)),
    /** Otherwise than all of that. */
    not: optional(Type.Boolean()),
  },
  closed,
)
export type Condition = Static<typeof Condition>

export const Inject = Type.Object(
  {
    id: Ref,
    title: Line,
    /** From the start, a date of the story, or from another inject: exactly one. */
    at: optional(Moment),
    after: optional(Type.Object({ inject: Ref, by: Span }, closed)),
    when: optional(Condition),
    strand: optional(Ref),
    /** Participants whose players see it; left out: all. */
    visibleTo: optional(Type.Array(Ref, { minItems: 1, maxItems: 100 })),
    /** A noise story: no alarm may come of it. */
    noise: optional(Type.Boolean()),
    /** For control alone: what it is for. */
    note: optional(Words),
    content: Content,
  },
  closed,
)
export type Inject = Static<typeof Inject>

/** An entry of the journal, told apart by what it holds. Every pointer must hold; a text of `/…/` form is a pattern. */
export const Sought = Type.Object(
  {
    verb: optional(Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$' })),
    kind: optional(Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$' })),
    record: optional(Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$' })),
    /** JSON pointers into the entry (`/body/...`, `/marking/tlp`) or the state it made (`/state/...`). */
    where: optional(Type.Record(Type.String({ pattern: '^(/[^/]*)+$', maxLength: 200 }), Type.Unknown())),
  },
  closed,
)
export type Sought = Static<typeof Sought>

export const Expected = Type.Object(
  {
    id: Ref,
    title: Line,
    objective: Ref,
    measure: Type.Enum(measures),
    /** Counted from this inject, or from another expected action once it was done. */
    from: optional(Ref),
    fromDone: optional(Ref),
    within: Span,
    /** Later than within, but not by more than this: late, not missed. */
    tolerance: optional(Span),
    /** A person of the cast, or anybody of a participant. */
    by: optional(Ref),
    /** Whom it tells, where it measures telling. */
    tells: optional(Ref),
    entry: Sought,
    /** Must not happen, in the time named. */
    never: optional(Type.Boolean()),
    /** Tocsin does it without anybody, as detection does. */
    byItself: optional(Type.Boolean()),
    when: optional(Condition),
    weight: optional(Type.Number({ minimum: 0.1, maximum: 10 })),
    /** Shown to a newcomer who plays alone. */
    help: optional(Words),
    /** Marking the entry may have at most and at least. */
    marking: optional(Type.Object({ most: optional(Line), least: optional(Line) }, closed)),
    /** What an automatic player does for it, and how long it takes before it does. */
    play: optional(Type.Array(Play, { minItems: 1, maxItems: 20 })),
    delay: optional(Span),
  },
  closed,
)
export type Expected = Static<typeof Expected>

export const Scenario = Type.Object(
  {
    format: Type.Literal('tocsin-scenario/1'),
    id: Ref,
    title: Line,
    summary: Words,
    difficulty: Type.Enum(difficulties),
    /** How long one person alone needs. */
    minutes: Type.Integer({ minimum: 1, maximum: 10_000 }),
    startsAt: Instant,
    endsAt: Instant,
    speed: optional(Type.Number({ minimum: 1, maximum: 36_000 })),
    derivedFrom: Type.Array(
      Type.Object({ title: Line, source: Line, url: optional(Type.String({ maxLength: 500 })) }, closed),
      { minItems: 1, maxItems: 20 },
    ),
    objectives: Type.Array(
      Type.Object(
        {
          id: Ref,
          title: Line,
          /** Ids of data/coordinate/obligations.json. */ obligations: Type.Array(Type.String({ maxLength: 20 }), {
            maxItems: 20,
          }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 40 },
    ),
    participants: Type.Array(
      Type.Object(
        {
          id: Ref,
          name: Line,
          kind: Type.Enum(['csirt', 'authority', 'hub', 'operator', 'union-body', 'provider', 'media', 'partner']),
          country: optional(Type.String({ pattern: '^[A-Z]{2}$' })),
          sectors: optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 })),
          /** false: played by control, nobody sits there. */
          played: optional(Type.Boolean()),
        },
        closed,
      ),
      { minItems: 1, maxItems: 500 },
    ),
    cast: Type.Array(
      Type.Object(
        { id: Ref, name: Line, participant: Ref, cell: Cell, roles: Type.Array(Role, { maxItems: 7 }) },
        closed,
      ),
      { minItems: 1, maxItems: 1_000 },
    ),
    strands: optional(Type.Array(Type.Object({ id: Ref, title: Line, story: Words }, closed), { maxItems: 60 })),
    /** What stands before the first inject: targets, parts, plans, entities, feeds. */
    setting: optional(Type.Array(Play, { maxItems: 200 })),
    injects: Type.Array(Inject, { minItems: 1, maxItems: 20_000 }),
    expected: Type.Array(Expected, { maxItems: 5_000 }),
    /** A guided tour for somebody who has never seen the tool. */
    tour: optional(
      Type.Array(
        Type.Object(
          {
            after: optional(Ref),
            page: Type.String({ pattern: '^/[a-z0-9/?=&$-]*$', maxLength: 200 }),
            title: Line,
            text: Words,
          },
          closed,
        ),
        { maxItems: 40 },
      ),
    ),
  },
  closed,
)
export type Scenario = Static<typeof Scenario>
