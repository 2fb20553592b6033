// One agency text in several papers is one source; what an outlet is called is told from its address.
import { expect, test } from 'vitest'
import { contentHash, signatureOf } from '../versions.ts'
import { creditOf, outletOf, sameWire, sourceNumbers, wireGroups } from './wire.ts'

const text =
  'Operations at a hospital group in Lisbon were cancelled on Tuesday after ransomware locked its patient records, the health ministry said. Some 212,000 patients are registered there. Doctors worked on paper and ambulances were sent to Setúbal.'
const made = (words: string, outlet: string | null = null) => ({
  ...{ title: '', text: words, canonicalUrl: null, outlet },
  contentHash: contentHash(words, (normal) => normal),
  signature: signatureOf(words),
})

test('an agency is credited at the beginning or the end of a text, and not by a word in the middle', () => {
  expect(creditOf('LISBON (AFP) - Operations were cancelled.')).toBe('AFP')
  expect(creditOf('Berlin (dpa) - Der Betrieb steht.')).toBe('DPA')
  expect(creditOf('PARIS, 3 mars (Reuters) - Le service est en panne.')).toBe('REUTERS')
  expect(creditOf(`${'x '.repeat(400)}he told Reuters ${'y '.repeat(400)}`)).toBeNull()
})

test('an outlet is the site of the address, else the name of the source, and never the name of a file', () => {
  expect(outletOf('https://amp.news.example/a?b', 'News')).toBe('news.example')
  expect(outletOf('https://www.paper.co.uk:443/x', null)).toBe('paper.co.uk')
  expect(outletOf(null, ' Harbour News ')).toBe('harbour news')
  expect(outletOf(null, 'digest-of-the-day.txt')).toBeNull()
  expect(outletOf(null, null)).toBeNull()
})

test('a wire text with a line before and after it is the same text, and another report is not', () => {
  expect(sameWire(made(text), made(text))).toMatch(/word for word/)
  expect(sameWire(made(text), made(`LISBON (AFP) - ${text} More on page four.`))).toBeDefined()
  const other =
    'Surgeons at four clinics could not open a single file when they came to work. The attackers want money.'
  expect(sameWire(made(text), made(other))).toBeUndefined()
})

test('a wire text in ten papers is one source, and so is all that one paper prints', () => {
  const papers = Array.from({ length: 10 }, (_, i) => made(`${i}. ${text}`, `paper-${i}.example`))
  const own = made('A report of its own, with many words that nobody else has printed so far today.', 'own.example')
  const more = made('Another report of the same house, again with words that no other paper has.', 'own.example')
  expect(wireGroups([...papers, own, more]).map(({ length }) => length)).toEqual([10, 2])
})

test('sources are numbered in the order of the members', () => {
  const numbers = sourceNumbers([
    { item: 'a', outlet: 'one', copyOf: null },
    { item: 'b', outlet: 'two', copyOf: 'a' },
    { item: 'c', outlet: 'three', copyOf: null },
    { item: 'd', outlet: 'two', copyOf: null },
    { item: 'e', outlet: null, copyOf: null },
  ])
  expect([...numbers.values()]).toEqual([1, 1, 2, 1, 3])
})
