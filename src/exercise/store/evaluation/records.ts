// Forms, improvements and consents as the journal holds them.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import { exerciseRecord } from '../../events.ts'
import type { Naming } from '../../model/evaluation/comparison.ts'
import type { QualityForm } from '../../model/evaluation/quality.ts'
import type { Exercise } from '../../model/exercise.ts'
import {
  type ImprovementState,
  improvementRecord,
  namingRecord,
  qualityFormRecord,
} from '../../rules/evaluation/records.ts'

const field = (name: string) => sql<string>`state->>${sql.lit(name)}`
const mostForms = 500
const mostImprovements = 2_000
/** Of one scenario: whoever plays it more often compares the newest. */
export const mostRuns = 12

export function formsOf({ reads }: Journal, view: View, exercise: Id): Promise<Held<QualityForm>[]> {
  return reads.many(qualityFormRecord, view, (q) =>
    q.where(field('exercise'), '=', exercise).orderBy('subject').limit(mostForms),
  )
}

export function improvementsOf({ reads }: Journal, view: View, exercise: Id): Promise<Held<ImprovementState>[]> {
  return reads.many(improvementRecord, view, (q) =>
    q.where(field('exercise'), '=', exercise).orderBy('subject').limit(mostImprovements),
  )
}

export function namingsOf({ reads }: Journal, view: View, scenario: string): Promise<Held<Naming>[]> {
  return reads.many(namingRecord, view, (q) =>
    q.where(field('scenario'), '=', scenario).orderBy('subject').limit(1_000),
  )
}

/** Those that began, the newest first. */
export function runsOf({ reads }: Journal, view: View, scenario: string): Promise<Held<Exercise>[]> {
  return reads.many(exerciseRecord, view, (q) =>
    q
      .where(sql<string>`state->'scenario'->>'ref'`, '=', scenario)
      .where(field('state'), '!=', 'planned')
      .orderBy('subject', 'desc')
      .limit(mostRuns),
  )
}
