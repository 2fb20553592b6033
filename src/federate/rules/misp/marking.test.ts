// Markings of MISP events: distribution and tags only narrow.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import type { MispEvent, MispShared } from '../../model/misp/event.ts'
import { eventReach, type MispEyes, markingOfReach, partReach, wholeReach } from './marking.ts'

const id = (n: number) => `01980f3c-8a00-7000-8000-00000000000${n}`
const [home, owner, member, outsider, anna] = [1, 2, 3, 4, 5].map(id) as [string, string, string, string, string]
const known = new Map([home, owner, member, outsider].map((one) => [one, one]))
const eyes: MispEyes = { home, by: home, person: anna, known, reviewOn: '2026-06-01' }
const group = (...organisations: string[]) => ({ uuid: id(9), name: 'Group', organisations })
const shared = (more: Partial<MispShared> = {}): MispShared => ({
  ...{ distribution: 3, sharingGroup: null, Tag: [], Galaxy: [], deleted: false, timestamp: 0 },
  ...more,
})
const tagged = (...names: string[]) => ({ Tag: names.map((name) => ({ name })) })
const marked = (more: Partial<MispShared>) => markingOfReach(eventReach(shared(more), known), owner, eyes)

test('an event without a label is AMBER+STRICT, however far it says that it goes', () => {
  expect(marked({})).toMatchObject({ tlp: 'AMBER+STRICT', owner, audience: [home] })
})

test('tag and distribution both hold: the stricter of the two counts', () => {
  const of = (distribution: MispShared['distribution'], tag: string) => marked({ distribution, ...tagged(tag) })?.tlp
  expect([of(3, 'tlp:clear'), of(2, 'tlp:clear'), of(1, 'tlp:white'), of(0, 'tlp:clear')]).toEqual([
    'CLEAR',
    'GREEN',
    'GREEN',
    'AMBER+STRICT',
  ])
  expect([of(3, 'tlp:ex:chr'), marked({ ...tagged('tlp:clear', 'TLP:RED') })?.tlp]).toEqual(['RED', 'RED'])
})

test('a sharing group reaches those of it who are in our register; one that nobody knows reaches nobody but us', () => {
  const of = (sharingGroup: MispShared['sharingGroup']) =>
    marked({ distribution: 4, sharingGroup, ...tagged('tlp:green') })
  expect(of(group(member, 'unknown'))).toMatchObject({ tlp: 'AMBER+STRICT', audience: [home, member] })
  expect(of(group('unknown'))).toMatchObject({ tlp: 'AMBER+STRICT', audience: [home] })
  expect(of(null)).toMatchObject({ tlp: 'AMBER+STRICT', audience: [home] })
})

test('TLP:RED is for the person who brought it, and for nobody when nobody did', () => {
  const reach = eventReach(shared(tagged('tlp:red')), known)
  expect(markingOfReach(reach, owner, eyes)).toMatchObject({ persons: [anna], audience: [], reviewOn: '2026-06-01' })
  expect(markingOfReach(reach, owner, { ...eyes, person: null })).toBeUndefined()
})

test('permissible actions travel, the strictest of all parts', () => {
  const reach = eventReach(shared(tagged('tlp:clear', 'PAP:GREEN')), known)
  expect(partReach(shared({ distribution: 5, ...tagged('PAP:WHITE') }), reach, known).pap).toBe('GREEN')
  expect(partReach(shared({ distribution: 5, ...tagged('PAP:RED') }), reach, known).pap).toBe('RED')
})

const label = fc.constantFrom(
  ...tlpLabels.map((one) => `tlp:${one.toLowerCase()}`),
  'tlp:white',
  'tlp:unclear',
  'other:tag',
)
const part = fc.record({
  distribution: fc.constantFrom(0, 1, 2, 3, 4, 5) as fc.Arbitrary<MispShared['distribution']>,
  tags: fc.array(label, { maxLength: 2 }),
  members: fc.subarray([member, outsider, 'unknown']),
})
const made = ({
  distribution,
  tags,
  members,
}: {
  distribution: MispShared['distribution']
  tags: string[]
  members: string[]
}) => shared({ distribution, ...tagged(...tags), sharingGroup: distribution === 4 ? group(...members) : null })

test('no part and no event ever reaches anybody whom what holds it does not reach', () => {
  const reader = (organisation: string): Reader => ({
    ...{
      kind: 'person',
      id: 'x',
      person: id(8),
      organisation,
      clientOf: [],
      communities: [],
      roles: [],
      realms: ['live'],
    },
  })
  fc.assert(
    fc.property(part, fc.array(part, { maxLength: 4 }), (outer, inner) => {
      const event = { ...made(outer), Attribute: inner.map(made), Object: [], EventReport: [] } as unknown as MispEvent
      const above = eventReach(event, known)
      const whole = wholeReach(event, known)
      const read = (reach: typeof above, organisation: string) => {
        const marking = markingOfReach(reach, owner, eyes)
        return marking !== undefined && mayRead(reader(organisation), 'live', marking)
      }
      for (const one of event.Attribute) {
        const own = partReach(one, above, known)
        expect(tlpRank(own.tlp)).toBeGreaterThanOrEqual(tlpRank(above.tlp))
        expect(tlpRank(whole.tlp)).toBeGreaterThanOrEqual(tlpRank(own.tlp))
        for (const who of [member, outsider]) {
          if (read(own, who)) expect(read(above, who)).toBe(true)
          if (read(whole, who)) expect(read(own, who)).toBe(true)
        }
      }
      const said = outer.tags.filter((tag) => tag.startsWith('tlp:')).map((tag) => tag.slice(4).toUpperCase())
      for (const tag of said)
        if (tlpLabels.some((one) => one === tag)) expect(tlpRank(whole.tlp)).toBeGreaterThanOrEqual(tlpRank(tag as Tlp))
    }),
    { numRuns: 500 },
  )
})
