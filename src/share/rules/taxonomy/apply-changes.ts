// What changes make of axes and terms; or which change cannot be, and why. Also how a whole version is checked.
import { type Axis, mostTerms, type Term, type TermChange } from '../../model/taxonomy.ts'

export interface Terms {
  axes: readonly Axis[]
  terms: readonly Term[]
}

export type Applied = { ok: true; axes: Axis[]; terms: Term[] } | { ok: false; at: number; why: string }

const mostAxes = 30

/** Carries the changes out one after the other. The first that cannot be stops all of them: `at` is its place in the list. */
export function applyChanges(before: Terms, changes: readonly TermChange[]): Applied {
  let axes = [...before.axes]
  let terms = new Map(before.terms.map((term) => [term.id, term]))
  for (const [at, change] of changes.entries()) {
    const why = faultOf(axes, terms, change)
    if (why) return { ok: false, at, why }
    if (change.do === 'add-axis') axes = [...axes, change.axis]
    else terms = changed(terms, change)
  }
  return { ok: true, axes, terms: [...terms.values()] }
}

/** What is wrong with a version that did not come about by changes: a file. Null: nothing. */
export function faultInTerms({ axes, terms }: Terms): string | null {
  const made = applyChanges({ axes: [], terms: [] }, [
    ...axes.map((axis) => ({ do: 'add-axis' as const, axis })),
    ...terms.map((term) => ({ do: 'add' as const, term })),
  ])
  return made.ok ? null : made.why
}

type ById = ReadonlyMap<string, Term>

function changed(terms: ById, change: Exclude<TermChange, { do: 'add-axis' }>): Map<string, Term> {
  const next = new Map(terms)
  if (change.do === 'add') next.set(change.term.id, change.term)
  else if (change.do === 'remove') next.delete(change.id)
  else {
    const { do: _do, id, ...fields } = change
    const term = terms.get(id)
    if (term) next.set(id, { ...term, ...fields })
  }
  return next
}

function faultOf(axes: readonly Axis[], terms: ById, change: TermChange): string | null {
  if (change.do === 'add-axis') {
    if (axes.some((axis) => axis.id === change.axis.id)) return `There is an axis ${change.axis.id} already.`
    return axes.length >= mostAxes ? `There are ${mostAxes} axes, and no more are taken.` : null
  }
  if (change.do === 'add') {
    const { id, axis, broader } = change.term
    if (terms.has(id)) return `There is a term ${id} already.`
    if (!axes.some((one) => one.id === axis)) return `There is no axis ${axis}.`
    if (terms.size >= mostTerms) return `There are ${mostTerms} terms, and no more are taken.`
    return broader === null ? null : faultOfBroader(terms, id, axis, broader)
  }
  const term = terms.get(change.id)
  if (!term) return `There is no term ${change.id}.`
  if (change.do === 'change') {
    const nothing = change.label === undefined && change.about === undefined && change.broader === undefined
    if (nothing) return `Nothing is said of what changes in ${change.id}.`
    return change.broader ? faultOfBroader(terms, term.id, term.axis, change.broader) : null
  }
  const narrower = [...terms.values()].filter((one) => one.broader === change.id).map((one) => one.id)
  return narrower.length > 0 ? `${change.id} is the wider term of ${narrower.slice(0, 5).join(', ')}.` : null
}

function faultOfBroader(terms: ById, id: string, axis: string, broader: string): string | null {
  const wider = terms.get(broader)
  if (!wider) return `The wider term ${broader} of ${id} is not there.`
  if (wider.axis !== axis) return `The wider term ${broader} stands on another axis than ${id}.`
  for (let one: Term | undefined = wider; one; one = one.broader === null ? undefined : terms.get(one.broader))
    if (one.id === id) return `${id} would be wider than itself.`
  return null
}
