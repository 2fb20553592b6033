// Whom a regime wants told beside the authority, once it says yes: customers, data subjects, the public, other authorities.
import type { Communication } from '../../model/law.ts'
import type { Telling } from '../../model/verdict.ts'
import { missingOf } from './because.ts'
import { askRule } from './compile-condition.ts'
import type { PreparedRegime } from './prepared.ts'
import { type Asking, clockOf } from './reports.ts'
import { answerOf, no, unknown, yes } from './three-valued.ts'

/** One whose rule is not met is left out. A condition in words alone is for a person to weigh: undetermined. */
export function tellingsOf(asking: Asking, regime: PreparedRegime): Telling[] {
  const { law, known } = asking
  return regime.regime.communications.flatMap((one): Telling[] => {
    const rule = one.whenRule === undefined ? undefined : law.ruleOf.get(one.whenRule)
    const said = rule ? askRule(known, rule, -1) : one.when === undefined ? yes : unknown
    if (said === no) return []
    return [
      {
        id: one.id,
        to: one.to ?? [],
        answer: answerOf(said),
        when: one.when ?? rule?.rule.label ?? null,
        missing: rule && said === unknown ? missingOf(known, [rule]).map(({ fact }) => fact.id) : [],
        contents: (one.contents ?? []).map(({ label }) => label),
        article: one.article ?? null,
        clock: clockOfTelling(asking, regime, one),
        verified: one.verified !== false,
      },
    ]
  })
}

function clockOfTelling(asking: Asking, regime: PreparedRegime, { id, deadline, article = '' }: Communication) {
  return deadline === undefined ? null : clockOf(asking, regime, id, { deadline, article }, null)
}
