// Which exercises have ended: in their realms nobody writes any more.
import type { Realm } from '#kernel/realm.ts'
import { type Refused, refuse } from '#kernel/reply.ts'
import type { Journal, View } from '#platform/journal/types.ts'
import { exerciseRecord } from '../events.ts'
import { type Exercise, realmOf } from '../model/exercise.ts'

export interface Over {
  /** Why nothing can be written there; undefined: it can. */
  refused(realm: Realm): Refused | undefined
  load(): Promise<void>
  stop(): void
}

export function createOver(journal: Journal, view: View): Over {
  const over = new Map<Realm, Exercise>()
  const names = new Map<string, string>()
  const note = (id: string, exercise: Exercise) => {
    names.set(id, exercise.slug)
    if (exercise.state === 'ended') over.set(realmOf(exercise), exercise)
  }
  async function load(): Promise<void> {
    for (const { id, state } of await journal.reads.many(exerciseRecord, view)) note(id, state)
  }
  const stop = journal.onCommitted((batch) => {
    if (batch.length === 0) void load().catch(() => undefined)
    for (const { record, subject, state } of batch)
      if (record === exerciseRecord.name && state !== null) note(subject, state as Exercise)
  })
  return {
    load,
    stop,
    refused(realm) {
      const exercise = over.get(realm)
      if (!exercise) return undefined
      const next = exercise.followedBy ? names.get(exercise.followedBy) : undefined
      const on = next ? ` It is played again as exercise:${next}.` : ''
      return refuse('exercise-over', `${exercise.name} has ended: ${exercise.endedBecause ?? ''}${on}`)
    },
  }
}
