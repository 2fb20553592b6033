// Problems: the one form of every error that leaves the house (RFC 9457 problem details, with what to do about it).
import Type, { type Static } from 'typebox'

export const Problem = Type.Object({
  type: Type.String({ description: 'urn:tocsin:refusal:<name>' }),
  title: Type.String({ description: 'What went wrong' }),
  status: Type.Integer(),
  refusal: Type.String({ description: 'The name to program against' }),
  detail: Type.Optional(Type.String({ description: 'What exactly' })),
  where: Type.Optional(Type.String({ description: 'JSON pointer into the input' })),
  whatToDo: Type.String(),
  requestId: Type.Optional(Type.String({ description: 'Names this request in the log of the node' })),
})
export type Problem = Static<typeof Problem>
