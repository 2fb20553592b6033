// The noun of a decision: the options, who was asked, what was chosen and by whom, who dissents, and what was known at that moment.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Evidence, Key, Line, orNull, Party, Prose, Reason, Said, Title } from './words.ts'

export const decisionStatuses = ['open', 'for-second', 'decided', 'dropped', 'superseded'] as const
export const DecisionStatus = Type.Enum(decisionStatuses)
export type DecisionStatus = Static<typeof DecisionStatus>

/** `general`, `public-attribution`: by its id in data/coordinate/decisions.json. */
export const DecisionKindId = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })

export const Option = Type.Object(
  {
    key: Key,
    text: Line,
    speaksFor: Type.String({ maxLength: 2_000 }),
    speaksAgainst: Type.String({ maxLength: 2_000 }),
    addedBy: By,
    addedAt: Instant,
    dropped: orNull(Reason),
  },
  closed,
)
export type Option = Static<typeof Option>

export const Decision = Type.Object(
  {
    /** For people: DEC-2025-0012, counted per realm and year. */
    reference: Type.String(),
    year: Type.Integer(),
    number: Type.Integer({ minimum: 1 }),
    crisis: orNull(Id),
    /** Its kind by its id in data/coordinate/decisions.json; some kinds always need two persons. */
    kind: DecisionKindId,
    question: Title,
    background: Prose,
    options: Type.Array(Option, { maxItems: 30 }),
    consulted: Type.Array(Said, { maxItems: 300 }),
    /** What it rests on. */
    evidence: Type.Array(Evidence, { maxItems: 200 }),
    status: DecisionStatus,
    /** A second person must agree, by configuration or by whoever opened it. */
    fourEyes: Type.Boolean(),
    chosen: orNull(
      Type.Object(
        {
          option: Key,
          by: By,
          /** In whose name: the authority, a network. */
          decider: Party,
          /** When it was decided; `recordedAt` is when it was written down. */
          at: Instant,
          recordedAt: Instant,
          reasons: Reason,
          /** The moment whose picture was before them: shown by `?asOf=`. */
          knownAt: Instant,
        },
        closed,
      ),
    ),
    /** The second pair of eyes; never the first. */
    second: orNull(Type.Object({ by: By, at: Instant, words: Type.String({ maxLength: 2_000 }) }, closed)),
    /** Second opinions that sent it back, oldest first. */
    returned: Type.Array(Type.Object({ by: By, at: Instant, reason: Reason, option: Key, chosenBy: By }, closed), {
      maxItems: 100,
    }),
    dissents: Type.Array(Type.Object({ key: Key, by: By, party: orNull(Party), at: Instant, words: Line }, closed), {
      maxItems: 200,
    }),
    reviewAt: orNull(Instant),
    /** The tasks that carry it out. */
    tasks: Type.Array(Id, { maxItems: 200, uniqueItems: true }),
    supersededBy: orNull(Id),
    supersededBecause: orNull(Reason),
    dropped: orNull(Type.Object({ by: By, at: Instant, reason: Reason }, closed)),
    keys: Type.Integer({ minimum: 0 }),
    openedBy: By,
    openedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Decision = Static<typeof Decision>
