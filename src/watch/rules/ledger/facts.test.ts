// Facts one by one, and judgements that find theirs again in a later version of the text.
import { expect, test } from 'vitest'
import { busyMs } from '../../../../test/setup/busy.ts'
import type { KeptJudgement } from '../../model/ledger.ts'
import { type Fact, factAt, factsOf, gone, judgementsFor, type WithFacts, withJudgements } from './facts.ts'

const first = '0198c2a0-0000-7000-8000-000000000001'
const second = '0198c2a0-0000-7000-8000-000000000002'
const person = '0198c2a0-0000-7000-8000-00000000000a'

function timesIn(text: string, words: string): WithFacts {
  const times = [...text.matchAll(new RegExp(words, 'g'))].map(({ index }) => ({
    text: words,
    span: { start: index, end: index + words.length },
    kind: 'date' as const,
    value: null,
    shape: 'XXXX-WXX-1',
    floating: true,
    anchor: 'publication',
    why: 'a weekday',
  }))
  return { text, times, places: [], topics: [] }
}

function judged(fact: Fact, document: string, verdict: KeptJudgement['verdict'], version: number): KeptJudgement {
  const { kind, text, span, nth, of, before, after } = fact
  const given = { verdict, type: null, because: null, by: person, at: '2027-03-10T09:45:00.000Z', claim: null }
  return { kind, text, span, nth, of, before, after, document, number: 1, ...given, version }
}

test('a judgement counts for its own fact, and not for equal words elsewhere', () => {
  const facts = factsOf(timesIn('It broke on Monday. It was mended by Monday evening.', 'Monday'))
  expect(facts).toHaveLength(2)
  const found = judgementsFor(facts, first, [judged(facts[1]!, first, 'rejected', 1)])
  expect(found.get(facts[0]!)).toBeUndefined()
  expect(found.get(facts[1]!)?.verdict).toBe('rejected')
})

test('in a new version the same words between the same words are the same fact, wherever they moved', () => {
  const [old] = factsOf(timesIn('The servers failed on Monday, the operator said in the evening.', 'Monday'))
  const now = factsOf(
    timesIn(
      'Updated Monday: more is known.\n\nThe servers failed on Monday, the operator said in the evening.',
      'Monday',
    ),
  )
  const found = judgementsFor(now, second, [judged(old!, first, 'accepted', 1)])
  expect(found.get(now[0]!)).toBeUndefined()
  expect(found.get(now[1]!)?.verdict).toBe('accepted')
})

test('words around it may change as long as it is the only one', () => {
  const [old] = factsOf(timesIn('Failed on Monday, it said.', 'Monday'))
  const now = factsOf(timesIn('The whole system stood still since Monday at noon.', 'Monday'))
  expect(judgementsFor(now, second, [judged(old!, first, 'rejected', 1)]).get(now[0]!)?.verdict).toBe('rejected')
})

test('what the new version no longer has is gone, and what was taken back is not missed', () => {
  const [old] = factsOf(timesIn('Failed on Monday, it said.', 'Monday'))
  const now = factsOf(timesIn('Failed on Tuesday, it said.', 'Tuesday'))
  expect(gone([judged(old!, first, 'accepted', 1)], now)).toHaveLength(1)
  expect(gone([judged(old!, first, 'open', 2)], now)).toHaveLength(0)
})

test('of two judgements about one fact the later counts, also when the earlier was given on this very version', () => {
  const text = 'Failed on Monday, it said.'
  const [fact] = factsOf(timesIn(text, 'Monday'))
  const both = [judged(fact!, second, 'accepted', 1), judged(fact!, first, 'rejected', 2)]
  expect(judgementsFor([fact!], second, both).get(fact!)?.verdict).toBe('rejected')
})

test('a second judgement of the same fact takes the place of the first', () => {
  const [fact] = factsOf(timesIn('Failed on Monday, it said.', 'Monday'))
  const one = judged(fact!, first, 'accepted', 1)
  const { version: _version, ...again } = judged(fact!, first, 'rejected', 2)
  expect(withJudgements([one], [again], 2)).toEqual([{ ...again, version: 2 }])
})

test('a fact is found by kind, words and place; a topic by its id alone', () => {
  const document = { ...timesIn('On Monday.', 'Monday'), topics: [{ topic: 'ddos', score: 4, hits: [] }] }
  const facts = factsOf(document)
  expect(factAt(facts, { kind: 'time', text: 'Monday', span: { start: 3, end: 9 } })?.kind).toBe('time')
  expect(factAt(facts, { kind: 'time', text: 'Monday', span: { start: 2, end: 9 } })).toBeUndefined()
  expect(factAt(facts, { kind: 'topic', text: 'ddos', span: null })?.value).toBe('4')
})

test('thousands of equal facts and judgements are matched in no time', () => {
  const facts = factsOf(timesIn('on Monday '.repeat(2000), 'Monday'))
  const began = busyMs()
  judgementsFor(facts, second, facts.map((fact) => judged(fact, first, 'accepted', 1)).slice(0, 2000))
  expect(busyMs() - began).toBeLessThan(1000)
})

test('half a character around a fact is left out, since no database keeps one', () => {
  const [fact] = factsOf(timesIn(`${'\u{1f600}'.repeat(13)}Monday${'\u{1f600}'.repeat(13)} `, 'Monday'))
  expect(encodeURIComponent(fact?.before ?? '')).not.toBe('')
  expect(encodeURIComponent(factsOf(timesIn(`a${'\u{1f600}'.repeat(13)}xMonday`, 'Monday'))[0]?.before ?? '')).not.toBe(
    '',
  )
  expect(encodeURIComponent(factsOf(timesIn(`Mondayx${'\u{1f600}'.repeat(13)}`, 'Monday'))[0]?.after ?? '')).not.toBe(
    '',
  )
})
