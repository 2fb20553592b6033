// What differs between two versions, term by term.
import type { Term } from '../../model/taxonomy.ts'
import type { Terms } from './apply-changes.ts'

export interface TermDifference {
  id: string
  kind: 'added' | 'removed' | 'changed'
  label: string
  /** Field by field, where it changed. */
  fields: { field: 'label' | 'about' | 'broader' | 'axis'; from: string | null; to: string | null }[]
}

const compared = ['label', 'about', 'broader', 'axis'] as const

/** In the order of the newer version; what is gone stands at the end. Axes count as terms without an axis of their own. */
export function compareTerms(from: Terms, to: Terms): TermDifference[] {
  const old = new Map(rows(from))
  const fresh = new Map(rows(to))
  const found: TermDifference[] = []
  for (const [id, row] of fresh) {
    const before = old.get(id)
    if (!before) found.push({ id, kind: 'added', label: row.label, fields: [] })
    else {
      const fields = compared.flatMap((field) =>
        before[field] === row[field] ? [] : [{ field, from: before[field], to: row[field] }],
      )
      if (fields.length > 0) found.push({ id, kind: 'changed', label: row.label, fields })
    }
  }
  for (const [id, row] of old) if (!fresh.has(id)) found.push({ id, kind: 'removed', label: row.label, fields: [] })
  return found
}

type Row = Pick<Term, 'label' | 'about' | 'broader'> & { axis: string | null }

function rows({ axes, terms }: Terms): [string, Row][] {
  return [
    ...axes.map(({ id, label, about }): [string, Row] => [`axis ${id}`, { label, about, broader: null, axis: null }]),
    ...terms.map(({ id, label, about, broader, axis }): [string, Row] => [id, { label, about, broader, axis }]),
  ]
}
