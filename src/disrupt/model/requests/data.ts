// The shapes of data/disrupt: how long steps usually last, courts and their days off, legal bases, and procedures.
import Type, { type Static } from 'typebox'
import { Verification } from '#coordinate/model/words.ts'
import { Country, closed, Line } from '../words.ts'
import { BasisId, ForumId, ProcedureId, StepKindId } from './words.ts'

const Text = Type.String({ minLength: 1, maxLength: 2_000 })
const Days = Type.Integer({ minimum: 0, maximum: 3_000 })
const MonthDay = Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' })

/** What is assumed of a kind of step before the register has cases of its own. It says that it is assumed. */
export const Prior = Type.Object(
  {
    /** Chances by number of days; they add up to one. */
    shares: Type.Array(Type.Object({ days: Days, share: Type.Number({ minimum: 0, maximum: 1 }) }, closed), {
      minItems: 1,
      maxItems: 100,
    }),
    /** As how many cases it counts beside those of the register. */
    asCases: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    source: Text,
    verification: Verification,
  },
  closed,
)
export type Prior = Static<typeof Prior>

export const StepKind = Type.Object(
  {
    id: StepKindId,
    name: Text,
    /** Whether its time is counted in days on which the court works, or in all days. */
    counts: Type.Enum(['working', 'calendar']),
    /** It lasts at least so many days, by law; 0: no least time is known. */
    atLeastDays: Days,
    prior: Type.Union([Prior, Type.Null()]),
  },
  closed,
)
export type StepKind = Static<typeof StepKind>

export const DurationsFile = Type.Object(
  {
    title: Text,
    checkedAsOf: Text,
    note: Text,
    /** Below this chance a request is endangered; and the odds that the last moment to act asks for. */
    endangeredBelow: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    /** The width of the range of each step: 1.2816 holds four times out of five. */
    rangeZ: Type.Number({ exclusiveMinimum: 0, maximum: 4 }),
    /** A case before another court counts as so much of one. */
    otherForumCounts: Type.Number({ minimum: 0, maximum: 1 }),
    kinds: Type.Array(StepKind, { minItems: 1, maxItems: 100 }),
  },
  closed,
)
export type DurationsFile = Static<typeof DurationsFile>

export const Forum = Type.Object(
  {
    id: ForumId,
    name: Text,
    kind: Type.Enum(['court', 'authority', 'platform', 'other']),
    /** Its public holidays are those of data/assess/days-off; null: Saturdays and Sundays alone. */
    country: Type.Union([Country, Type.Null()]),
    timeZone: Text,
    /** Days off that only this place has. */
    daysOff: Type.Array(Type.Object({ on: MonthDay, name: Text, fromYear: Type.Integer() }, closed), { maxItems: 50 }),
    /** Weeks of each year in which it does not sit. */
    recess: Type.Array(Type.Object({ from: MonthDay, until: MonthDay, name: Text }, closed), { maxItems: 20 }),
    source: Text,
    verification: Verification,
  },
  closed,
)
export type Forum = Static<typeof Forum>
export const ForumsFile = Type.Object(
  { title: Text, checkedAsOf: Text, forums: Type.Array(Forum, { minItems: 1, maxItems: 500 }) },
  closed,
)

export const Basis = Type.Object(
  {
    id: BasisId,
    name: Text,
    act: Text,
    article: Text,
    says: Text,
    url: Type.String({ maxLength: 500 }),
    verification: Verification,
  },
  closed,
)
export type Basis = Static<typeof Basis>
export const BasesFile = Type.Object(
  { title: Text, checkedAsOf: Text, bases: Type.Array(Basis, { minItems: 1, maxItems: 500 }) },
  closed,
)

export const Procedure = Type.Object(
  {
    id: ProcedureId,
    name: Text,
    bases: Type.Array(BasisId, { maxItems: 20 }),
    steps: Type.Array(Type.Object({ kind: StepKindId, text: Line, waits: Type.Boolean() }, closed), {
      minItems: 1,
      maxItems: 50,
    }),
    source: Text,
    verification: Verification,
  },
  closed,
)
export type Procedure = Static<typeof Procedure>
export const ProceduresFile = Type.Object(
  { title: Text, checkedAsOf: Text, procedures: Type.Array(Procedure, { minItems: 1, maxItems: 200 }) },
  closed,
)

export interface RequestData {
  durations: DurationsFile
  forums: readonly Forum[]
  bases: readonly Basis[]
  procedures: readonly Procedure[]
}
