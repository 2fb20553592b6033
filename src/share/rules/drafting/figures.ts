// The numbers of a crisis at a glance, each with the records that it was counted from.
import type { Block, ContentSource, Sentence } from '../../model/product-content.ts'
import { figures as figuresBlock } from './blocks.ts'
import { disputeIndex } from './claims.ts'
import { type Desk, fromClaim, fromCrisis, fromIncident, fromReferenced, fromTitled, line } from './desk.ts'
import { countriesIn, incidentsOf, isOpen, sectorsIn, userTotal } from './incidents.ts'
import { figure, many } from './say.ts'

export function figures(desk: Desk): Block[] {
  const { told, names } = desk
  const all = incidentsOf(desk)
  const open = all.filter(isOpen)
  const states = (code: string) => names.memberStates.includes(code)
  const inStates = all.filter(({ state }) => state.affected.countries.some(states))
  const attacks = told.attacks.filter(
    ({ state }) => state.judged?.as !== 'false alarm' && state.judged?.as !== 'flash crowd',
  )
  const undecided = told.decisions.filter(({ state }) => state.status === 'open' || state.status === 'for-second')
  const late = told.tasks.filter(
    ({ state }) =>
      (state.status === 'assigned' || state.status === 'acknowledged') && state.due !== null && state.due < desk.now,
  )
  const disputes = disputeIndex(desk)
  const disputed = told.claims.filter(({ id }) => disputes.has(id))
  return figuresBlock([
    ...count(desk, 'incidents', 'Incidents', all.length, 'incidents', all.map(fromIncident)),
    ...count(desk, 'open', 'Open incidents', open.length, 'incidents', open.map(fromIncident)),
    ...count(
      desk,
      'member-states',
      'Member States affected',
      countriesIn(all).filter(states).length,
      'Member States',
      inStates.map(fromIncident),
    ),
    ...count(
      desk,
      'countries',
      'Countries affected',
      countriesIn(all).length,
      'countries',
      all.filter(({ state }) => state.affected.countries.length > 0).map(fromIncident),
    ),
    ...count(
      desk,
      'sectors',
      'Sectors affected',
      sectorsIn(all).length,
      'sectors',
      all.filter(({ state }) => state.affected.sectors.length > 0).map(fromIncident),
    ),
    ...usersLine(desk),
    ...count(
      desk,
      'attacks',
      'Attacks measured',
      attacks.length,
      'attacks',
      attacks.map((one) => fromTitled('sense.attack', one)),
    ),
    ...count(desk, 'claims', 'Claims on record', told.claims.length, 'claims', told.claims.map(fromClaim)),
    ...count(desk, 'disputed', 'Claims that are disputed', disputed.length, 'claims', disputed.map(fromClaim)),
    ...count(
      desk,
      'undecided',
      'Decisions still open',
      undecided.length,
      'decisions',
      undecided.map((one) => fromReferenced('coordinate.decision', one)),
    ),
    ...count(
      desk,
      'late',
      'Tasks past their time',
      late.length,
      'tasks',
      late.map((one) => fromTitled('coordinate.task', one)),
    ),
  ])
}

/** None rests on the crisis, which names none; where that may not be told either, nothing is said. */
function count(desk: Desk, key: string, label: string, value: number, unit: string, from: ContentSource[]): Sentence[] {
  const { crisis } = desk.told
  const sources = from.length > 0 ? from : crisis ? [fromCrisis(crisis)] : []
  if (sources.length === 0) return []
  return [line(desk, key, `${label}: ${figure(value)}`, sources, { figure: { label, value, unit } })]
}

function usersLine(desk: Desk): Sentence[] {
  const all = incidentsOf(desk)
  const total = userTotal(all)
  const label = 'Users affected'
  if (total) {
    return [
      line(desk, 'users', `${label}: ${total.words}`, total.from.map(fromIncident), {
        figure: { label, value: total.value, unit: 'users' },
      }),
    ]
  }
  if (all.length === 0) return []
  const text = `${label}: not known (nobody has said a number for ${many(all.length, 'incident')})`
  return [line(desk, 'users', text, all.map(fromIncident), { standing: 'unknown' })]
}
