// Contracts: asking the operator's own language model about an item. Off unless it was configured.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Tlp } from '#kernel/marking.ts'
import { Document, held, orNull } from './nouns.ts'
import { refusing } from './refusals.ts'

export const enrichItem = contract({
  name: 'watch.enrichItem',
  does: 'action',
  summary: 'Ask the configured language model for names and claims; only what it quotes from the text is kept',
  input: Type.Object({ id: Id }, { additionalProperties: false }),
  output: held(Document),
  refusals: refusing('enrichment-off', 'above-ceiling', 'enrichment-failed'),
  policy: { who: ['analyst', 'duty-officer'] },
  arguments: ['id'],
  example: { id: '01980f3c-8a00-7000-8000-000000000001' },
})

export const enrichment = contract({
  name: 'watch.enrichment',
  does: 'query',
  summary: 'Whether a language model is configured, which, and up to which marking items may be sent to it',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object(
    { on: Type.Boolean(), model: orNull(Type.String()), highest: orNull(Tlp) },
    { additionalProperties: false },
  ),
  refusals: {},
  policy: { who: 'signed-in' },
  example: {},
})
