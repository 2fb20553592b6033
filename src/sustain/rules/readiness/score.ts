// The readiness of one network as a range: what is unknown counts as nothing at its low end, and as met at its high end.
import type { Judged, Readiness, ReadinessData, ScoreRange, Standing } from '../../model/readiness.ts'
import { criteria, type Facts } from './criteria.ts'

const worth = { met: 1, partly: 0.5, not: 0, unknown: 0 } as const

export function readinessOf(facts: Facts, data: ReadinessData): Readiness {
  const judged = data.criteria.map(({ id }): Judged => ({ id, ...criteria[id](facts) }))
  const score = scoreOf(judged, data)
  return { criteria: judged, score, standing: standingOf(score, data) }
}

export function scoreOf(judged: readonly Judged[], data: ReadinessData): ScoreRange {
  const weights = new Map(data.criteria.map(({ id, weight }) => [id, weight]))
  let all = 0
  let low = 0
  let open = 0
  for (const { id, answer } of judged) {
    const weight = weights.get(id) ?? 0
    all += weight
    low += weight * worth[answer]
    if (answer === 'unknown') open += weight
  }
  const of = (part: number) => (all > 0 ? Math.round((part / all) * 1000) / 10 : 0)
  return { low: of(low), high: of(low + open) }
}

/** Where the whole range lies decides; where it does not lie on one side, what is not known decides. */
export function standingOf({ low, high }: ScoreRange, { thresholds }: ReadinessData): Standing {
  const [ready, notReady] = [thresholds.readyFrom.value, thresholds.notReadyBelow.value]
  if (low >= ready) return 'ready'
  if (high < notReady) return 'not-ready'
  if (low >= notReady && high < ready) return 'partly'
  return 'undetermined'
}

/** What the schema cannot see. */
export function faultsOfReadiness({ criteria: listed, sources, thresholds }: ReadinessData): string[] {
  const faults: string[] = []
  const ids = listed.map(({ id }) => id)
  const known = new Set(sources.map(({ id }) => id))
  for (const id of new Set(ids))
    if (ids.filter((one) => one === id).length > 1) faults.push(`the criterion ${id} stands there twice`)
  for (const one of listed)
    for (const source of one.sources)
      if (!known.has(source)) faults.push(`${one.id} names the source ${source}, which is not there`)
  if (listed.every(({ weight }) => weight === 0)) faults.push('all weights are 0')
  if (thresholds.notReadyBelow.value > thresholds.readyFrom.value) faults.push('notReadyBelow lies above readyFrom')
  return faults
}
