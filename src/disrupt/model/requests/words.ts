// Words of requests: which kinds of step, court and legal basis there are is data; these are the shapes of their names.
import Type, { type Static } from 'typebox'

const id = (description: string) => Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$', description })
export const StepKindId = id('A kind of step of data/disrupt/durations.json: hearing, decision')
export const ForumId = id('A court or authority of data/disrupt/forums.json')
export const BasisId = id('A legal basis of data/disrupt/bases.json: dsa-40-12')
export const ProcedureId = id('A procedure of data/disrupt/procedures.json')

/** Not knowing is an answer, and never passes as no. */
export const answers = ['yes', 'no', 'unknown'] as const
export const Answer = Type.Enum(answers)
export type Answer = Static<typeof Answer>
