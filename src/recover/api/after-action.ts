// Contracts: the after-action review of a crisis, or of a whole exercise: what was known by whom at each moment, and a report of it.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { AfterAction } from '../model/after-action.ts'
import { closed } from '../model/words.ts'
import { refusing } from './refusals.ts'
import { anId, optional, reading } from './shown.ts'

/** Left out in an exercise: all of it. */
const crisis = optional(Id)

export const showAfterAction = contract({
  name: 'recover.showAfterAction',
  does: 'query',
  summary:
    'How a crisis or an exercise went: each record through time with who could read it then, and decisions beside it',
  input: Type.Object({ crisis }, closed),
  output: AfterAction,
  refusals: refusing('crisis-needed'),
  policy: reading,
  example: { crisis: anId },
})

export const exportAfterAction = contract({
  name: 'recover.exportAfterAction',
  does: 'query',
  summary: 'The after-action review as a file: PDF, Word, HTML or Markdown',
  input: Type.Object({ crisis, form: optional(Type.Enum(['pdf', 'docx', 'html', 'md'])) }, closed),
  output: Type.Object({ name: Type.String(), type: Type.String() }, closed),
  refusals: refusing('crisis-needed'),
  policy: reading,
  download: true,
  example: { crisis: anId, form: 'pdf' },
})
