// From an assessment to the situation that the engine judges: what was told, without who told it.
import type { Instant } from '#kernel/time.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { ToldFacts } from '../../model/told.ts'
import type { Facts, Situation } from '../../model/verdict.ts'
import { anchorNow } from '../clocks/anchors.ts'

export type Judged = Pick<Assessment, 'entity' | 'facts' | 'services' | 'group' | 'anchors'>

/** Whose authorities are named as recipients, and whose days off count. */
const inJurisdiction = 'entity.jurisdiction_member_state'

/**
 * `now`: the moment of asking, which decides what is overdue and which law applies yet. `knows`: facts that the law has; those
 * that an older version asked for stay in the record and are no part of the situation.
 */
export function situationOf(
  { entity, facts, services, group, anchors }: Judged,
  now: Instant,
  knows: (fact: string) => boolean = () => true,
): Situation {
  const valuesOf = (told: ToldFacts): Facts =>
    Object.fromEntries(Object.entries(told).flatMap(([fact, { value }]) => (knows(fact) ? [[fact, value]] : [])))
  const { jurisdiction, countries, types, timeZone } = entity
  const ordered = jurisdiction ? [jurisdiction, ...countries.filter((one) => one !== jurisdiction)] : countries
  return {
    entity: { types: [...types], countries: ordered },
    facts: { ...(jurisdiction && knows(inJurisdiction) ? { [inJurisdiction]: jurisdiction } : {}), ...valuesOf(facts) },
    services: services.map((one) => ({ name: one.name, facts: valuesOf(one.facts) })),
    ...(Object.keys(group).length > 0 ? { group: { facts: valuesOf(group) } } : {}),
    anchors: anchorsOf(anchors),
    timeZone,
    now,
  }
}

function anchorsOf(anchors: Assessment['anchors']): Record<string, Instant> {
  return Object.fromEntries(
    Object.entries(anchors).flatMap(([anchor, history]) => {
      const at = anchorNow(history)
      return at ? [[anchor, at]] : []
    }),
  )
}
