// From answers as they are sent to what an entry holds: each at its place, with a source that stands up to being looked at.
import type { Static } from 'typebox'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { FactAnswer } from '../../api/assessments.ts'
import type { Assessment, FactProposal } from '../../model/assessment.ts'
import type { ToldFacts, ToldSource } from '../../model/told.ts'
import type { PreparedLaw } from '../../rules/law/prepared.ts'
import type { SaidFacts } from '../../rules/said-facts.ts'

type Answer = Static<typeof FactAnswer>
export interface Answered {
  facts: SaidFacts
  services: Record<string, SaidFacts>
  group: SaidFacts
}
type Placed = Pick<Assessment, 'facts' | 'services' | 'group'>

export const knownToPerson: ToldSource = { kind: 'person', record: null, text: '' }

/** `proposed`: asked only where an answer names a source beside the person. */
export async function answered(
  unit: Unit,
  law: PreparedLaw,
  state: Placed,
  answers: readonly Answer[],
  proposed: () => Promise<readonly FactProposal[]>,
): Promise<Answered> {
  const after: Answered = { facts: {}, services: {}, group: {} }
  for (const [at, answer] of answers.entries()) {
    const where = `/answers/${at}`
    const prepared = law.factOf.get(answer.fact)
    if (!prepared && answer.value !== null) {
      unit.refuse(
        'unknown-fact',
        `The law of version ${law.law.version} asks for no fact '${answer.fact}'.`,
        `${where}/fact`,
      )
    }
    const place = placeOf(unit, state, answer, prepared?.fact.scope ?? 'incident', where)
    const said =
      answer.value === null
        ? null
        : { value: answer.value, source: await sourceOf(unit, answer, place, proposed, `${where}/source`) }
    if (place === 'event') after.facts[answer.fact] = said
    else if (place === 'group') after.group[answer.fact] = said
    else after.services[place] = { ...after.services[place], [answer.fact]: said }
  }
  return after
}

function placeOf(
  unit: Unit,
  { services }: Placed,
  { fact, place = 'event' }: Answer,
  scope: string,
  where: string,
): string {
  if (place === 'event') return place
  if (place === 'group') {
    if (scope !== 'group')
      unit.refuse('unknown-fact', `'${fact}' is no fact of a group of incidents.`, `${where}/place`)
    return place
  }
  if (scope !== 'service') unit.refuse('unknown-fact', `'${fact}' is no fact of a service.`, `${where}/place`)
  if (services.some((one) => one.id === place)) return place
  const named = services.map((one) => `${one.id} (${one.name})`).join(', ') || 'none'
  return unit.refuse('unknown-service', `There is no service '${place}'. There is ${named}.`, `${where}/place`)
}

/** A person may say anything in their own name. That a record says it is checked against what the record says now. */
async function sourceOf(
  unit: Unit,
  { fact, source = knownToPerson }: Answer,
  place: string,
  proposed: () => Promise<readonly FactProposal[]>,
  where: string,
): Promise<ToldSource> {
  if (source.kind === 'person') return { ...source, record: null }
  const same = (await proposed()).find(
    (one) =>
      one.fact === fact &&
      one.place === place &&
      one.source.kind === source.kind &&
      one.source.record === source.record,
  )
  return same ? same.source : unit.refuse('not-proposed', `Nothing of that source says '${fact}' now.`, where)
}

/** Whether the answers leave all as it is. */
export function changesNothing({ state }: Pick<Held<Assessment>, 'state'>, after: Answered): boolean {
  const same = (before: ToldFacts, said: SaidFacts) =>
    Object.entries(said).every(([fact, one]) => {
      const told = before[fact]
      if (one === null || told === undefined) return one === null && told === undefined
      return sameSource(told.source, one.source) && JSON.stringify(told.value) === JSON.stringify(one.value)
    })
  return (
    same(state.facts, after.facts) &&
    same(state.group, after.group) &&
    state.services.every(({ id, facts }) => same(facts, after.services[id] ?? {}))
  )
}

function sameSource(a: ToldSource, b: ToldSource): boolean {
  return a.kind === b.kind && a.record === b.record && a.text === b.text
}
