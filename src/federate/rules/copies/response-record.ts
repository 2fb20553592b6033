// A response as a record: given here or come from elsewhere, and what became of it.
import Type from 'typebox'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Response } from '../../model/response.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const { status: _status, settled: _settled, ...said } = Response.properties
const Said = Type.Object(said, closed)
const Settled = Type.Object({ words: Type.String({ maxLength: 10_000 }), entry: orNull(Id) }, closed)

const opened = opening(Said, (body): Response => ({ ...body, status: 'open', settled: null }))
const settling = (status: Response['status']) =>
  change(
    Settled,
    (before: Response, { words, entry }, { actor, recordedAt }): Response => ({
      ...before,
      status,
      settled: { by: actor, at: recordedAt, words, entry },
    }),
  )

export const responseRecord = recordKind({
  name: 'federate.response',
  state: Response,
  kinds: {
    'federate.responseGiven': opened,
    'federate.responseCame': opened,
    'federate.responseAnswered': settling('answered'),
    'federate.proposalTaken': settling('taken'),
    'federate.proposalDeclined': settling('declined'),
  },
  index: ({ text, author }) => ({ title: text.slice(0, 120), words: `${text}\n${author}` }),
})
