// What contracts of this room have in common: how a record is shown, and who may ask and act.
import Type, { type TSchema } from 'typebox'
import type { Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { closed } from '../model/words.ts'

export const reading: Policy = { who: 'signed-in' }
export const working: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
/** Whoever may change a resolver that people use. */
export const switching: Policy = { who: ['duty-officer', 'crisis-manager'] }
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
export const anId = '01980f3c-8a00-7000-8000-000000000001'

/** A record as it is shown: with its id, version and marking. */
export function held<S extends TSchema>(state: S) {
  return Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }), marking: Marking, since: Instant, state }, closed)
}
