// Claims, questions and observations without references to what may not be told.
import { earlier } from '#kernel/time.ts'
import type { Observation } from '#sense/model/attacks.ts'
import type { Question } from '#watch/model/hypotheses.ts'
import type { LedgerClaim } from '#watch/model/ledger.ts'
import type { Clean } from './clean.ts'

export function claimWithin(state: LedgerClaim, clean: Clean): LedgerClaim {
  const item = clean.idOrNull(state.item)
  return {
    ...state,
    item,
    from: item === null ? null : state.from,
    relations: state.relations.filter(({ claim }) => clean.has(claim)),
  }
}

export function questionWithin(state: Question, clean: Clean): Question {
  const rows = state.rows.filter(({ claim }) => claim === null || clean.has(claim))
  const kept = new Set(rows.map(({ key }) => key))
  const { attribution } = state
  return {
    ...state,
    about: clean.ids(state.about),
    rows,
    marks: state.marks.filter(({ row }) => kept.has(row)),
    attribution: attribution && {
      ...attribution,
      acceptances: attribution.acceptances.map((one) =>
        clean.person(one.person) ? one : { ...one, name: 'an analyst who is not named here' },
      ),
    },
  }
}

/** Where channels are gone, what they said together is computed from those that are left. At least one is. */
export function observationWithin(state: Observation, clean: Clean): Observation {
  const parts = state.parts.filter(({ ref }) => clean.has(ref))
  if (parts.length === state.parts.length) return state
  const least = (of: 'at' | 'earliest' | 'latest') => parts.map(({ onset }) => onset[of]).reduce(earlier)
  return {
    ...state,
    parts,
    onset: { at: least('at'), earliest: least('earliest'), latest: least('latest') },
    end: null,
    confidence: Math.min(...parts.map(({ confidence }) => confidence)),
    silent: [],
    reasons: [],
  }
}
