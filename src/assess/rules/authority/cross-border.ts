// Whom an authority has to tell of an incident beyond its border: NIS2 Article 23(6), "in particular where the significant
// incident concerns two or more Member States".
import type { Abroad, CrossBorderRow } from '../../model/abroad.ts'
import type { Answer } from '../../model/verdict.ts'

export interface Concerned {
  /** Countries that are affected, as the incident says. */
  countries: readonly string[]
  memberStates: ReadonlySet<string>
  /** The Member State of this authority; null for a Union body. */
  own: string | null
  significant: Answer
  /** A person said that it could have an impact in another Member State. */
  mayCross: boolean
  abroad: Pick<Abroad, 'informed' | 'notNeeded'>
}

export type Informing = Pick<CrossBorderRow, 'memberStates' | 'others' | 'state' | 'why' | 'toInform'>

/** Null where nothing points beyond the border. */
export function informingOf({
  countries,
  memberStates,
  own,
  significant,
  mayCross,
  abroad,
}: Concerned): Informing | null {
  const within = [...new Set(countries.filter((country) => memberStates.has(country)))].sort()
  const others = [...new Set(countries.filter((country) => !memberStates.has(country)))].sort()
  const foreign = within.filter((country) => country !== own)
  if (foreign.length === 0 && !mayCross && abroad.informed.length === 0) return null
  const settled = new Set([...abroad.informed, ...abroad.notNeeded].map(({ to }) => to))
  const parties = foreign.length > 0 || mayCross ? [...foreign, 'ENISA'] : []
  const toInform = parties.filter((party) => !settled.has(party))
  return { memberStates: within, others, toInform, ...stateOf(toInform, foreign, significant) }
}

function stateOf(
  toInform: readonly string[],
  foreign: readonly string[],
  significant: Answer,
): Pick<CrossBorderRow, 'state' | 'why'> {
  if (toInform.length === 0) return { state: 'done', why: 'All that are concerned were told, or need not be.' }
  const concerned =
    foreign.length > 0 ? `It affects ${foreign.join(', ')}` : 'It could have an impact in another Member State'
  if (foreign.length > 0 && significant === 'yes') {
    return {
      state: 'inform',
      why: `${concerned} and is significant: Article 23(6) asks to tell them without undue delay.`,
    }
  }
  if (significant === 'no')
    return { state: 'look', why: `${concerned}, but every assessment says that it is not significant.` }
  const judged = significant === 'yes' ? 'It is significant.' : 'Whether it is significant is not settled.'
  return { state: 'look', why: `${concerned}. ${judged} Decide whether telling them is appropriate.` }
}

const order = { inform: 0, look: 1, done: 2 } as const

/** What must be told first, the oldest of it before all. */
export function byUrgency(a: CrossBorderRow, b: CrossBorderRow): number {
  if (a.state !== b.state) return order[a.state] - order[b.state]
  if (a.declaredAt !== b.declaredAt) return a.declaredAt < b.declaredAt ? -1 : 1
  return a.incident < b.incident ? -1 : 1
}
