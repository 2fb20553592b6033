// The predicates of the framework: large-scale, equivalent to it, a cyber crisis. Rules that concern everybody, asked of each
// assessment of an incident; they trigger no report of an entity but the ladder of the authorities.
import type { Predicate } from '../../model/abroad.ts'
import type { Answer, Situation } from '../../model/verdict.ts'
import { missingOf } from '../law/because.ts'
import { askRule } from '../law/compile-condition.ts'
import { knownOf } from '../law/known.ts'
import type { PreparedLaw, PreparedRule } from '../law/prepared.ts'
import { answerOf } from '../law/three-valued.ts'

export interface Assessed {
  id: string
  situation: Situation
}

/** Rules on incidents for everybody, in the order of the law. */
export function predicatesOf(law: PreparedLaw): readonly PreparedRule[] {
  return law.rules.filter(({ rule }) => rule.scope === 'incident' && rule.appliesTo.includes('*'))
}

/** With no assessment nothing is known: undetermined, with every fact missing. */
export function largeScaleOf(law: PreparedLaw, assessments: readonly Assessed[]): Predicate[] {
  const nobody: Situation = { entity: { types: [], countries: [] } }
  const asked = assessments.length > 0 ? assessments : [{ id: null, situation: nobody }]
  const known = asked.map(({ id, situation }) => ({ id, known: knownOf(law, situation) }))
  return predicatesOf(law).map((one) => {
    const { rule } = one
    const answers = known.map(({ id, known: facts }) => ({ id, facts, answer: answerOf(askRule(facts, one, -1)) }))
    const answer = together(answers.map((each) => each.answer))
    const missing = new Map(
      answer === 'undetermined'
        ? answers.flatMap(({ facts }) => missingOf(facts, [one]).map(({ fact }) => [fact.id, fact.question] as const))
        : [],
    )
    return {
      rule: rule.id,
      label: rule.label,
      article: rule.article,
      note: rule.note ?? null,
      verified: rule.verified !== false,
      answer,
      saidBy: answers.flatMap(({ id, answer: said }) => (said === 'yes' && id ? [id] : [])),
      missing: [...missing].map(([fact, question]) => ({ fact, question })),
    }
  })
}

/** One assessment that says yes is enough; no takes all of them. */
export function together(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes'
  return answers.length > 0 && answers.every((answer) => answer === 'no') ? 'no' : 'undetermined'
}
