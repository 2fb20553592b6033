// The kinds of abuse out of data/federate/event-types.json: what each form calls them, in the words of the Reference Security
// Incident Taxonomy.
import type { Tlp } from '#kernel/marking.ts'

export interface EventTypes {
  kinds: ReadonlyMap<string, { class: string; label: string }>
  intelmq(said: string): string | undefined
  n6(said: string): string | undefined
  xarf(category: string, type: string): string | undefined
  arf(said: string): string
  n6Restriction(said: string): Tlp
}

export interface EventTypesFile {
  types: readonly { id: string; class: string; label: string }[]
  intelmq: Readonly<Record<string, string>>
  n6: Readonly<Record<string, string>>
  xarf: Readonly<Record<string, Readonly<Record<string, string>>>>
  arf: Readonly<Record<string, string>>
  n6Restriction: Readonly<Record<string, string>>
}

/** Faults of the file are sentences; none: it can be used. */
export function faultsIn(file: EventTypesFile): string[] {
  const known = new Set(file.types.map(({ id }) => id))
  const named = [file.intelmq, file.n6, file.arf, ...Object.values(file.xarf)].flatMap((map) => Object.entries(map))
  return named.flatMap(([said, kind]) =>
    known.has(kind) ? [] : [`“${said}” leads to ${kind}, which is no type of the list.`],
  )
}

export function bindEventTypes(file: EventTypesFile): EventTypes {
  const kinds = new Map(file.types.map(({ id, class: of, label }) => [id, { class: of, label }]))
  const intelmq = new Map(Object.entries(file.intelmq))
  const n6 = new Map(Object.entries(file.n6))
  const arf = new Map(Object.entries(file.arf))
  const xarf = new Map(Object.entries(file.xarf).map(([category, types]) => [category, new Map(Object.entries(types))]))
  const restrictions = new Map(Object.entries(file.n6Restriction))
  return {
    kinds,
    intelmq: (said) => (kinds.has(said) ? said : intelmq.get(said)),
    n6: (said) => n6.get(said),
    xarf: (category, type) => xarf.get(category)?.get(type) ?? xarf.get(category)?.get('*'),
    arf: (said) => arf.get(said) ?? 'other',
    // What is not known may be meant for nobody else.
    n6Restriction: (said) => (restrictions.get(said) as Tlp | undefined) ?? 'AMBER+STRICT',
  }
}
