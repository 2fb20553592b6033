// What is wrong with rows of a mapping, row by row.
import type { MappingRow, Term } from '../../model/taxonomy.ts'

export interface Mapped {
  terms: readonly Pick<Term, 'id' | 'label'>[]
  codes: readonly { code: string }[]
  /** Whether `codes` are all that the other taxonomy has. */
  whole: boolean
}

/** Of each row that cannot stand: its place in the list and why. A row that is faulty counts for nothing in the checks of later ones. */
export function mappingFaults(
  rows: readonly MappingRow[],
  { terms, codes, whole }: Mapped,
): { at: number; why: string }[] {
  const known = new Set(terms.map((term) => term.id))
  const there = new Set(codes.map(({ code }) => code))
  const kept: MappingRow[] = []
  const seen = { pairs: new Set<string>(), exactTerms: new Set<string>(), exactCodes: new Map<string, string>() }
  const none = new Set<string>()
  const some = new Set<string>()
  const found: { at: number; why: string }[] = []
  for (const [at, row] of rows.entries()) {
    const why = faultOf(row)
    if (why) {
      found.push({ at, why })
      continue
    }
    kept.push(row)
    seen.pairs.add(pairOf(row))
    ;(row.relation === 'none' ? none : some).add(row.term)
    if (row.relation === 'exact' && row.code !== null) {
      seen.exactTerms.add(row.term)
      seen.exactCodes.set(row.code, row.term)
    }
  }
  return found

  function faultOf({ term, relation, code }: MappingRow): string | null {
    if (!known.has(term)) return `This version has no term ${term}.`
    if (relation === 'none') {
      if (code !== null) return `${term}: a row that says none has no code.`
      return some.has(term) || none.has(term) ? `${term}: none is said beside another row.` : null
    }
    if (code === null) return `${term}: ${relation} needs a code.`
    if (none.has(term)) return `${term}: another row says that there is none.`
    if (whole && !there.has(code)) return `The other taxonomy has no code ${code}.`
    if (seen.pairs.has(pairOf({ term, code }))) return `${term} and ${code} stand in an earlier row.`
    if (relation !== 'exact') return null
    if (seen.exactTerms.has(term)) return `${term} is exactly one code already.`
    const other = seen.exactCodes.get(code)
    return other === undefined ? null : `${code} is exactly ${other} already.`
  }
}

function pairOf({ term, code }: Pick<MappingRow, 'term' | 'code'>): string {
  return `${term} ${code}`
}
