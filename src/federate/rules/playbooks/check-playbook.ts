// Whether a CACAO 2.0 playbook holds together: its form, its references, its flow. Each finding names the place.
import {
  mostPlaybookFindings,
  type PlaybookChecked,
  type PlaybookFinding,
  playbookLimits,
  stepTypes,
} from '../../model/playbooks/playbook.ts'
import { listOf, type Tree, treeOf, treesOf } from '../advisories/look.ts'
import { circlesIn, graphOf, linksOf, reachedFrom } from './graph.ts'
import { officialLabel, tlpMarkings } from './markings.ts'
import { checkVariables } from './variables.ts'

export type Note = (level: PlaybookFinding['level'], rule: string, where: string, message: string) => void

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const identifier = new RegExp(`^([a-z][a-z0-9-]{0,60})--${uuid}$`)
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

export function typeOfId(id: unknown): string | null {
  return typeof id === 'string' && id.length < 120 ? (identifier.exec(id)?.[1] ?? null) : null
}

export function checkPlaybook(document: unknown): PlaybookChecked {
  const findings: PlaybookFinding[] = []
  const counts = { error: 0, warning: 0 }
  const note: Note = (level, rule, where, message) => {
    counts[level] += 1
    if (findings.length < mostPlaybookFindings)
      findings.push({ rule, level, where: where.slice(0, 300), message: message.slice(0, 500) })
  }
  const playbook = treeOf(document)
  checkHead(playbook, note)
  const workflow = treeOf(playbook.workflow)
  const many = Object.keys(workflow).length
  if (many > playbookLimits.steps)
    note('error', 'too-many-steps', '/workflow', `It has ${many} steps; at most ${playbookLimits.steps} are read.`)
  else {
    checkSteps(playbook, workflow, note)
    checkFlow(playbook, workflow, note)
    checkVariables(playbook, workflow, note)
  }
  checkMarkings(playbook, note)
  return { valid: counts.error === 0, errors: counts.error, warnings: counts.warning, findings }
}

function checkHead(playbook: Tree, note: Note): void {
  if (playbook.type !== 'playbook') note('error', 'type', '/type', "It must be 'playbook'.")
  if (playbook.spec_version !== 'cacao-2.0') note('error', 'spec-version', '/spec_version', "It must be 'cacao-2.0'.")
  if (typeOfId(playbook.id) !== 'playbook') note('error', 'identifier', '/id', "It must be 'playbook--' and a UUID.")
  if (typeOfId(playbook.created_by) !== 'identity')
    note('error', 'identifier', '/created_by', "It must be 'identity--' and a UUID.")
  if (typeof playbook.name !== 'string' || playbook.name === '') note('error', 'name', '/name', 'It has no name.')
  for (const name of ['created', 'modified', 'valid_from', 'valid_until']) {
    const value = playbook[name]
    const needed = name === 'created' || name === 'modified'
    if (value === undefined && !needed) continue
    if (typeof value !== 'string' || !moment.test(value) || Number.isNaN(Date.parse(value)))
      note('error', 'timestamp', `/${name}`, 'It must be a moment in UTC with three digits behind the second.')
  }
  const order = (one: string, other: string, why: string) => {
    const [a, b] = [playbook[one], playbook[other]]
    if (typeof a === 'string' && typeof b === 'string' && a > b) note('error', 'timestamp', `/${other}`, why)
  }
  order('created', 'modified', 'It was modified before it was created.')
  order('valid_from', 'valid_until', 'It ends before it begins.')
  if (listOf(playbook.playbook_types).length > 0 && listOf(playbook.playbook_activities).length === 0)
    note('warning', 'activities', '/playbook_activities', 'Where types are given, activities should be, too.')
}

const allowedTypes: readonly string[] = stepTypes

function checkSteps(playbook: Tree, workflow: Tree, note: Note): void {
  const agents = treeOf(playbook.agent_definitions)
  const targets = treeOf(playbook.target_definitions)
  const kinds = new Set<unknown>()
  for (const [id, value] of Object.entries(workflow)) {
    const step = treeOf(value)
    const where = `/workflow/${id.slice(0, 120)}`
    kinds.add(step.type)
    if (typeof step.type !== 'string' || !allowedTypes.includes(step.type))
      note('error', 'step-type', where, 'It is of no type that CACAO 2.0 knows.')
    else if (typeOfId(id) !== step.type)
      note('error', 'identifier', where, `Its id must be '${step.type}--' and a UUID.`)
    for (const { to } of linksOf(step))
      if (!Object.hasOwn(workflow, to)) note('error', 'reference', where, `It leads to ${to}, which is not there.`)
    checkStep(step, where, note)
    if (typeof step.agent === 'string' && !Object.hasOwn(agents, step.agent))
      note('error', 'reference', `${where}/agent`, `The agent ${step.agent.slice(0, 120)} is not defined.`)
    for (const target of listOf(step.targets))
      if (typeof target !== 'string' || !Object.hasOwn(targets, target))
        note('error', 'reference', `${where}/targets`, `The target ${String(target).slice(0, 120)} is not defined.`)
  }
  for (const kind of ['start', 'end'])
    if (!kinds.has(kind)) note('error', 'step-missing', '/workflow', `There is no ${kind} step.`)
  if (!kinds.has('action') && !kinds.has('playbook-action'))
    note('error', 'step-missing', '/workflow', 'There is no action in it.')
}

function checkStep(step: Tree, where: string, note: Note): void {
  const need = (name: string, there: boolean, what: string) => {
    if (!there) note('error', 'property', `${where}/${name}`, what)
  }
  const both = step.on_completion !== undefined && (step.on_success !== undefined || step.on_failure !== undefined)
  if (both) note('error', 'property', where, 'on_completion excludes on_success and on_failure.')
  const leads = step.on_completion !== undefined || step.on_success !== undefined
  switch (step.type) {
    case 'start':
      need('on_completion', leads, 'A start leads to the next step.')
      break
    case 'end':
      if (linksOf(step).length > 0) note('error', 'property', where, 'An end leads nowhere.')
      break
    case 'action':
      checkAction(step, where, note)
      break
    case 'playbook-action':
      need('playbook_id', typeOfId(step.playbook_id) === 'playbook', "It needs 'playbook--' and a UUID.")
      break
    case 'parallel':
      need('next_steps', listOf(step.next_steps).length > 0, 'It needs at least one step.')
      break
    case 'switch-condition':
      need('switch', typeof step.switch === 'string', 'It needs the variable that decides.')
      need('cases', Object.keys(treeOf(step.cases)).length > 0, 'It needs at least one case.')
      break
    case 'if-condition':
    case 'while-condition':
      need('condition', typeof step.condition === 'string' && step.condition !== '', 'It needs a condition.')
      need('on_true', typeof step.on_true === 'string', 'It needs a step for when the condition holds.')
      if (step.type === 'while-condition' && typeof step.timeout !== 'number')
        note('warning', 'unbounded-loop', where, 'It has no timeout: nothing ends it if the condition stays true.')
  }
}

function checkAction(step: Tree, where: string, note: Note): void {
  const commands = treesOf(step.commands)
  if (commands.length === 0) note('error', 'property', `${where}/commands`, 'An action needs at least one command.')
  for (const [at, command] of commands.entries()) {
    const place = `${where}/commands/${at}`
    if (typeof command.type !== 'string') note('error', 'property', `${place}/type`, 'A command needs a type.')
    const bodies = ['command', 'command_b64', 'content', 'content_b64'].filter((name) => command[name] !== undefined)
    if (bodies.length === 0) note('error', 'property', place, 'There is nothing in the command.')
  }
  if (typeof step.agent !== 'string')
    note('warning', 'agent', `${where}/agent`, 'It does not say who carries the action out.')
}

function checkFlow(playbook: Tree, workflow: Tree, note: Note): void {
  const start = playbook.workflow_start
  const exception = playbook.workflow_exception
  if (typeof start !== 'string' || !Object.hasOwn(workflow, start))
    note('error', 'reference', '/workflow_start', 'It does not name a step of the workflow.')
  else if (treeOf(workflow[start]).type !== 'start')
    note('error', 'reference', '/workflow_start', 'It does not name a start step.')
  if (exception !== undefined && (typeof exception !== 'string' || !Object.hasOwn(workflow, exception)))
    note('error', 'reference', '/workflow_exception', 'It does not name a step of the workflow.')
  const graph = graphOf(workflow)
  const starts = [start, exception].filter((one): one is string => typeof one === 'string')
  const reached = reachedFrom(graph, starts)
  for (const id of graph.keys())
    if (!reached.has(id)) note('warning', 'unreachable', `/workflow/${id.slice(0, 120)}`, 'No other step leads here.')
  for (const { from, to } of circlesIn(graph)) {
    const message = `It leads back to ${to.slice(0, 120)}: what is repeated has to be a while-condition.`
    note('error', 'circle', `/workflow/${from.slice(0, 120)}`, message)
  }
  for (const [id, step] of Object.entries(workflow)) {
    const { type } = treeOf(step)
    if (type !== 'end' && linksOf(treeOf(step)).length === 0)
      note('warning', 'no-way-on', `/workflow/${id.slice(0, 120)}`, 'It is no end, and leads nowhere.')
  }
}

function checkMarkings(playbook: Tree, note: Note): void {
  const definitions = treeOf(playbook.data_marking_definitions)
  for (const [at, id] of listOf(playbook.markings).entries()) {
    const known = typeof id === 'string' && (Object.hasOwn(definitions, id) || officialLabel(id) !== undefined)
    if (!known) note('error', 'reference', `/markings/${at}`, 'The marking is not defined in the playbook.')
  }
  for (const [id, value] of Object.entries(definitions)) {
    const { type, tlpv2_level: level } = treeOf(value)
    if (type !== 'marking-tlp') continue
    const official = Object.entries(tlpMarkings).find(([label]) => `TLP:${label}` === level)?.[1]
    const where = `/data_marking_definitions/${id.slice(0, 120)}`
    if (official === undefined) note('error', 'tlp', where, 'It is no label of TLP 2.0.')
    else if (official !== id) note('error', 'tlp', where, `${String(level)} has an object of its own: ${official}.`)
  }
}
