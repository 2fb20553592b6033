// The lives of a request, its steps and the cases beside it, what is noted about time, and what would be wrong with the data.
import { expect, test } from 'vitest'
import type { InTime } from '../../model/requests/in-time.ts'
import type { Request } from '../../model/requests/request.ts'
import { readRequestData } from '../../store/requests/data.ts'
import { whyNot } from '../life.ts'
import { faultsIn } from './data.ts'
import { caseLife, requestLife, stepLife } from './lifecycle.ts'
import { inDangerFirst, noticeDue } from './order.ts'

test('a case that was announced and not filed cannot have ended', () => {
  expect(whyNot(caseLife, 'announced', 'ended')?.why).toContain('announced and not filed')
  expect(whyNot(caseLife, 'announced', 'filed')).toBeNull()
})

test('a step that was dropped is planned again first, and a request that ended is opened again first', () => {
  expect(whyNot(stepLife, 'dropped', 'done')?.refusal).toBe('wrong-state')
  expect(whyNot(stepLife, 'announced', 'begun')).toBeNull()
  expect(whyNot(requestLife, 'answered', 'change')?.why).toContain('Open it again')
})

const inTime = (verdict: InTime['verdict']): InTime => ({
  ...{ verdict, today: '2025-02-14', neededBy: '2025-02-23', probability: null, expected: null, earliest: null },
  ...{ certainlyTooLate: null, lastMoments: [], durations: [], curve: [], reasons: ['Because.'], missing: [] },
  alternatives: [],
})
const noted = (...verdicts: InTime['verdict'][]) =>
  ({
    notices: verdicts.map((verdict) => ({ verdict, at: '', since: null, probability: null, because: '' })),
  }) as unknown as Request

test('danger is noted once, relief is noted after it, and what was never in danger is not noted', () => {
  expect(noticeDue(noted(), inTime('in-time'))).toBeNull()
  expect(noticeDue(noted(), inTime('unknown'))).toBeNull()
  expect(noticeDue(noted(), inTime('endangered'))).toMatchObject({ verdict: 'endangered', because: 'Because.' })
  expect(noticeDue(noted('endangered'), inTime('endangered'))).toBeNull()
  expect(noticeDue(noted('endangered'), inTime('too-late'))).toMatchObject({ verdict: 'too-late' })
  expect(noticeDue(noted('endangered'), inTime('in-time'))).toMatchObject({ verdict: 'in-time' })
})

test('where something can still be done comes first, and what is needed sooner before what is needed later', () => {
  const rows = [
    { verdict: 'in-time', neededBy: null },
    { verdict: 'too-late', neededBy: '2025-02-23' },
    { verdict: 'endangered', neededBy: '2025-03-02' },
    { verdict: 'endangered', neededBy: '2025-03-01' },
  ] as const
  expect(inDangerFirst(rows).map(({ verdict, neededBy }) => `${verdict} ${neededBy}`)).toEqual([
    ...['endangered 2025-03-01', 'endangered 2025-03-02', 'too-late 2025-02-23', 'in-time null'],
  ])
})

test('the data of this product have no fault, and shares that do not add up are one', () => {
  const data = readRequestData()
  expect(faultsIn(data)).toEqual([])
  const [kind] = data.durations.kinds
  const uneven = { days: 3, share: 0.4 }
  const prior = { shares: [uneven], asCases: 1, source: 'Test', verification: 'unverified' as const }
  const kinds = kind ? [{ ...kind, prior }, kind] : []
  const faults = faultsIn({ ...data, durations: { ...data.durations, kinds } })
  expect(faults.join(' ')).toContain('add up to 0.4')
  expect(faults.join(' ')).toContain('stands there twice')
})
