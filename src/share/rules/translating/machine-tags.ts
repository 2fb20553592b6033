// Vocabularies as machine tags, in the form that administrators of MISP load: namespace, predicates, values.
import { parseTag, writeTag } from '#federate/rules/tags/machine-tag.ts'

interface MachineTagValue {
  value: string
  expanded: string
  description: string
}

/** The file machinetag.json of a taxonomy. */
export interface MachineTags {
  namespace: string
  description: string
  version: number
  predicates: MachineTagValue[]
  values: { predicate: string; entry: MachineTagValue[] }[]
}

export interface TagPredicate extends MachineTagValue {
  entries: readonly MachineTagValue[]
}

/** Undefined where a name cannot be written as a tag: the vocabulary would not come back as it is. */
export function machineTags(
  namespace: string,
  description: string,
  version: number,
  predicates: readonly TagPredicate[],
): MachineTags | undefined {
  for (const { value: predicate, entries } of predicates)
    for (const value of [null, ...entries.map((one) => one.value)])
      if (writeTag({ namespace, predicate, value }) === undefined) return undefined
  return {
    ...{ namespace, description, version },
    predicates: predicates.map(({ value, expanded, description: about }) => ({ value, expanded, description: about })),
    values: predicates
      .filter(({ entries }) => entries.length > 0)
      .map(({ value, entries }) => ({ predicate: value, entry: entries.map((one) => ({ ...one })) })),
  }
}

/** The other direction: which value of the vocabulary a tag means. Null: none of it. */
export function meantBy(tag: string, tags: MachineTags): { predicate: string; value: string | null } | null {
  const read = parseTag(tag)
  if (!read || read.namespace !== tags.namespace) return null
  if (!tags.predicates.some(({ value }) => value === read.predicate)) return null
  if (read.value === null) return { predicate: read.predicate, value: null }
  const entries = tags.values.find(({ predicate }) => predicate === read.predicate)?.entry ?? []
  return entries.some(({ value }) => value === read.value) ? { predicate: read.predicate, value: read.value } : null
}
