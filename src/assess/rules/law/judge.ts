// The verdict: every regime of the law on one situation, with reasons, what is due, and what to ask next.
import type { Situation, Verdict } from '../../model/verdict.ts'
import type { DaysOff } from '../clocks/due.ts'
import { knownOf } from './known.ts'
import { nextQuestion } from './next-question.ts'
import type { PreparedLaw } from './prepared.ts'
import { dayOfJudging, regimeVerdict, standingsOf } from './regime.ts'
import { timesOf } from './times.ts'

/**
 * Judges a situation that `faultsOf` has let through. Total: what does not fit the law counts as not told. Without `now`
 * nothing is overdue, and without `awareness` or `now` every regime counts as in force.
 */
export function judge(law: PreparedLaw, situation: Situation, daysOff: DaysOff): Verdict {
  const known = knownOf(law, situation)
  const times = timesOf(law, situation, known)
  const day = dayOfJudging(times)
  const standings = standingsOf(known, day)
  const asking = { law, known, times, daysOff }
  return {
    regimes: standings.map((standing) => regimeVerdict(asking, standing)),
    nextQuestion: nextQuestion(known, standings, day),
    dataVersion: law.law.version,
  }
}
