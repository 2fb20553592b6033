// Ratings: each rater apart, and proposals that are never more than that.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InformationGrade, Rating, SourceGrade } from '../../model/ledger.ts'
import { proposalFor, ratingView, type Voice } from './ratings.ts'

const at = '2027-03-10T09:45:00.000Z'
const rating = (by: string, source: SourceGrade | null, information: InformationGrade | null): Rating => ({
  by,
  source: source && { value: source, because: null, at },
  information: information === null ? null : { value: information, because: null, at },
})

test('while nobody rated it is F6, and that is nobody rating', () => {
  expect(ratingView([])).toMatchObject({ code: 'F6', ratedBy: 0 })
})

test('one rater who gave only the source leaves the information open', () => {
  expect(ratingView([rating('a', 'B', null)])).toMatchObject({ code: 'B6', ratedBy: 1, information: { given: [] } })
})

test('raters who agree make one code, those who do not a range with the steps between them', () => {
  expect(ratingView([rating('a', 'B', 2), rating('b', 'B', 2)]).code).toBe('B2')
  const apart = ratingView([rating('a', 'B', 2), rating('b', 'D', 5)])
  expect(apart.code).toBe('B-D 2-5')
  expect(apart.source).toMatchObject({ best: 'B', worst: 'D', spread: 2 })
  expect(apart.information.spread).toBe(3)
})

test('F and 6 are no bad grades: they lie outside the scale and are counted apart', () => {
  const view = ratingView([rating('a', 'B', 6), rating('b', 'F', 6)])
  expect(view.source).toMatchObject({ best: 'B', worst: 'B', spread: 0, cannotJudge: 1 })
  expect(view.code).toBe('B6')
})

const voice = (id: string, holder: string | null, more: Partial<Voice> = {}): Voice => ({
  id,
  holder,
  role: 'official',
  outlet: `Paper ${id}`,
  via: null,
  wireGroup: null,
  item: id,
  standing: true,
  ...more,
})

test('two holders in two outlets who agree are proposed as confirmed, and listed', () => {
  const proposal = proposalFor(voice('1', 'The police'), [voice('2', 'The operator')])
  expect(proposal).toMatchObject({ information: 1, sourceAtMost: null })
  expect(proposal?.holders.map(({ holder }) => holder)).toEqual(['The police', 'The operator'])
})

test('one holder whom two outlets quote is one source', () => {
  expect(proposalFor(voice('1', 'The police'), [voice('2', 'the  Police')])).toBeNull()
})

test('a wire text in ten papers is one source, and so is one paper that quotes two holders', () => {
  const wire = { wireGroup: 'w1' }
  const copies = Array.from({ length: 9 }, (_, n) => voice(`${n + 2}`, `Holder ${n}`, wire))
  expect(proposalFor(voice('1', 'The police', wire), copies)).toBeNull()
  expect(
    proposalFor(voice('1', 'The police', { outlet: 'A' }), [voice('2', 'The operator', { outlet: 'a' })]),
  ).toBeNull()
})

test('a retracted claim confirms nothing, nor is it confirmed', () => {
  expect(proposalFor(voice('1', 'The police'), [voice('2', 'The operator', { standing: false })])).toBeNull()
  expect(proposalFor(voice('1', 'A', { standing: false }), [voice('2', 'B'), voice('3', 'C')])).toBeNull()
})

test('an anonymous source confirms nothing, and what it says is proposed no better than C', () => {
  const anonymous = voice('1', 'people familiar with the matter', { role: 'anonymous' })
  expect(proposalFor(anonymous, [voice('2', 'The police')])).toBeNull()
  expect(proposalFor(anonymous, [voice('2', 'The police'), voice('3', 'The operator')])).toMatchObject({
    sourceAtMost: 'C',
    holders: [{ claim: '2' }, { claim: '3' }],
  })
})

test('a holder who is quoted in two outlets leaves one of them to somebody quoted there alone', () => {
  const voices = [voice('2', 'The police', { outlet: 'B' }), voice('3', 'The operator', { outlet: 'A' })]
  expect(proposalFor(voice('1', 'The police', { outlet: 'A' }), voices)).not.toBeNull()
})

test('whatever is proposed: at least two different holders, in different origins, all standing and named', () => {
  const voices = fc.array(
    fc.record({
      id: fc.uuid(),
      holder: fc.constantFrom(null, 'A', 'B', 'C'),
      role: fc.constantFrom('official', 'anonymous', 'expert', 'unattributed', 'first-hand'),
      outlet: fc.constantFrom(null, 'X', 'Y', 'Z'),
      via: fc.constant(null),
      wireGroup: fc.constantFrom(null, 'w1', 'w2'),
      item: fc.constantFrom(null, 'i1', 'i2'),
      standing: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(voices, ([claim, ...others]) => {
      const proposal = claim && proposalFor(claim as Voice, others as Voice[])
      if (!proposal) return true
      const named = new Map([claim, ...others].map((one) => [one.id, one]))
      const used = proposal.holders.map((one) => named.get(one.claim)!)
      const origins = used.map(({ wireGroup, outlet, item, id }) => wireGroup ?? outlet ?? item ?? id)
      const open = used.every(({ standing, role }) => standing && role !== 'anonymous' && role !== 'unattributed')
      return open && new Set(origins).size >= 2 && new Set(used.map(({ holder }) => holder)).size === used.length
    }),
  )
})
