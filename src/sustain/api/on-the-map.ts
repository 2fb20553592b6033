// Contract: whether names in a text stand on the dependency map, and how much hangs on them.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { PartKind } from '../model/parts.ts'
import { closed, Label, orNull } from '../model/words.ts'
import { reading } from './shown.ts'

export const findOnMap = contract({
  name: 'sustain.findOnMap',
  does: 'query',
  summary: 'Which of these names are parts of the map, or stand behind parts, and how many services hang on them',
  input: Type.Object({ names: Type.Array(Label, { minItems: 1, maxItems: 200 }) }, closed),
  output: Type.Object(
    {
      found: Type.Array(
        Type.Object(
          {
            name: Label,
            parts: Type.Array(Type.Object({ id: Id, name: Label, kind: PartKind, behind: orNull(Label) }, closed), {
              description: 'The first ten',
            }),
            partsTotal: Type.Integer(),
            /** Services that need any of them, through others too. */
            services: Type.Integer(),
            /** Services that stop for good when all of them are gone. */
            stopping: Type.Integer(),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['names'],
  example: { names: ['Workday'] },
})
