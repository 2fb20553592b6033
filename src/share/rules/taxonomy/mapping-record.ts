// A mapping of a version to another taxonomy as a record. It is saved as a whole: rows rest on each other.
import Type from 'typebox'
import { closed } from '#coordinate/model/words.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { TaxonomyMapping } from '../../model/taxonomy.ts'

const state = TaxonomyMapping.properties
const content = {
  name: state.name,
  targetEdition: state.targetEdition,
  codes: state.codes,
  whole: state.whole,
  rows: state.rows,
  source: state.source,
  verification: state.verification,
}

export const mappingRecord = recordKind({
  name: 'share.taxonomyMapping',
  state: TaxonomyMapping,
  kinds: {
    'share.mappingOpened': opening(
      Type.Object(
        {
          taxonomy: state.taxonomy,
          series: state.series,
          edition: state.edition,
          target: state.target,
          ...content,
        },
        closed,
      ),
      (given, { actor, recordedAt }): TaxonomyMapping => ({
        ...given,
        openedBy: actor,
        openedAt: recordedAt,
        changedBy: actor,
        changedAt: recordedAt,
      }),
    ),
    'share.mappingSaved': change(
      Type.Object(content, closed),
      (before: TaxonomyMapping, given, { actor, recordedAt }): TaxonomyMapping => ({
        ...before,
        ...given,
        changedBy: actor,
        changedAt: recordedAt,
      }),
    ),
  },
  index: ({ name, target, edition, rows }) => ({
    title: `${name} (${target}, ${edition})`,
    words: rows.flatMap((row) => row.code ?? []).join('\n'),
  }),
})
