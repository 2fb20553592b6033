// Whoever reads an alert may read the item and the question, as far as one organisation's own people are concerned.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Marking } from '#kernel/marking.ts'
import { markingFrom, tlpLabels } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { alertMarking } from './alert-marking.ts'

const owner = 'o1'
const organisations = ['o1', 'o2', 'o3']
const persons = ['p1', 'p2', 'p3']
const marking: fc.Arbitrary<Marking> = fc.record({
  tlp: fc.constantFrom(...tlpLabels),
  owner: fc.constant(owner),
  audience: fc.subarray(organisations.slice(1)),
  persons: fc.subarray(persons),
  releasableTo: fc.subarray(['DE', 'EU']),
  reason: fc.constant('as agreed'),
  reviewOn: fc.constant('2030-01-01'),
})
const reader: fc.Arbitrary<Reader> = fc.record({
  kind: fc.constant('person' as const),
  id: fc.constant('p'),
  person: fc.constantFrom(...persons),
  organisation: fc.constantFrom(...organisations),
  clientOf: fc.subarray(organisations),
  communities: fc.subarray(['DE', 'EU', 'FR']),
  roles: fc.constant([]),
  realms: fc.constant(['live']),
})

test('an alert is never more open than the item or the question', () => {
  fc.assert(
    fc.property(marking, marking, reader, (item, question, who) => {
      const made = markingFrom(alertMarking(item, question), owner, null)
      if (!mayRead(who, 'live', made)) return
      // RED names persons of any organisation: what else the alert tells of is joined under their own eyes.
      if (made.tlp === 'RED') {
        expect(mayRead(who, 'live', item) || mayRead(who, 'live', question)).toBe(true)
        return
      }
      expect([mayRead(who, 'live', item), mayRead(who, 'live', question)]).toEqual([true, true])
    }),
  )
})
