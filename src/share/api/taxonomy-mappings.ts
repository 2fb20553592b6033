// Contracts: mappings of the taxonomy to others, row by row or out of a table, and what each loses in both directions.
import Type from 'typebox'
import { closed, orNull, Title, Verification } from '#coordinate/model/words.ts'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Code, MappingRow, mostRows, TargetCode, TargetId, TaxonomyMapping, TermId } from '../model/taxonomy.ts'
import { losses } from '../rules/taxonomy/mapping-loss.ts'
import { anId, Changed, held, may, mayAsked, optional, reading, Version, writing } from './taxonomy-parts.ts'

const Loss = Type.Enum(losses)
const { targetEdition, source, whole } = TaxonomyMapping.properties
/** New: name the version and the other taxonomy. A mapping that is there: its id, and the version that you saw. */
const which = {
  id: optional(Id),
  version: optional(Version),
  taxonomy: optional(Id),
  target: optional(TargetId),
}
const described = {
  name: optional(Title),
  targetEdition: optional(targetEdition),
  source: optional(source),
  verification: optional(Verification),
  /** The codes are all that the other taxonomy has. */
  whole: optional(whole),
  marking: optional(MarkingChoice),
}

export const getMapping = contract({
  name: 'share.getMapping',
  does: 'query',
  summary: 'A mapping of the taxonomy to another one, row by row, and what it loses in both directions',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(TaxonomyMapping).properties,
      loss: Type.Object(
        {
          out: Type.Array(
            Type.Object(
              {
                term: TermId,
                label: Type.String(),
                loss: Loss,
                codes: Type.Array(Code),
                why: Type.String(),
                returns: Type.Boolean(),
              },
              closed,
            ),
          ),
          back: Type.Array(
            Type.Object(
              { code: Code, label: Type.String(), loss: Loss, terms: Type.Array(TermId), why: Type.String() },
              closed,
            ),
          ),
          counts: Type.Object(
            { out: Type.Record(Loss, Type.Integer()), back: Type.Record(Loss, Type.Integer()) },
            closed,
          ),
        },
        closed,
      ),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const mapTerm = contract({
  name: 'share.mapTerm',
  does: 'query',
  summary: 'What one term becomes in each other taxonomy, or one code of another here, and what is lost by it',
  input: Type.Object(
    { taxonomy: Id, term: optional(TermId), target: optional(TargetId), code: optional(Code) },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            mapping: Id,
            target: TargetId,
            name: Type.String(),
            codes: Type.Array(Code),
            terms: Type.Array(TermId),
            loss: Loss,
            why: Type.String(),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: mayAsked('no-such-term'),
  policy: reading,
  arguments: ['taxonomy', 'term'],
  example: { taxonomy: anId, term: 'flooding' },
})

export const saveMapping = contract({
  name: 'share.saveMapping',
  does: 'action',
  summary: 'Save the rows of a mapping: all of them, as they are to be from now on',
  input: Type.Object(
    {
      ...which,
      ...described,
      rows: Type.Array(MappingRow, { maxItems: mostRows }),
      /** Codes of the other taxonomy; left out, those that are known stay. */
      codes: optional(Type.Array(TargetCode, { maxItems: 3_000 })),
    },
    closed,
  ),
  output: Changed,
  refusals: may('bad-rows', 'would-widen'),
  policy: writing,
  example: {
    taxonomy: anId,
    target: 'national-at',
    name: 'National list of Austria',
    rows: [
      { term: 'flooding', relation: 'broader', code: 'V-2', note: 'The list has one code for all denial of service.' },
    ],
    codes: [{ code: 'V-2', label: 'Denial of service' }],
  },
})

export const importMapping = contract({
  name: 'share.importMapping',
  does: 'action',
  summary:
    'Take a mapping out of a table (columns term, relation, code, label, note); says of each line that cannot be taken why',
  input: Type.Object(
    {
      ...which,
      ...described,
      csv: Type.String({ minLength: 1, maxLength: 900_000 }),
      /** Look only: nothing is kept. */
      check: optional(Type.Boolean({ default: false })),
      /** Keep the good lines although others are faulty. Otherwise nothing is kept while one line is. */
      leaveOutFaulty: optional(Type.Boolean({ default: false })),
    },
    closed,
  ),
  output: Type.Object(
    {
      kept: Type.Boolean(),
      mapping: orNull(Changed),
      rows: Type.Integer(),
      codes: Type.Integer(),
      faults: Type.Array(Type.Object({ line: Type.Integer(), why: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: may('would-widen'),
  policy: writing,
  example: {
    taxonomy: anId,
    target: 'national-at',
    name: 'National list of Austria',
    csv: 'term,relation,code,label,note\nflooding,broader,V-2,Denial of service,\n',
    check: true,
  },
})
