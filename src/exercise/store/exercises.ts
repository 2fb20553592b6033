// Exercises as the journal holds them.
import { sql } from 'kysely'
import type { Id } from '#kernel/id.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import { deliveryRecord, exerciseRecord, scenarioRecord } from '../events.ts'
import type { Delivery, Exercise, ScenarioCard } from '../model/exercise.ts'

const field = (name: string) => sql<string>`state->>${sql.lit(name)}`

export function openExercises({ reads }: Journal, view: View): Promise<Held<Exercise>[]> {
  return reads.many(exerciseRecord, { ...view, own: true }, (q) =>
    q.where(field('state'), 'in', ['running', 'paused']).orderBy('subject'),
  )
}

/** Newest first. */
export function allExercises({ reads }: Journal, view: View, most: number): Promise<Held<Exercise>[]> {
  return reads.many(exerciseRecord, view, (q) => q.orderBy('subject', 'desc').limit(most))
}

export async function exerciseNamed({ reads }: Journal, view: View, slug: string): Promise<Held<Exercise> | undefined> {
  const [found] = await reads.many(exerciseRecord, view, (q) => q.where(field('slug'), '=', slug).limit(1))
  return found
}

export function allScenarios({ reads }: Journal, view: View): Promise<Held<ScenarioCard>[]> {
  return reads.many(scenarioRecord, view, (q) => q.orderBy('title').limit(500))
}

export async function scenarioNamed(
  { reads }: Journal,
  view: View,
  ref: string,
): Promise<Held<ScenarioCard> | undefined> {
  const [found] = await reads.many(scenarioRecord, view, (q) => q.where(field('ref'), '=', ref).limit(1))
  return found
}

/** In the order in which they came. */
export function deliveriesIn({ reads }: Journal, view: View): Promise<Held<Delivery>[]> {
  return reads.many(deliveryRecord, view, (q) => q.orderBy(sql`valid_from`).orderBy('subject'))
}

/** The newest version of an exercise, as a transaction sees it. */
export async function versionOf(db: Journal['sql'], id: Id): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from exercise.exercise_records where subject = ${id} order by version desc limit 1`.execute(db)
  return rows[0]?.version ?? 0
}
