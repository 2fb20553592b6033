// Contract: what waits for an answer under an agreement that promises one, and what is late.
import Type, { type Static } from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Tlp } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { closed, Limit, optional, reading } from './parts.ts'

export const AwaitedAnswer = Type.Object(
  {
    /** ours: the people of this node owe it. theirs: those of the peer do. */
    side: Type.Enum(['ours', 'theirs']),
    peer: Type.Object({ id: Id, name: Type.String() }, closed),
    agreement: Type.Object({ id: Id, title: Type.String() }, closed),
    record: Type.String(),
    id: Id,
    title: Type.String(),
    tlp: Tlp,
    /** When it came to whoever owes the answer: with its first version. */
    since: Instant,
    promisedMinutes: Type.Integer({ minimum: 1 }),
    dueAt: Instant,
    late: Type.Boolean(),
  },
  closed,
)
export type AwaitedAnswer = Static<typeof AwaitedAnswer>

export const listAwaitedAnswers = contract({
  name: 'federate.listAwaitedAnswers',
  does: 'query',
  summary: 'Who owes whom an answer under which agreement, since when and until when; what is due first stands first',
  input: Type.Object(
    {
      agreement: optional(Id),
      side: optional(Type.Enum(['ours', 'theirs'])),
      late: optional(Type.Boolean({ description: 'true: only what is late' })),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(AwaitedAnswer),
      /** Of all that you may read, whatever the filter says. */
      late: Type.Object({ ours: Type.Integer({ minimum: 0 }), theirs: Type.Integer({ minimum: 0 }) }, closed),
      /** false: more waits than was looked at; the oldest were. */
      complete: Type.Boolean(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { late: true },
})
