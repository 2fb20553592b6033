// Contracts: looking at once, and what seems to have come back under another name.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { closed } from '../../model/words.ts'
import { refusing } from '../operations/refusals.ts'
import { anId, reading, working } from '../shown.ts'

export const lookAtTargets = contract({
  name: 'disrupt.lookAtTargets',
  does: 'action',
  summary: 'Look at the watched targets of an operation now, beside their turn',
  input: Type.Object({ operation: Id }, closed),
  output: Type.Object({ looked: Type.Integer({ minimum: 0 }), changed: Type.Integer({ minimum: 0 }) }, closed),
  refusals: refusing(),
  policy: working,
  arguments: ['operation'],
  example: { operation: anId },
})

export const findReemergence = contract({
  name: 'disrupt.findReemergence',
  does: 'query',
  summary:
    'Targets that are up and look like those that were taken down: by content, certificate, name and infrastructure',
  input: Type.Object({ operation: Id }, closed),
  output: Type.Object(
    {
      compared: Type.Integer({ minimum: 0 }),
      items: Type.Array(
        Type.Object(
          {
            ...{ candidate: Id, candidateName: Type.String(), like: Id, likeName: Type.String() },
            score: Type.Number({ minimum: 0, maximum: 1 }),
            verdict: Type.Enum(['likely', 'possible']),
            because: Type.Array(Type.String()),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['operation'],
  example: { operation: anId },
})
