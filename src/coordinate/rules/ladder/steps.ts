// What may be done to a step of the ladder, and what speaks against deciding it. Refusals come with their reason.
import type { CriterionAnswer, Ladder, LadderStep, StepStatus } from '../../model/ladder.ts'
import type { LadderEvent } from '../../model/ladder-table.ts'
import type { Party } from '../../model/words.ts'
import { notConsulted } from './consult.ts'
import { modeOf } from './propose.ts'
import type { LadderTable } from './table.ts'

export const stepActs = ['consult', 'take', 'refuse', 'withdraw', 'hand-over', 'receipt'] as const
export type StepAct = (typeof stepActs)[number]
/** Null: it may be done. */
type May = { not: string } | null

const notTaken = { not: 'It was not taken yet: there is nothing to hand over.' }
const withdrawn = { not: 'It was withdrawn. Propose it anew where it still makes sense.' }
const overtaken = { not: 'Another step was taken meanwhile. Look where the network stands now.' }
const refused = { not: 'It was refused. Propose it anew where something has changed.' }
const taken = { not: 'It was taken already.' }

/** Status by act, every cell filled. What was said after a step was taken can still be written down; the record shows when. */
export const stepLife: Record<StepStatus, Record<StepAct, May>> = {
  proposed: { consult: null, take: null, refuse: null, withdraw: null, 'hand-over': notTaken, receipt: notTaken },
  taken: {
    consult: null,
    take: taken,
    refuse: { not: 'It was taken. What is no longer right is lowered by a step of its own.' },
    withdraw: { not: 'It was taken, and stays in the record. Propose the step back.' },
    'hand-over': null,
    receipt: null,
  },
  refused: {
    consult: refused,
    take: refused,
    refuse: { not: 'It was refused already.' },
    withdraw: { not: 'It was refused, and stays in the record.' },
    'hand-over': refused,
    receipt: refused,
  },
  withdrawn: {
    consult: withdrawn,
    take: withdrawn,
    refuse: withdrawn,
    withdraw: { not: 'It was withdrawn already.' },
    'hand-over': withdrawn,
    receipt: withdrawn,
  },
  overtaken: {
    consult: overtaken,
    take: overtaken,
    refuse: overtaken,
    withdraw: overtaken,
    'hand-over': overtaken,
    receipt: overtaken,
  },
}

/** Null where it may be done. */
export function whyNotStep(step: LadderStep, act: StepAct): string | null {
  const may = stepLife[step.status][act]
  if (may) return `Step ${step.key}: ${may.not}`
  if (act === 'hand-over' && step.handOver)
    return `Step ${step.key} was handed over already, to ${step.handOver.to.name}.`
  if (act !== 'receipt') return null
  if (!step.handOver) return `Step ${step.key} was not handed over to anybody yet.`
  return step.handOver.receipt ? `The receipt of step ${step.key} is recorded already.` : null
}

export interface Contradiction {
  refusal: 'already-proposed' | 'contradicts'
  why: string
}

/** The same step twice, or up and down at once. Alternatives in one direction may stand side by side: one is taken. */
export function contradiction(
  ladder: Pick<Ladder, 'steps'> | null,
  network: string,
  { id, direction }: Pick<LadderEvent, 'id' | 'direction'>,
): Contradiction | null {
  const open = (ladder?.steps ?? []).filter((one) => one.network === network && one.status === 'proposed')
  const same = open.find(({ event }) => event === id)
  if (same) return { refusal: 'already-proposed', why: `Step ${same.key} proposes just that.` }
  const other = open.find((one) => one.direction !== direction)
  if (!other) return null
  const why = `Step ${other.key} proposes to go ${other.direction} to ${other.to}. Decide or withdraw it first.`
  return { refusal: 'contradicts', why }
}

/**
 * What stands in the way of taking a step without saying why it is done all the same. Empty: nothing. `decider` null: nobody has
 * said yet who decides.
 */
export function gapsOf(
  step: Pick<LadderStep, 'toConsult' | 'consulted' | 'decider'>,
  criteria: readonly CriterionAnswer[],
  decider: Party | null,
): string[] {
  const { actors, text } = step.decider
  const strange = decider !== null && actors.length > 0 && !(decider.actor && actors.includes(decider.actor))
  return [
    ...criteria.flatMap(({ role, answer, text: asked }) => {
      if (role === 'against') return answer === 'yes' ? [`Speaks against it: ${asked}.`] : []
      return answer === 'yes' ? [] : [`${answer === 'no' ? 'Not met' : 'Not known'}: ${asked}.`]
    }),
    ...notConsulted(step.toConsult, step.consulted, decider).map(({ name }) => `Not consulted: ${name}.`),
    ...(strange ? [`By the source it is decided by: ${text}.`] : []),
  ]
}

/** The rung that a step starts from is the one on which the network stands; null where it is. */
export function whyNotFrom(table: LadderTable, ladder: Ladder, step: LadderStep): string | null {
  const network = table.network(step.network)
  const stands = network ? modeOf(ladder, network) : ladder.modes[step.network]?.mode
  return stands === step.from ? null : `${step.network} stands on ${stands ?? 'no known rung'}, not on ${step.from}.`
}
