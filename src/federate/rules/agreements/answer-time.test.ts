// By when an answer is due: the shortest promise of the flows that carry the record, and not a moment earlier.
import { expect, test } from 'vitest'
import type { Agreement, Flow } from '../../model/agreement.ts'
import { answerDue, promisedMinutes, promisesTime } from './answer-time.ts'
import type { RecordFacts, Ways } from './flows.ts'

const [us, them, home, theirs] = ['a', 'b', 'c', 'd'].map((end) => `0198f000-0000-7000-8000-00000000000${end}`) as [
  string,
  string,
  string,
  string,
]
const now = '2027-03-10T12:00:00.000Z'
const flow = (more: Partial<Flow>): Flow => ({
  ...{ from: us, to: them, kinds: ['incidents'], highest: 'AMBER', trigger: { when: 'always' } },
  ...{ responseMinutes: 240, formats: ['envelopes/1'], retentionDays: null },
  ...more,
})
const agreed = (flows: Flow[], status: Agreement['status'] = 'in-force') =>
  ({
    status,
    terms: {
      ...{ realm: 'live', validFrom: '2027-01-01', endsOn: null, flows },
      parties: [
        { node: us, organisation: home, name: 'North' },
        { node: them, organisation: theirs, name: 'South' },
      ],
    },
  }) as unknown as Pick<Agreement, 'status' | 'terms'>
const facts: RecordFacts = {
  ...{ realm: 'live', severity: 'red', warning: true, releasedByHand: false },
  marking: { tlp: 'GREEN', owner: home, audience: [], persons: [], releasableTo: [] },
  kinds: [
    { kind: 'warnings', why: 'it is red' },
    { kind: 'incidents', why: 'it is one' },
  ],
}
const ways: Ways = {
  ...{ from: us, to: them, owner: home, sender: 'North', receiver: 'South', persons: [] },
  reader: { id: them, organisation: theirs, clientOf: [], communities: [] },
  severities: ['white', 'yellow', 'red'],
}
const promised = (flows: Flow[], of = facts, status?: Agreement['status']) =>
  promisedMinutes(of, agreed(flows, status), ways, now)

test('of all flows that carry it the shortest promise counts, in whatever order they stand', () => {
  const [slow, fast] = [flow({}), flow({ kinds: ['warnings'], responseMinutes: 30 })]
  expect(promised([slow, fast])).toBe(30)
  expect(promised([fast, slow])).toBe(30)
})

test('a flow that does not carry it promises nothing for it', () => {
  expect(promised([flow({ kinds: ['crises'] })])).toBeNull()
  expect(promised([flow({ from: them, to: us })])).toBeNull()
  expect(promised([flow({ highest: 'CLEAR' })])).toBeNull()
  expect(
    promised([flow({ trigger: { when: 'severity-from', severity: 'red' } })], { ...facts, severity: 'white' }),
  ).toBeNull()
  expect(promised([flow({ responseMinutes: null })])).toBeNull()
  expect(promised([flow({ kinds: ['crises'], responseMinutes: 5 }), flow({})])).toBe(240)
})

test('while an agreement is suspended nobody owes an answer by it', () => {
  expect(promised([flow({})], facts, 'suspended')).toBeNull()
})

test('whether an agreement promises anything at all', () => {
  expect(promisesTime(agreed([flow({ responseMinutes: null })]))).toBe(false)
  expect(promisesTime(agreed([flow({ responseMinutes: null }), flow({})]))).toBe(true)
})

test('at the moment it is not late; one millisecond after it is', () => {
  const since = '2027-03-10T12:00:00.000Z'
  const due = '2027-03-10T12:30:00.000Z'
  expect(answerDue(since, 30, due)).toEqual({ dueAt: due, late: false })
  expect(answerDue(since, 30, '2027-03-10T12:30:00.001Z')).toEqual({ dueAt: due, late: true })
})
