// What is told of a scenario that cannot be played, and in which line.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Scenario } from '../../model/scenario.ts'
import { checkScenario, type Known } from './check.ts'
import { readScenario } from './read.ts'
import { ringIn } from './rings.ts'

const sound = `format: tocsin-scenario/1
id: small
title: A small evening
summary: One call, one answer.
difficulty: introductory
minutes: 5
startsAt: 2025-03-10T08:00:00Z
endsAt: 2025-03-10T10:00:00Z
derivedFrom:
  - title: Loss of a provider
    source: made for a test
objectives:
  - id: tell
    title: The desk tells the authority
    obligations: [N2-01]
participants:
  - id: desk
    name: The desk
    kind: csirt
cast:
  - id: anna
    name: Duty officer
    participant: desk
    cell: players
    roles: [duty-officer]
injects:
  - id: call
    title: Somebody calls
    at: 10m
    content:
      channel: phone
      caller: An operator
      to: anna
      text: The lights are out.
expected:
  - id: opened
    title: An incident is opened
    objective: tell
    measure: notice
    from: call
    within: 20m
    entry:
      verb: assess.declareIncident
    play:
      - do: assess.declareIncident
        as: anna
        with:
          title: The lights are out
        keep: incident
`
const known: Known = {
  obligations: new Set(['N2-01']),
  contracts: new Map([
    [
      'assess.declareIncident',
      { roles: ['duty-officer', 'analyst'], fields: new Set(['title', 'summary']), query: false },
    ],
    ['assess.listIncidents', { roles: null, fields: new Set(['q']), query: true }],
  ]),
}

function findingsOf(text: string): string[] {
  const { scenario, findings, lineOf } = readScenario(text)
  const all = scenario ? checkScenario(scenario, known, lineOf) : findings
  return all.map(({ line, rule }) => `${line} ${rule}`)
}
const changed = (from: string, to: string) => {
  expect(sound).toContain(from)
  return findingsOf(sound.replace(from, to))
}
const lineOf = (words: string) => sound.slice(0, sound.indexOf(words)).split('\n').length

test('a sound scenario is told nothing', () => {
  expect(findingsOf(sound)).toEqual([])
})

test('JSON is read as well', () => {
  const { scenario } = readScenario(sound)
  expect(readScenario(JSON.stringify(scenario)).scenario).toEqual(scenario)
})

test.each([
  ['unknown inject', 'from: call', 'from: cal', 'unknown-name'],
  ['unknown person', '        as: anna', '        as: bert', 'unknown-name'],
  ['unknown participant', 'participant: desk', 'participant: disk', 'unknown-name'],
  ['no such operation', '- do: assess.declareIncident', '- do: assess.declareAccident', 'no-such-operation'],
  ['a field that it does not take', '          title: The lights', '          titel: The lights', 'no-such-field'],
  ['somebody who may not', 'roles: [duty-officer]', 'roles: [reader]', 'not-theirs'],
  ['an unknown obligation', 'N2-01', 'N2-99', 'unknown-obligation'],
  ['an end before the start', 'endsAt: 2025-03-10T10', 'endsAt: 2025-03-09T10', 'ends-before-it-starts'],
  ['a date that is none', 'startsAt: 2025-03-10T08', 'startsAt: 2025-13-40T08', 'no-such-date'],
  ['an inject before the start', 'at: 10m', 'at: 2025-03-10T07:59:59Z', 'before-the-start'],
  ['an inject after the end', 'at: 10m', 'at: 3h', 'after-the-end'],
  ['a time due after the end', 'within: 20m', 'within: 3h', 'due-after-the-end'],
  ['a negative time', 'at: 10m', 'at: -10m', 'schema'],
  ['no moment', 'at: 10m', 'note: none', 'one-moment'],
  ['an unknown channel', 'channel: phone', 'channel: pigeon', 'schema'],
  ['a field of another channel', 'caller: An operator', 'outlet: A paper', 'schema'],
  ['an unknown field', 'minutes: 5', 'minutes: 5\nhours: 1', 'schema'],
  ['a name that was never kept', 'title: The lights are out\n', 'title: "{{report.id}}"\n', 'never-kept'],
  ['an entry that anything would meet', 'entry:\n      verb: assess.declareIncident', 'entry: {}', 'anything-would-do'],
  [
    'a pattern that is not understood',
    '      verb: assess.declareIncident\n',
    "      verb: assess.declareIncident\n      where: { /body/title: '/(?=a)+$/' }\n",
    'no-pattern',
  ],
  ['nobody to play it', '    play:', '    never: true\n    play:', 'plays-what-must-not-be'],
])('%s', (_what, from, to, rule) => {
  expect(changed(from, to).map((one) => one.split(' ')[1])).toContain(rule)
})

test('a finding names the line in which it stands', () => {
  expect(changed('from: call', 'from: cal')).toContain(`${lineOf('from: call')} unknown-name`)
  expect(changed('channel: phone', 'channel: pigeon')).toContain(`${lineOf('channel: phone')} schema`)
  expect(changed('source: made for a test', 'source:')).toContain(`${lineOf('- title: Loss')} schema`)
  expect(findingsOf(sound.replace('injects:', 'injects: [')).at(0)).toMatch(/unreadable$/)
})

test('what waits for itself is named as a ring', () => {
  const ring = sound.replace('at: 10m', 'after: { inject: call, by: 5m }')
  expect(findingsOf(ring)).toContain(`${lineOf('- id: call')} waits-for-itself`)
  const condition = sound.replace('at: 10m', 'at: 10m\n    when: { done: [opened] }')
  expect(findingsOf(condition).join()).toMatch(/waits-for-itself/)
})

test('aliases, depth, several documents and duplicate keys are refused', () => {
  expect(findingsOf('a: &x [1]\nb: *x\n')[0]).toMatch(/unreadable/)
  expect(findingsOf('['.repeat(10_000))[0]).toMatch(/unreadable/)
  expect(findingsOf('a: 1\n---\nb: 2\n')[0]).toMatch(/unreadable/)
  expect(findingsOf(sound.replace('minutes: 5', 'minutes: 5\nminutes: 6'))[0]).toMatch(/unreadable/)
  expect(findingsOf('')[0]).toMatch(/unreadable|schema/)
})

test('no text, and no part of one, makes the reader or the checker throw', () => {
  const lines = sound.split('\n')
  fc.assert(
    fc.property(
      fc.array(fc.nat(lines.length - 1), { maxLength: 8 }),
      fc.string(),
      fc.nat(sound.length),
      (gone, junk, at) => {
        findingsOf(lines.filter((_, line) => !gone.includes(line)).join('\n'))
        findingsOf(sound.slice(0, at) + junk + sound.slice(at))
      },
    ),
  )
})

test('a ring is found exactly where one is', () => {
  const graph = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 14 })
  fc.assert(
    fc.property(graph, (edges) => {
      const waits = new Map<string, string[]>()
      for (const [from, to] of edges) waits.set(`${from}`, [...(waits.get(`${from}`) ?? []), `${to}`])
      const ring = ringIn(waits)
      const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
        (waits.get(from) ?? []).some(
          (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
        )
      expect(ring !== undefined).toBe([...waits.keys()].some((one) => reaches(one, one)))
      for (const [at, one] of (ring ?? []).entries()) expect(waits.get(one)).toContain(ring?.[(at + 1) % ring.length])
    }),
  )
})

test('ten thousand injects and five hundred people are read and checked', () => {
  const { scenario } = readScenario(sound)
  const one = scenario?.injects[0]
  const cast = Array.from({ length: 500 }, (_, at) => ({ ...scenario?.cast[0], id: `p-${at}` }))
  const many: unknown = {
    ...scenario,
    cast: [...(scenario?.cast ?? []), ...cast],
    injects: [one, ...Array.from({ length: 9_999 }, (_, at) => ({ ...one, id: `i-${at}`, at: `${at % 100}m` }))],
  }
  const read = readScenario(JSON.stringify(many, null, 1))
  expect(read.findings).toEqual([])
  expect(checkScenario(read.scenario as Scenario, known, read.lineOf)).toEqual([])
})
