// Rules: what they ask, whom they are for, and that they do not lead in a circle or too deep.
import type { Condition, Rule } from '../../model/law.ts'
import type { LawFault } from './bind-shapes.ts'
import { conditionFaults } from './check-conditions.ts'
import { appliesFaults } from './check-facts.ts'
import { fault, type Names, type Placed } from './check-places.ts'

/** Rules that rest on rules that rest on rules: more than this nobody can explain at three in the morning. */
export const maxRuleDepth = 12

export function oneRuleFaults(place: Placed<Rule>, names: Names): LawFault[] {
  const { it } = place
  const faults = [
    ...conditionFaults(it.when, { ...place, field: `${place.field}/when` }, names),
    ...appliesFaults(it.appliesTo, { ...place, field: `${place.field}/appliesTo` }, names),
  ]
  if (it.appliesTo.length === 0)
    faults.push(fault(place, '/appliesTo', "The rule is for nobody; name entity types, or '*'."))
  return faults
}

/** Facts and rules that a condition names itself, not through other rules. */
export function namedIn(condition: Condition): { facts: Set<string>; rules: Set<string> } {
  const named = { facts: new Set<string>(), rules: new Set<string>() }
  const rest: Condition[] = [condition]
  for (let next = rest.pop(); next; next = rest.pop()) {
    if ('fact' in next) named.facts.add(next.fact)
    else if ('rule' in next) named.rules.add(next.rule)
    else if ('not' in next) rest.push(next.not)
    else rest.push(...('all' in next ? next.all : 'any' in next ? next.any : next.atLeast.of))
  }
  return named
}

/** Rules that a rule rests on: those it names, and those that compute facts it asks. */
function restsOn(rule: Rule, names: Names): string[] {
  const { facts, rules } = namedIn(rule.when)
  const computed = [...facts].map((id) => names.facts.get(id)?.byRule).filter((id) => id !== undefined)
  return [...new Set([...rules, ...computed])].filter((id) => names.rules.has(id))
}

/** Circles, each told once, and chains that are too long. Linear in rules and references. */
export function chainFaults(places: readonly Placed<Rule>[], names: Names): LawFault[] {
  const below = new Map(places.map(({ it }) => [it.id, restsOn(it, names)]))
  const depth = new Map<string, number>()
  const faults: LawFault[] = []
  for (const place of places) {
    const path: { id: string; next: number }[] = [{ id: place.it.id, next: 0 }]
    const open = new Set([place.it.id])
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const children = below.get(top.id) ?? []
      const child = depth.has(top.id) ? undefined : children[top.next++]
      if (child !== undefined && open.has(child)) {
        const circle = [...path.slice(path.findIndex(({ id }) => id === child)).map(({ id }) => id), child]
        faults.push(
          fault(place, '/when', `The rules lead in a circle: ${circle.join(' > ')}. One of them must ask facts.`),
        )
        continue
      }
      if (child !== undefined) {
        if (depth.has(child)) continue
        open.add(child)
        path.push({ id: child, next: 0 })
        continue
      }
      if (!depth.has(top.id)) depth.set(top.id, 1 + Math.max(0, ...children.map((id) => depth.get(id) ?? 0)))
      open.delete(top.id)
      path.pop()
    }
    const long = depth.get(place.it.id) ?? 0
    if (long > maxRuleDepth)
      faults.push(fault(place, '/when', `The rule rests on a chain of ${long} rules; ${maxRuleDepth} are the most.`))
  }
  return faults
}
