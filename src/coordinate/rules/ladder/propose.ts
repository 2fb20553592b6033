// What the table says from where each network stands: which step the facts call for, what speaks against it, what is not known.
// Pure, and only words: a named person decides.
import type { CriterionAnswer, Ladder, LadderStep } from '../../model/ladder.ts'
import type { LadderEvent, Network, StepCell } from '../../model/ladder-table.ts'
import { askCriterion } from './criteria.ts'
import type { CrisisFacts } from './facts.ts'
import type { LadderTable } from './table.ts'

export const cellStandings = [
  'proposed',
  'open',
  'settled',
  'speaks-against',
  'not-met',
  'undetermined',
  'none',
] as const
export type CellStanding = (typeof cellStandings)[number]

/** A step that the table has from the present rung of a network. */
export interface PossibleStep {
  network: string
  event: LadderEvent
  from: string
  cell: StepCell
  criteria: CriterionAnswer[]
  /** Whether the facts call for it: every `for` is yes and no `against` is. */
  standing: Exclude<CellStanding, 'none'>
  /** The recorded step that is open, or that settled it on the same facts. */
  step: string | null
}

export type LadderSoFar = Pick<Ladder, 'modes' | 'steps'> | null

/** Where a network stands; one that was not there when the ladder was opened stands on its first rung. */
export function modeOf(ladder: LadderSoFar, network: Pick<Network, 'id' | 'first'>): string {
  return ladder?.modes[network.id]?.mode ?? network.first
}

export function criteriaOf(table: LadderTable, facts: CrisisFacts, cell: StepCell): CriterionAnswer[] {
  return [
    ...cell.criteria.map((id) => askCriterion(table, facts, id, 'for')),
    ...cell.against.map((id) => askCriterion(table, facts, id, 'against')),
  ]
}

/** Not knowing whether it is called for is undetermined; something that speaks against it has to be met by a person's reason. */
export function callsFor(criteria: readonly CriterionAnswer[]): 'met' | 'not-met' | 'undetermined' {
  const needed = criteria.filter(({ role }) => role === 'for').map(({ answer }) => answer)
  if (needed.includes('no') || speakAgainst(criteria).length > 0) return 'not-met'
  if (needed.includes('undetermined')) return 'undetermined'
  // A step without criteria is never called for by the facts: only a person can know.
  return needed.length > 0 ? 'met' : 'undetermined'
}

export function speakAgainst(criteria: readonly CriterionAnswer[]): CriterionAnswer[] {
  return criteria.filter(({ role, answer }) => role === 'against' && answer === 'yes')
}

/** Every step of the table from the present rungs, with how it stands. */
export function possibleSteps(table: LadderTable, ladder: LadderSoFar, facts: CrisisFacts): PossibleStep[] {
  return table.networks.flatMap((network) => {
    const from = modeOf(ladder, network)
    return table.events.flatMap((event): PossibleStep[] => {
      const cell = table.cell(network.id, from, event.id)
      if ('none' in cell) return []
      const criteria = criteriaOf(table, facts, cell)
      const earlier = lastOf(ladder, network.id, event.id, from)
      return [{ network: network.id, event, from, cell, criteria, ...standing(criteria, earlier) }]
    })
  })
}

/** The steps that the software proposes. Never one that is open, or that was settled on the same facts. */
export function proposeSteps(table: LadderTable, ladder: LadderSoFar, facts: CrisisFacts): PossibleStep[] {
  return possibleSteps(table, ladder, facts).filter((one) => one.standing === 'proposed')
}

function standing(
  criteria: readonly CriterionAnswer[],
  earlier: LadderStep | undefined,
): Pick<PossibleStep, 'standing' | 'step'> {
  if (earlier?.status === 'proposed') return { standing: 'open', step: earlier.key }
  const called = callsFor(criteria)
  if (called === 'met') {
    const same = earlier !== undefined && addsNothing(criteria, earlier.criteria)
    return same ? { standing: 'settled', step: earlier.key } : { standing: 'proposed', step: null }
  }
  const needed = criteria.filter(({ role }) => role === 'for')
  const onlyAgainst = needed.length > 0 && needed.every(({ answer }) => answer === 'yes')
  return { standing: onlyAgainst ? 'speaks-against' : called, step: null }
}

/** The newest one that is open, was refused, or was withdrawn. */
function lastOf(ladder: LadderSoFar, network: string, event: string, from: string): LadderStep | undefined {
  return ladder?.steps.findLast(
    (one) =>
      one.network === network &&
      one.event === event &&
      one.from === from &&
      (one.status === 'proposed' || one.status === 'refused' || one.status === 'withdrawn'),
  )
}

/** The same answers, resting on nothing that was not there then. */
function addsNothing(now: readonly CriterionAnswer[], then: readonly CriterionAnswer[]): boolean {
  return now.every((one) => {
    const before = then.find(({ criterion, role }) => criterion === one.criterion && role === one.role)
    if (!before || before.answer !== one.answer) return false
    const known = new Set(before.evidence.map(({ id }) => id))
    return one.evidence.every(({ id }) => known.has(id))
  })
}
