// API roots: one for each realm that a reader is in. The one of an exercise says so in its title.
import { isExercise, type Realm } from '#kernel/realm.ts'
import { taxiiType } from './media-types.ts'

/** 'exercise:storm' stands in addresses as 'exercise-storm'. */
export function rootName(realm: Realm): string {
  return realm.replace(':', '-')
}

/** Absolute addresses are HTTPS, all others relative (section 4.1.1). */
export function rootAddress(realm: Realm, origin: string): string {
  return `${origin.startsWith('https:') ? origin : ''}/taxii2/${rootName(realm)}/`
}

export function realmOfRoot(name: string, realms: readonly Realm[]): Realm | undefined {
  return realms.find((realm) => rootName(realm) === name)
}

export function rootResource(realm: Realm, maxContentLength: number) {
  const exercise = isExercise(realm) ? realm.slice('exercise:'.length) : null
  return {
    title: exercise === null ? 'Tocsin' : `EXERCISE ${exercise}: Tocsin`,
    description:
      exercise === null
        ? 'Collections of this node that you may read.'
        : 'EXERCISE. Nothing here is real; nothing of it leaves for somebody who is not in this exercise.',
    versions: [taxiiType],
    max_content_length: maxContentLength,
  }
}

/** What is played stays among those who play: an exercise speaks with the same exercise of another node, and nothing real does. */
export function staysInRealm(realm: Realm, url: string): boolean {
  const played = /\/taxii2\/(exercise-[a-z0-9-]+)\//.exec(url)?.[1]
  return isExercise(realm) ? played === rootName(realm) : played === undefined
}
