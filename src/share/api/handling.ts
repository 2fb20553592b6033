// Contracts: why a marking is what it is, what share of the record is marked too high, days of review, and what breaks the guideline.
import Type from 'typebox'
import { closed, orNull, Reason } from '#coordinate/model/words.ts'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking, Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Advice, AdviceAnswer, MarkedHow } from '../model/advice.ts'
import { ClassifiedMark } from '../model/guideline.ts'
import { RecordName } from '../model/release.ts'

const optional = Type.Optional
const reading: Policy = { who: 'signed-in' }
const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A day, for example 2027-06-01' })
const Count = Type.Integer({ minimum: 0 })
const page = {
  after: optional(Type.String({ maxLength: 300 })),
  limit: optional(Type.Integer({ minimum: 1, maximum: 200 })),
}
const Next = orNull(Type.String())

export const classifiedRefusal = {
  classified: {
    status: 422,
    title: 'The text carries a mark of classified information',
    whatToDo:
      'Nothing was kept. Write a pointer instead: which level, who keeps it, where to ask. Tell the security officer.',
  },
} satisfies Record<string, RefusalMeaning>

export const adviseMarking = contract({
  name: 'share.adviseMarking',
  does: 'query',
  summary: 'Why a record is marked as it is, what its content asks for, and the lowest marking that would be enough',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    { id: Id, record: RecordName, version: Version, title: Type.String(), realm: Type.String(), advice: Advice },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

/** Of so many records, how many are marked above what is enough, and how many may be once a person has read their text. */
export const MarkingCounts = Type.Object(
  { records: Count, over: Count, readFirst: Count, low: Count, share: orNull(Type.Number({ minimum: 0, maximum: 1 })) },
  closed,
)

export const overMarking = contract({
  name: 'share.overMarking',
  does: 'query',
  summary: 'What share of the records that you may read is marked higher than it must be, by kind and over time',
  input: Type.Object(
    {
      room: optional(Type.String({ pattern: '^[a-z]{1,30}$' })),
      record: optional(RecordName),
      weeks: optional(Type.Integer({ minimum: 1, maximum: 104, description: 'How far back the counts go' })),
    },
    closed,
  ),
  output: Type.Object(
    {
      at: Instant,
      /** Null where so few persons are behind a number that it would tell of one of them. */
      all: orNull(MarkingCounts),
      kinds: Type.Array(Type.Object({ record: RecordName, counts: orNull(MarkingCounts) }, closed)),
      /** The caller's own row; administrators and crisis managers see everybody's. */
      persons: Type.Array(Type.Object({ by: Type.String(), counts: MarkingCounts }, closed)),
      overTime: Type.Array(Type.Object({ at: Instant, counts: MarkingCounts }, closed)),
      /** Records that you may read, and how many of them the adviser has looked at: all of them once it has caught up. */
      readable: Count,
      judged: Count,
      complete: Type.Boolean(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { weeks: 12 },
})

export const MarkingFinding = Type.Object(
  {
    id: Id,
    record: RecordName,
    title: Type.String(),
    version: Version,
    marking: Marking,
    answer: AdviceAnswer,
    enough: Tlp,
    how: MarkedHow,
    /** Only for oneself, administrators and crisis managers: a list is no place to compare persons. */
    markedBy: orNull(Type.String()),
    markedAt: Instant,
    /** Ids of the rules of the guideline that it breaks. */
    faults: Type.Array(Type.String()),
  },
  closed,
)

export const markingFindings = contract({
  name: 'share.markingFindings',
  does: 'query',
  summary: 'Records whose marking the adviser would change, the newest marking first',
  input: Type.Object({ answer: optional(AdviceAnswer), record: optional(RecordName), ...page }, closed),
  output: Type.Object({ items: Type.Array(MarkingFinding), next: Next }, closed),
  refusals: {},
  policy: reading,
  example: { answer: 'lower' },
})

export const handlingFaults = contract({
  name: 'share.handlingFaults',
  does: 'query',
  summary: 'Records that break a rule of the guideline in force, the newest marking first',
  input: Type.Object({ rule: optional(Type.String({ maxLength: 60 })), record: optional(RecordName), ...page }, closed),
  output: Type.Object({ items: Type.Array(MarkingFinding), next: Next }, closed),
  refusals: {},
  policy: reading,
  example: { rule: 'no-classified' },
})

export const markingReviews = contract({
  name: 'share.markingReviews',
  does: 'query',
  summary: 'Markings that are to be looked at again: those whose day has passed, and those whose day comes',
  input: Type.Object(
    {
      days: optional(Type.Integer({ minimum: 0, maximum: 3_650, description: 'How far ahead; 30 if left out' })),
      ...page,
    },
    closed,
  ),
  output: Type.Object(
    {
      today: Day,
      items: Type.Array(
        Type.Object(
          {
            id: Id,
            record: RecordName,
            title: Type.String(),
            version: Version,
            marking: Marking,
            reviewOn: Day,
            passed: Type.Boolean(),
            markedBy: Type.String(),
            markedAt: Instant,
            /** Whether the caller may change it. */
            mine: Type.Boolean(),
          },
          closed,
        ),
      ),
      next: Next,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { days: 30 },
})

export const reviewMarking = contract({
  name: 'share.reviewMarking',
  does: 'action',
  summary: 'Keep a marking as it is after looking at it again, with a reason and the next day of review',
  input: Type.Object({ id: Id, version: Version, reason: Reason, reviewOn: Day }, closed),
  output: Type.Object({ id: Id, version: Version, entry: Id }, closed),
  refusals: {
    'impossible-day': {
      status: 422,
      title: 'That day of review cannot be',
      whatToDo: 'Name a day after today, and within what the guideline asks for: see the detail.',
    },
    ...classifiedRefusal,
  },
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 4, reason: 'The source is still in danger.', reviewOn: '2027-06-01' },
})

export const checkText = contract({
  name: 'share.checkText',
  does: 'action',
  summary: 'Whether a text carries marks of classified information; nothing of it is kept',
  input: Type.Object({ text: Type.String({ maxLength: 200_000 }) }, closed),
  output: Type.Object(
    {
      /** clear: nothing found. pointer: only in pointers. ask: a person must look. refuse: it may not be kept here. */
      answer: Type.Enum(['clear', 'pointer', 'ask', 'refuse']),
      findings: Type.Array(
        Type.Object(
          {
            text: Type.String(),
            at: Count,
            level: ClassifiedMark.properties.level,
            scheme: ClassifiedMark.properties.scheme,
            states: Type.Array(Type.String()),
            is: Type.Enum(['mark', 'ask', 'pointer']),
          },
          closed,
        ),
      ),
      truncated: Type.Boolean(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['text'],
  example: { text: 'RESTREINT UE/EU RESTRICTED' },
})
