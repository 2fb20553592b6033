// Changing a scenario on its timeline keeps how things were written, and every name that stood for them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '#platform/worker.ts'
import type { Scenario } from '../../model/scenario.ts'
import {
  arrowsOf,
  changeExpected,
  changeInject,
  draftMoments,
  freeId,
  moveInject,
  renameInject,
  stepOf,
} from './edit.ts'
import { readScenario } from './read.ts'

const { scenario: read } = readScenario(
  readFileSync(join(packageRoot(), 'src/exercise/testdata/three-small-things.yaml'), 'utf8'),
)
const scenario = read as Scenario // the test below would fail on null
const inject = (of: Scenario, id: string) => of.injects.find((one) => one.id === id)
const at = (text: string) => Date.parse(`2025-03-10T${text}:00Z`)

test('a span stays a span, a date a date, and what follows another stays behind it', () => {
  expect(inject(moveInject(scenario, 'outage', at('09:15')), 'outage')?.at).toBe('1h 15m')
  const dated = changeInject(scenario, 'outage', (one) => ({ ...one, at: '2025-03-10T08:30:00.000Z' }))
  expect(inject(moveInject(dated, 'outage', at('09:15')), 'outage')?.at).toBe('2025-03-10T09:15:00.000Z')
  expect(inject(moveInject(scenario, 'call', at('09:00')), 'call')?.after).toEqual({ inject: 'outage', by: '30m' })
  expect(inject(moveInject(scenario, 'call', at('08:00')), 'call')?.after?.by).toBe('0s')
})

test('nothing is moved before the start or past the end', () => {
  expect(inject(moveInject(scenario, 'outage', at('02:00')), 'outage')?.at).toBe('0s')
  expect(inject(moveInject(scenario, 'outage', at('23:00')), 'outage')?.at).toBe('4h')
})

test('a new name stands wherever the old one did, and the old one nowhere', () => {
  const branched = changeInject(scenario, 'flood', (one) => ({
    ...one,
    when: { delivered: ['outage'], chosen: { outage: 'Yes' } },
  }))
  const toured = { ...branched, tour: [{ after: 'outage', page: '/sense', title: 'x', text: 'x' }] }
  const renamed = renameInject(toured, 'outage', 'failure')
  expect(JSON.stringify(renamed)).not.toContain('"outage"')
  expect(inject(renamed, 'call')?.after?.inject).toBe('failure')
  expect(renamed.expected[0]?.from).toBe('failure')
})

test('arrows lead from what is followed, and from what a branch hangs on through what was expected of it', () => {
  expect(arrowsOf(scenario)).toEqual([{ from: 'outage', to: 'call', kind: 'follows' }])
  const branched = changeInject(scenario, 'flood', (one) => ({ ...one, when: { missed: ['incident'] } }))
  expect(arrowsOf(branched)).toContainEqual({ from: 'outage', to: 'flood', kind: 'branch' })
  const ring = changeExpected(
    changeExpected(branched, 'incident', ({ from: _from, ...one }) => ({ ...one, fromDone: 'no-crisis' })),
    'no-crisis',
    (one) => ({ ...one, fromDone: 'incident' }),
  )
  expect(arrowsOf(ring)).toEqual([{ from: 'outage', to: 'call', kind: 'follows' }])
})

test('free names are free, and a step is a hundredth of the story or less', () => {
  expect(freeId(scenario, 'inject')).toBe('inject-1')
  expect(freeId(renameInject(scenario, 'outage', 'inject-1'), 'inject')).toBe('inject-2')
  expect(stepOf(scenario)).toBe(60_000)
  expect(stepOf({ startsAt: '2025-03-10T08:00:00.000Z', endsAt: '2025-03-14T16:00:00.000Z' })).toBe(3_600_000)
})

test('a moment that is still being typed stops nobody: the inject and what follows it have none yet', () => {
  const typing = changeInject(scenario, 'outage', (one) => ({ ...one, at: 'soon' }))
  expect([...draftMoments(typing).keys()]).toEqual(['flood'])
  expect(draftMoments(scenario).size).toBe(3)
})
