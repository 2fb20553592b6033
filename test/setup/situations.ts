// Situations drawn at random for property tests: values at and beside the thresholds of the law, contradictions left out.
import fc from 'fast-check'
import type { FactValue } from '../../src/assess/model/law.ts'
import type { Situation } from '../../src/assess/model/verdict.ts'
import { faultsOf } from '../../src/assess/rules/law/faults.ts'
import { prepareLaw } from '../../src/assess/rules/law/prepare-law.ts'
import type { PreparedFact, PreparedLaw } from '../../src/assess/rules/law/prepared.ts'
import { readDaysOff, readLaw } from '../../src/assess/store/law/index.ts'

export const law = prepareLaw(readLaw())
export const daysOff = readDaysOff()

/** Values that a person could give: those around thresholds, and a plain one where the law has no threshold. */
export function legalValues({ fact, outcomes }: PreparedFact): FactValue[] {
  if (fact.type === 'text') return ['DE']
  if (fact.type === 'integer' || fact.type === 'number') return [...outcomes, Math.min(100, fact.maximum ?? 100), 0]
  return [...outcomes]
}

const entityTypes = law.law.entityTypes.map(({ id }) => id)
const factsBy = (scopes: readonly string[]) =>
  law.facts.filter(({ fact }) => scopes.includes(fact.scope) && fact.id !== 'entity.types')

function someFacts(facts: readonly PreparedFact[], most: number) {
  return fc
    .uniqueArray(
      fc
        .constantFrom(...facts)
        .chain((fact) => fc.constantFrom(...legalValues(fact)).map((value) => [fact.fact.id, value] as const)),
      { selector: ([id]) => id, maxLength: most },
    )
    .map((pairs): Record<string, FactValue> => Object.fromEntries(pairs))
}

/** Facts that the rules for these types ask about, so that verdicts come close to their thresholds. */
const situation: fc.Arbitrary<Situation> = fc.record(
  {
    entity: fc.record({
      types: fc.uniqueArray(fc.constantFrom(...entityTypes), { maxLength: 3 }),
      countries: fc.uniqueArray(fc.constantFrom('DE', 'FR', 'PT', 'GR'), { maxLength: 2 }),
    }),
    facts: someFacts(factsBy(['entity', 'incident', 'threat', 'vulnerability', 'product', 'group', 'service']), 60),
    services: fc.array(
      fc.record({ name: fc.constantFrom('Mail', 'Shop', ''), facts: someFacts(factsBy(['service']), 12) }),
      { maxLength: 3 },
    ),
    anchors: fc.constantFrom({}, { awareness: '2027-03-28T00:30:00Z' }, { awareness: '2026-05-29T18:00:00+02:00' }),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
    now: fc.constantFrom('2027-12-12T00:00:00Z', '2027-03-28T06:00:00Z'),
  },
  { requiredKeys: ['entity', 'facts', 'now'] },
)

/** Facts that contradict each other are taken out one by one, so that most draws can be used. */
export function withoutFaults(prepared: PreparedLaw, given: Situation): Situation {
  let sound = structuredClone(given)
  for (let round = 0; round < 60; round += 1) {
    const [fault] = faultsOf(prepared, sound)
    if (fault === undefined) return sound
    const [, first, second, third, fourth] = fault.field.split('/')
    sound = structuredClone(sound)
    if (first === 'facts' && second) delete sound.facts?.[second]
    else if (first === 'services' && third === 'facts' && fourth) delete sound.services?.[Number(second)]?.facts[fourth]
    else sound = { entity: sound.entity, now: '2027-12-12T00:00:00Z' }
  }
  return { entity: given.entity }
}

export const soundSituation = situation.map((one) => withoutFaults(law, one))
