// One more answer, supposed: the situation with it, sharing all that the answer does not touch.
import type { FactValue } from '../../model/law.ts'
import { nis2Of } from './applies.ts'
import { computeShares } from './known.ts'
import type { Known, KnownService, PreparedFact, Values } from './prepared.ts'

/** `service` is the place of the service it is told of, or -1; a fact told of none holds for all services that have no own. */
export function suppose(known: Known, fact: PreparedFact, service: number, value: FactValue | undefined): Known {
  // The class under NIS2 moves whom rules concern: all is asked anew.
  const touched = fact === known.law.nis2Class ? null : fact.rules
  const values = service >= 0 ? known.values : withValue(known.values, fact, value)
  const derived = service >= 0 ? known.derived : rederived(known, values, known.derived, fact)
  const services = known.services.map((one, at): KnownService => {
    if (service >= 0 && at !== service) return { ...one, memo: without(one.memo, touched) }
    if (one.values === known.values && service < 0) return { ...one, values, derived, memo: without(one.memo, touched) }
    const own =
      service < 0 && one.values[fact.index] !== known.values[fact.index]
        ? one.values.slice()
        : withValue(one.values, fact, value)
    return { ...one, values: own, derived: rederived(known, own, one.derived, fact), memo: without(one.memo, touched) }
  })
  const nis2 = fact === known.law.nis2Class ? nis2Of(known.law, known.types, values) : known.nis2
  return { law: known.law, types: known.types, nis2, values, derived, services, memo: without(known.memo, touched) }
}

function withValue(before: Values, fact: PreparedFact, value: FactValue | undefined): Values {
  const values = before.slice()
  values[fact.index] = value
  return values
}

function rederived(
  { law }: Known,
  values: Values,
  before: ReadonlySet<number>,
  fact: PreparedFact,
): ReadonlySet<number> {
  const share = fact.share !== null && before.has(fact.index)
  if (fact.sharesOf.length === 0 && !share) return before
  const derived = new Set(before)
  derived.delete(fact.index)
  computeShares(law, values, derived)
  return derived
}

function without(memo: Int8Array, rules: readonly number[] | null): Int8Array {
  if (rules === null) return new Int8Array(memo.length).fill(-1)
  const copy = memo.slice()
  for (const rule of rules) copy[rule] = -1
  return copy
}
