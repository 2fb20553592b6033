// What was to be expected, as the detector of the series has learned it by now.
import type { Held } from '#platform/journal/types.ts'
import type { Measure } from '../model/attacks.ts'
import type { Target } from '../model/targets.ts'
import { judgedSeries, seriesName } from '../rules/measure.ts'
import { judgeFor } from '../rules/target-judge.ts'
import { detectorRow } from '../store/detectors.ts'
import type { SenseRoom } from './room.ts'

/** Nulls while nothing is known, and for measures that nobody judges. `at`: seconds since 1970 UTC. */
export async function usualLine(
  room: SenseRoom,
  realm: string,
  { id, state }: Held<Target>,
  measure: Measure,
  at: readonly number[],
): Promise<(number | null)[]> {
  const judged = judgedSeries.find((one) => one.measure === measure)
  const row = judged && (await detectorRow(room.journal.sql, realm, id, seriesName(judged)))
  if (!row) return at.map(() => null)
  const judge = judgeFor(judged, state, room.standard, room.holidays, row.state)
  return at.map((moment) => judge.usualAt(moment))
}
