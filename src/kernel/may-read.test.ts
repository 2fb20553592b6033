// The gate, label by label (FIRST TLP 2.0), and what must never widen it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultMarking, lacksJustification, type Marking, markingFrom, tlpLabels } from './marking.ts'
import { mayRead, mayWrite } from './may-read.ts'
import { publicReader, type Reader, systemReader } from './reader.ts'

const [owner, receiver, client, other] = ['o', 'r', 'c', 'x'] as const
const from = (organisation: string, more: Partial<Reader> = {}): Reader => ({
  kind: 'person',
  id: 'p',
  person: `person of ${organisation}`,
  organisation,
  clientOf: [],
  communities: [],
  roles: [],
  realms: ['live'],
  ...more,
})
const marked = (tlp: Marking['tlp'], more: Partial<Marking> = {}): Marking => ({
  ...defaultMarking(owner),
  tlp,
  audience: [receiver],
  ...more,
})
const clientReader = from(client, { clientOf: [receiver] })

test.each([
  ['CLEAR', [true, true, true, true, true]],
  ['GREEN', [true, true, true, true, false]],
  ['AMBER', [true, true, true, false, false]],
  ['AMBER+STRICT', [true, true, false, false, false]],
  ['RED', [false, false, false, false, false]],
] as const)('TLP:%s reaches owner, receiver, client, community and world as it says', (tlp, expected) => {
  const readers = [from(owner), from(receiver), clientReader, from(other), publicReader]
  expect(readers.map((reader) => mayRead(reader, 'live', marked(tlp)))).toEqual(expected)
})

test('TLP:RED reaches the persons named, whatever their organisation', () => {
  const red = marked('RED', { persons: ['person of x'] })
  expect(mayRead(from(other), 'live', red)).toBe(true)
  expect(mayRead(from(owner), 'live', red)).toBe(false)
})

test('what is not marked is TLP:AMBER+STRICT of its owner', () => {
  expect(markingFrom(undefined, owner, null)).toEqual(defaultMarking(owner))
  expect(defaultMarking(owner).tlp).toBe('AMBER+STRICT')
})

test('the author of TLP:RED is among its recipients', () => {
  expect(markingFrom({ tlp: 'RED' }, owner, 'me').persons).toEqual(['me'])
})

test('above the default a marking costs a reason and a review date', () => {
  expect(tlpLabels.map((tlp) => lacksJustification(marked(tlp)))).toEqual([false, false, false, false, true])
  expect(lacksJustification(marked('RED', { reason: 'source protection', reviewOn: '2025-04-01' }))).toBe(false)
})

test('a releasability list narrows every label for all but the owner', () => {
  const list = { releasableTo: ['FR'] }
  expect(mayRead(from(receiver), 'live', marked('AMBER', list))).toBe(false)
  expect(mayRead(from(receiver, { communities: ['FR', 'EU'] }), 'live', marked('AMBER', list))).toBe(true)
  expect(mayRead(from(owner), 'live', marked('AMBER', list))).toBe(true)
  expect(mayRead(publicReader, 'live', marked('CLEAR', list))).toBe(false)
})

test('a peer without an agreement gets nothing, and with one nothing above it', () => {
  const peer = from(receiver, { kind: 'peer', person: null })
  expect(mayRead(peer, 'live', marked('CLEAR'))).toBe(false)
  expect(mayRead({ ...peer, agreement: { highest: 'GREEN' } }, 'live', marked('GREEN'))).toBe(true)
  expect(mayRead({ ...peer, agreement: { highest: 'GREEN' } }, 'live', marked('AMBER'))).toBe(false)
})

test("a realm is closed to whoever is not in it, even to the node's own jobs", () => {
  expect(mayRead(from(owner), 'exercise:monday', marked('CLEAR'))).toBe(false)
  expect(mayRead(systemReader('notary', ['live'], owner), 'exercise:monday', marked('CLEAR'))).toBe(false)
})

test('leaving out a field of a marking never lets more people read', () => {
  const fields = ['audience', 'persons', 'releasableTo'] as const
  const anyMarking = fc.record({
    tlp: fc.constantFrom(...tlpLabels),
    audience: fc.subarray([receiver, other]),
    persons: fc.subarray(['person of x', 'person of r']),
  })
  fc.assert(
    fc.property(
      anyMarking,
      fc.constantFrom(...fields.slice(0, 2)),
      fc.constantFrom(owner, receiver, client, other),
      (parts, field, organisation) => {
        const whole = marked(parts.tlp, parts)
        const without = { ...whole, [field]: [] }
        const reader = from(organisation)
        expect(mayRead(reader, 'live', without) && !mayRead(reader, 'live', whole)).toBe(false)
      },
    ),
  )
})

test("writing is for the owner's people and the staff of the node, never for peers or strangers", () => {
  const home = 'h'
  const green = marked('GREEN')
  expect(mayWrite(from(owner), 'live', green, home)).toBe(true)
  expect(mayWrite(from(home), 'live', green, home)).toBe(true)
  expect(mayWrite(from(receiver), 'live', green, home)).toBe(false)
  expect(mayWrite(from(home), 'live', marked('AMBER'), home)).toBe(false)
  expect(mayWrite({ ...from(owner, { kind: 'peer' }), agreement: { highest: 'RED' } }, 'live', green, home)).toBe(false)
})
