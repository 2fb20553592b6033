// What was to be expected at each moment of a chart, by the same judge that tells waves: what came later moves nothing.
import type { Held } from '#platform/journal/types.ts'
import type { Measure } from '../model/attacks.ts'
import type { Target } from '../model/targets.ts'
import { channelsOf, type Judged, judgedSeries, seriesName } from '../rules/measure.ts'
import { judgeFor } from '../rules/target-judge.ts'
import { detectorRow } from '../store/detectors.ts'
import { type Loaded, lineOf, loadSeries } from './load-series.ts'
import type { SenseRoom } from './room.ts'

/** Buckets before the chart, from which the level is learned that it begins with. */
const warmBuckets = 1440

/** Nulls where too little came before to know. Of complaints it is what is usual by now: they are few, and learned slowly. */
export async function usualLine(
  room: SenseRoom,
  realm: string,
  { id, state }: Held<Target>,
  measure: Measure,
  loaded: Loaded,
): Promise<(number | null)[]> {
  const { grid, at } = loaded
  const judged = judgedSeries.find((one) => one.measure === measure)
  if (measure === 'complaints') {
    const row = judged && (await detectorRow(room.journal.sql, realm, id, seriesName(judged)))
    const judge = row && judgeFor(judged, state, room.standard, room.holidays, row.state)
    return at.map((moment) => judge?.usualAt(moment) ?? null)
  }
  const before = { ...grid, from: grid.from - warmBuckets * grid.seconds, to: grid.from }
  const warm = await loadSeries(room, realm, id, before, channelsOf[measure])
  const alike: Judged = { channel: 'flow', measure, seconds: grid.seconds, kind: 'volume' }
  const judge = judgeFor(alike, state, room.standard, room.holidays, null)
  for (const [i, value] of lineOf(warm, measure).entries()) judge.push(warm.at[i] ?? 0, value)
  return lineOf(loaded, measure).map((value, i) => {
    const moment = at[i] ?? 0
    const usual = judge.usualAt(moment)
    judge.push(moment, value)
    return usual
  })
}
