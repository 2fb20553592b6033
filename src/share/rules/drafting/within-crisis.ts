// The crisis itself without references to what may not be told.
import type { Crisis } from '#coordinate/model/crisis.ts'
import type { Clean } from './clean.ts'

export function crisisWithin(state: Crisis, clean: Clean): Crisis {
  return clean.parties({
    ...state,
    incidents: clean.ids(state.incidents),
    claims: clean.ids(state.claims),
    questions: clean.ids(state.questions),
    strands: state.strands.map((strand) => ({ ...strand, rests: clean.ids(strand.rests) })),
    rhythm: state.rhythm.map((beat) => ({
      ...beat,
      done: beat.done.map((one) => ({ ...one, record: one.record && clean.idOrNull(one.record) })),
    })),
  })
}
