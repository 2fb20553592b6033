// Contracts on one record of a takedown: with the version that the caller saw, or, on action day, without: many act at once, and what
// stands in the way is looked at in the moment of writing.
import Type, { type TProperties } from 'typebox'
import { type Contract, contract, type Policy } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { closed } from '../../model/words.ts'
import { anId, Changed, Version, working } from '../shown.ts'
import { type RefusalName, refusing } from './refusals.ts'

interface Acting<P extends TProperties> {
  name: string
  summary: string
  fields: P
  refusals?: RefusalName[]
  policy?: Policy
  arguments?: readonly string[]
  example: Record<string, unknown>
}

export function changing<P extends TProperties>({ fields, example, refusals = [], ...it }: Acting<P>) {
  const input = Type.Object({ id: Id, version: Version, ...fields }, closed)
  const whole = { id: anId, version: 1, ...example } as unknown as Contract<typeof input>['example']
  const more = { refusals: refusing(...refusals), example: whole }
  return contract({ does: 'action', policy: working, ...it, input, output: Changed, ...more })
}

export function acting<P extends TProperties>({ fields, example, refusals = [], ...it }: Acting<P>) {
  const input = Type.Object({ id: Id, ...fields }, closed)
  const whole = { id: anId, ...example } as unknown as Contract<typeof input>['example']
  const more = { refusals: refusing(...refusals), example: whole }
  return contract({ does: 'action', policy: working, ...it, input, output: Changed, ...more })
}
