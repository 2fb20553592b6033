// Items of the law with the place where each stands, so that a fault can say where to look.
import type { EntityType, Fact, Overlay, Regime, Rule, Template } from '../../model/law.ts'
import type { LawFault, LawFile } from './bind-shapes.ts'
import { nearestTo } from './nearest.ts'

export interface Placed<T> {
  file: string
  /** JSON pointer to it. */
  field: string
  it: T
}

/** All that was read, before anybody asked whether it fits together. */
export interface Draft {
  root: LawFile
  faults: LawFault[]
  entityTypes: Placed<EntityType>[]
  facts: Placed<Fact>[]
  rules: Placed<Rule>[]
  regimes: Placed<Regime>[]
  templates: Placed<Template>[]
  overlays: Placed<Overlay>[]
}

/** What can be named, by its name. */
export interface Names {
  facts: ReadonlyMap<string, Fact>
  rules: ReadonlyMap<string, Rule>
  types: ReadonlySet<string>
  groups: ReadonlySet<string>
  regimes: ReadonlyMap<string, Regime>
  anchors: ReadonlySet<string>
  /** The known name that looks most like one that is not known: " Did you mean 'x'?" Only so often: it takes its time. */
  hint(name: string, known: Iterable<string>): string
}

const maxHints = 40

export function namesOf(draft: Draft): Names {
  let hintsLeft = maxHints
  return {
    facts: new Map(draft.facts.map(({ it }) => [it.id, it])),
    rules: new Map(draft.rules.map(({ it }) => [it.id, it])),
    types: new Set(draft.entityTypes.map(({ it }) => it.id)),
    groups: new Set(Object.keys(draft.root.groups)),
    regimes: new Map(draft.regimes.map(({ it }) => [it.id, it])),
    anchors: new Set(draft.root.anchors.map(({ id }) => id)),
    hint(name, known) {
      const nearest = hintsLeft-- > 0 ? nearestTo(name, known) : null
      return nearest === null ? '' : ` Did you mean '${nearest}'?`
    },
  }
}

export function fault(place: { file: string; field: string }, below: string, reason: string): LawFault {
  return { file: place.file, field: `${place.field}${below}` || '/', reason }
}

/** Ids that stand there twice, each said once at its second place. */
export function twice<T>(items: readonly Placed<T>[], idOf: (it: T) => string, what: string): LawFault[] {
  const first = new Map<string, Placed<T>>()
  const faults: LawFault[] = []
  for (const item of items) {
    const id = idOf(item.it)
    const before = first.get(id)
    if (before) faults.push(fault(item, '/id', `${what} '${id}' stands in ${before.file} already; ids are given once.`))
    else first.set(id, item)
  }
  return faults
}
