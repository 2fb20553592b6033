// Whom a step asks to be consulted, and whether they were: asked by themselves, and with an answer.
import type { StepCell } from '../../model/ladder-table.ts'
import type { Party, Said } from '../../model/words.ts'
import type { LadderTable } from './table.ts'

/** One party for each Member State that is affected, as far as known; by name alone where none is. */
export function partiesToConsult(
  table: LadderTable,
  { consult }: Pick<StepCell, 'consult'>,
  affected: readonly string[],
  nameOf: (country: string) => string,
): Party[] {
  return consult.flatMap(({ actor, name, each }): Party[] => {
    const named = (text: string): Party => ({ name: text, actor, organisation: null, person: null })
    const generic = name ?? table.actor(actor)?.name ?? actor
    if (each === undefined || affected.length === 0) return [named(generic)]
    return affected.slice(0, 40).map((country) => named(`Member State: ${nameOf(country)}`))
  })
}

/** Being told is not being asked, and no answer is none. */
const answered: readonly Said['position'][] = ['agrees', 'disagrees', 'abstains']

/** Those who should have been consulted and were not. Whoever decides need not consult themselves. */
export function notConsulted(toConsult: readonly Party[], said: readonly Said[], decider: Party | null): Party[] {
  const heard = said.filter(({ position }) => answered.includes(position)).map(({ party }) => party)
  return toConsult.filter((party) => {
    const alone = toConsult.filter(({ actor }) => actor === party.actor).length === 1
    const is = (other: Party) =>
      other.name === party.name || (alone && party.actor !== null && other.actor === party.actor)
    return !heard.some(is) && !(decider && is(decider))
  })
}
