// The life of a decision: every step from every state, and a second person who is never the first.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '#kernel/entry.ts'
import { fold } from '#kernel/record.ts'
import { type Decision, decisionStatuses } from '../../model/decision.ts'
import { decisionRecord } from './decision-record.ts'
import { type DecisionEvent, decisionEvents, decisionLife, whyNotDecide } from './lifecycle.ts'
import { namedInDecision, redactedDecision } from './redact-decision.ts'

const party = { name: 'Authority', actor: null, organisation: null, person: null }
const uuid = (n: number) => `01980f3c-8a00-7000-8000-00000000000${n}`
type Said = [person: string, kind: string, body: object]
const at = '2027-03-10T09:00:00.000Z'

function after(said: readonly Said[], fourEyes = false): Decision {
  const opened: Said = [
    'anna',
    'coordinate.decisionOpened',
    {
      ...{
        reference: 'DEC-2027-0001',
        year: 2027,
        number: 1,
        crisis: null,
        kind: 'general',
        question: 'What?',
        background: '',
      },
      options: [
        { text: 'One', speaksFor: '', speaksAgainst: '' },
        { text: 'Two', speaksFor: '', speaksAgainst: '' },
      ],
      ...{ evidence: [], fourEyes, reviewAt: null },
    },
  ]
  const entries = [opened, ...said].map(([person, kind, body], n) => ({
    ...{ kind, body, actor: `person:${person}`, recordedAt: new Date(Date.parse(at) + n * 1_000).toISOString() },
  }))
  const state = fold(decisionRecord, entries as unknown as Entry[])
  if (!state) throw new Error('It was not opened.')
  return state
}

const bodies: Record<DecisionEvent, [kind: string, body: object]> = {
  describe: ['coordinate.decisionDescribed', { background: 'More.' }],
  'add-option': ['coordinate.decisionOptionAdded', { text: 'Three', speaksFor: '', speaksAgainst: '' }],
  'drop-option': ['coordinate.decisionOptionDropped', { option: 'o2', reason: 'So.' }],
  consult: ['coordinate.decisionConsulted', { party, at, how: 'call', position: 'agrees', words: '' }],
  choose: ['coordinate.decisionChosen', { option: 'o1', decider: party, at, reasons: 'So.', knownAt: at }],
  second: ['coordinate.decisionSeconded', { words: '' }],
  return: ['coordinate.decisionReturned', { reason: 'So.' }],
  dissent: ['coordinate.decisionDissented', { party: null, words: 'No.' }],
  'link-tasks': ['coordinate.decisionTasksLinked', { tasks: [uuid(3)] }],
  supersede: ['coordinate.decisionSuperseded', { by: uuid(4), reason: 'So.' }],
  drop: ['coordinate.decisionDropped', { reason: 'So.' }],
}
const did = (person: string, event: DecisionEvent): Said => [person, ...bodies[event]]

test('every state knows every event: it leads somewhere, or says in a sentence why not', () => {
  for (const status of decisionStatuses) {
    for (const event of decisionEvents) {
      const step = decisionLife[status][event]
      if ('not' in step) expect(step.not.length).toBeGreaterThan(10)
      else expect([...decisionStatuses, 'chosen']).toContain(step.to)
    }
  }
})

test('with four eyes a choice waits, and only somebody else makes it a decision', () => {
  const waiting = after([did('anna', 'choose')], true)
  expect(waiting.status).toBe('for-second')
  expect(whyNotDecide(waiting, 'second', 'anna')?.refusal).toBe('second-person-needed')
  expect(
    whyNotDecide({ ...waiting, chosen: { ...waiting.chosen!, by: 'person:anna/token:x' } }, 'second', 'anna')?.refusal,
  ).toBe('second-person-needed')
  expect(whyNotDecide(waiting, 'second', null)?.refusal).toBe('person-needed')
  expect(whyNotDecide(waiting, 'second', 'ben')).toBeNull()
  expect(after([did('anna', 'choose'), did('ben', 'second')], true)).toMatchObject({
    status: 'decided',
    second: { by: 'person:ben' },
  })
  expect(after([did('anna', 'choose')])).toMatchObject({ status: 'decided', second: null })
})

test('what is sent back stays in the record with who chose it', () => {
  expect(after([did('anna', 'choose'), did('ben', 'return')], true)).toMatchObject({
    ...{ status: 'open', chosen: null },
    returned: [{ by: 'person:ben', option: 'o1', chosenBy: 'person:anna' }],
  })
})

test('after any events the record stands where its table leads, and keys are given once', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('anna', 'ben'), fc.constantFrom(...decisionEvents)), {
    maxLength: 25,
  })
  fc.assert(
    fc.property(steps, fc.boolean(), (all, fourEyes) => {
      const said: Said[] = []
      for (const [person, event] of all) {
        const before = after(said, fourEyes)
        if (whyNotDecide(before, event, person)) continue
        const step = decisionLife[before.status][event]
        if ('not' in step) throw new Error(step.not)
        said.push(did(person, event))
        const to = step.to === 'chosen' ? (fourEyes ? 'for-second' : 'decided') : step.to
        expect(after(said, fourEyes).status).toBe(to)
      }
      const state = after(said, fourEyes)
      const keys = [...state.options, ...state.consulted, ...state.dissents].map(({ key }) => key.slice(1))
      expect(new Set(keys).size).toBe(keys.length)
      if (state.second) expect(state.second.by).not.toBe(state.chosen?.by)
      if (fourEyes && state.status === 'decided') expect(state.second).not.toBeNull()
    }),
    { numRuns: 100 },
  )
})

test('what may not be read looks like what is not there', () => {
  const state = after([did('anna', 'link-tasks'), did('anna', 'choose'), did('anna', 'supersede')])
  expect(namedInDecision(state)).toEqual([uuid(3), uuid(4)])
  expect(redactedDecision(state, new Set([uuid(3)]))).toMatchObject({ tasks: [uuid(3)], supersededBy: null })
  expect(redactedDecision(state, new Set())).toMatchObject({ tasks: [] })
})
