// Exercises of several nodes as the journal holds them, and how patient nodes are with each other.

import { sql } from 'kysely'
import Type from 'typebox'
import { readDataset } from '#platform/dataset.ts'
import type { Held, Journal, View } from '#platform/journal/types.ts'
import { exerciseRecord } from '../events.ts'
import type { Exercise } from '../model/exercise.ts'
import type { Joint, SeatedHere } from '../model/joint.ts'
import { jointRecord, seatedHereRecord } from '../rules/joint/records.ts'
import type { Patience } from '../rules/joint/story.ts'

const most = 500

/** Our own and those of others, newest first. */
export function allJoints({ reads }: Journal, view: View): Promise<Held<Joint>[]> {
  return reads.many(jointRecord, view, (q) => q.orderBy('subject', 'desc').limit(most))
}

export function allSeated({ reads }: Journal, view: View): Promise<Held<SeatedHere>[]> {
  return reads.many(seatedHereRecord, view, (q) => q.orderBy('subject', 'desc').limit(most))
}

/** Exercises of this node that others play too. */
export function sharedExercises({ reads }: Journal, view: View): Promise<Held<Exercise>[]> {
  return reads.many(exerciseRecord, { ...view, own: true }, (q) =>
    q.where(sql<boolean>`state ? 'shared'`).orderBy('subject', 'desc').limit(most),
  )
}

const Seconds = Type.Number({ minimum: 0.1, maximum: 86_400 })
const PatienceFile = Type.Object({ wordEverySeconds: Seconds, silentAfterSeconds: Seconds, slackSeconds: Seconds })

export function readPatience(): Patience {
  const file = readDataset(PatienceFile, 'exercise/joint.json')
  return {
    wordEveryMs: file.wordEverySeconds * 1_000,
    silentAfterMs: file.silentAfterSeconds * 1_000,
    slackMs: file.slackSeconds * 1_000,
  }
}
