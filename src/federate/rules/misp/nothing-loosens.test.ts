// In, out and round: whatever labels, distributions and sharing groups an event and its parts have, nobody reads more than before.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Marking, papLabels, type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { asMarked, labelled } from './as-marked.ts'
import { lowered } from './lowered.ts'
import { type MispEyes, markingOfReach, ownerOf, wholeReach } from './marking.ts'
import { mergeEvents } from './merge.ts'
import { readMisp } from './read-event.ts'
import { spellEvent } from './spelling.ts'
import type { Json } from './taking.ts'

const id = (n: number) => `01980f3c-8a00-7000-8000-00000000000${n}`
const [home, owner, member, outsider, anna] = [1, 2, 3, 4, 5].map(id) as [string, string, string, string, string]
const known = new Map([home, owner, member, outsider].map((one) => [one, one]))
const eyes: MispEyes = { home, by: home, person: anna, known, reviewOn: '2026-06-01' }
const now = 1_800_000_000
const types = { categories: [], types: {} }

/** Every label in the spellings of both versions, of other alphabets, and words that only look like one. */
const spellings: readonly [string, Tlp | null][] = [
  ...tlpLabels.flatMap((one): [string, Tlp][] => [
    [`tlp:${one.toLowerCase()}`, one],
    [`TLP:${one}`, one],
    [`Tlp:${one.charAt(0)}${one.slice(1).toLowerCase()}`, one],
    [`tlp2:${one.toLowerCase()}`, one],
  ]),
  ['tlp:white', 'CLEAR'],
  ['TLP:WHITE', 'CLEAR'],
  ['tlp:amber-strict', 'AMBER+STRICT'],
  ['TLP:AMBER STRICT', 'AMBER+STRICT'],
  ['tlp:am\u200bber', 'AMBER'],
  ['ｔｌｐ:red', 'RED'],
  ['tlp:ex:chr', 'RED'],
  ['tlp:unclear', 'RED'],
  ['tlp', 'RED'],
  ['tlp:', 'RED'],
  ['tlp: green', 'GREEN'],
  ['workflow:state="complete"', null],
  ['tlpgreen', null],
  ['PAP:RED', null],
  ['PAP:GREEN', null],
  ['pap:unknown', null],
]

const tag = fc.record({
  spelled: fc.constantFrom(...spellings),
  local: fc.constantFrom(undefined, true, false, '1', 0),
})
const distribution = fc.constantFrom<unknown>(0, 1, 2, 3, 4, 5, '0', '3', '4', 7, -1, 'all', null, undefined)
const members = fc.subarray([member, outsider, '00000000-0000-4000-8000-0000000000ff'])
const shared = fc.record({ tags: fc.array(tag, { maxLength: 3 }), distribution, members, grouped: fc.boolean() })
type Shared = typeof shared extends fc.Arbitrary<infer T> ? T : never
const events = fc.record({
  whole: shared,
  attributes: fc.array(shared, { maxLength: 3 }),
  object: fc.option(fc.record({ own: shared, inner: fc.array(shared, { maxLength: 2 }) })),
  report: fc.option(shared),
})
type Made = typeof events extends fc.Arbitrary<infer T> ? T : never

let counted = 0
function fresh(): string {
  counted += 1
  return `00000000-0000-4000-8000-${String(counted).padStart(12, '0')}`
}
function spell({ tags, distribution: far, members: circle, grouped }: Shared, more: Json = {}): Json {
  const SharingGroupOrg = circle.map((uuid) => ({ Organisation: { uuid } }))
  return {
    ...{ uuid: fresh(), timestamp: '1700000000', ...more },
    ...(far === undefined ? {} : { distribution: far }),
    Tag: tags.map(({ spelled: [name], local }) => ({ name, ...(local === undefined ? {} : { local }) })),
    ...(grouped ? { SharingGroup: { uuid: id(9), name: 'Group', SharingGroupOrg } } : {}),
  }
}

function given({ whole, attributes, object, report }: Made): Json {
  const attribute = (one: Shared) => spell(one, { type: 'comment', category: 'Other', value: 'x' })
  const Object_ = object
    ? [spell(object.own, { name: 'o', 'meta-category': 'misc', Attribute: object.inner.map(attribute) })]
    : []
  return {
    ...spell(whole, { info: 'Event', date: '2026-03-10', Orgc: { uuid: owner, name: 'Owner' } }),
    ...{ Attribute: attributes.map(attribute), Object: Object_ },
    EventReport: report ? [spell(report, { name: 'r', content: 'c' })] : [],
  }
}

const read = (Event: Json) => readMisp({ Event }, types, now).events[0]?.event
function marked(event: NonNullable<ReturnType<typeof read>>): Marking {
  const marking = markingOfReach(wholeReach(event, known), ownerOf(event, eyes), eyes)
  if (!marking) throw new Error('A person brought it, so it has a marking.')
  return marking
}

const readers = [home, owner, member, outsider].map(
  (organisation): Reader => ({
    ...{ kind: 'person', id: 'x', person: id(8), organisation, clientOf: [], communities: [], roles: [] },
    realms: ['live'],
  }),
)
const reads = (marking: Marking) => readers.map((one) => mayRead(one, 'live', marking))

function within(inner: Marking, outer: Marking): void {
  expect(tlpRank(inner.tlp)).toBeGreaterThanOrEqual(tlpRank(outer.tlp))
  expect(papLabels.indexOf(inner.pap ?? 'CLEAR')).toBeGreaterThanOrEqual(papLabels.indexOf(outer.pap ?? 'CLEAR'))
  const [narrow, wide] = [reads(inner), reads(outer)]
  for (const [n, may] of narrow.entries()) if (may) expect(wide[n]).toBe(true)
}

const strictest = (made: Made): number => {
  const all = [made.whole, ...made.attributes, ...(made.object ? [made.object.own, ...made.object.inner] : [])]
  return Math.max(-1, ...all.flatMap(({ tags }) => tags.flatMap(({ spelled: [, tlp] }) => (tlp ? [tlpRank(tlp)] : []))))
}

test('in: the marking is never wider than the strictest label, distribution and group of the event and its parts', () => {
  fc.assert(
    fc.property(events, (made) => {
      const event = read(given(made))
      if (!event) return
      const marking = marked(event)
      expect(tlpRank(marking.tlp)).toBeGreaterThanOrEqual(strictest(made))
      if (strictest({ ...made, attributes: [], object: null, report: null }) < 0)
        expect(tlpRank(marking.tlp)).toBeGreaterThanOrEqual(tlpRank('AMBER+STRICT'))
      const far = event.distribution
      if (far === 0 || far === 4) expect(tlpRank(marking.tlp)).toBeGreaterThanOrEqual(tlpRank('AMBER+STRICT'))
      if (far === 1 || far === 2) expect(tlpRank(marking.tlp)).toBeGreaterThanOrEqual(tlpRank('GREEN'))
      if (far === 4 && marking.tlp !== 'RED')
        for (const one of [member, outsider])
          if (!event.sharingGroup?.organisations.includes(one)) expect(marking.audience).not.toContain(one)
    }),
    { numRuns: 600 },
  )
})

test('out and round: whoever reads what went out knows no wider marking, by its tags and by its distribution', () => {
  fc.assert(
    fc.property(events, (made) => {
      const event = read(given(made))
      if (!event) return
      const marking = marked(event)
      const out = asMarked(spellEvent(event, { deleted: true }), marking)
      const back = read(JSON.parse(JSON.stringify(out)))
      if (!back) throw new Error('What goes out can be read again.')
      within(marked(back), marking)
      // By the distribution alone, as a server judges that knows no labels.
      if (tlpRank(marking.tlp) >= tlpRank('AMBER')) expect(['0', '4']).toContain(out.distribution)
      // And an attribute by itself carries the label of its event.
      const names = labelled([], marking).map(({ name }) => name)
      expect(names).toContain(`tlp:${marking.tlp.toLowerCase()}`)
      within(marked(lowered(event)), marking)
    }),
    { numRuns: 600 },
  )
})

test('a newer version that says nothing of a label, or says it locally, widens nothing', () => {
  fc.assert(
    fc.property(events, (made) => {
      const before = read(given(made))
      if (!before) return
      const bare = {
        ...before,
        timestamp: before.timestamp + 10,
        Tag: before.Tag.filter(({ name }) => !/tlp/i.test(name)),
      }
      const after = mergeEvents(before, bare)
      if (after) expect(tlpRank(marked(after).tlp)).toBeGreaterThanOrEqual(tlpRank(marked(before).tlp))
    }),
    { numRuns: 500 },
  )
})

test('labels of both versions keep their meaning, and none that is not understood becomes a wider one', () => {
  const open = { tags: [], distribution: 3, members: [], grouped: false }
  for (const [spelled, meant] of spellings) {
    if (meant === null) continue
    const event = read(spell({ ...open, tags: [{ spelled: [spelled, meant], local: undefined }] }, whole()))
    expect([spelled, event && marked(event).tlp]).toEqual([spelled, meant])
  }
})

function whole(): Json {
  return { info: 'Event', date: '2026-03-10', Orgc: { uuid: owner, name: 'Owner' }, Attribute: [] }
}
