// Makes a CACAO 2.0 playbook out of a short list of steps. Other rooms describe what they plan by it; nothing carries it out.
import type { Tlp } from '#kernel/marking.ts'
import { markingObject, tlpMarkings } from './markings.ts'

interface Common {
  /** By which other steps name it. */
  key: string
  name: string
  description?: string
  /** The step after it; left out: the next of the list, and after the last one the end. */
  next?: string
}
export interface PlannedAction extends Common {
  is: 'action'
  /** What is to be done, as text for a person or for a program. */
  commands: readonly { type: string; text: string; activity?: string }[]
  /** Where it goes on if that fails; left out: to `next`, too. */
  onFailure?: string
  by?: string
  on?: readonly string[]
}
export interface PlannedChoice extends Common {
  is: 'if' | 'while'
  condition: string
  /** Keys; each branch goes its way until an end. */
  yes: string
  no?: string
  timeoutMilliseconds?: number
}
export interface PlannedParallel extends Common {
  is: 'parallel'
  branches: readonly string[]
}
export interface PlannedSwitch extends Common {
  is: 'switch'
  on: string
  cases: Readonly<Record<string, string>>
}
export interface PlannedEnd {
  is: 'end'
  key: string
}
export type PlannedStep = PlannedAction | PlannedChoice | PlannedParallel | PlannedSwitch | PlannedEnd

export interface Plan {
  /** 'playbook--...' and 'identity--...'. */
  id: string
  createdBy: string
  name: string
  description: string
  types: readonly string[]
  activities: readonly string[]
  created: string
  modified: string
  tlp: Tlp
  steps: readonly PlannedStep[]
  variables?: Readonly<Record<string, { type: string; value?: string; description?: string }>>
  labels?: readonly string[]
}

const typeOf = {
  ...{ action: 'action', if: 'if-condition', while: 'while-condition' },
  ...{ parallel: 'parallel', switch: 'switch-condition', end: 'end' },
} as const

/** `uuid` gives the same UUID for the same words, so that the same plan is the same playbook. */
export function playbookOf(plan: Plan, uuid: (words: string) => string): object {
  const made = (type: string, key: string) => `${type}--${uuid(`${plan.id} ${type} ${key}`)}`
  const ids = new Map(plan.steps.map((step) => [step.key, made(typeOf[step.is], step.key)]))
  const [start, end] = [made('start', ''), made('end', '')]
  const idOf = (key: string | undefined) => (key === undefined ? end : (ids.get(key) ?? end))
  const agents = partiesOf(plan, (step) => (step.by === undefined ? [] : [step.by]), 'individual', made)
  const targets = partiesOf(plan, (step) => step.on ?? [], 'group', made)
  const workflow: Record<string, object> = {
    [start]: { type: 'start', on_completion: idOf(plan.steps[0]?.key) },
  }
  for (const [at, step] of plan.steps.entries()) {
    const next = step.is === 'end' ? undefined : (step.next ?? plan.steps[at + 1]?.key)
    workflow[idOf(step.key)] = stepObject(step, idOf(next), idOf, { agents, targets })
  }
  workflow[end] = { type: 'end' }
  return {
    type: 'playbook',
    spec_version: 'cacao-2.0',
    id: plan.id,
    name: plan.name,
    description: plan.description,
    playbook_types: plan.types,
    playbook_activities: plan.activities,
    created_by: plan.createdBy,
    created: plan.created,
    modified: plan.modified,
    ...(plan.labels && plan.labels.length > 0 ? { labels: plan.labels } : {}),
    markings: [tlpMarkings[plan.tlp]],
    ...(plan.variables ? { playbook_variables: plan.variables } : {}),
    workflow_start: start,
    workflow,
    ...definitions('agent_definitions', agents, 'individual'),
    ...definitions('target_definitions', targets, 'group'),
    data_marking_definitions: { [tlpMarkings[plan.tlp]]: markingObject(plan.tlp) },
  }
}

type Parties = ReadonlyMap<string, string>

function partiesOf(
  plan: Plan,
  named: (step: PlannedAction) => readonly string[],
  type: string,
  made: (type: string, key: string) => string,
): Parties {
  const names = plan.steps.flatMap((step) => (step.is === 'action' ? named(step) : []))
  return new Map([...new Set(names)].map((name) => [name, made(type, name)]))
}

function definitions(property: string, parties: Parties, type: string): object {
  if (parties.size === 0) return {}
  return { [property]: Object.fromEntries([...parties].map(([name, id]) => [id, { type, name }])) }
}

function stepObject(
  step: PlannedStep,
  next: string,
  idOf: (key: string | undefined) => string,
  { agents, targets }: { agents: Parties; targets: Parties },
): object {
  if (step.is === 'end') return { type: 'end' }
  const { name, description } = step
  const head = { type: typeOf[step.is], name, ...(description === undefined ? {} : { description }) }
  switch (step.is) {
    case 'action':
      return {
        ...head,
        commands: step.commands.map(({ type, text, activity }) => ({
          ...{ type, command: text },
          ...(activity === undefined ? {} : { playbook_activity: activity }),
        })),
        ...(step.by === undefined ? {} : { agent: agents.get(step.by) }),
        ...(step.on === undefined ? {} : { targets: step.on.map((one) => targets.get(one)) }),
        ...(step.onFailure === undefined
          ? { on_completion: next }
          : { on_success: next, on_failure: idOf(step.onFailure) }),
      }
    case 'parallel':
      return { ...head, next_steps: step.branches.map(idOf), on_completion: next }
    case 'switch':
      return {
        ...{ ...head, switch: step.on, on_completion: next },
        cases: Object.fromEntries(Object.entries(step.cases).map(([value, key]) => [value, idOf(key)])),
      }
    default:
      return {
        ...{ ...head, condition: step.condition, on_true: idOf(step.yes), on_completion: next },
        ...(step.no === undefined ? {} : { on_false: idOf(step.no) }),
        ...(step.timeoutMilliseconds === undefined ? {} : { timeout: step.timeoutMilliseconds }),
      }
  }
}
