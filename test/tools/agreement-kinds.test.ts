// The data that says which records an agreement means, against the kinds of record that there are.
import { expect, test } from 'vitest'
import { AgreementModelsFile, KindsFile } from '#federate/model/kinds.ts'
import { readDataset } from '#platform/dataset.ts'
import { holds, kindFaults, kindsByName, valueAt, whatItIs } from '../../src/federate/rules/agreements/kinds.ts'
import { modelFaults, wordsOf } from '../../src/federate/rules/agreements/models.ts'
import { allRecords } from '../../src/node.ts'

const file = readDataset(KindsFile, 'federate/kinds.json')
const { models } = readDataset(AgreementModelsFile, 'federate/agreement-models.json')
const states = new Map(allRecords.map(({ name, state }) => [name, state]))

test('the released data fits the records of this node, and each model its kinds', () => {
  expect(kindFaults(file, states)).toEqual([])
  expect(modelFaults(models, file)).toEqual([])
})

test('a record, a place or a value that cannot be is named with its place', () => {
  const broken = structuredClone(file)
  broken.kinds.incidents.records = [
    { record: 'assess.nothing', when: [], why: 'no such record' },
    { record: 'assess.incident', severity: '/severity/valeu', when: [], why: 'no such place' },
    { record: 'assess.incident', when: [{ at: '/status', is: ['asleep'] }], why: 'no such value' },
  ]
  expect(kindFaults(broken, states)).toEqual([
    '/kinds/incidents/records/0/record: no room of this node keeps assess.nothing.',
    '/kinds/incidents/records/1/severity: assess.incident has nothing at /severity/valeu.',
    '/kinds/incidents/records/2/when/0: /status of assess.incident can never be asleep.',
  ])
  const short = { ...file, severities: file.severities.slice(0, 2) }
  expect(kindFaults(short, states).join()).toContain('knows the severity red, the list does not')
})

test('a red incident is a warning and an incident; one without severity is an incident only', () => {
  const of = (state: unknown) => whatItIs(file, 'assess.incident', state)
  expect(of({ severity: { value: 'red' }, priority: 'normal' })).toMatchObject({ warning: true, severity: 'red' })
  expect(of({ severity: null, priority: 'urgent' })).toMatchObject({ warning: true, severity: null })
  expect(of({ severity: null, priority: 'normal' }).kinds.map(({ kind }) => kind)).toEqual(['incidents'])
})

test('a draft of a product or an open decision is of no kind', () => {
  expect(whatItIs(file, 'share.product', { status: 'draft' }).kinds).toEqual([])
  expect(whatItIs(file, 'share.product', { status: 'approved' }).kinds).toHaveLength(1)
  expect(whatItIs(file, 'coordinate.decision', { status: 'open' }).kinds).toEqual([])
  expect(whatItIs(file, 'people.person', { status: 'active' }).kinds).toEqual([])
})

test('parts of letters go by their names, and what is missing is never a value that was asked for', () => {
  expect(kindsByName(file, 'response')).toEqual(['responses'])
  expect(kindsByName(file, 'federate.response')).toEqual(['responses'])
  expect(valueAt({ a: [] }, '/a/length/__proto__')).toBeUndefined()
  expect(valueAt({}, '/constructor/name')).toBeUndefined()
  expect(holds({ at: '/status', isNot: ['dropped'] }, {})).toBe(false)
  expect(holds({ at: '/confidence', atLeast: 0.8 }, { confidence: '0.9' })).toBe(false)
})

test('a model becomes the words of either side, in the directions of that side', () => {
  const model = models.find(({ id }) => id === 'operator-to-csirt')
  if (!model) throw new Error('no model')
  const words = wordsOf(model, { side: 'csirt', own: 'us', peer: 'them' }, '2027-11-30')
  expect(words.flows[0]).toMatchObject({ from: 'them', to: 'us', kinds: ['notices'] })
  expect(words.reviewOn).toBe('2028-11-30')
})
