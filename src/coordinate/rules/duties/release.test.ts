// Releasability: the same rule as for everybody who signs in, with a reason for each answer.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Marking, tlpLabels } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { KnownParty } from '../../model/notice-kind.ts'
import { checkRelease, type KnownOrganisation, mayGo, type Recipient, whyNotChannel } from './release.ts'

const home = '01980f3c-8a00-7000-8000-000000000001'
const theirs = '01980f3c-8a00-7000-8000-000000000002'
const person = '01980f3c-8a00-7000-8000-000000000003'
const marked = (tlp: Marking['tlp'], more: Partial<Marking> = {}): Marking => ({
  ...{ tlp, owner: home, audience: [], persons: [], releasableTo: [] },
  ...more,
})
const agency: KnownOrganisation = { id: theirs, name: 'Agency', active: true, clientOf: [], communities: ['EU', 'FR'] }
const network: KnownParty = {
  actor: 'cyclone',
  name: 'EU-CyCLONe',
  known: true,
  communities: ['EU'],
  releaseMustName: false,
}
const nato: KnownParty = { actor: 'nato', name: 'NATO', known: false, communities: ['NATO'], releaseMustName: true }

function to(
  organisation: KnownOrganisation | null,
  known: KnownParty | null = null,
  named: string | null = null,
): Recipient {
  const party = {
    name: known?.name ?? organisation?.name ?? 'Somebody',
    actor: known?.actor ?? null,
    organisation: organisation?.id ?? null,
    person: named,
  }
  return { party, organisation, known }
}
const may = (marking: Marking, recipient: Recipient) => mayGo(marking, 'live', recipient).may

test('TLP:CLEAR goes to everybody, also to those whom nobody knows', () => {
  expect(may(marked('CLEAR'), to(null))).toBe(true)
  expect(may(marked('CLEAR'), to(null, nato))).toBe(true)
})

test('TLP:GREEN goes to the community: networks of the Union, and whoever stands in the register', () => {
  expect(may(marked('GREEN'), to(null, network))).toBe(true)
  expect(may(marked('GREEN'), to(agency))).toBe(true)
  expect(mayGo(marked('GREEN'), 'live', to(null))).toMatchObject({
    may: false,
    reasons: [expect.stringContaining('register')],
  })
})

test('TLP:AMBER and AMBER+STRICT go to whom the marking names, AMBER to their clients as well', () => {
  for (const tlp of ['AMBER', 'AMBER+STRICT'] as const) {
    expect(may(marked(tlp), to(null, network))).toBe(false)
    expect(may(marked(tlp), to(agency))).toBe(false)
    expect(may(marked(tlp, { audience: [theirs] }), to(agency))).toBe(true)
  }
  const client = { ...agency, clientOf: [home] }
  expect(may(marked('AMBER'), to(client))).toBe(true)
  expect(may(marked('AMBER+STRICT'), to(client))).toBe(false)
})

test('TLP:RED goes to the person who is named, not to their organisation', () => {
  const red = marked('RED', { persons: [person], audience: [theirs] })
  expect(may(red, to(agency))).toBe(false)
  expect(may(red, to(agency, null, person))).toBe(true)
})

test('a releasability list narrows it, and outside of the Union it must name them', () => {
  expect(may(marked('GREEN', { releasableTo: ['DE'] }), to(agency))).toBe(false)
  expect(may(marked('GREEN', { releasableTo: ['FR'] }), to(agency))).toBe(true)
  const point = { ...agency, communities: ['NATO'] }
  expect(mayGo(marked('GREEN'), 'live', to(point, nato)).reasons.join()).toContain('for example NATO')
  expect(may(marked('GREEN', { releasableTo: ['NATO'] }), to(point, nato))).toBe(true)
  expect(may(marked('AMBER', { releasableTo: ['NATO'] }), to(point, nato))).toBe(false)
})

test('nothing goes to an organisation that is no longer active', () => {
  expect(mayGo(marked('CLEAR'), 'live', to({ ...agency, active: false }))).toMatchObject({ may: false })
})

test('where all of it may not go, the tear-line may, if its own marking lets it', () => {
  const tearLine = { text: 'Part.', marking: marked('GREEN') }
  const check = (marking: Marking, line: typeof tearLine | null) =>
    checkRelease({ tearLine: line, revision: 3 }, marking, 'live', to(null, network))
  expect(check(marked('GREEN'), tearLine)).toMatchObject({ may: true, text: 'full', revision: 3 })
  expect(check(marked('AMBER'), tearLine)).toMatchObject({ may: true, text: 'tear-line' })
  expect(check(marked('AMBER'), null)).toMatchObject({ may: false, text: 'none' })
  expect(check(marked('AMBER'), { ...tearLine, marking: marked('AMBER') }).reasons).toHaveLength(2)
})

test('PAP:RED keeps to channels that nobody notices', () => {
  const channels = { RED: ['call' as const] }
  expect(whyNotChannel(marked('GREEN', { pap: 'RED' }), 'email', channels)).toContain('PAP:RED')
  expect(whyNotChannel(marked('GREEN', { pap: 'RED' }), 'call', channels)).toBeNull()
  expect(whyNotChannel(marked('GREEN'), 'email', channels)).toBeNull()
})

test('it never lets go what a person of the recipient could not read here, and always says why', () => {
  const id = fc.constantFrom(home, theirs, person)
  const anyMarking = fc.record({
    tlp: fc.constantFrom(...tlpLabels),
    owner: id,
    audience: fc.uniqueArray(id),
    persons: fc.uniqueArray(id),
    releasableTo: fc.uniqueArray(fc.constantFrom('EU', 'NATO', 'FR', 'CH')),
  })
  const anyOne = fc.record({
    organisation: fc.option(
      fc.record({ ...agencyOf(id), communities: fc.uniqueArray(fc.constantFrom('EU', 'NATO', 'FR')) }),
    ),
    known: fc.option(fc.constantFrom(network, nato)),
    named: fc.option(id),
  })
  fc.assert(
    fc.property(anyMarking, anyOne, (marking, { organisation, known, named }) => {
      const answer = mayGo(marking, 'live', to(organisation, known, named))
      expect(answer.reasons.length).toBeGreaterThan(0)
      if (!answer.may || !organisation) return
      const somebody = {
        ...{
          kind: 'person' as const,
          id: 'x',
          person: named,
          organisation: organisation.id,
          roles: [],
          realms: ['live'],
        },
        ...{ clientOf: [...organisation.clientOf], communities: [...organisation.communities] },
      }
      expect(mayRead(somebody, 'live', marking)).toBe(true)
    }),
  )
})

function agencyOf(id: fc.Arbitrary<string>) {
  return { id, name: fc.constant('Agency'), active: fc.boolean(), clientOf: fc.uniqueArray(id) }
}
