// Single facts: known to the law, of the right kind, within their bounds, one of their values.
import type { Fact } from '../../model/law.ts'
import { type FaultList, isObject, shown } from './fault-list.ts'
import { nearestTo } from './nearest.ts'
import type { PreparedLaw } from './prepared.ts'

const mostFacts = 400
const mostInSet = 100

/** `only` restricts to facts of one scope: of a service nothing else can be told. */
export function checkFacts(
  law: PreparedLaw,
  list: FaultList,
  at: string[],
  facts: unknown,
  only: Fact['scope'] | null,
) {
  if (facts === undefined) return
  if (!isObject(facts)) {
    list.add(at, 'shape', `Facts are an object of fact ids and values; this is ${shown(facts)}.`)
    return
  }
  let count = 0
  for (const id in facts) {
    count += 1
    if (count > mostFacts) list.add(at, 'shape', `At most ${mostFacts} facts are looked at.`)
    if (count > mostFacts || list.full()) return
    checkFact(law, list, [...at, id], id, facts[id], only)
  }
}

function checkFact(
  law: PreparedLaw,
  list: FaultList,
  at: string[],
  id: string,
  value: unknown,
  only: Fact['scope'] | null,
) {
  const found = law.factOf.get(id)
  if (found === undefined) {
    const near = nearestTo(id, law.factOf.keys())
    const meant = near === null ? 'The ids stand in the list of facts of the law.' : `Did you mean ${near}?`
    list.add(at, 'known-fact', `The law knows no fact ${shown(id)}. ${meant}`)
    return
  }
  const { fact } = found
  if (only !== null && fact.scope !== only) {
    list.add(at, 'known-fact', `${id} is a fact of the ${fact.scope}, not of a ${only}; tell it under /facts.`)
    return
  }
  const wrong = whatIsWrong(law, fact, value)
  if (wrong !== null) list.add(at, wrong.rule, `${id} ${wrong.reason}`)
}

type Wrong = { rule: 'value' | 'range'; reason: string } | null

function whatIsWrong(law: PreparedLaw, fact: Fact, value: unknown): Wrong {
  if (value === null) return { rule: 'value', reason: 'is null: leave out what is not known.' }
  switch (fact.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : { rule: 'value', reason: `is true or false, not ${shown(value)}.` }
    case 'text':
      if (typeof value !== 'string') return { rule: 'value', reason: `is a text, not ${shown(value)}.` }
      return value.length <= 200 ? null : { rule: 'value', reason: 'is a text of at most 200 letters.' }
    case 'enum':
      return notAmong(law, fact, value)
    case 'set':
      return wrongSet(law, fact, value)
    default:
      return wrongNumber(fact, value)
  }
}

function notAmong(law: PreparedLaw, fact: Fact, value: unknown): Wrong {
  const values = fact.values === 'entity_types' ? [...law.typeOf.keys()] : (fact.values ?? [])
  if (typeof value === 'string' && values.includes(value)) return null
  const near = typeof value === 'string' ? nearestTo(value, values) : null
  const known = values.length <= 12 ? ` Known are ${values.join(', ')}.` : ''
  return { rule: 'value', reason: `cannot be ${shown(value)}.${near === null ? known : ` Did you mean ${near}?`}` }
}

function wrongSet(law: PreparedLaw, fact: Fact, value: unknown): Wrong {
  if (!Array.isArray(value) || value.length > mostInSet)
    return { rule: 'value', reason: `is a list of at most ${mostInSet} values, not ${shown(value)}.` }
  for (const one of value) {
    const wrong = notAmong(law, fact, one)
    if (wrong !== null) return wrong
  }
  return null
}

function wrongNumber({ type, unit, minimum, maximum }: Fact, value: unknown): Wrong {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return { rule: 'value', reason: `is a number${unit ? ` (${unit})` : ''}, not ${shown(value)}.` }
  if (type === 'integer' && !Number.isInteger(value))
    return { rule: 'value', reason: `is a whole number, not ${value}.` }
  const of = unit === 'percent' ? ' %' : unit === undefined || unit === 'count' ? '' : ` ${unit}`
  if (minimum !== undefined && value < minimum)
    return { rule: 'range', reason: `is at least ${minimum}${of}; ${value} is impossible.` }
  if (maximum !== undefined && value > maximum)
    return { rule: 'range', reason: `is at most ${maximum}${of}; ${value} is impossible.` }
  return null
}
