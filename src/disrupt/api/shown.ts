// What contracts of this room have in common: how a record is shown, how a change answers, and who may ask and act.
import Type, { type TProperties, type TSchema } from 'typebox'
import { type Contract, contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Marking } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { closed } from '../model/words.ts'
import { type RefusalName, refusing } from './refusals.ts'

export const optional = Type.Optional
export const reading: Policy = { who: 'signed-in' }
export const working: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
/** Whoever decides for others. */
export const deciding: Policy = { who: ['duty-officer', 'crisis-manager'] }
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
export const anId = '01980f3c-8a00-7000-8000-000000000001'
export const another = '01980f3c-8a00-7000-8000-000000000002'
export const aParty = { name: 'Platform X', actor: null, organisation: null, person: null }

/** A record as it is shown: with its id, version and marking. */
export function held<S extends TSchema>(state: S) {
  return Type.Object({ id: Id, version: Type.Integer({ minimum: 1 }), marking: Marking, since: Instant, state }, closed)
}
/** A record of another kind that a reader may read. */
export const Linked = Type.Object({ record: Type.String(), id: Id, title: Type.String() }, closed)

export const Changed = Type.Object({ id: Id, version: Version, entry: Id, state: Type.String() }, closed)

interface Changing<P extends TProperties> {
  name: string
  summary: string
  /** Beside the id and the version. */
  fields: P
  refusals?: RefusalName[]
  policy?: Policy
  arguments?: readonly string[]
  example: Record<string, unknown>
  maxBytes?: number
}

/** An action on one record at the version that the caller saw. */
export function changing<P extends TProperties>({ fields, example, refusals = [], ...it }: Changing<P>) {
  const input = Type.Object({ id: Id, version: Version, ...fields }, closed)
  // The route matrix tries every example against its schema.
  const whole = { id: anId, version: 1, ...example } as unknown as Contract<typeof input>['example']
  return contract({
    does: 'action',
    policy: working,
    ...it,
    input,
    output: Changed,
    refusals: refusing(...refusals),
    example: whole,
  })
}
