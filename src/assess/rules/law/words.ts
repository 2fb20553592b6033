// Comparisons, values and conditions in words: 'more than 30 minutes', 'at least 2 of these'.
import type { Condition, Fact, FactValue, Leaf } from '../../model/law.ts'
import type { PreparedLaw } from './prepared.ts'

/** 'more than 30 minutes', 'yes', 'capable or caused'. */
export function comparisonInWords({ op, value, unit }: Leaf, fact: Fact | undefined): string {
  const words = valueInWords(value, fact, unit)
  switch (op) {
    case 'eq':
      return words
    case 'neq':
      return `other than ${words}`
    case 'gt':
      return `more than ${words}`
    case 'gte':
      return `at least ${words}`
    case 'lt':
      return `less than ${words}`
    case 'lte':
      return `at most ${words}`
    case 'in':
      return listInWords(value, fact, 'or')
    default:
      return `at least one of: ${listInWords(value, fact, 'or')}`
  }
}

/** A value with its unit, as people say it; enums by their labels. */
export function valueInWords(value: FactValue, fact: Fact | undefined, unit: Leaf['unit'] = fact?.unit): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : listInWords(value, fact, 'and')
  if (typeof value === 'string') return labelOf(value, fact)
  const digits = numberInWords(value)
  if (unit === 'percent') return `${digits} %`
  if (unit === 'EUR') return `EUR ${digits}`
  if (unit === 'minutes') return value === 1 ? '1 minute' : `${digits} minutes`
  if (unit === 'seconds') return value === 1 ? '1 second' : `${digits} seconds`
  return digits
}

/** Thousands apart, as the acts write them; at most four places behind the point. */
function numberInWords(value: number): string {
  const [whole = '', rest] = String(Number(value.toFixed(4))).split('.')
  const spaced = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ' ')
  return rest === undefined ? spaced : `${spaced}.${rest}`
}

function listInWords(value: FactValue, fact: Fact | undefined, joint: 'or' | 'and'): string {
  const words = (Array.isArray(value) ? value : [value]).map((one) => valueInWords(one, fact))
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}

/** The id, with what people say in brackets where that says more. */
function labelOf(value: string, fact: Fact | undefined): string {
  if (fact === undefined || !Array.isArray(fact.values)) return value
  const label = fact.labels?.[fact.values.indexOf(value)]
  return label === undefined || label.toLowerCase() === value ? value : `${value} (${label})`
}

/** A whole condition as lines, indented by depth. */
export function conditionInWords(law: PreparedLaw, condition: Condition, depth = 0): string[] {
  const indent = '  '.repeat(depth)
  if ('fact' in condition) {
    const fact = law.factOf.get(condition.fact)?.fact
    return [`${indent}${nameOf(fact, condition.fact)} ${comparisonInWords(condition, fact)}`]
  }
  if ('rule' in condition) {
    const rule = law.ruleOf.get(condition.rule)?.rule
    return [`${indent}the rule ${condition.rule} is met${rule ? ` (${rule.label})` : ''}`]
  }
  if ('not' in condition) return [`${indent}not:`, ...conditionInWords(law, condition.not, depth + 1)]
  const [head, parts] =
    'all' in condition
      ? ['all of these:', condition.all]
      : 'any' in condition
        ? ['at least one of these:', condition.any]
        : [`at least ${condition.atLeast.n} of these:`, condition.atLeast.of]
  return [`${indent}${head}`, ...parts.flatMap((part) => conditionInWords(law, part, depth + 1))]
}

function nameOf(fact: Fact | undefined, id: string): string {
  return fact === undefined ? `${id}:` : `${fact.description.replace(/[.]$/, '')} (${id}):`
}
