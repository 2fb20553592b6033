// The breach of one entity: what should be done before what, and what is missing before it can be closed.
import { type Breach, type BreachPhase, type BreachStep, breachPhases } from '../model/breach.ts'

type Step = Pick<BreachStep, 'key' | 'phase' | 'part' | 'state' | 'text'>

/** Why this step should not be done yet: steps of earlier phases on the same part, or on all of it, that are not done. */
export function doneBefore(step: Step, all: readonly Step[]): Step[] {
  const own = breachPhases.indexOf(step.phase)
  return all.filter(
    (one) =>
      one.key !== step.key &&
      breachPhases.indexOf(one.phase) < own &&
      (one.state === 'planned' || one.state === 'under-way') &&
      (one.part === null || step.part === null || one.part === step.part),
  )
}

/** Evidence is gone once a system is cleaned or built anew: whoever does that says where it was kept, or why it was not. */
export function evidenceMissing(step: Step, all: readonly Step[]): boolean {
  if (step.phase !== 'eradicate' && step.phase !== 'restore') return false
  return !all.some(
    ({ phase, state, part }) =>
      phase === 'preserve-evidence' && state === 'done' && (part === null || step.part === null || part === step.part),
  )
}

export interface PhaseStanding {
  phase: BreachPhase
  done: number
  all: number
}
export function phasesOf({ steps }: Pick<Breach, 'steps'>): PhaseStanding[] {
  return breachPhases.map((phase) => {
    const of = steps.filter((one) => one.phase === phase && one.state !== 'dropped')
    return { phase, done: of.filter(({ state }) => state === 'done').length, all: of.length }
  })
}

/** What is still open, in words; empty: it can be closed. */
export function stillOpen({ steps, experts }: Pick<Breach, 'steps' | 'experts'>, promises: number): string[] {
  const open = steps.filter(({ state }) => state === 'planned' || state === 'under-way')
  const here = experts.filter(({ until }) => until === null)
  return [
    ...(open.length > 0 ? [`Steps that are not done: ${open.map(({ text }) => text).join('; ')}.`] : []),
    ...(here.length > 0 ? [`Experts who are still at work: ${here.map(({ party }) => party.name).join(', ')}.`] : []),
    ...(promises > 0 ? [`Updates that were promised and are open: ${promises}.`] : []),
  ]
}
