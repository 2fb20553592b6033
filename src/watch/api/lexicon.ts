// Contracts: the lexicons of topics and sectors, as an organisation has changed them, with what each term hits.
import Type, { type Static } from 'typebox'
import { contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { held, orNull, Reason } from './nouns.ts'
import { refusing } from './refusals.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const reading: Policy = { who: 'signed-in' }
const editing: Policy = { who: ['analyst', 'duty-officer'] }

export const lexicons = ['topics', 'sectors'] as const
export const TermPattern = Type.String({
  minLength: 2,
  maxLength: 120,
  pattern: '^[^\\u0000-\\u001f"\\\\]+$',
  description: 'Words in a row; word* for a beginning, a|b for either, ~3 for up to three words between',
})

/** A term as an organisation changed it. A weight of 0 switches the term of the data off. */
export const LexiconTerm = Type.Object(
  {
    lexicon: Type.Enum(lexicons),
    /** The topic or sector that it speaks for. */
    of: Type.String({ minLength: 1, maxLength: 80 }),
    language: Type.String({ pattern: '^[a-z]{2}$' }),
    pattern: TermPattern,
    weight: Type.Number({ minimum: 0, maximum: 20 }),
    why: orNull(Type.String({ maxLength: 1000 })),
    setBy: Id,
    /** False: as the data has it. */
    active: Type.Boolean(),
  },
  closed,
)
export type LexiconTerm = Static<typeof LexiconTerm>

export const setTerm = contract({
  name: 'watch.setTerm',
  does: 'action',
  summary: 'Add a term to a lexicon, weigh one anew, or switch it off (weight 0)',
  input: Type.Object(
    {
      lexicon: Type.Enum(lexicons),
      of: LexiconTerm.properties.of,
      language: LexiconTerm.properties.language,
      pattern: TermPattern,
      weight: LexiconTerm.properties.weight,
      why: optional(Reason),
    },
    closed,
  ),
  output: held(LexiconTerm),
  refusals: refusing('person-needed', 'unknown-term-owner'),
  policy: editing,
  arguments: ['of', 'pattern', 'weight'],
  example: { lexicon: 'topics', of: 'incident.dos', language: 'en', pattern: 'packet flood*', weight: 3 },
})

export const dropTerm = contract({
  name: 'watch.dropTerm',
  does: 'action',
  summary: 'Take back a change to a lexicon: the term is as the data has it',
  input: Type.Object({ id: Id, version: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) }, closed),
  output: held(LexiconTerm),
  refusals: refusing('person-needed'),
  policy: editing,
  arguments: ['id'],
  example: { id: '01980f3c-8a00-7000-8000-000000000001', version: 1 },
})

export const ShownTerm = Type.Object(
  {
    of: Type.String(),
    language: Type.String(),
    pattern: Type.String(),
    /** As it counts now. */
    weight: Type.Number(),
    /** As the data has it; null for a term that was added. */
    dataWeight: orNull(Type.Number()),
    /** The change, to take it back. */
    change: orNull(Type.Object({ id: Id, version: Type.Integer() }, closed)),
    /** In how many texts of the last days it was found, as far as the reader may read them. */
    hits: Type.Integer(),
  },
  closed,
)
export type ShownTerm = Static<typeof ShownTerm>

export const listTerms = contract({
  name: 'watch.listTerms',
  does: 'query',
  summary: 'The terms of a lexicon with their weights, and in how many texts of the last days each was found',
  input: Type.Object(
    {
      lexicon: Type.Enum(lexicons),
      of: optional(LexiconTerm.properties.of),
      days: optional(Type.Integer({ minimum: 1, maximum: 366, default: 30 })),
    },
    closed,
  ),
  output: Type.Object(
    {
      /** The topics or sectors that there are, with the score that each needs. */
      owners: Type.Array(Type.Object({ of: Type.String(), threshold: Type.Number(), terms: Type.Integer() }, closed)),
      terms: Type.Array(ShownTerm),
      /** How many texts were counted. */
      texts: Type.Integer(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['lexicon'],
  example: { lexicon: 'topics', of: 'incident.dos' },
})
