// A plan as a file, for the command line without a node: what is left out takes the standard values.
import Type, { type Static } from 'typebox'
import { Plan } from './failover.ts'
import { closed } from './words.ts'

const { name, control, usual, fallback, questions, ...rest } = Type.Omit(Plan, [
  'organisation',
  'preAuthorised',
  'active',
]).properties

export const PlanFile = Type.Object(
  { name, control, usual, fallback, questions, ...Type.Partial(Type.Object(rest, closed)).properties },
  closed,
)
export type PlanFile = Static<typeof PlanFile>
