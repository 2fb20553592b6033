// Facts as sentences: by the phrase of the fact, else by its description; with the place where the fact stands as source.
import type { Fact, FactValue } from '../../model/law.ts'
import type { Told, ToldFacts } from '../../model/told.ts'
import { inARow, sayQuantity } from './say.ts'
import type { Sentence, Subject } from './subject.ts'

const factIndex = new WeakMap<object, Map<string, Fact>>()

export function factOf({ law }: Pick<Subject, 'law'>, id: string): Fact | undefined {
  let index = factIndex.get(law)
  if (!index) {
    index = new Map(law.facts.map((fact) => [fact.id, fact]))
    factIndex.set(law, index)
  }
  return index.get(id)
}

/** Where a fact that is not one of a service stands: with the event, or with the group of related incidents. */
export function toldOf({ assessment }: Pick<Subject, 'assessment'>, id: string): Told | undefined {
  return own(assessment.state.facts, id) ?? own(assessment.state.group, id)
}

function own(facts: ToldFacts, id: string): Told | undefined {
  return Object.hasOwn(facts, id) ? facts[id] : undefined
}

/** A value as people read it: labels for values of a list, units for figures. */
function sayValue(fact: Fact | undefined, value: FactValue, law: Subject['law']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return sayQuantity(value, fact?.unit)
  const one = (id: string) => {
    if (fact?.values === 'entity_types') return law.entityTypes.find((type) => type.id === id)?.label ?? id
    const place = fact?.values?.indexOf(id) ?? -1
    return fact?.labels?.[place] ?? id.replaceAll('_', ' ')
  }
  return Array.isArray(value) ? inARow(value.map(one)) || 'none' : one(value)
}

/** Null where the phrase has no sentence for that value. */
function sayFact(subject: Subject, id: string, value: FactValue): string | null {
  const fact = factOf(subject, id)
  const phrase = Object.hasOwn(subject.forms.phrases, id) ? subject.forms.phrases[id] : undefined
  const said = sayValue(fact, value, subject.law)
  if (typeof phrase === 'string') return phrase.replace('{value}', () => said)
  if (phrase) {
    const key = typeof value === 'boolean' ? said : String(value)
    const sentence = Object.hasOwn(phrase, key) ? phrase[key] : undefined
    if (sentence) return sentence
  }
  return fact ? `${fact.description.replace(/[.]$/, '')}: ${said}.` : null
}

export function eventFact(subject: Subject, id: string): Sentence[] {
  const told = toldOf(subject, id)
  const text = told && sayFact(subject, id, told.value)
  return told && text ? [{ text, sources: [factSource(subject, id, told, '')] }] : []
}

/** The fact of each service that has it, with the name of the service first; without services that of the event. */
export function serviceFact(subject: Subject, id: string): Sentence[] {
  const of = subject.assessment.state.services.flatMap(({ id: service, name, facts }): Sentence[] => {
    const told = own(facts, id)
    const text = told && sayFact(subject, id, told.value)
    if (!told || !text) return []
    return [{ text: `${name}: ${text}`, sources: [factSource(subject, id, told, `services/${service}/`)] }]
  })
  return [...of, ...eventFact(subject, id)]
}

export function factSource(subject: Subject, id: string, told: Told, place: string): Sentence['sources'][number] {
  const said = sayValue(factOf(subject, id), told.value, subject.law)
  const whence = told.source.text ? `; ${told.source.text}` : ''
  return { kind: 'fact', id: `${place}${id}`, label: `${id} = ${said}${whence}`.slice(0, 400) }
}
