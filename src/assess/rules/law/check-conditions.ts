// Conditions against the facts they ask: known, of the right type and unit, and with values that can occur at all.
import type { Condition, Fact, FactValue, Leaf } from '../../model/law.ts'
import type { LawFault } from './bind-shapes.ts'
import { fault, type Names } from './check-places.ts'

interface At {
  file: string
  field: string
}

const ordering: readonly string[] = ['gt', 'gte', 'lt', 'lte']

/** `at` is the place of the condition itself. Depth is bounded before, when the files are read. */
export function conditionFaults(condition: Condition, at: At, names: Names): LawFault[] {
  if ('fact' in condition) return leafFaults(condition, at, names)
  if ('rule' in condition) return ruleFaults(condition.rule, { ...at, field: `${at.field}/rule` }, names)
  if ('all' in condition) return partFaults(condition.all, { ...at, field: `${at.field}/all` }, names)
  if ('any' in condition) return partFaults(condition.any, { ...at, field: `${at.field}/any` }, names)
  if ('not' in condition) return conditionFaults(condition.not, { ...at, field: `${at.field}/not` }, names)
  const { n, of } = condition.atLeast
  const faults = partFaults(of, { ...at, field: `${at.field}/atLeast/of` }, names)
  if (n > of.length)
    faults.push(fault(at, '/atLeast/n', `At least ${n} of ${of.length} can never be met; lower n, or add conditions.`))
  return faults
}

function partFaults(parts: readonly Condition[], at: At, names: Names): LawFault[] {
  return parts.flatMap((part, place) => conditionFaults(part, { ...at, field: `${at.field}/${place}` }, names))
}

/** A rule that is named anywhere: by a condition, a trigger or a communication. */
export function ruleFaults(id: string, at: At, names: Names): LawFault[] {
  if (names.rules.has(id)) return []
  return [fault(at, '', `There is no rule '${id}'.${names.hint(id, names.rules.keys())}`)]
}

function leafFaults(leaf: Leaf, at: At, names: Names): LawFault[] {
  const fact = names.facts.get(leaf.fact)
  if (!fact) return [fault(at, '/fact', `There is no fact '${leaf.fact}'.${names.hint(leaf.fact, names.facts.keys())}`)]
  const operator = operatorFault(leaf, fact)
  if (operator) return [fault(at, '/op', operator)]
  const faults: LawFault[] = []
  if (leaf.unit !== fact.unit) faults.push(fault(at, '/unit', unitFault(leaf, fact)))
  const value = leafValueFault(leaf, fact, names)
  if (value) faults.push(fault(at, '/value', value))
  return faults
}

function unitFault({ unit }: Leaf, fact: Fact): string {
  if (unit && fact.unit) return `The fact '${fact.id}' is counted in ${fact.unit}, not in ${unit}.`
  if (unit) return `The fact '${fact.id}' has no unit; leave '${unit}' out.`
  return `The fact '${fact.id}' is counted in ${fact.unit}; say so, so that nobody takes the number for something else.`
}

function operatorFault({ op }: Leaf, { id, type }: Fact): string | null {
  const numeric = type === 'integer' || type === 'number'
  if (ordering.includes(op) && !numeric)
    return `'${op}' compares numbers, and '${id}' is of type ${type}. Use eq, neq, in or contains_any.`
  if (op === 'contains_any' && type !== 'set')
    return `'contains_any' asks a set, and '${id}' is of type ${type}. Use in or eq.`
  if (type === 'set' && op !== 'contains_any')
    return `'${id}' is a set; ask it by contains_any, since '${op}' compares one value.`
  return null
}

function leafValueFault({ op, value }: Leaf, fact: Fact, names: Names): string | null {
  if (op !== 'in' && op !== 'contains_any')
    return Array.isArray(value) ? `'${op}' takes one value.` : one(value, fact, names)
  if (!Array.isArray(value) || value.length === 0) return `'${op}' takes a list of values.`
  for (const part of value) {
    const wrong = one(part, fact, names)
    if (wrong) return wrong
  }
  return null
}

/** Whether a fact can have this value; for a set, whether it is one of its members. The reason why not, or null. */
function one(value: FactValue, fact: Fact, names: Names): string | null {
  switch (fact.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : `'${fact.id}' is yes or no; the value is true or false.`
    case 'text':
      return typeof value === 'string' ? null : `'${fact.id}' is a text; the value is a text.`
    case 'enum':
    case 'set':
      return choiceFault(value, fact, names)
    default:
      return numberFault(value, fact)
  }
}

function choiceFault(value: FactValue, { id, values }: Fact, names: Names): string | null {
  const known = values === 'entity_types' ? [...names.types] : (values ?? [])
  if (typeof value === 'string' && known.includes(value)) return null
  const hint = typeof value === 'string' ? names.hint(value, known) : ''
  const listed = known.length <= 12 ? known.join(', ') : 'an id of entity-types.json'
  return `'${String(value)}' is no value of '${id}'; it can be: ${listed}.${hint}`
}

function numberFault(value: FactValue, { id, type, minimum, maximum }: Fact): string | null {
  if (typeof value !== 'number') return `'${id}' is a number; the value is a number.`
  if (type === 'integer' && !Number.isInteger(value)) return `'${id}' is a whole number, and ${value} is none.`
  if (minimum !== undefined && value < minimum) return `'${id}' is never below ${minimum}.`
  if (maximum !== undefined && value > maximum) return `'${id}' is never above ${maximum}.`
  return null
}

/** A value that is given for good: what being of an entity type implies. */
export function givenValueFault(value: FactValue, fact: Fact, names: Names): string | null {
  if (fact.type !== 'set') return Array.isArray(value) ? `'${fact.id}' takes one value.` : one(value, fact, names)
  if (!Array.isArray(value)) return `'${fact.id}' is a set; the value is a list.`
  return value.map((part) => one(part, fact, names)).find((wrong) => wrong !== null) ?? null
}
