// A version as a file: JSON with all its mappings, or a table of its terms. What it is, and how it is marked, stands first.

import { csvTable } from '#kernel/csv.ts'
import type { Marking } from '#kernel/marking.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import type { Taxonomy, TaxonomyMapping } from '../../model/taxonomy.ts'
import { strictest } from './heard-like.ts'
import { writeMapping } from './mapping-csv.ts'

export interface Marked<S> {
  marking: Marking
  state: S
}

export interface FileOf {
  realm: Realm
  taxonomy: Marked<Taxonomy>
  mappings: readonly Marked<TaxonomyMapping>[]
}

/** The label of the file: that of the most restrictive part. */
export function labelOf({ taxonomy, mappings }: Omit<FileOf, 'realm'>): string {
  return `TLP:${mappings.reduce((tlp, one) => strictest(tlp, one.marking.tlp), taxonomy.marking.tlp)}`
}

export function taxonomyJson(file: FileOf): string {
  const { realm, taxonomy, mappings } = file
  const { series, edition, title, note, status, adopted, axes, terms } = taxonomy.state
  const whole = {
    ...(isExercise(realm) ? { exercise: `EXERCISE ${realm.slice('exercise:'.length)}` } : {}),
    marking: labelOf(file),
    format: 'tocsin-taxonomy/1',
    ...{ series, edition, title, note, status },
    adopted: adopted && { on: adopted.on, body: adopted.body, document: adopted.document },
    ...{ axes, terms },
    mappings: mappings.map(({ marking, state }) => ({
      marking: `TLP:${marking.tlp}`,
      target: state.target,
      name: state.name,
      edition: state.targetEdition,
      ...{ source: state.source, verification: state.verification, whole: state.whole },
      ...{ rows: state.rows, codes: state.codes },
    })),
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

export function termsCsv({ realm, taxonomy }: Omit<FileOf, 'mappings'>): string {
  const { title, edition, status, terms } = taxonomy.state
  const head = headLine(realm, labelOf({ taxonomy, mappings: [] }), `${title} ${edition} (${status})`)
  const rows = terms.map(({ axis, id, label, about, broader, source, verification }) => {
    return [axis, id, label, about, broader, source, verification]
  })
  return head + csvTable(['axis', 'term', 'label', 'about', 'broader', 'source', 'verification'], rows)
}

/** As it is imported again. */
export function mappingCsv(realm: Realm, taxonomy: Marked<Taxonomy>, mapping: Marked<TaxonomyMapping>): string {
  const { name, targetEdition, rows, codes } = mapping.state
  const label = labelOf({ taxonomy, mappings: [mapping] })
  const what = `${taxonomy.state.title} ${taxonomy.state.edition} to ${name} ${targetEdition}`
  return headLine(realm, label, what) + writeMapping(rows, codes)
}

function headLine(realm: Realm, label: string, what: string): string {
  const exercise = isExercise(realm) ? `EXERCISE ${realm.slice('exercise:'.length)}; ` : ''
  return `# ${exercise}${label}; ${what.replace(/[\r\n]+/g, ' ')}\r\n`
}
