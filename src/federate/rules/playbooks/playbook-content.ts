// What people read of a playbook, from its JSON.
import { type PlaybookContent, type PlaybookStep, playbookLimits, stepTypes } from '../../model/playbooks/playbook.ts'
import { listOf, numberOf, type Tree, textOf, treeOf, treesOf, wordOf } from '../advisories/look.ts'
import { linksOf } from './graph.ts'
import { officialLabel } from './markings.ts'

export function playbookContent(document: unknown): PlaybookContent {
  const playbook = treeOf(document)
  const names = namesOf(playbook)
  const words = (value: unknown, most: number, length: number) =>
    listOf(value)
      .slice(0, most)
      .flatMap((one) => textOf(one, length) ?? [])
  return {
    playbookId: wordOf(playbook.id, 120),
    name: wordOf(playbook.name, 500),
    description: textOf(playbook.description, 8000),
    types: words(playbook.playbook_types, 30, 60),
    activities: words(playbook.playbook_activities, 100, 120),
    createdBy: wordOf(playbook.created_by, 120),
    created: wordOf(playbook.created, 40),
    modified: wordOf(playbook.modified, 40),
    revoked: playbook.revoked === true,
    validFrom: textOf(playbook.valid_from, 40),
    validUntil: textOf(playbook.valid_until, 40),
    labels: words(playbook.labels, 100, 120),
    start: wordOf(playbook.workflow_start, 120),
    exception: textOf(playbook.workflow_exception, 120),
    steps: Object.entries(treeOf(playbook.workflow))
      .slice(0, playbookLimits.steps)
      .flatMap(([id, step]) => stepOf(id, treeOf(step), names) ?? []),
    variables: Object.entries(treeOf(playbook.playbook_variables))
      .slice(0, 300)
      .map(([name, variable]) => variableOf(name, treeOf(variable))),
    tlp: labelsOf(playbook),
    statements: treesOf(Object.values(treeOf(playbook.data_marking_definitions)))
      .flatMap(({ statement }) => textOf(statement, 1000) ?? [])
      .slice(0, 20),
    signatures: treesOf(playbook.signatures)
      .slice(0, 50)
      .map((one) => ({
        by: wordOf(one.signee, 300),
        algorithm: wordOf(one.algorithm, 60),
        created: wordOf(one.created, 40),
      })),
  }
}

/** Agents and targets by their ids. */
function namesOf(playbook: Tree): Map<string, string> {
  const all = { ...treeOf(playbook.agent_definitions), ...treeOf(playbook.target_definitions) }
  return new Map(
    Object.entries(all).map(([id, value]) => {
      const { name, type } = treeOf(value)
      return [id, `${wordOf(name, 200) || id.slice(0, 120)} (${wordOf(type, 60)})`]
    }),
  )
}

function stepOf(id: string, step: Tree, names: ReadonlyMap<string, string>): PlaybookStep | null {
  const type = stepTypes.find((one) => one === step.type)
  if (!type) return null
  const called = (one: unknown) => (typeof one === 'string' ? (names.get(one) ?? one.slice(0, 120)) : null)
  return {
    id: id.slice(0, 120),
    type,
    name: wordOf(step.name, 500),
    description: textOf(step.description, 4000),
    commands: treesOf(step.commands)
      .slice(0, playbookLimits.commands)
      .map((command) => ({
        type: wordOf(command.type, 60),
        text: commandText(command),
        activity: textOf(command.playbook_activity, 120),
      })),
    about: textOf(step.condition, 2000) ?? textOf(step.switch, 2000) ?? textOf(step.playbook_id, 2000),
    agent: called(step.agent),
    targets: listOf(step.targets)
      .slice(0, 50)
      .flatMap((one) => called(one) ?? []),
    timeoutMilliseconds: wholeNumber(step.timeout),
    next: linksOf(step).slice(0, 200),
  }
}

function wholeNumber(value: unknown): number | null {
  const number = numberOf(value)
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null
}

/** As it stands there. What is in Base64 stays so: nobody has asked for what may be in it. */
function commandText(command: Tree): string {
  const most = playbookLimits.commandText
  const plain = textOf(command.command, most) ?? textOf(command.content, most)
  if (plain !== null) return plain
  const packed = textOf(command.command_b64, most) ?? textOf(command.content_b64, most)
  return packed === null ? '' : `Base64: ${packed}`.slice(0, most)
}

function variableOf(name: string, variable: Tree): PlaybookContent['variables'][number] {
  return {
    name: name.slice(0, 210),
    type: wordOf(variable.type, 60),
    value: textOf(variable.value, 1000),
    external: variable.external === true,
  }
}

function labelsOf(playbook: Tree): string[] {
  const definitions = treeOf(playbook.data_marking_definitions)
  const labels = listOf(playbook.markings).flatMap((id) => {
    if (typeof id !== 'string') return []
    const { type, tlpv2_level: level } = treeOf(definitions[id])
    const official = officialLabel(id)
    if (official) return [`TLP:${official}`]
    return type === 'marking-tlp' || id.startsWith('marking-tlp--') ? [wordOf(level, 40) || 'TLP:RED'] : []
  })
  return [...new Set(labels)].slice(0, 20)
}
