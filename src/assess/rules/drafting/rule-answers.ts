// What every rule answers to what is recorded, for fields that ask whether a criterion is met.
import type { Answer, Situation } from '../../model/verdict.ts'
import { askRule } from '../law/compile-condition.ts'
import { knownOf } from '../law/known.ts'
import type { PreparedLaw } from '../law/prepared.ts'
import { answerOf } from '../law/three-valued.ts'

export function ruleAnswers(law: PreparedLaw, situation: Situation): Map<string, Answer> {
  const known = knownOf(law, situation)
  return new Map(law.rules.map((rule) => [rule.rule.id, answerOf(askRule(known, rule, -1))]))
}
