// Merging, giving back and splitting, and who would see what.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Marking, tlpLabels } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import { publicReader, type Reader } from '#kernel/reader.ts'
import type { Incident } from '../model.ts'
import { partsHeld, partsToGiveBack, partsToTake, staysWithin, withoutParts, withParts } from './parts.ts'

type Carried = Pick<Incident, 'observations' | 'reports' | 'affected' | 'took'>
const some = (from: readonly string[]) => fc.uniqueArray(fc.constantFrom(...from), { maxLength: 4 })
const carried: fc.Arbitrary<Carried> = fc.record({
  observations: some(['o1', 'o2', 'o3', 'o4']),
  reports: some(['r1', 'r2']),
  took: fc.constant([]),
  affected: fc.record({
    organisations: some(['x', 'y', 'z']),
    services: some(['a', 'b']).map((names) => names.map((name) => ({ name, organisation: null }))),
    sectors: some(['energy', 'banking', 'health']),
    countries: some(['DE', 'FR', 'AT']),
    users: fc.constant(null),
  }),
})

function take(target: Carried, incident: string, source: Carried): Carried {
  const parts = partsToTake(source, target)
  return { ...withParts(target, parts), took: [...target.took, { incident, parts }] }
}
function giveBack(target: Carried, incident: string): Carried {
  const parts = partsToGiveBack(target.took, incident)
  if (!parts) throw new Error('not taken')
  return { ...withoutParts(target, parts), took: target.took.filter((one) => one.incident !== incident) }
}
const asSet = ({ observations, reports, affected }: Carried) =>
  [
    observations,
    reports,
    affected.organisations,
    affected.services.map((one) => one.name),
    affected.sectors,
    affected.countries,
  ].map((list) => [...list].sort())

test('what was merged and taken out again leaves no trace, in whatever order two sources come and go', () => {
  fc.assert(
    fc.property(carried, carried, carried, fc.boolean(), (target, a, b, aFirst) => {
      const both = take(take(target, 'a', a), 'b', b)
      expect(asSet(both)).toEqual(asSet(take(take(target, 'b', b), 'a', a)))
      const [first, second] = aFirst ? ['a', 'b'] : ['b', 'a']
      const left = giveBack(both, first as string)
      expect(asSet(left)).toEqual(asSet(take(target, second as string, aFirst ? b : a)))
      expect(giveBack(left, second as string)).toEqual(target)
    }),
  )
})

test('a split takes only what is there, and both parts together are the whole', () => {
  fc.assert(
    fc.property(carried, carried, (whole, asked) => {
      const { observations, reports, affected } = asked
      const parts = partsHeld({ observations, reports, ...affected }, whole)
      expect(asSet({ ...withParts(withoutParts(whole, parts), parts), took: [] })).toEqual(asSet(whole))
    }),
  )
})

const ids = [
  '0198c2a0-0000-7000-8000-00000000000a',
  '0198c2a0-0000-7000-8000-00000000000b',
  '0198c2a0-0000-7000-8000-00000000000c',
] as const
const marking: fc.Arbitrary<Marking> = fc.record({
  tlp: fc.constantFrom(...tlpLabels),
  owner: fc.constantFrom(...ids),
  audience: fc.uniqueArray(fc.constantFrom(...ids)),
  persons: fc.uniqueArray(fc.constantFrom(...ids)),
  releasableTo: fc.uniqueArray(fc.constantFrom('DE', 'EU', 'NATO'), { maxLength: 2 }),
})
const known: fc.Arbitrary<Reader> = fc.record({
  kind: fc.constant('person' as const),
  id: fc.constant('reader'),
  person: fc.constantFrom(...ids, null),
  organisation: fc.constantFrom(...ids, null),
  clientOf: fc.uniqueArray(fc.constantFrom(...ids)),
  communities: fc.uniqueArray(fc.constantFrom('DE', 'EU', 'NATO')),
  roles: fc.constant([]),
  realms: fc.constant(['live']),
})

const reader = fc.oneof(known, fc.constant(publicReader))

test('where a merge is called safe, nobody may read the target who may not read the source', () => {
  fc.assert(
    fc.property(marking, marking, reader, (target, source, who) => {
      fc.pre(staysWithin(target, source) && mayRead(who, 'live', target))
      expect(mayRead(who, 'live', source)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('two incidents with the default marking of one house may always be merged', () => {
  const mine: Marking = { tlp: 'AMBER+STRICT', owner: ids[0], audience: [], persons: [], releasableTo: [] }
  expect(staysWithin(mine, mine)).toBe(true)
  expect(staysWithin(mine, { ...mine, owner: ids[1] })).toBe(false)
})
