// Which step may be started now, and why not; in which order steps stand; and whether they wait for each other in a ring.
import type { Operation } from '../../model/operations/operation.ts'
import type { Step } from '../../model/operations/plan.ts'
import { goStanding } from './go.ts'

export interface Hold {
  target: string
  name: string
  /** The partner that holds it; why is its own. */
  partner: string
}
/** `open`: in the way, whoever asks. `early`: in the way unless somebody says why all the same. */
export interface InTheWay {
  open: string[]
  early: string[]
}

type Planned = Pick<Operation, 'state' | 'hHour' | 'revision' | 'partners' | 'goes' | 'steps'>

export function whatIsInTheWay(operation: Planned, step: Step, now: string, holds: readonly Hold[]): InTheWay {
  const open: string[] = []
  if (step.state !== 'planned' && step.state !== 'failed') open.push(`It is ${step.state} already.`)
  if (step.phase === 'action') {
    if (operation.state !== 'running') open.push('The action day has not begun.')
    const { go, because } = goStanding(operation)
    if (go !== 'yes') open.push(...because)
  }
  if (step.phase === 'after' && operation.state === 'planning') open.push('The action day has not begun.')
  for (const key of step.after) {
    const before = operation.steps.find((one) => one.key === key)
    if (before && before.state !== 'done' && before.state !== 'dropped')
      open.push(`“${before.title}” comes before it and is ${before.state}.`)
  }
  for (const hold of holds)
    if (step.targets.includes(hold.target)) open.push(`${hold.name} is held by ${hold.partner}.`)
  return { open, early: tooEarly(operation, step, now) }
}

export function dueAt({ hHour }: Pick<Operation, 'hHour'>, { minutes }: Pick<Step, 'minutes'>): string | null {
  return hHour === null ? null : new Date(Date.parse(hHour) + minutes * 60_000).toISOString()
}

function tooEarly(operation: Planned, step: Step, now: string): string[] {
  if (step.phase === 'before') return []
  const due = dueAt(operation, step)
  if (due === null) return ['No H hour is set.']
  return now < due ? [`Its time is ${due}.`] : []
}

/** Turns of steps: those of one turn wait only for those of earlier turns. Null where some wait for each other in a ring. */
export function turnsOf<S extends Pick<Step, 'key' | 'after'>>(steps: readonly S[]): S[][] | null {
  const known = new Set(steps.map(({ key }) => key))
  const done = new Set<string>()
  const turns: S[][] = []
  let left = [...steps]
  while (left.length > 0) {
    const turn = left.filter(({ after }) => after.every((key) => done.has(key) || !known.has(key)))
    if (turn.length === 0) return null
    for (const { key } of turn) done.add(key)
    turns.push(turn)
    left = left.filter(({ key }) => !done.has(key))
  }
  return turns
}

/** What is wrong with a step that is to be planned so; null where nothing is. */
export function faultOfStep(
  { steps, partners }: Pick<Operation, 'steps' | 'partners'>,
  step: Pick<Step, 'key' | 'after' | 'partner'>,
): string | null {
  const partner = partners.find(({ key }) => key === step.partner)
  if (!partner || partner.left !== null) return `There is no partner ${step.partner} in the operation.`
  const missing = step.after.find((key) => key === step.key || !steps.some((one) => one.key === key))
  if (missing) return missing === step.key ? 'A step cannot wait for itself.' : `There is no step ${missing}.`
  const others = steps.filter(({ key }) => key !== step.key)
  return turnsOf([...others, step]) === null ? 'Steps would wait for each other in a ring.' : null
}
