// Bundles from crisis files: they keep to the standard, say the same each time, and nothing above their marking has any part in them.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tlp1Ids, tlp2Ids } from '#federate/model/stix/known-ids.ts'
import { checkTogether } from '#federate/rules/stix/check-bundle.ts'
import { markingOf } from '#federate/rules/stix/markings.ts'
import type { Marking } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { canonicalJson } from '../../../platform/journal/proof/canonical-json.ts'
import { claimOf, filedAs, fileOf, idOf, incidentOf, marked, withCrisis } from '../../testdata/filed.ts'
import { knockedOver } from '../../testdata/knocked-over.ts'
import {
  fileOfPlan,
  type Kind,
  kinds,
  markings,
  otherwiseAbove,
  type Plan,
  roomFor,
  type Slot,
  wordsAbove,
} from '../../testdata/planned-file.ts'
import { stixBundle } from './stix-bundle.ts'

const digest = { canonical: canonicalJson, sha1: (bytes: Uint8Array) => createHash('sha1').update(bytes).digest() }
const marking = fc.constantFrom(...markings)
const slot = fc.record({ there: fc.boolean(), marking, salt: fc.nat(9) })
const plan: fc.Arbitrary<Plan> = fc
  .record(
    Object.fromEntries(
      kinds.map((kind) => [kind, fc.array(slot, { minLength: roomFor(kind), maxLength: roomFor(kind) })]),
    ) as Record<Kind, fc.Arbitrary<Slot[]>>,
  )
  .map((drawn) => ({ ...drawn, crisis: drawn.crisis.map((one) => ({ ...one, there: true })) }))

function findingsOf(objects: readonly unknown[]) {
  const together = checkTogether({ digest }, (object) =>
    createHash('sha1').update(canonicalJson(object)).digest().readUIntBE(0, 6),
  )
  return [...objects.flatMap((object, i) => together.add(object, i)), ...together.end()]
}

describe('a bundle', () => {
  test('keeps to the standard without a warning, whatever is in the file', () => {
    fc.assert(
      fc.property(plan, marking, fc.constantFrom(1 as const, 2 as const), (drawn, at, version) => {
        expect(findingsOf(stixBundle(fileOfPlan(drawn), at, digest, version).objects)).toEqual([])
      }),
      { numRuns: 60 },
    )
    expect(findingsOf(stixBundle(knockedOver(), marked('AMBER'), digest).objects)).toEqual([])
  }, 60_000)

  test('does not change to the byte when what is above its marking is changed, taken away or added', () => {
    fc.assert(
      fc.property(plan, plan, marking, fc.nat(9), (drawn, instead, at, withheld) => {
        const before = stixBundle(fileOfPlan(drawn), at, digest)
        const after = stixBundle(fileOfPlan(otherwiseAbove(drawn, instead, at), withheld), at, digest)
        expect(JSON.stringify(after)).toBe(JSON.stringify(before))
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('holds no word, name or id of what is above', () => {
    fc.assert(
      fc.property(plan, marking, (drawn, at) => {
        const told = JSON.stringify(stixBundle(fileOfPlan(drawn), at, digest))
        for (const word of wordsAbove(drawn, at)) expect(told).not.toContain(word)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('marks each object so that whoever may read the bundle may read it, and by version 1 no looser', () => {
    fc.assert(
      fc.property(plan, marking, fc.constantFrom(1 as const, 2 as const), (drawn, at, version) => {
        const { objects } = stixBundle(fileOfPlan(drawn), at, digest, version)
        const definitions = new Map(
          objects.filter(({ type }) => type === 'marking-definition').map((one) => [one.id, one]),
        )
        for (const object of objects) {
          if (['marking-definition', 'extension-definition'].includes(object.type) || object.name === 'Tocsin') continue
          const back = markingOf(object, definitions, { owner: at.owner, person: null })
          if (version === 2) expect(staysWithin(at, back)).toBe(true)
          expect(Array.isArray(object.object_marking_refs) && object.object_marking_refs.length).toBeTruthy()
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('one id and one moment of change never say two things, whatever the marking that it was made for', () => {
    fc.assert(
      fc.property(plan, marking, marking, (drawn, one, other) => {
        const file = fileOfPlan(drawn)
        const objects = [...stixBundle(file, one, digest).objects, ...stixBundle(file, other, digest).objects]
        expect(findingsOf(objects).filter(({ level }) => level === 'error')).toEqual([])
      }),
      { numRuns: 80 },
    )
  }, 60_000)
})

describe('of a crisis', () => {
  const green: Marking = marked('GREEN')
  const incident = incidentOf(7, {
    title: 'Card payments fail',
    affected: { organisations: [], services: [], sectors: ['banking'], countries: ['GR'], users: null },
  })

  test('incidents carry the extension of OASIS, where they are, and the record they are told of', () => {
    const file = fileOf({ incidents: [filedAs(0x200, incident, 'GREEN')] })
    const { objects } = stixBundle(file, green, digest)
    const told = objects.find(({ type }) => type === 'incident')
    expect(told).toMatchObject({ name: 'Card payments fail', object_marking_refs: [tlp2Ids.GREEN] })
    expect(JSON.stringify(told)).toContain('extension-definition--ef765651-680c-498d-9894-99799f2fa126')
    expect(JSON.stringify(told)).toContain(idOf(0x200))
    expect(objects.find(({ type }) => type === 'location')).toMatchObject({ country: 'GR' })
    expect(objects.some(({ relationship_type: type }) => type === 'located-at')).toBe(true)
  })

  test('a claim stays a claim: a note with who says it, and what disputes it as an opinion', () => {
    const one = claimOf('We did it', { holder: 'A group' })
    const other = claimOf('They did not', {
      holder: 'The operator',
      relations: [
        {
          relation: 'disputes',
          claim: idOf(0x301),
          direction: 'to',
          why: 'The times do not fit',
          by: idOf(0x101),
          at: '2025-03-10T12:00:00.000Z',
        },
      ],
    })
    const file = fileOf({ claims: [filedAs(0x301, one, 'GREEN'), filedAs(0x302, other, 'GREEN')] })
    const { objects } = stixBundle(file, green, digest)
    const notes = objects.filter(({ type }) => type === 'note')
    expect(notes.map(({ content }) => content)).toEqual(['A group says: We did it', 'The operator says: They did not'])
    expect(objects.find(({ type }) => type === 'opinion')).toMatchObject({
      opinion: 'disagree',
      object_refs: [notes[0]?.id],
    })
  })

  test('version 1 of the Traffic Light Protocol has no AMBER+STRICT, so it is RED there', () => {
    const file = fileOf({ incidents: [filedAs(0x200, incident, 'AMBER+STRICT')] })
    const { objects } = stixBundle(file, marked('AMBER+STRICT'), digest, 1)
    expect(objects.find(({ type }) => type === 'incident')?.object_marking_refs).toEqual([tlp1Ids['TLP:RED']])
  })

  test('an exercise says EXERCISE first', () => {
    const realm = `exercise:${idOf(0x900)}`
    const { objects } = stixBundle(
      withCrisis('GREEN', { realm, incidents: [filedAs(0x200, incident, 'GREEN')] }),
      green,
      digest,
    )
    for (const object of objects.filter(({ type }) => ['incident', 'report', 'note'].includes(type))) {
      expect(String(object.name ?? object.abstract)).toMatch(/^EXERCISE: /)
      expect(object.labels).toContain('exercise')
    }
  })
})
