// A situation made ready to be asked: values by number, shares computed, services told apart.
import type { Fact, FactValue } from '../../model/law.ts'
import type { Facts, Situation } from '../../model/verdict.ts'
import { nis2Of } from './applies.ts'
import { askRule } from './compile-condition.ts'
import type { Known, KnownService, PreparedLaw, Values } from './prepared.ts'
import { unknown, yes } from './three-valued.ts'

/** Values of the wrong kind and facts that the law does not hold are left out, as if nobody had told them. */
export function knownOf(law: PreparedLaw, situation: Situation): Known {
  const values: Values = new Array<FactValue | undefined>(law.facts.length).fill(undefined)
  const types = typesOf(law, situation)
  imply(law, types, values)
  put(law, values, { 'entity.types': situation.entity.types })
  put(law, values, situation.facts)
  put(law, values, situation.group?.facts, ['group'])
  const derived = new Set<number>()
  computeShares(law, values, derived)
  const nis2 = nis2Of(law, types, values)
  computeByRules(law, situation, { types, nis2 }, values, derived)
  return {
    law,
    values,
    derived,
    services: servicesOf(law, situation, values, derived),
    types,
    nis2,
    memo: freshMemo(law),
  }
}

export function typesOf(law: PreparedLaw, { entity }: Situation): number[] {
  return entity.types.flatMap((id) => law.typeOf.get(id) ?? [])
}

export function freshMemo(law: PreparedLaw): Int8Array {
  return new Int8Array(law.rules.length).fill(-1)
}

/** Being of a type settles some facts; one that was given goes before it. */
function imply(law: PreparedLaw, types: readonly number[], values: Values): void {
  for (const type of types) put(law, values, law.law.entityTypes[type]?.implies)
}

function put(law: PreparedLaw, values: Values, facts: Facts | undefined, scopes?: readonly Fact['scope'][]): void {
  for (const id in facts) {
    const fact = law.factOf.get(id)
    const value = facts[id]
    if (fact === undefined || value === undefined || !fits(fact.fact, value)) continue
    if (scopes === undefined || scopes.includes(fact.fact.scope)) values[fact.index] = value
  }
}

export function fits({ type }: Fact, value: unknown): value is FactValue {
  if (type === 'boolean') return typeof value === 'boolean'
  if (type === 'set') return Array.isArray(value) && value.every((one) => typeof one === 'string')
  if (type === 'enum' || type === 'text') return typeof value === 'string'
  return typeof value === 'number' && Number.isFinite(value)
}

/** 100 * part / whole, where nobody has told the share. None of any whole is no share of it. */
export function computeShares(law: PreparedLaw, values: Values, derived: Set<number>): void {
  for (const { index, share } of law.shares) {
    if (share === null || (values[index] !== undefined && !derived.has(index))) continue
    const found = shareOf(values[share.part.index], values[share.whole.index])
    values[index] = found
    if (found === undefined) derived.delete(index)
    else derived.add(index)
  }
}

export function shareOf(part: FactValue | undefined, whole: FactValue | undefined): number | undefined {
  if (part === 0) return 0
  if (typeof part !== 'number' || typeof whole !== 'number' || whole <= 0) return undefined
  return (100 * part) / whole
}

/** A rule on the facts of the group: what holds for the entity, and of the incidents what is told of them together. */
function computeByRules(
  law: PreparedLaw,
  { group }: Situation,
  entity: Pick<Known, 'types' | 'nis2'>,
  values: Values,
  derived: Set<number>,
): void {
  if (group === undefined || law.byRules.length === 0) return
  const together: Values = values.map((value, at) => (law.facts[at]?.fact.scope === 'entity' ? value : undefined))
  put(law, together, group.facts)
  const computed = new Set<number>()
  computeShares(law, together, computed)
  const service = { label: null, values: together, derived: computed, memo: freshMemo(law) }
  const known = { law, values: together, derived: computed, services: [service], ...entity, memo: freshMemo(law) }
  for (const { index, byRule } of law.byRules) {
    if (byRule === null || values[index] !== undefined) continue
    const answer = askRule(known, byRule, -1)
    if (answer === unknown) continue
    values[index] = answer === yes
    derived.add(index)
  }
}

function servicesOf(law: PreparedLaw, { services }: Situation, values: Values, derived: ReadonlySet<number>) {
  if (services === undefined || services.length === 0) return [{ label: null, values, derived, memo: freshMemo(law) }]
  return services.map(({ name, facts }, at): KnownService => {
    const own = values.slice()
    for (const index of derived) if (law.facts[index]?.share) own[index] = undefined
    put(law, own, facts, ['service'])
    const computed = new Set(derived)
    for (const index of derived) if (own[index] !== undefined && law.facts[index]?.share) computed.delete(index)
    computeShares(law, own, computed)
    return {
      label: services.length === 1 ? null : labelOf(name, at, services),
      values: own,
      derived: computed,
      memo: freshMemo(law),
    }
  })
}

/** Two services of one name, or without any, are told apart by their place. */
function labelOf(name: string | undefined, at: number, services: readonly { name?: string }[]): string {
  if (name === undefined || name === '') return `service ${at + 1}`
  return services.some((other, place) => place !== at && other.name === name) ? `${name} (${at + 1})` : name
}
