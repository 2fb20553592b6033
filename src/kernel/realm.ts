// Realms: what is real and what is played. Every entry is in exactly one; nothing crosses.
import Type, { type Static } from 'typebox'

export const Realm = Type.String({
  pattern: '^(live|exercise:[a-z0-9][a-z0-9-]{0,63})$',
  description: "'live' or 'exercise:<id>'",
})
export type Realm = Static<typeof Realm>

/** How answers of an exercise begin: `EXERCISE monday`. Undefined where all is real. */
export function exerciseWord(realm: Realm): string | undefined {
  return isExercise(realm) ? `EXERCISE ${realm.slice('exercise:'.length)}` : undefined
}

export function isExercise(realm: Realm): boolean {
  return realm !== 'live'
}
