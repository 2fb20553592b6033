// The noun of a lesson: what was learnt, which change it proposes, who agreed, and the entry that carried it out.
import Type, { type Static } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { By, closed, Line, orNull, Party, Pointer, Prose, Reason, Title } from './words.ts'

export const lessonStates = ['noted', 'proposed', 'approved', 'carried-out', 'refused', 'dropped'] as const
export const LessonState = Type.Enum(lessonStates)
export type LessonState = Static<typeof LessonState>

export const changeTargets = [
  'plan',
  'playbook',
  'threshold',
  'criterion',
  'agreement',
  'exercise',
  'training',
  'other',
] as const
export const ProposedChange = Type.Object(
  {
    target: Type.Enum(changeTargets),
    /** The plan, playbook or guideline itself, where it is a record. */
    record: orNull(Pointer),
    /** Where it stands, where it is none: a file of `data`, a handbook. */
    where: Type.String({ maxLength: 400 }),
    text: Line,
  },
  closed,
)
export type ProposedChange = Static<typeof ProposedChange>

export const Lesson = Type.Object(
  {
    title: Title,
    text: Prose,
    crisis: orNull(Id),
    /** The review, exercise or record that it was learnt from. */
    from: orNull(Pointer),
    owner: orNull(Party),
    due: orNull(Instant),
    change: orNull(ProposedChange),
    state: LessonState,
    proposedBy: orNull(By),
    approvedBy: orNull(By),
    approvedAt: orNull(Instant),
    /** Why it was refused or dropped. */
    because: orNull(Reason),
    /** The entry of the journal that did it, or where nothing here did, what did. */
    carriedOut: orNull(Type.Object({ entry: orNull(Id), how: Reason, by: By, at: Instant }, closed)),
    endedAt: orNull(Instant),
    addedBy: By,
    addedAt: Instant,
    changedAt: Instant,
  },
  closed,
)
export type Lesson = Static<typeof Lesson>
