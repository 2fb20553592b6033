// What of a verdict is kept with an assessment: the answers and their rules. Clocks are records of their own.
import type { Judgement } from '../../model/assessment.ts'
import type { Verdict } from '../../model/verdict.ts'

export function judgementOf({ dataVersion, regimes }: Verdict): Judgement {
  return {
    dataVersion,
    regimes: regimes.map(({ id, applies, verdict, because, missing }) => ({ id, applies, verdict, because, missing })),
  }
}
