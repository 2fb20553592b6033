// The plan as a CACAO 2.0 playbook. Steps that wait for nothing of each other stand side by side; a turn begins when the one before has
// ended, which keeps every dependency. Commands are words for people: software takes nothing down by itself.
import type { Operation } from '../../model/operations/operation.ts'
import type { Step } from '../../model/operations/plan.ts'
import { turnsOf } from './steps.ts'

export interface PlaybookAsked {
  id: string
  /** The same name gives the same UUID, so that the same plan gives the same playbook. */
  uuid(name: string): string
  created: string
  modified: string
  createdBy: string
  /** Of exercises the name says so, first. */
  exercise: boolean
  targetName(id: string): string | undefined
}

/** The object of the OASIS CACAO committee for TLP:RED of TLP 2.0. */
const tlpRed = 'marking-tlp--e828b379-4e03-4974-9ac4-e53a884c97c1'

type Workflow = Record<string, Record<string, unknown>>

export function playbookOf(operation: Operation, asked: PlaybookAsked): Record<string, unknown> {
  const id = (type: string, name: string) =>
    `${type}--${asked.uuid(`${asked.id} ${operation.revision} ${type} ${name}`)}`
  const workflow: Workflow = {}
  const put = (type: string, name: string, rest: Record<string, unknown>): string => {
    const key = id(type, name)
    workflow[key] = { type, name: String(rest.name ?? name).slice(0, 250), ...rest }
    return key
  }
  const agents = new Set<string>()
  const action = (step: Step, next: string): string => {
    agents.add(step.partner)
    return put('action', step.key, {
      ...{ name: step.title, description: describe(operation, step) },
      commands: commandsOf(step, asked),
      ...{ agent: id('group', step.partner), on_completion: next },
    })
  }
  const turns = turnsOf(operation.steps.filter(({ state }) => state !== 'dropped')) ?? []
  let next = put('end', 'End', {})
  for (const [at, turn] of [...turns.entries()].reverse()) {
    const [only] = turn
    next =
      only && turn.length === 1
        ? action(only, next)
        : put('parallel', `Turn ${at + 1}`, {
            next_steps: turn.map((step) => action(step, put('end', `End of ${step.key}`, {}))),
            on_completion: next,
          })
  }
  const start = put('start', 'Start', { on_completion: goes(operation, next, put, (key) => agents.add(key), id) })
  const name = `${asked.exercise ? 'EXERCISE: ' : ''}${operation.title}`
  return {
    ...{ type: 'playbook', spec_version: 'cacao-2.0', id: id('playbook', 'playbook'), name: name.slice(0, 250) },
    description:
      `${asked.exercise ? 'EXERCISE. ' : ''}${operation.summary} Revision ${operation.revision} of the plan.`.trim(),
    ...{ playbook_types: ['mitigation'], playbook_activities: ['compose-content', 'deliver-content'] },
    ...{ created_by: `identity--${asked.createdBy}`, created: asked.created, modified: asked.modified, revoked: false },
    ...{ labels: ['takedown'], markings: [tlpRed], workflow_start: start, workflow },
    agent_definitions: Object.fromEntries(
      operation.partners
        .filter(({ key }) => agents.has(key))
        .map(({ key, name: called, role }) => [id('group', key), { type: 'group', name: called, description: role }]),
    ),
    data_marking_definitions: {
      [tlpRed]: {
        ...{ type: 'marking-tlp', id: tlpRed, created_by: 'identity--5abe695c-7bd5-4c31-8824-2528696cdbf1' },
        ...{ created: '2022-10-01T00:00:00.000Z', tlpv2_level: 'TLP:RED' },
      },
    },
  }
}

/** First all partners that must sign are asked; whoever says no ends it. */
function goes(
  { partners }: Operation,
  next: string,
  put: (type: string, name: string, rest: Record<string, unknown>) => string,
  uses: (partner: string) => void,
  id: (type: string, name: string) => string,
): string {
  const asked = partners.filter(({ mustSign, left }) => mustSign && left === null)
  if (asked.length === 0) return next
  return put('parallel', 'All say go', {
    next_steps: asked.map(({ key, name }) => {
      uses(key)
      return put('action', `go ${key}`, {
        name: `${name} says go`,
        commands: [{ type: 'manual', command: 'Say go to this revision of the plan; without it nothing begins.' }],
        ...{ agent: id('group', key), on_completion: put('end', `Said by ${key}`, {}) },
      })
    }),
    on_completion: next,
  })
}

function describe({ hHour }: Operation, { minutes, phase }: Step): string {
  const sign = minutes < 0 ? '-' : '+'
  return `H${sign}${Math.abs(minutes)} min${hHour === null ? '' : ` (H is ${hHour})`}, phase ${phase}.`
}

function commandsOf({ title, what, fallback, targets }: Step, { targetName }: PlaybookAsked) {
  const names = targets.flatMap((id) => targetName(id) ?? [])
  const said = [
    what || title,
    ...(names.length > 0 ? [`Targets: ${names.join(', ')}`] : []),
    ...(fallback ? [`If it fails: ${fallback}`] : []),
  ]
  return said.map((command) => ({ type: 'manual', command: command.slice(0, 7_900) }))
}
