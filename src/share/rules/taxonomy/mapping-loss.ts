// What a mapping loses: on the way out, term by term; on the way back, code by code.
import type { MappingRow, Relation, TaxonomyMapping, Term } from '../../model/taxonomy.ts'

/**
 * nothing: the other side says the same. detail: it says less. choice: it has several, and somebody must choose. approximate: it
 * says something near. everything: it has nothing like it. unknown: nobody has looked.
 */
export const losses = ['nothing', 'detail', 'choice', 'approximate', 'everything', 'unknown'] as const
export type Loss = (typeof losses)[number]

export interface TermLoss {
  term: string
  label: string
  loss: Loss
  /** What it becomes: the nearest codes, or none. */
  codes: string[]
  why: string
  /** Comes back as this term, and as no other. */
  returns: boolean
}

export interface CodeLoss {
  code: string
  label: string
  loss: Loss
  terms: string[]
  why: string
}

export interface MappingLoss {
  out: TermLoss[]
  /** Codes without a row are `everything`, if the mapping has all codes of the other side; else they are not in it. */
  back: CodeLoss[]
  counts: { out: Record<Loss, number>; back: Record<Loss, number> }
}

type Given = Pick<TaxonomyMapping, 'rows' | 'codes' | 'whole'>
type Known = Pick<Term, 'id' | 'label'>

/**
 * What one term becomes on the other side, and what is lost by it. Where there is no code that says the same, a wider one is taken
 * before a narrower: it says less, but nothing that does not hold.
 */
export function mapTerm(
  { rows }: { rows: readonly MappingRow[] },
  term: string,
): { loss: Loss; rows: MappingRow[]; why: string } {
  const own = rows.filter((row) => row.term === term)
  const nearest = nearestOf(own, ['exact', 'broader', 'narrower', 'related'])
  if (nearest) {
    const found = own.filter((row) => row.relation === nearest)
    return { rows: found, ...outward(nearest, found.length) }
  }
  if (own.length > 0) return { rows: [], loss: 'everything', why: 'The other side has nothing like it.' }
  return { rows: [], loss: 'unknown', why: 'Nobody has looked yet.' }
}

/** What one code of the other side becomes here: the same, else a wider term, else narrower ones to choose from. */
export function mapCode(
  { rows }: { rows: readonly MappingRow[] },
  code: string,
): { loss: Loss; terms: string[]; why: string } {
  const own = rows.filter((row) => row.code === code)
  const nearest = nearestOf(own, ['exact', 'narrower', 'broader', 'related'])
  if (!nearest) return { loss: 'everything', terms: [], why: 'No term says anything like it.' }
  const terms = own.filter((row) => row.relation === nearest).map((row) => row.term)
  return { terms, ...inward(nearest, terms.length) }
}

/** Both ways as a whole. Pure; the terms are those of the version, in its order. */
export function mappingLoss(terms: readonly Known[], mapping: Given): MappingLoss {
  const known = new Set(terms.map((term) => term.id))
  // Rows of terms that were removed meanwhile say nothing any more.
  const rows = mapping.rows.filter((row) => known.has(row.term))
  const byTerm = groupBy(rows, (row) => row.term)
  const byCode = groupBy(rows, (row) => row.code ?? '')
  const out = terms.map(({ id, label }): TermLoss => {
    const { loss, rows: own, why } = mapTerm({ rows: byTerm.get(id) ?? [] }, id)
    const codes = own.flatMap((row) => row.code ?? [])
    const returns = codes.length > 0 && codes.every((code) => comesBackAs(byCode.get(code) ?? [], code, id))
    return { term: id, label, loss, codes, why, returns }
  })
  const used = rows.flatMap((row) => row.code ?? [])
  const listed = mapping.codes.map(({ code }) => code)
  const asked = mapping.whole ? listed : [...new Set(used)]
  const labels = new Map(mapping.codes.map(({ code, label }) => [code, label]))
  const back = asked.map((code): CodeLoss => {
    const found = mapCode({ rows: byCode.get(code) ?? [] }, code)
    return { code, label: labels.get(code) ?? code, ...found }
  })
  return { out, back, counts: { out: counted(out), back: counted(back) } }
}

function comesBackAs(rows: readonly MappingRow[], code: string, term: string): boolean {
  const { terms } = mapCode({ rows }, code)
  return terms.length === 1 && terms[0] === term
}

function nearestOf(rows: readonly MappingRow[], order: readonly Relation[]): Relation | undefined {
  return order.find((relation) => rows.some((row) => row.relation === relation))
}

function outward(relation: Relation, count: number): { loss: Loss; why: string } {
  if (relation === 'exact') return { loss: 'nothing', why: 'The code says the same.' }
  if (relation === 'narrower') {
    if (count > 1) return { loss: 'choice', why: `It is ${count} codes there: somebody must know which one.` }
    return { loss: 'choice', why: 'The code says more than the term: somebody must know that it holds.' }
  }
  if (relation === 'broader')
    return { loss: 'detail', why: 'The code is wider: what is particular to the term is not said.' }
  return { loss: 'approximate', why: 'The code is near, and neither wider nor narrower.' }
}

function inward(relation: Relation, count: number): { loss: Loss; why: string } {
  if (relation === 'exact') return { loss: 'nothing', why: 'The term says the same.' }
  if (relation === 'broader') {
    if (count > 1) return { loss: 'choice', why: `It is ${count} terms here: somebody must know which one.` }
    return { loss: 'choice', why: 'The term says more than the code: somebody must know that it holds.' }
  }
  if (relation === 'narrower')
    return { loss: 'detail', why: 'The term is wider: what is particular to the code is not said.' }
  return { loss: 'approximate', why: 'The term is near, and neither wider nor narrower.' }
}

function counted(rows: readonly { loss: Loss }[]): Record<Loss, number> {
  const counts: Record<Loss, number> = { nothing: 0, detail: 0, choice: 0, approximate: 0, everything: 0, unknown: 0 }
  for (const { loss } of rows) counts[loss] += 1
  return counts
}

function groupBy(rows: readonly MappingRow[], key: (row: MappingRow) => string): Map<string, MappingRow[]> {
  const groups = new Map<string, MappingRow[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}
