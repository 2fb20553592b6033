// What becomes of each record of a release; how a release is marked; its life, the guideline's life, and figures about persons.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Marking, type Tlp, tlpLabels } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { guidelineStatuses } from '../../model/guideline.ts'
import { releaseStatuses } from '../../model/release.ts'
import { loweredTo } from './advise.ts'
import { guidelineLifecycle, punctual, whyNotGuideline } from './guideline-lifecycle.ts'
import { enoughTogether, markingAround, planRelease, type Standing } from './plan-release.ts'
import { releaseLifecycle, whyNotRelease } from './release-lifecycle.ts'
import { reviewMail } from './review-mail.ts'
import { guardedKinds, tally } from './tally.ts'

const ids = ['a', 'b', 'c'].map((last) => `01980f3c-8a00-7000-8000-00000000000${last}`)
const [a = '', b = '', c = ''] = ids
const marked = (tlp: Tlp, more: Partial<Marking> = {}): Marking => ({
  tlp,
  owner: a,
  audience: [],
  persons: [],
  releasableTo: [],
  ...more,
})
const standing = (tlp: Tlp, more: Partial<Standing> = {}): Standing => ({
  version: 1,
  marking: marked(tlp),
  writable: true,
  owned: true,
  asks: 'CLEAR',
  bases: [],
  ...more,
})
const to = (id: string, tlp: Tlp, version = 1) => ({ id, version, to: { tlp } })
const plan = (items: ReturnType<typeof to>[], standings: [string, Standing][], despite = false) =>
  items.map(({ id }) => {
    const one = planRelease(items, new Map(standings), despite).get(id)
    return one?.may ? one.marking.tlp : one?.refusal
  })

test('each record is judged by itself: gone, another’s, changed, not higher, content that asks for more', () => {
  expect(plan([to(a, 'GREEN')], [])).toEqual(['unknown'])
  expect(plan([to(a, 'GREEN')], [[a, standing('AMBER', { owned: false })]])).toEqual(['others-record'])
  expect(plan([to(a, 'GREEN')], [[a, standing('AMBER', { writable: false })]])).toEqual(['others-record'])
  expect(plan([to(a, 'GREEN')], [[a, standing('AMBER', { version: 2 })]])).toEqual(['changed-since'])
  expect(plan([to(a, 'AMBER')], [[a, standing('AMBER')]])).toEqual(['not-higher'])
  expect(plan([to(a, 'RED')], [[a, standing('AMBER')]])).toEqual(['not-higher'])
  expect(plan([to(a, 'GREEN')], [[a, standing('AMBER+STRICT', { asks: 'AMBER' })]])).toEqual(['content-asks-more'])
  expect(plan([to(a, 'GREEN')], [[a, standing('AMBER+STRICT', { asks: 'AMBER' })]], true)).toEqual(['GREEN'])
  expect(plan([to(a, 'AMBER')], [[a, standing('AMBER+STRICT', { asks: 'AMBER' })]])).toEqual(['AMBER'])
})

test('a record goes with its basis, and stays with it when the basis stays', () => {
  const basis: [string, Standing] = [a, standing('AMBER')]
  const rests: [string, Standing] = [b, standing('AMBER', { bases: [{ id: a, marking: marked('AMBER') }] })]
  const further: [string, Standing] = [c, standing('AMBER', { bases: [{ id: b, marking: marked('AMBER') }] })]
  expect(plan([to(b, 'GREEN')], [basis, rests])).toEqual(['rests-on-more'])
  expect(plan([to(a, 'GREEN'), to(b, 'GREEN')], [basis, rests])).toEqual(['GREEN', 'GREEN'])
  const chain = [to(c, 'GREEN'), to(b, 'GREEN'), to(a, 'GREEN')]
  expect(plan(chain, [basis, rests, further])).toEqual(['GREEN', 'GREEN', 'GREEN'])
  const changed: [string, Standing] = [a, standing('AMBER', { version: 5 })]
  expect(plan(chain, [changed, rests, further])).toEqual(['rests-on-more', 'rests-on-more', 'changed-since'])
})

test('what would be enough together follows the basis that needs most', () => {
  const one = { id: a, marking: marked('AMBER+STRICT'), needed: 'AMBER' as const, bases: [] }
  const two = {
    id: b,
    marking: marked('AMBER+STRICT'),
    needed: 'GREEN' as const,
    bases: [{ id: a, marking: one.marking }],
  }
  expect([...enoughTogether([two, one]).values()]).toEqual(['AMBER', 'AMBER'])
  expect(enoughTogether([two]).get(b)).toBe('AMBER+STRICT')
  const circle = { ...one, needed: 'GREEN' as const, bases: [{ id: b, marking: two.marking }] }
  expect([...enoughTogether([two, circle]).values()]).toEqual(['GREEN', 'GREEN'])
})

const anyMarking = fc.record({
  tlp: fc.constantFrom(...tlpLabels),
  owner: fc.constantFrom(a, a, a, b),
  audience: fc.subarray(ids),
  persons: fc.subarray(ids),
  releasableTo: fc.subarray(['BE', 'EU']),
  reason: fc.constant('It is.'),
  reviewOn: fc.constantFrom('2027-04-01', '2027-05-01'),
})

test('for any records: whoever reads a proposal may read each record that it names', () => {
  const reader = fc.record({
    organisation: fc.constantFrom(...ids),
    person: fc.constantFrom(...ids),
    communities: fc.subarray(['BE', 'EU']),
  })
  let made = 0
  fc.assert(
    fc.property(fc.array(anyMarking, { minLength: 1, maxLength: 4 }), reader, (markings, who) => {
      const around = markingAround(markings)
      if (!around) return
      made++
      const whole: Reader = { kind: 'person', id: who.person, clientOf: [], roles: [], realms: ['live'], ...who }
      if (mayRead(whole, 'live', around)) for (const one of markings) expect(mayRead(whole, 'live', one)).toBe(true)
    }),
  )
  expect(made).toBeGreaterThan(5)
})

test('for any plan: nothing that is lowered reaches anybody whom its basis does not reach afterwards', () => {
  fc.assert(
    fc.property(
      fc.array(anyMarking, { minLength: 3, maxLength: 3 }),
      fc.constantFrom(...tlpLabels),
      (markings, tlp) => {
        const [x, y, z] = markings
        if (!x || !y || !z) return
        const rests = new Map<string, Standing>([
          [a, standing('AMBER', { marking: x })],
          [b, standing('AMBER', { marking: y, bases: [{ id: a, marking: x }] })],
          [c, standing('AMBER', { marking: z, bases: [{ id: b, marking: y }] })],
        ])
        const { owner: _owner, ...choice } = loweredTo(x, tlp)
        const planned = planRelease(
          ids.map((id) => ({ id, version: 1, to: choice })),
          rests,
          true,
        )
        const after = (id: string) => {
          const one = planned.get(id)
          return one?.may ? one.marking : (rests.get(id)?.marking ?? x)
        }
        if (planned.get(b)?.may) expect(staysWithin(after(b), after(a))).toBe(true)
        if (planned.get(c)?.may) expect(staysWithin(after(c), after(b))).toBe(true)
      },
    ),
  )
})

test('what belongs to different owners, or mixes TLP:RED with others, cannot stand in one proposal', () => {
  expect(markingAround([marked('GREEN'), marked('GREEN', { owner: b })])).toBeNull()
  expect(markingAround([marked('RED', { persons: [a] }), marked('AMBER')])).toBeNull()
  expect(markingAround([marked('AMBER', { audience: [b, c] }), marked('GREEN')])).toMatchObject({
    tlp: 'AMBER',
    audience: [b, c],
  })
  expect(
    markingAround([marked('AMBER', { audience: [b, c] }), marked('AMBER+STRICT', { audience: [c] })]),
  ).toMatchObject({
    tlp: 'AMBER+STRICT',
    audience: [c],
  })
})

test('every cell of both lives is filled: what is decided stays decided', () => {
  for (const status of releaseStatuses)
    expect(Object.values(releaseLifecycle[status]).some((step) => 'to' in step)).toBe(status === 'proposed')
  for (const status of guidelineStatuses) expect(Object.keys(guidelineLifecycle[status])).toHaveLength(6)
  expect(guidelineLifecycle.superseded.adopt).toEqual({ not: 'A later edition took its place.' })
})

test('whoever proposed or wrote it is no second person, also with an API token; a machine is nobody', () => {
  const state = { status: 'proposed' as const, proposedBy: `person:${a}/token:${b}` }
  expect(whyNotRelease(state, 'approve', { person: a })?.refusal).toBe('second-person-needed')
  expect(whyNotRelease(state, 'reject', { person: a })?.refusal).toBe('second-person-needed')
  expect(whyNotRelease(state, 'withdraw', { person: b })?.refusal).toBe('not-the-proposer')
  expect(whyNotRelease(state, 'withdraw', { person: a })).toBeNull()
  expect(whyNotRelease(state, 'approve', { person: b })).toBeNull()
  expect(whyNotRelease(state, 'approve', { person: null })?.refusal).toBe('person-needed')
  const text = { status: 'proposed' as const, authors: [`person:${a}/token:${b}`] }
  expect(whyNotGuideline(text, 'adopt', { person: a })?.refusal).toBe('second-person-needed')
  expect(whyNotGuideline(text, 'adopt', { person: null })?.refusal).toBe('person-needed')
  expect(whyNotGuideline(text, 'adopt', { person: b })).toBeNull()
})

test('the date itself is on time, the day after is one day late', () => {
  expect(punctual('2026-06-06', { on: '2026-06-06' })).toEqual({ late: false, days: 0 })
  expect(punctual('2026-06-07', { on: '2026-06-06' })).toEqual({ late: true, days: 1 })
  expect(punctual('2026-05-06', { on: '2026-06-06' })).toEqual({ late: false, days: 31 })
})

test('a share is of what was judged; a number behind which stand one or two others is kept back', () => {
  const rows = [
    { answer: 'lower', records: 1 },
    { answer: 'read-first', records: 2 },
    { answer: 'fits', records: 1 },
    { answer: 'none', records: 96 },
  ]
  expect(tally(rows)).toEqual({ records: 4, over: 1, readFirst: 2, low: 0, share: 0.25 })
  expect(tally([])).toMatchObject({ records: 0, share: null })
  const by = (...persons: string[]) => persons.map((one) => ({ record: 'x.y', by: one }))
  expect([...guardedKinds(by('person:a', 'person:b', 'person:c', 'node'), 'person:a')]).toEqual(['x.y', 'all'])
  expect([...guardedKinds(by('person:a', 'node'), 'person:a')]).toEqual([])
  expect([...guardedKinds(by('person:b', 'person:c', 'person:d'), 'person:a')]).toEqual([])
})

test('the mail of a review says how many and where, EXERCISE first', () => {
  const mail = (realm: string, ...days: string[]) =>
    reviewMail({
      reviews: days.map((reviewOn) => ({ reviewOn })),
      realm,
      today: '2027-03-11',
      origin: 'https://t.example',
    })
  expect(mail('live', '2027-03-11').text).toBe(
    '1 marking is to be looked at again.\nLower it, or keep it with a reason and a new day.\n\nLook: https://t.example/handling?tab=reviews\n',
  )
  const played = mail('exercise:storm', '2027-03-01', '2027-03-11')
  expect(played.subject).toMatch(/^EXERCISE /)
  expect(played.text).toMatch(/^EXERCISE\. .*\n\n2 markings are to be looked at again; the day of 1 has passed\./)
  expect(played.text).toContain('realm=exercise%3Astorm')
})
