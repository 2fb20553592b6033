// What flows: by hand-made cases first, then for any terms and any record that chance can think of.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Marking, type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import type { Agreement, AgreementTerms, Flow, Trigger } from '../../model/agreement.ts'
import { agreementKinds, agreementStatuses } from '../../model/agreement.ts'
import { flows, type RecordFacts, type Ways } from './flows.ts'

const us = '0198f000-0000-7000-8000-00000000000a'
const them = '0198f000-0000-7000-8000-00000000000b'
const home = '0198f000-0000-7000-8000-0000000000aa'
const theirs = '0198f000-0000-7000-8000-0000000000bb'
const third = '0198f000-0000-7000-8000-0000000000cc'
const contact = '0198f000-0000-7000-8000-0000000000dd'
const somebody = '0198f000-0000-7000-8000-0000000000ee'
const severities = ['white', 'green', 'yellow', 'red']
const now = '2027-03-10T09:45:00.000Z'

const ways: Ways = {
  ...{ from: us, to: them, owner: home, sender: 'this node', receiver: 'CSIRT South', persons: [contact], severities },
  reader: { id: them, organisation: theirs, clientOf: [], communities: ['ES', 'EU'] },
}
const flow = (more: Partial<Flow> = {}): Flow => ({
  ...{ from: us, to: them, kinds: ['incidents'], highest: 'AMBER', trigger: { when: 'always' } },
  ...{ responseMinutes: 60, formats: ['envelopes/1'], retentionDays: 30 },
  ...more,
})
const terms = (more: Partial<AgreementTerms> = {}): AgreementTerms => ({
  ...{ v: 1, id: third, version: 1, title: 'Agreed', purpose: 'To warn each other.', realm: 'live' },
  parties: [
    { node: us, organisation: home, name: 'CSIRT North' },
    { node: them, organisation: theirs, name: 'CSIRT South' },
  ],
  ...{ flows: [flow()], contacts: [], fallback: 'Call.', limits: { lettersPerMinute: 10, kilobytesPerSecond: null } },
  ...{ basis: [], validFrom: '2027-01-01', reviewOn: '2028-01-01', endsOn: null },
  ...more,
})
const marked = (more: Partial<Marking> = {}): Marking => ({
  ...{ tlp: 'GREEN', owner: home, audience: [], persons: [], releasableTo: [] },
  ...more,
})
const facts = (more: Partial<RecordFacts> = {}): RecordFacts => ({
  ...{ realm: 'live', marking: marked(), kinds: [{ kind: 'incidents', why: 'it is an incident' }] },
  ...{ severity: 'green', warning: false, releasedByHand: false },
  ...more,
})
const agreed = (more: Partial<AgreementTerms> = {}, status: Agreement['status'] = 'in-force') => ({
  status,
  terms: terms(more),
})
const ask = (record: RecordFacts, agreement = agreed(), asked = ways, at = now) => flows(record, agreement, asked, at)

test('an incident within the marking flows, and the reasons say why', () => {
  const judged = ask(facts())
  expect(judged).toMatchObject({ yes: true, kind: 'incidents', urgent: false })
  expect(judged.because.join(' ')).toContain('TLP:GREEN is within TLP:AMBER')
})

test.each([
  ['not of a kind', facts({ kinds: [{ kind: 'claims', why: 'it is a claim' }] }), agreed(), 'It is claims'],
  ['above the highest marking', facts({ marking: marked({ tlp: 'AMBER+STRICT' }) }), agreed(), 'above TLP:AMBER'],
  ['not received by them', facts({ marking: marked({ tlp: 'AMBER' }) }), agreed(), 'does not reach CSIRT South'],
  ['releasable elsewhere', facts({ marking: marked({ releasableTo: ['NATO'] }) }), agreed(), 'releasable to NATO only'],
  ['of a third party', facts({ marking: marked({ owner: third, tlp: 'CLEAR' }) }), agreed(), 'never goes on'],
  ['of an exercise', facts({ realm: 'exercise:storm' }), agreed(), 'is of an exercise'],
  ['real, by an agreement of an exercise', facts(), agreed({ realm: 'exercise:storm' }), 'is not of that exercise'],
  ['suspended', facts(), agreed({}, 'suspended'), 'suspended'],
  ['signed by one side', facts(), agreed({}, 'proposed'), 'both sides must sign'],
  ['before the first day', facts(), agreed({ validFrom: '2027-03-11' }), 'from 2027-03-11 on'],
  ['after the last day', facts(), agreed({ endsOn: '2027-03-09' }), 'last day'],
  ['the other way', facts(), agreed({ flows: [flow({ from: them, to: us })] }), 'tells CSIRT South nothing'],
  [
    'red without a name',
    facts({ marking: marked({ tlp: 'RED' }) }),
    agreed({ flows: [flow({ highest: 'RED' })] }),
    'names nobody',
  ],
] as const)('what is %s does not flow, and a sentence says so', (_name, record, agreement, says) => {
  const judged = ask(record, agreement)
  expect(judged.yes).toBe(false)
  expect(judged.because.join(' ')).toContain(says)
})

test('on its last day an agreement still holds', () => {
  expect(ask(facts(), agreed({ endsOn: '2027-03-10' })).yes).toBe(true)
})

test('TLP:RED goes to persons who are named and are contacts of the peer, and to nobody else', () => {
  const red = agreed({ flows: [flow({ highest: 'RED' })] })
  const to = (persons: string[]) => ask(facts({ marking: marked({ tlp: 'RED', persons }) }), red).yes
  expect([to([contact]), to([somebody]), to([])]).toEqual([true, false, false])
})

test.each([
  [{ when: 'severity-from', severity: 'yellow' }, { severity: 'yellow' }, true],
  [{ when: 'severity-from', severity: 'yellow' }, { severity: 'green' }, false],
  [{ when: 'severity-from', severity: 'yellow' }, { severity: null }, false],
  [{ when: 'severity-from', severity: 'purple' }, { severity: 'red' }, false],
  [{ when: 'named-in-audience' }, { marking: marked({ audience: [theirs] }) }, true],
  [{ when: 'named-in-audience' }, { marking: marked({ audience: [third] }) }, false],
  [{ when: 'released-by-hand' }, { releasedByHand: true }, true],
  [{ when: 'released-by-hand' }, {}, false],
] as const)('by the trigger %j, %j flows: %s', (trigger, more, expected) => {
  expect(ask(facts(more), agreed({ flows: [flow({ trigger })] })).yes).toBe(expected)
})

// Chance.
const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values)
const anyTrigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.constant({ when: 'always' } as const),
  oneOf(severities).map((severity) => ({ when: 'severity-from' as const, severity })),
  fc.constant({ when: 'named-in-audience' } as const),
  fc.constant({ when: 'released-by-hand' } as const),
)
const anyFlow: fc.Arbitrary<Flow> = fc
  .record({
    back: fc.boolean(),
    kinds: fc.uniqueArray(oneOf(agreementKinds), { minLength: 1 }),
    highest: oneOf(tlpLabels),
    trigger: anyTrigger,
    responseMinutes: fc.option(fc.integer({ min: 1, max: 9 })),
    retentionDays: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ back, ...rest }) => ({ ...rest, from: back ? them : us, to: back ? us : them, formats: ['envelopes/1'] }))
const anyDay = oneOf(['2027-03-08', '2027-03-09', '2027-03-10', '2027-03-11', '2027-03-12'])
const anyRealm = oneOf(['live', 'exercise:storm', 'exercise:calm'])
const anyTerms: fc.Arbitrary<AgreementTerms> = fc
  .record({
    flows: fc.array(anyFlow, { minLength: 1, maxLength: 4 }),
    realm: anyRealm,
    validFrom: anyDay,
    endsOn: fc.option(anyDay),
    speed: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ speed, ...given }) => terms({ ...given, limits: { lettersPerMinute: 10, kilobytesPerSecond: speed } }))
const anyMarking: fc.Arbitrary<Marking> = fc.record({
  tlp: oneOf(tlpLabels),
  owner: oneOf([home, home, home, third]),
  audience: fc.subarray([theirs, third]),
  persons: fc.subarray([contact, somebody]),
  releasableTo: fc.subarray(['ES', 'EU', 'NATO']),
})
const anyFacts: fc.Arbitrary<RecordFacts> = fc.record({
  realm: anyRealm,
  marking: anyMarking,
  kinds: fc.uniqueArray(oneOf(agreementKinds), { maxLength: 3 }).map((all) => all.map((kind) => ({ kind, why: 'so' }))),
  severity: fc.option(oneOf(severities)),
  warning: fc.boolean(),
  releasedByHand: fc.boolean(),
})
const anyStatus = fc.oneof(fc.constant('in-force' as const), oneOf(agreementStatuses))
const cases = { numRuns: 3_000 }

test('nothing above the highest marking of its direction ever flows, nothing of others, nothing of another realm', () => {
  let flowed = 0
  fc.assert(
    fc.property(anyFacts, anyTerms, anyStatus, (record, given, status) => {
      if (!ask(record, { status, terms: given }).yes) return
      flowed += 1
      const out = given.flows.filter(({ from }) => from === us)
      const highest = Math.max(...out.map((one) => tlpRank(one.highest)))
      expect(tlpRank(record.marking.tlp)).toBeLessThanOrEqual(highest)
      expect(record.marking.owner).toBe(home)
      expect(record.realm).toBe(given.realm)
      expect(status).toBe('in-force')
      expect(given.validFrom <= now.slice(0, 10) && (given.endsOn ?? '9999') >= now.slice(0, 10)).toBe(true)
      if (record.marking.tlp === 'RED') expect(record.marking.persons).toContain(contact)
    }),
    cases,
  )
  expect(flowed).toBeGreaterThan(20)
})

test('what is suspended, ended, superseded, declined, a draft or a proposal lets nothing flow', () => {
  const others = agreementStatuses.filter((status) => status !== 'in-force')
  fc.assert(
    fc.property(
      anyFacts,
      anyTerms,
      oneOf(others),
      (record, given, status) => !ask(record, { status, terms: given }).yes,
    ),
    cases,
  )
})

test('an agreement of one realm lets nothing of another realm flow, in either direction', () => {
  const back: Ways = { ...ways, from: them, to: us, owner: theirs }
  fc.assert(
    fc.property(anyFacts, anyTerms, (record, given) => {
      fc.pre(record.realm !== given.realm)
      return !ask(record, agreed(given)).yes && !ask(record, agreed(given), back).yes
    }),
    cases,
  )
})

type Tighter = (given: AgreementTerms, at: number) => AgreementTerms
const atFlow = (given: AgreementTerms, at: number, how: (one: Flow) => Flow): AgreementTerms => ({
  ...given,
  flows: given.flows.map((one, place) => (place === at % given.flows.length ? how(one) : one)),
})
const lower = (tlp: Tlp): Tlp => tlpLabels[Math.max(0, tlpRank(tlp) - 1)] ?? 'CLEAR'
const tightenings: Record<string, Tighter> = {
  'a lower marking': (given, at) => atFlow(given, at, (one) => ({ ...one, highest: lower(one.highest) })),
  'a kind fewer': (given, at) =>
    atFlow(given, at, (one) => (one.kinds.length > 1 ? { ...one, kinds: one.kinds.slice(1) } : one)),
  'a flow fewer': (given, at) =>
    given.flows.length > 1
      ? { ...given, flows: given.flows.filter((_, place) => place !== at % given.flows.length) }
      : given,
  'by hand instead of always': (given, at) =>
    atFlow(given, at, (one) =>
      one.trigger.when === 'always' ? { ...one, trigger: { when: 'released-by-hand' } } : one,
    ),
  'a higher severity': (given, at) =>
    atFlow(given, at, (one) =>
      one.trigger.when === 'severity-from'
        ? {
            ...one,
            trigger: {
              when: 'severity-from',
              severity: severities[Math.min(3, severities.indexOf(one.trigger.severity) + 1)] ?? 'red',
            },
          }
        : one,
    ),
  'a later first day': (given) => ({ ...given, validFrom: '2027-03-12' }),
  'an earlier last day': (given) => ({
    ...given,
    endsOn: given.endsOn === null || given.endsOn > '2027-03-09' ? '2027-03-09' : given.endsOn,
  }),
}

test.each(Object.entries(tightenings))('tightened by %s, an agreement never lets more flow', (_name, tighten) => {
  fc.assert(
    fc.property(anyFacts, anyTerms, fc.nat(9), (record, given, at) => {
      if (ask(record, agreed(tighten(given, at))).yes) expect(ask(record, agreed(given)).yes).toBe(true)
    }),
    cases,
  )
})

test('leaving out what may be left out of terms (times, retention, limits, contacts, basis) lets nothing more flow', () => {
  fc.assert(
    fc.property(anyFacts, anyTerms, (record, given) => {
      const bare = {
        ...given,
        ...{ contacts: [], basis: [], limits: { ...given.limits, kilobytesPerSecond: null } },
        flows: given.flows.map((one) => ({ ...one, responseMinutes: null, retentionDays: null })),
      }
      return ask(record, agreed(bare)).yes === ask(record, agreed(given)).yes
    }),
    cases,
  )
})
