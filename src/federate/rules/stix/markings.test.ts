// Markings in and out: what goes out comes back as strict as it was or stricter, in both versions of the Traffic Light Protocol.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Marking, tlpLabels, tlpRank } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { canonicalJson } from '../../../platform/journal/proof/canonical-json.ts'
import { tlp1Ids, tlp2Ids } from '../../model/stix/known-ids.ts'
import { uuid } from '../../testdata/stix-objects.ts'
import { checkObject } from './check-object.ts'
import { markingOf } from './markings.ts'
import { stixMarkings } from './markings-out.ts'

const digest = { canonical: canonicalJson, sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest() }
const [owner, person, other] = [uuid(1), uuid(2), uuid(3)]
const receiver = { owner, person }
const none = new Map<string, Record<string, unknown>>()
const ref = `marking-definition--${uuid(9)}`

const marking: fc.Arbitrary<Marking> = fc
  .record({
    tlp: fc.constantFrom(...tlpLabels),
    pap: fc.option(fc.constantFrom('CLEAR' as const, 'GREEN' as const, 'AMBER' as const, 'RED' as const), {
      nil: undefined,
    }),
    audience: fc.uniqueArray(fc.constantFrom(other, uuid(4), uuid(5)), { maxLength: 3 }),
    persons: fc.uniqueArray(fc.constantFrom(person, uuid(6)), { maxLength: 2 }),
    releasableTo: fc.uniqueArray(fc.constantFrom('EU', 'NATO', 'BE'), { maxLength: 3 }),
  })
  .map(({ pap, persons, ...rest }) => ({
    ...rest,
    owner,
    persons: rest.tlp === 'RED' ? persons : [],
    ...(pap ? { pap } : {}),
  }))

const readers: Reader[] = [owner, other, uuid(4), uuid(7)].flatMap((organisation) =>
  [person, uuid(6), uuid(8)].flatMap((one) =>
    [['EU'], ['NATO', 'BE'], []].map((communities) => ({
      ...{ kind: 'person' as const, id: one, person: one, organisation, communities, roles: [], realms: ['live'] },
      clientOf: organisation === other ? [owner] : [],
    })),
  ),
)
const readersOf = (given: Marking) => readers.filter((reader) => mayRead(reader, 'live', given))

describe('out and in again', () => {
  it.each([1, 2] as const)(
    'by version %s nobody reads it who could not before, but for whoever takes it in',
    (version) => {
      fc.assert(
        fc.property(marking, (given) => {
          const { refs, definitions } = stixMarkings(given, digest, version)
          const back = markingOf(
            { object_marking_refs: refs },
            new Map(definitions.map((one) => [one.id, one])),
            receiver,
          )
          expect(tlpRank(back.tlp)).toBeGreaterThanOrEqual(tlpRank(given.tlp))
          const before = new Set(readersOf(given))
          const fresh = readersOf(back).filter((reader) => !before.has(reader))
          // RED is read by whoever took it in, or nobody here could look at it at all.
          expect(fresh.filter((reader) => reader.person !== person)).toEqual([])
        }),
      )
    },
  )

  it('from one Tocsin to another nothing is lost', () => {
    fc.assert(
      fc.property(marking, (given) => {
        const { refs, definitions } = stixMarkings(given, digest)
        const back = markingOf({ object_marking_refs: refs }, new Map(definitions.map((one) => [one.id, one])), {
          owner,
          person: null,
        })
        expect(back.tlp).toBe(given.tlp)
        expect(back.pap).toBe(given.pap)
        expect(back.releasableTo.toSorted()).toEqual(given.releasableTo.toSorted())
        if (given.tlp === 'RED') expect(back.persons.toSorted()).toEqual(given.persons.toSorted())
        else expect(back.audience.toSorted()).toEqual(given.audience.toSorted())
      }),
    )
  })

  it('what goes out keeps to the standard', () => {
    fc.assert(
      fc.property(marking, fc.constantFrom(1 as const, 2 as const), (given, version) => {
        for (const definition of stixMarkings(given, digest, version).definitions)
          expect(checkObject(definition)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe('what comes in', () => {
  const marked = (refs: string[], definitions = none) => markingOf({ object_marking_refs: refs }, definitions, receiver)

  it('labels of both versions are known without their definitions', () => {
    for (const label of tlpLabels) expect(marked([tlp2Ids[label]]).tlp).toBe(label)
    expect(marked([tlp1Ids['TLP:WHITE']]).tlp).toBe('CLEAR')
    expect(marked([tlp1Ids['TLP:AMBER']]).tlp).toBe('AMBER')
  })

  it('a definition that is not there, or that nobody understands, is RED', () => {
    expect(marked([ref]).tlp).toBe('RED')
    expect(marked([tlp2Ids.CLEAR, ref]).tlp).toBe('RED')
    expect(marked([ref], new Map([[ref, { definition_type: 'own', definition: { level: 'open' } }]])).tlp).toBe('RED')
  })

  it('a fixed label is not what a definition in the file says that it is', () => {
    const forged = new Map([[tlp2Ids.RED, { id: tlp2Ids.RED, definition_type: 'tlp', definition: { tlp: 'white' } }]])
    expect(marked([tlp2Ids.RED], forged).tlp).toBe('RED')
  })

  it('a statement says nothing of who may read: the default stays, or what whoever takes it in says', () => {
    const statement = new Map([[ref, { definition_type: 'statement', definition: { statement: 'Terms' } }]])
    expect(marked([ref], statement).tlp).toBe('AMBER+STRICT')
    const unmarked: Marking = { tlp: 'CLEAR', owner, audience: [], persons: [], releasableTo: [] }
    expect(markingOf({ object_marking_refs: [ref] }, statement, { ...receiver, unmarked }).tlp).toBe('CLEAR')
    expect(markingOf({ object_marking_refs: [tlp2Ids.AMBER] }, none, { ...receiver, unmarked }).tlp).toBe('AMBER')
  })

  it('a mark on a part closes the whole', () => {
    const granular = [{ marking_ref: tlp2Ids.RED, selectors: ['description'] }]
    expect(markingOf({ object_marking_refs: [tlp2Ids.GREEN], granular_markings: granular }, none, receiver).tlp).toBe(
      'RED',
    )
  })

  it('a label more never loosens', () => {
    const ids = [...Object.values(tlp2Ids), ...Object.values(tlp1Ids), ref]
    fc.assert(
      fc.property(fc.subarray(ids, { minLength: 1 }), fc.constantFrom(...ids), (some, more) => {
        expect(tlpRank(marked([...some, more]).tlp)).toBeGreaterThanOrEqual(tlpRank(marked(some).tlp))
      }),
    )
  })
})
