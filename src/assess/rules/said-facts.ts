// Facts as entries carry them: a value with its source, or null to take one back; who and when come from the entry itself.
import Type, { type Static } from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { FactId } from '../model/law.ts'
import { Told, type ToldFacts } from '../model/told.ts'

const { value, source } = Told.properties
export const Said = Type.Object({ value, source }, { additionalProperties: false })
export type Said = Static<typeof Said>

export const SaidFacts = Type.Record(FactId, Type.Union([Said, Type.Null()]), { maxProperties: 400 })
export type SaidFacts = Record<string, Said | null>

type Whence = Pick<EntryHeader, 'actor' | 'recordedAt'>

export function withTold(before: ToldFacts, said: SaidFacts, { actor, recordedAt }: Whence): ToldFacts {
  const after = new Map(Object.entries(before))
  for (const [fact, one] of Object.entries(said)) {
    if (one === null) after.delete(fact)
    else after.set(fact, { ...one, by: actor, at: recordedAt })
  }
  return Object.fromEntries(after)
}
