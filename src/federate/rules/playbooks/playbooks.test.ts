// Playbooks: what holds together, what does not, where a step stands in the picture, and playbooks made by other rooms.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPlaybook } from './check-playbook.ts'
import { drawingOf } from './layout.ts'
import { markingObject, tlpMarkings, tlpOfPlaybook } from './markings.ts'
import { playbookContent } from './playbook-content.ts'
import { type Plan, playbookOf } from './playbook-of.ts'

/** For tests only: the same words, the same UUID. */
function uuid(words: string): string {
  let hash = 7
  for (const letter of words) hash = (hash * 31 + letter.charCodeAt(0)) % 0xffffffff
  return `${hash.toString(16).padStart(8, '0')}-0000-4000-8000-${(hash % 0xffffff).toString(16).padStart(12, '0')}`
}

const plan: Plan = {
  ...{
    id: 'playbook--00000000-0000-4000-8000-000000000001',
    createdBy: 'identity--00000000-0000-4000-8000-000000000002',
  },
  ...{
    name: 'Move a zone',
    description: 'To resolvers in the Union.',
    types: ['mitigation'],
    activities: ['step-sequence'],
  },
  ...{ created: '2026-01-01T00:00:00.000Z', modified: '2026-01-02T00:00:00.000Z', tlp: 'GREEN' },
  variables: { __zone__: { type: 'string', value: 'example.org' } },
  steps: [
    {
      is: 'action',
      key: 'look',
      name: 'Look',
      commands: [{ type: 'manual', text: 'Look at __zone__:value' }],
      by: 'Duty officer',
      on: ['Zone'],
    },
    { is: 'if', key: 'works', name: 'Works?', condition: "__zone__:value = 'example.org'", yes: 'move', no: 'call' },
    { is: 'parallel', key: 'both', name: 'Both', branches: ['move', 'call'] },
    {
      is: 'switch',
      key: 'which',
      name: 'Which',
      on: '__zone__:value',
      cases: { a: 'move', default: 'call' },
      next: 'wait',
    },
    {
      is: 'while',
      key: 'wait',
      name: 'Wait',
      condition: "__zone__:value = 'b'",
      yes: 'move',
      timeoutMilliseconds: 1000,
      next: 'end',
    },
    {
      is: 'action',
      key: 'move',
      name: 'Move',
      commands: [{ type: 'manual', text: 'Move' }],
      next: 'end',
      onFailure: 'call',
    },
    { is: 'action', key: 'call', name: 'Call', commands: [{ type: 'manual', text: 'Call' }], next: 'end' },
  ],
}
const good = () =>
  structuredClone(playbookOf(plan, uuid)) as Record<string, Record<string, Record<string, unknown>>> & {
    workflow_start: string
  }
const idOf = (playbook: ReturnType<typeof good>, name: string) =>
  Object.entries(playbook.workflow ?? {}).find(([, step]) => step.name === name)?.[0] ?? ''
const stepOf = (playbook: ReturnType<typeof good>, name: string) => playbook.workflow?.[idOf(playbook, name)] ?? {}
const set = (on: object, name: string, value: unknown) => void Object.assign(on, { [name]: value })
const rules = (playbook: unknown) => checkPlaybook(playbook).findings.map(({ level, rule }) => `${level} ${rule}`)

test('a playbook made from a plan holds together, with every kind of step', () => {
  expect(checkPlaybook(good())).toMatchObject({ valid: true, errors: 0 })
})

describe('what does not hold together is named', () => {
  test.each<[string, (playbook: ReturnType<typeof good>) => void, string]>([
    ['a step that leads nowhere', (it) => set(stepOf(it, 'Look'), 'on_completion', 'action--x'), 'error reference'],
    ['a circle', (it) => set(stepOf(it, 'Call'), 'on_completion', idOf(it, 'Look')), 'error circle'],
    ['a step that leads to itself', (it) => set(stepOf(it, 'Call'), 'on_completion', idOf(it, 'Call')), 'error circle'],
    ['a loop without an end', (it) => void delete stepOf(it, 'Wait').timeout, 'warning unbounded-loop'],
    [
      'a variable that is not defined',
      (it) => set(stepOf(it, 'Works?'), 'condition', '__who__:value = 1'),
      'error variable',
    ],
    ['an id of another form', (it) => void Object.assign(it, { id: 'playbook--1' }), 'error identifier'],
    ['an id of another type', (it) => set(stepOf(it, 'Look'), 'type', 'parallel'), 'error identifier'],
    ['an action without a command', (it) => set(stepOf(it, 'Look'), 'commands', []), 'error property'],
    ['an agent that is not defined', (it) => void delete it.agent_definitions, 'error reference'],
    ['another specification', (it) => void Object.assign(it, { spec_version: '1.1' }), 'error spec-version'],
    [
      'a label under a wrong id',
      (it) => void Object.assign(it.data_marking_definitions ?? {}, { [tlpMarkings.RED]: markingObject('GREEN') }),
      'error tlp',
    ],
    ['a start that is not there', (it) => set(it, 'workflow_start', 'start--1'), 'error reference'],
    [
      'a step that nobody comes to',
      (it) => set(stepOf(it, 'Which'), 'on_completion', stepOf(it, 'Wait').on_completion),
      'warning unreachable',
    ],
    [
      'both ways to go on',
      (it) => set(stepOf(it, 'Call'), 'on_success', stepOf(it, 'Call').on_completion),
      'error property',
    ],
  ])('%s', (_title, change, expected) => {
    const playbook = good()
    change(playbook)
    expect(rules(playbook)).toContain(expected)
  })
})

test('no document makes the check or the picture fail, or run on', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue(), { maxKeys: 8 }), (document) => {
      const workflow = { type: 'playbook', workflow: document, markings: [1], data_marking_definitions: document }
      checkPlaybook(workflow)
      drawingOf(playbookContent(workflow))
    }),
    { numRuns: 200 },
  )
})

test('in the picture each step stands below all that lead to it, and none on another', () => {
  const drawing = drawingOf(playbookContent(good()))
  const at = new Map(drawing.steps.map(({ step, x, y }) => [step.id, { x, y }]))
  expect(drawing.steps).toHaveLength(9)
  for (const { from, to } of drawing.lines) expect(at.get(from)?.y).toBeLessThan(at.get(to)?.y ?? 0)
  expect(new Set(drawing.steps.map(({ x, y }) => `${x} ${y}`)).size).toBe(9)
})

test('a thousand steps in a row, and a thousand at once, are drawn in no time', () => {
  const id = (at: number) => `action--${at}`
  const step = (at: number, next: number[]) => ({
    ...{
      id: id(at),
      type: 'action' as const,
      name: `${at}`,
      description: null,
      commands: [],
      about: null,
      agent: null,
    },
    ...{ targets: [], timeoutMilliseconds: null, next: next.map((to) => ({ to: id(to), when: 'done' })) },
  })
  const row = Array.from({ length: 1000 }, (_, at) => step(at, at < 999 ? [at + 1] : []))
  const fan = [
    step(
      0,
      Array.from({ length: 999 }, (_, at) => at + 1),
    ),
    ...Array.from({ length: 999 }, (_, at) => step(at + 1, [])),
  ]
  const began = performance.now()
  expect(drawingOf({ start: id(0), steps: row }).steps).toHaveLength(1000)
  expect(drawingOf({ start: id(0), steps: fan }).lines).toHaveLength(999)
  expect(performance.now() - began).toBeLessThan(2000)
})

test('a playbook that leads in circles is drawn all the same, for it is only shown', () => {
  const playbook = good()
  stepOf(playbook, 'Call').on_completion = idOf(playbook, 'Look')
  expect(drawingOf(playbookContent(playbook)).steps).toHaveLength(9)
})

test('commands are kept as text, what is packed stays packed, and labels are read strictly', () => {
  const playbook = good()
  set(stepOf(playbook, 'Look'), 'commands', [{ type: 'bash', command_b64: 'cm0gLXJmIC8=' }])
  Object.assign(playbook, { markings: ['marking-tlp--00000000-0000-4000-8000-000000000009'] })
  const content = playbookContent(playbook)
  expect(content.steps.find(({ name }) => name === 'Look')?.commands[0]?.text).toBe('Base64: cm0gLXJmIC8=')
  expect(tlpOfPlaybook(content.tlp)).toBe('RED')
  expect(tlpOfPlaybook([])).toBe('AMBER+STRICT')
})
