// The noun of a crisis: incidents (and, in a hybrid campaign, strands of other domains) that are managed together.
import Type, { type Static } from 'typebox'
import { CountryCode, SectorId, SeverityColour } from '#assess/model.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Key, Line, orNull, Party, Prose, Reason, Title } from './words.ts'

const Ids = (maxItems: number) => Type.Array(Id, { maxItems, uniqueItems: true })

export const crisisStatuses = ['open', 'standing-down', 'closed'] as const
export const CrisisStatus = Type.Enum(crisisStatuses)
export type CrisisStatus = Static<typeof CrisisStatus>

/** Domains of a hybrid campaign, by their id in data/coordinate/domains.json: `cyber`, `disinformation`, `energy`, `telecom`, `space`. */
export const DomainId = Type.String({ pattern: '^[a-z][a-z-]{1,39}$' })

/** A part of a hybrid campaign outside the incidents: what happens in one domain, with the records it rests on. */
export const Strand = Type.Object(
  {
    key: Key,
    domain: DomainId,
    title: Title,
    text: Prose,
    status: Type.Enum(['ongoing', 'ended', 'unclear']),
    severity: orNull(SeverityColour),
    startedAt: orNull(Instant),
    endedAt: orNull(Instant),
    sectors: Type.Array(SectorId, { maxItems: 40, uniqueItems: true }),
    countries: Type.Array(CountryCode, { maxItems: 250, uniqueItems: true }),
    /** Items, claims, attacks, incidents or questions that it rests on. */
    rests: Ids(200),
    addedBy: By,
    addedAt: Instant,
  },
  closed,
)
export type Strand = Static<typeof Strand>

export const Participant = Type.Object(
  {
    key: Key,
    party: Party,
    /** Roles by their id in data/coordinate/crisis-roles.json: `lead`, `liaison`, `communications`, `legal`, `observer`. */
    roles: Type.Array(Type.String({ pattern: '^[a-z][a-z-]{1,39}$' }), {
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
    }),
    since: Instant,
    until: orNull(Instant),
  },
  closed,
)
export type Participant = Static<typeof Participant>

export const Objective = Type.Object(
  {
    key: Key,
    text: Line,
    owner: orNull(Party),
    status: Type.Enum(['open', 'met', 'dropped']),
    outcome: orNull(Line),
    setBy: By,
    setAt: Instant,
    endedAt: orNull(Instant),
  },
  closed,
)
export type Objective = Static<typeof Objective>

/** Something that comes round: a report, a meeting, a hand-over. `everyMinutes` null: once. */
export const Beat = Type.Object(
  {
    key: Key,
    what: Title,
    kind: Type.Enum(['report', 'meeting', 'brief', 'hand-over', 'press', 'other']),
    /** The product of share that is due: its id in data/share/products. */
    product: orNull(Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' })),
    firstAt: Instant,
    everyMinutes: orNull(Type.Integer({ minimum: 15, maximum: 43_200 })),
    owner: orNull(Party),
    /** Each time it was done, newest last: for which turn, when, by whom, and the record that came of it. */
    done: Type.Array(
      Type.Object(
        { turn: Instant, at: Instant, by: By, record: orNull(Id), note: Type.String({ maxLength: 2_000 }) },
        closed,
      ),
      { maxItems: 5_000 },
    ),
    stoppedAt: orNull(Instant),
    stoppedBecause: orNull(Reason),
  },
  closed,
)
export type Beat = Static<typeof Beat>

/** What is said in public, and since when: one agreed wording at a time for each audience and language. */
export const PublicLine = Type.Object(
  {
    key: Key,
    audience: Type.Enum(['public', 'press', 'partners', 'staff']),
    language: Type.String({ pattern: '^[a-z]{2}$' }),
    text: Type.String({ minLength: 3, maxLength: 5_000 }),
    status: Type.Enum(['draft', 'agreed', 'replaced', 'withdrawn']),
    writtenBy: By,
    writtenAt: Instant,
    /** By somebody who did not write it. */
    agreedBy: orNull(By),
    agreedAt: orNull(Instant),
    replaces: orNull(Key),
    withdrawnBecause: orNull(Reason),
  },
  closed,
)
export type PublicLine = Static<typeof PublicLine>

export const Crisis = Type.Object(
  {
    /** For people: CRI-2025-0003, counted per realm and year. */
    reference: Type.String(),
    year: Type.Integer(),
    number: Type.Integer({ minimum: 1 }),
    title: Title,
    summary: Prose,
    kind: Type.Enum(['cyber', 'hybrid']),
    status: CrisisStatus,
    statusSince: Instant,
    incidents: Ids(1_000),
    strands: Type.Array(Strand, { maxItems: 500 }),
    /** Records of watch: claims, and questions with their competing hypotheses. */
    claims: Ids(1_000),
    questions: Ids(200),
    participants: Type.Array(Participant, { maxItems: 500 }),
    objectives: Type.Array(Objective, { maxItems: 200 }),
    rhythm: Type.Array(Beat, { maxItems: 100 }),
    lines: Type.Array(PublicLine, { maxItems: 500 }),
    /** The highest number given to a key so far. */
    keys: Type.Integer({ minimum: 0 }),
    openedAt: Instant,
    openedBy: By,
    changedAt: Instant,
    closed: orNull(Type.Object({ at: Instant, by: By, reason: Reason }, closed)),
  },
  closed,
)
export type Crisis = Static<typeof Crisis>
