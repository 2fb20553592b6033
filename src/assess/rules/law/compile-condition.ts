// Conditions as functions: built once when the law is prepared, asked many times.
import type { Condition, FactValue, Leaf } from '../../model/law.ts'
import { applies } from './applies.ts'
import type { Known, Node, PreparedFact, PreparedRule } from './prepared.ts'
import { both, no, opposite, type Trit, unknown, yes } from './three-valued.ts'

export interface Names {
  fact(id: string): PreparedFact | undefined
  rule(id: string): PreparedRule | undefined
}

/** A leaf or rule that the law does not hold stays undetermined: whoever binds the law refuses it long before. */
export function compileCondition(condition: Condition, names: Names): Node {
  if ('fact' in condition) return compileLeaf(condition, names)
  if ('rule' in condition) {
    const rule = names.rule(condition.rule)
    if (rule === undefined) return nothing
    return { join: 'rule', rule, ask: (known, service) => askRule(known, rule, service) }
  }
  if ('not' in condition) {
    const part = compileCondition(condition.not, names)
    return { join: 'not', parts: [part], ask: (known, service) => opposite(part.ask(known, service)) }
  }
  if ('all' in condition) {
    const parts = condition.all.map((inner) => compileCondition(inner, names))
    return { join: 'all', parts, ask: (known, service) => askAll(parts, known, service) }
  }
  if ('any' in condition) {
    const parts = condition.any.map((inner) => compileCondition(inner, names))
    return { join: 'any', parts, ask: (known, service) => askAny(parts, known, service) }
  }
  const { n } = condition.atLeast
  const parts = condition.atLeast.of.map((inner) => compileCondition(inner, names))
  return { join: 'at-least', n, parts, ask: (known, service) => askAtLeast(n, parts, known, service) }
}

const nothing: Node = { join: 'any', parts: [], ask: () => unknown }

/** The answer of a rule: no for whoever it does not concern; of a service where one is meant, else of any of them. */
export function askRule(known: Known, rule: PreparedRule, service: number): Trit {
  if (!rule.ofService) return remembered(known, known.memo, rule, -1)
  if (service >= 0) return remembered(known, known.services[service]?.memo ?? known.memo, rule, service)
  const before = known.memo[rule.index] ?? -1
  if (before >= 0) return before as Trit
  let answer: Trit = no
  for (let at = 0; at < known.services.length && answer !== yes; at += 1) {
    const one = remembered(known, known.services[at]?.memo ?? known.memo, rule, at)
    if (one > answer) answer = one
  }
  known.memo[rule.index] = answer
  return answer
}

function remembered(known: Known, memo: Int8Array, rule: PreparedRule, service: number): Trit {
  const before = memo[rule.index] ?? -1
  if (before >= 0) return before as Trit
  // A rule that leads back to itself finds this, and ends.
  memo[rule.index] = unknown
  const concerned = applies(known, rule.applies)
  const answer = concerned === no ? no : both(concerned, rule.node.ask(known, service))
  memo[rule.index] = answer
  return answer
}

function askAll(parts: readonly Node[], known: Known, service: number): Trit {
  let answer: Trit = yes
  for (const part of parts) {
    const one = part.ask(known, service)
    if (one === no) return no
    if (one < answer) answer = one
  }
  return answer
}

function askAny(parts: readonly Node[], known: Known, service: number): Trit {
  let answer: Trit = no
  for (const part of parts) {
    const one = part.ask(known, service)
    if (one === yes) return yes
    if (one > answer) answer = one
  }
  return answer
}

function askAtLeast(n: number, parts: readonly Node[], known: Known, service: number): Trit {
  let met = 0
  let open = 0
  for (const part of parts) {
    const one = part.ask(known, service)
    if (one === yes) met += 1
    else if (one === unknown) open += 1
  }
  return met >= n ? yes : met + open < n ? no : unknown
}

function compileLeaf(leaf: Leaf, names: Names): Node {
  const fact = names.fact(leaf.fact)
  if (fact === undefined) return nothing
  const { index } = fact
  const meets = comparison(leaf)
  const answer = (value: FactValue | undefined): Trit => (value === undefined ? unknown : meets(value) ? yes : no)
  if (fact.fact.scope !== 'service')
    return { join: 'leaf', leaf, fact, meets, ask: (known) => answer(known.values[index]) }
  return {
    join: 'leaf',
    leaf,
    fact,
    meets,
    ask(known, service) {
      if (service >= 0) return answer(known.services[service]?.values[index])
      let best: Trit = no
      for (const one of known.services) {
        const found = answer(one.values[index])
        if (found > best) best = found
      }
      return best
    },
  }
}

/** Whether a known value meets a leaf. A value of the wrong kind meets nothing. */
export function comparison({ op, value }: Leaf): (known: FactValue) => boolean {
  switch (op) {
    case 'eq':
      return (known) => same(known, value)
    case 'neq':
      return (known) => !same(known, value)
    case 'gt':
      return (known) => typeof known === 'number' && typeof value === 'number' && known > value
    case 'gte':
      return (known) => typeof known === 'number' && typeof value === 'number' && known >= value
    case 'lt':
      return (known) => typeof known === 'number' && typeof value === 'number' && known < value
    case 'lte':
      return (known) => typeof known === 'number' && typeof value === 'number' && known <= value
    case 'in': {
      const among = new Set<FactValue>(Array.isArray(value) ? value : [value])
      return (known) => among.has(known)
    }
    default: {
      const among = new Set<string>(Array.isArray(value) ? value : [String(value)])
      return (known) => Array.isArray(known) && known.some((one) => among.has(one))
    }
  }
}

function same(a: FactValue, b: FactValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((one) => b.includes(one))
}
