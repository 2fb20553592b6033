// The rolling programme: exercises that are meant to be held, what each of them covers, and what became of it.
import Type, { type Static } from 'typebox'
import { Day, ObligationId } from '#coordinate/model/obligation.ts'
import { Id } from '#kernel/id.ts'
import { orNull } from '../exercise.ts'
import { Ref, Scenario } from '../scenario.ts'

const closed = { additionalProperties: false } as const

export { Day, ObligationId }

export const sectors = ['civil', 'military', 'private'] as const
export const Sector = Type.Enum(sectors)
export type Sector = Static<typeof Sector>

/** Who takes part, by name: most of them are no users of this node. */
export const TakesPart = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), sector: Sector }, closed)
export type TakesPart = Static<typeof TakesPart>

/** Where the risk is assessed that is exercised; as scenarios say it under `derivedFrom`. */
export const RiskScenario = Scenario.properties.derivedFrom.items
export type RiskScenario = Static<typeof RiskScenario>

export const entryStates = ['planned', 'held', 'cancelled'] as const
export const EntryState = Type.Enum(entryStates)
export type EntryState = Static<typeof EntryState>

/** What shows that it was held, or why it was cancelled. */
export const Because = Type.String({ minLength: 3, maxLength: 2_000 })

export const ProgrammeEntry = Type.Object(
  {
    title: Type.String({ minLength: 3, maxLength: 200 }),
    /** null: none is chosen yet. */
    scenario: orNull(Ref),
    /** First and last day, in UTC; the same for one day. */
    from: Day,
    to: Day,
    organiser: Type.String({ minLength: 1, maxLength: 200 }),
    takesPart: Type.Array(TakesPart, { maxItems: 200 }),
    obligations: Type.Array(ObligationId, { maxItems: 100, uniqueItems: true }),
    risks: Type.Array(RiskScenario, { maxItems: 20 }),
    note: Type.String({ maxLength: 4_000 }),
    state: EntryState,
    /** The exercise on this node by which it is, or was, played; null: none, or it is held elsewhere. */
    exercise: orNull(Id),
    /** Its last day, as it was really held. */
    heldOn: orNull(Day),
    /** What shows that it was held, where no exercise of this node does; why it was cancelled. */
    because: orNull(Because),
  },
  closed,
)
export type ProgrammeEntry = Static<typeof ProgrammeEntry>

/** What a person writes when they plan one. */
export const {
  state: _state,
  exercise: _exercise,
  heldOn: _heldOn,
  because: _because,
  ...planFields
} = ProgrammeEntry.properties

/** What exercises are owed beyond the list of obligations: how often, where the text names no interval, and who must take part. */
export const Requirement = Type.Object(
  {
    obligation: ObligationId,
    /** After so many months it is due again. null: the text asks for it once, or says itself how often. */
    againAfterMonths: orNull(Type.Integer({ minimum: 1, maximum: 240 })),
    /** Sectors without which an exercise does not meet it. */
    asks: Type.Array(Sector, { maxItems: 3, uniqueItems: true }),
    /** Where that comes from: the text, or the choice of this file. */
    basis: Type.String({ minLength: 1, maxLength: 500 }),
  },
  closed,
)
export type Requirement = Static<typeof Requirement>

export const RequirementsFile = Type.Object(
  {
    version: Type.String({ maxLength: 100 }),
    checkedOn: Day,
    note: Type.String({ maxLength: 2_000 }),
    requirements: Type.Array(Requirement, { minItems: 1, maxItems: 200 }),
  },
  closed,
)

/** How often in a year it was exercised, and how often it still is to be. */
export const Cell = Type.Object(
  { year: Type.Integer(), held: Type.Integer({ minimum: 0 }), planned: Type.Integer({ minimum: 0 }) },
  closed,
)
export type Cell = Static<typeof Cell>

/** One line of the heat map. */
export const Row = Type.Object(
  {
    /** The obligation, or the title of the risk scenario. */
    key: Type.String(),
    title: Type.String(),
    cells: Type.Array(Cell),
    /** Last day on which it was exercised, of all years; next day on which it is to be. */
    last: orNull(Day),
    next: orNull(Day),
    /** never: neither was nor is to be. planned: never was, but is to be. */
    standing: Type.Enum(['held', 'planned', 'never']),
  },
  closed,
)
export type Row = Static<typeof Row>

/**
 * done: met, and nothing more is asked. later: due in more than six months. soon: due within six months, nothing planned. planned: one is
 * planned in time. too-late: one is planned, after the day. overdue: the day has passed. never: asked for without a day, and not held yet.
 */
export const dueStandings = ['overdue', 'never', 'soon', 'too-late', 'planned', 'later', 'done'] as const

export const DueExercise = Type.Object(
  {
    obligation: ObligationId,
    text: Type.String(),
    /** Who owes it, by the name of data/coordinate/actors.json. */
    actor: Type.String(),
    /** null: no day follows from the text or from what was held. */
    on: orNull(Day),
    last: orNull(Day),
    next: orNull(Day),
    standing: Type.Enum(dueStandings),
    basis: Type.String(),
    /** Exercises that name it and do not meet it, since a sector is missing that it asks for. */
    lacking: Type.Array(Type.Object({ title: Type.String(), missing: Type.Array(Sector) }, closed)),
  },
  closed,
)
export type DueExercise = Static<typeof DueExercise>
