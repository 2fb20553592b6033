// The adviser: why a marking is what it is, what content and causes ask for, and that it never says less than it can be sure of.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Marking, type Tlp, tlpLabels, tlpRank } from '#kernel/marking.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { busyMs } from '../../../../test/setup/busy.ts'
import type { ClassifiedMarks, GuidelineData } from '../../model/guideline.ts'
import { type AdviceContext, adviseMarking, type Basis, loweredTo } from './advise.ts'
import { prepareMarks } from './classified.ts'

const guideline: GuidelineData = JSON.parse(readFileSync('data/share/guidelines.json', 'utf8'))
const classified: ClassifiedMarks = JSON.parse(readFileSync('data/share/guidelines-marks.json', 'utf8'))
const owner = '01980f3c-8a00-7000-8000-00000000000a'
const other = '01980f3c-8a00-7000-8000-00000000000b'
const at = '2027-03-10T09:00:00.000Z'
const marked = (tlp: Tlp, more: Partial<Marking> = {}): Marking => ({
  tlp,
  owner,
  audience: [],
  persons: [],
  releasableTo: [],
  ...more,
})
const context = (more: Partial<AdviceContext> = {}): AdviceContext => ({
  marked: { by: `person:${other}`, at, remarked: null, like: null },
  bases: [],
  rules: guideline.text.rules,
  marks: prepareMarks(classified.marks),
  ...more,
})
const advise = (state: unknown, marking: Marking, more: Partial<AdviceContext> = {}, record = 'assess.note') =>
  adviseMarking({ record, state, marking }, context(more))
const basis = (marking: Marking, shown = true): Basis => ({
  record: 'watch.item',
  id: other,
  title: 'Turbines of a port',
  marking,
  shown,
})

test('numbers without sentences that nobody marked need no more than the community', () => {
  const advice = advise({ peak: 12, since: at, target: owner }, marked('AMBER+STRICT'))
  expect(advice).toMatchObject({ answer: 'lower', enough: 'GREEN', how: 'default', toRead: [] })
  expect(advice.why[0]).toContain('Nobody chose')
})

test('sentences must be read by a person first; the adviser says which, and what would be enough then', () => {
  const advice = advise({ text: 'The turbines stand still since nine.' }, marked('AMBER+STRICT'))
  expect(advice).toMatchObject({ answer: 'read-first', enough: 'GREEN', toRead: ['/text'] })
  expect(advice.because).toContain('cannot tell')
})

test.each([
  [{ contact: { name: 'A', email: '', telephone: '' } }, 'AMBER', 'personal-data'],
  [{ text: 'Ask jane.doe@example.org' }, 'AMBER', 'personal-data'],
  [{ affected: { organisations: [other] } }, 'AMBER', 'victim-named'],
  [{ entityName: 'Example' }, 'AMBER', 'victim-named'],
  [{ text: 'It is a zero-day.' }, 'AMBER+STRICT', 'unpatched-vulnerability'],
  [{ text: 'The source asked not to be named.' }, 'AMBER+STRICT', 'source-protection'],
  [{ text: 'TLP:AMBER as received' }, 'AMBER', 'third-party-marking'],
  [{ text: 'tlp: red' }, 'RED', 'third-party-marking'],
] as const)('%j asks for TLP:%s because of %s', (state, tlp, content) => {
  const advice = advise(state, marked('RED', { persons: [owner], reason: 'It is.', reviewOn: '2027-04-01' }))
  expect(advice.asks).toContainEqual(expect.objectContaining({ content, tlp, sure: true }))
  expect(advice.enough).toBe(tlp)
})

test.each([
  [{ text: 'Write to abuse@example.org' }],
  [{ text: '10.0.0.1 sent 4,000,000 packets' }],
  [{ hash: 'da39a3ee5e6b4b0d3255bfef95601890afd80709', at }],
  [{ affected: { organisations: [] } }],
])('%j asks for nothing', (state) => {
  expect(advise(state, marked('AMBER')).asks).toEqual([])
})

test('a vulnerability by its number alone is a question to a person, not a verdict', () => {
  const advice = advise({ cve: 'CVE-2027-12345' }, marked('AMBER+STRICT'))
  expect(advice).toMatchObject({ answer: 'read-first', enough: 'GREEN', toRead: ['/cve'] })
  expect(advice.asks).toMatchObject([{ sure: false, tlp: 'AMBER+STRICT' }])
})

test('what is marked too low for its content is told, and nothing of it is proposed for release', () => {
  const advice = advise({ text: 'Ask jane.doe@example.org' }, marked('GREEN'))
  expect(advice).toMatchObject({ answer: 'raise', enough: 'AMBER' })
  expect(advice.faults).toMatchObject([{ rule: 'personal-data' }])
})

test('what somebody published stays published: the base of the guideline takes nothing back', () => {
  expect(advise({ count: 3 }, marked('CLEAR'))).toMatchObject({ answer: 'fits', enough: 'CLEAR' })
})

test('it is never found to need less than what it rests on allows', () => {
  const strict = advise({ count: 3 }, marked('AMBER+STRICT'), { bases: [basis(marked('AMBER+STRICT'))] })
  expect(strict).toMatchObject({ answer: 'fits', enough: 'AMBER+STRICT', bounds: [{ basis: { id: other } }] })
  const green = advise({ count: 3 }, marked('AMBER+STRICT'), { bases: [basis(marked('GREEN'))] })
  expect(green).toMatchObject({ answer: 'lower', enough: 'GREEN' })
  const open = advise({ count: 3 }, marked('AMBER+STRICT'), { bases: [basis(marked('CLEAR'))] })
  expect(open.bounds).toEqual([])
})

test('a basis that the reader may not read bounds it too, without being named', () => {
  const advice = advise({ count: 3 }, marked('AMBER'), { bases: [basis(marked('AMBER'), false)] })
  expect(advice).toMatchObject({ answer: 'fits', bounds: [{ basis: null }] })
  expect(JSON.stringify(advice)).not.toContain('Turbines')
})

test('what reaches further than its basis already is not lowered', () => {
  const wide = marked('AMBER', { audience: [other] })
  const advice = advise({ count: 3 }, wide, { bases: [basis(marked('AMBER+STRICT'))] })
  expect(advice).toMatchObject({ answer: 'fits', enough: 'AMBER' })
  expect(advice.bounds[0]?.because).toContain('reaches further')
})

test('a reason that somebody gave for a marking is read by a person before it is lowered', () => {
  const reasoned = marked('AMBER+STRICT', { reason: 'Asked for by the operator.' })
  expect(advise({ count: 1 }, reasoned)).toMatchObject({ answer: 'read-first', toRead: ['/marking/reason'] })
})

test('it says who chose the marking and with which reason', () => {
  const red = marked('RED', { persons: [owner], reason: 'Names a source.', reviewOn: '2027-04-01' })
  const remarked = { reason: 'Asked by the operator' }
  const advice = advise({ count: 1 }, red, { marked: { by: `person:${owner}`, at, remarked, like: null } })
  expect(advice).toMatchObject({ how: 'chosen', markedBy: `person:${owner}`, markedAt: at })
  expect(advice.why.join(' ')).toContain('Asked by the operator')
  expect(advice.why.join(' ')).toContain('Names a source.')
  const like = { record: 'assess.incident', title: 'Turbines', shown: true }
  const inherited = { by: `person:${owner}`, at, remarked: null, like }
  expect(advise({}, marked('GREEN'), { marked: inherited })).toMatchObject({ how: 'inherited' })
})

test('the guideline is broken by a far day of review, a missing reason, a kind marked too high, a classified mark', () => {
  const far = marked('RED', { persons: [owner], reason: 'It is.', reviewOn: '2027-06-09' })
  expect(advise({}, far).faults.map(({ rule }) => rule)).toEqual(['red-review'])
  expect(advise({}, { ...far, reviewOn: '2027-06-08' }).faults).toEqual([])
  expect(advise({}, marked('RED')).faults.map(({ rule }) => rule)).toEqual(['red-reason', 'red-review'])
  const measured = advise({}, { ...far, reviewOn: '2027-06-08' }, {}, 'sense.attack')
  expect(measured.faults.map(({ rule }) => rule)).toEqual(['measurements'])
  const classifiedText = advise({ text: 'RESTREINT UE' }, marked('AMBER+STRICT')).faults
  expect(classifiedText).toMatchObject([{ rule: 'no-classified' }])
  expect(classifiedText[0]?.text).toContain('R-UE/EU-R')
})

test('for any markings: advice never reaches anybody whom a basis does not reach, and never asks for more than the present', () => {
  const ids = [owner, other, '01980f3c-8a00-7000-8000-00000000000c']
  const some = fc.subarray(ids)
  const marking = fc.record({
    tlp: fc.constantFrom(...tlpLabels),
    owner: fc.constantFrom(...ids),
    audience: some,
    persons: some,
    releasableTo: fc.subarray(['EU', 'BE']),
  })
  fc.assert(
    fc.property(marking, fc.array(marking, { maxLength: 4 }), (mine, theirs) => {
      const advice = advise({ count: 1 }, mine, { bases: theirs.map((one) => basis(one)) })
      if (advice.answer === 'raise') return
      expect(tlpRank(advice.enough)).toBeLessThanOrEqual(tlpRank(mine.tlp))
      if (advice.answer === 'fits') return
      for (const one of theirs) expect(staysWithin(loweredTo(mine, advice.enough), one)).toBe(true)
    }),
  )
})

test('a hostile state ends', () => {
  let deep: unknown = 'x@y.example'
  for (let depth = 0; depth < 5_000; depth++) deep = { deep }
  const started = busyMs()
  advise(deep, marked('AMBER'))
  advise({ text: `${'a.'.repeat(300_000)}@` }, marked('AMBER'))
  advise({ text: '+1'.repeat(200_000) }, marked('AMBER'))
  advise(
    Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`f${n}`, 'zero day '.repeat(20)])),
    marked('AMBER'),
  )
  expect(busyMs() - started).toBeLessThan(5_000)
})
