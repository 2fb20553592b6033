// A crisis as somebody reads it who may not read all that it names: what may not be read looks like what is not there.
import type { Incident } from '#assess/model.ts'
import type { Id } from '#kernel/id.ts'
import type { Crisis } from '../../model/crisis.ts'
import { effective } from './follow-merged.ts'

type KnownIncidents = ReadonlyMap<Id, { id: Id; state: Pick<Incident, 'merged'> }>

/** All records of other kinds that a crisis names: incidents, claims, questions, and what its strands rest on. */
export function namedIn({ incidents, claims, questions, strands }: Crisis): Id[] {
  return [...new Set([...incidents, ...claims, ...questions, ...strands.flatMap((one) => one.rests)])]
}

/** `incidents` are the readable ones with those that they were merged into; `known` are the ids of all that may be read. */
export function redacted(state: Crisis, incidents: KnownIncidents, known: ReadonlySet<Id>): Crisis {
  const readable = (ids: readonly Id[]) => ids.filter((id) => known.has(id))
  return {
    ...state,
    incidents: effective(state.incidents, incidents),
    claims: readable(state.claims),
    questions: readable(state.questions),
    strands: state.strands.map((one) => ({ ...one, rests: readable(one.rests) })),
  }
}
