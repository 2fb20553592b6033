// What the parts of an assessment's page work with.
import type { OutputOf } from '#kernel/contract.ts'
import type { getAssessment } from '../../../api/assessments.ts'
import type { Fact } from '../../../model/law.ts'
import type { ToldSource } from '../../../model/told.ts'
import type { LawIndex } from '../law-index.ts'
import { eventPlace } from '../questions.ts'

export type AssessmentShown = OutputOf<typeof getAssessment>
export type DutyShown = AssessmentShown['duties'][number]

export interface PartProps {
  assessment: AssessmentShown
  law: LawIndex
}

/** One fact as it was told: of the event, of a service, or of the group. */
export interface ToldFact {
  id: string
  place: string
  placeName: string | null
  value: AssessmentShown['state']['facts'][string]['value']
  source: ToldSource
  by: string
  at: string
}

export function toldFacts({ state }: AssessmentShown): ToldFact[] {
  const places = [
    { place: eventPlace, placeName: null, facts: state.facts },
    ...state.services.map((it) => ({ place: it.id, placeName: it.name, facts: it.facts })),
    { place: 'group', placeName: null, facts: state.group },
  ]
  return places.flatMap(({ place, placeName, facts }) =>
    Object.entries(facts).map(([id, told]) => ({ id, place, placeName, ...told })),
  )
}

export function toldAt(assessment: AssessmentShown, fact: string, place: string): ToldFact | undefined {
  return toldFacts(assessment).find((it) => it.id === fact && it.place === place)
}

/** Where a fact of this scope stands: of one service where there are any, of the group, or of the event itself. */
export function placesFor(assessment: AssessmentShown, fact: Fact): { place: string; name: string | null }[] {
  const { services } = assessment.state
  if (fact.scope === 'group') return [{ place: 'group', name: null }]
  if (fact.scope === 'service' && services.length > 0)
    return services.map((service) => ({ place: service.id, name: service.name }))
  return [{ place: eventPlace, name: null }]
}
