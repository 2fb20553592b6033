// A procedure as a file: what `tocsin disrupt judge-time` takes, with no node and no database.
import Type, { type Static } from 'typebox'
import { closed, Day, Line } from '../words.ts'
import { Answer, ForumId, StepKindId } from './words.ts'

const optional = Type.Optional
const Text = Type.String({ maxLength: 5_000 })

export const ProcedureFile = Type.Object(
  {
    title: optional(Text),
    note: optional(Text),
    forum: optional(ForumId),
    purpose: optional(Text),
    neededBy: optional(Day),
    /** Since when that day is known; since ever where left out. */
    neededSince: optional(Day),
    /** In the order in which the answer waits for them. */
    steps: Type.Array(
      Type.Object(
        {
          kind: StepKindId,
          text: Line,
          forum: optional(ForumId),
          announcedOn: optional(Day),
          begunOn: optional(Day),
          endedOn: optional(Day),
          /** The day that was set for it, and the day on which that became known. */
          setFor: optional(Day),
          setOn: optional(Day),
          source: optional(Line),
        },
        closed,
      ),
      { maxItems: 200 },
    ),
    alternatives: optional(
      Type.Array(
        Type.Object(
          { text: Line, technically: optional(Answer), realistic: optional(Answer), readyOn: optional(Day) },
          closed,
        ),
        { maxItems: 100 },
      ),
    ),
  },
  closed,
)
export type ProcedureFile = Static<typeof ProcedureFile>
