// What the contracts of collections, objects and followed servers have in common.
import Type, { type TSchema } from 'typebox'
import type { Policy, RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'

export const closed = { additionalProperties: false } as const
export const optional = Type.Optional
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
export const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 })
export const Cursor = Type.String({ maxLength: 200, description: '`next` of the page before' })
export const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)
export const Reason = Type.String({ minLength: 3, maxLength: 500 })
export const ObjectId = Type.String({ minLength: 1, maxLength: 300, description: 'As its standard names it' })

export const reading: Policy = { who: 'signed-in' }
export const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager', 'liaison'] }
/** What opens a door to others. */
export const governing: Policy = { who: ['liaison', 'crisis-manager', 'administrator'] }
export const anId = '01980f3c-8a00-7000-8000-000000000001'

export function held<S extends TSchema>(state: S) {
  return Type.Object({ id: Id, version: Version, marking: Marking, since: Instant, state }, closed)
}

const meanings = {
  'alias-taken': {
    status: 409,
    title: 'Your organisation has a collection of that alias',
    whatToDo: 'Choose another alias, or use the collection that is there.',
  },
  'unknown-organisation': {
    status: 422,
    title: 'The register has no such organisation',
    whatToDo: 'Ask an administrator to register it first.',
  },
  'not-writable': {
    status: 403,
    title: 'You may not add to this collection',
    whatToDo: 'Ask the organisation that it belongs to; its settings say who may write there.',
  },
  'other-realm': {
    status: 422,
    title: 'What is real and what is played do not mix',
    whatToDo: 'From an exercise only the root of the same exercise is followed, as https://host/taxii2/exercise-name/.',
  },
  'bad-address': {
    status: 422,
    title: 'That address cannot be asked',
    whatToDo:
      'Give the address of a TAXII 2.1 collection, as https://host/root/collections/id/, without a password in it.',
  },
  'not-reached': {
    status: 502,
    title: 'The other server did not answer as it should',
    whatToDo: 'The detail says what happened. Check the address and the token, and try again.',
  },
  'too-many-feeds': {
    status: 409,
    title: 'So many servers cannot be followed',
    whatToDo: 'Remove one that is not needed any more.',
  },
} satisfies Record<string, RefusalMeaning>

export function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}
