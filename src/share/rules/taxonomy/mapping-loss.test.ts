// What a mapping loses, both ways, on mappings small enough to see through.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MappingRow, relations } from '../../model/taxonomy.ts'
import { mappingFaults } from './mapping-faults.ts'
import { mapCode, mappingLoss, mapTerm } from './mapping-loss.ts'

const row = (term: string, relation: MappingRow['relation'], code: string | null = null): MappingRow => {
  return { term, relation, code, note: '' }
}
const terms = [
  { id: 'flood', label: 'Flood' },
  { id: 'crash', label: 'Crash' },
  { id: 'fire', label: 'Fire' },
]
const codes = ['A', 'B', 'C', 'D'].map((code) => ({ code, label: code }))

describe('out', () => {
  const rows = [
    row('flood', 'exact', 'A'),
    row('flood', 'broader', 'B'),
    row('crash', 'broader', 'B'),
    row('fire', 'none'),
  ]
  test('a code that says the same loses nothing, whatever else is near', () => {
    expect(mapTerm({ rows }, 'flood')).toMatchObject({ loss: 'nothing', rows: [{ code: 'A' }] })
  })
  test('a wider code loses detail, and is taken before a narrower one', () => {
    expect(mapTerm({ rows }, 'crash')).toMatchObject({ loss: 'detail' })
    const both = [row('crash', 'narrower', 'C'), row('crash', 'broader', 'B')]
    expect(mapTerm({ rows: both }, 'crash')).toMatchObject({ loss: 'detail', rows: [{ code: 'B' }] })
  })
  test('narrower codes are for somebody to choose from, even where it is one', () => {
    expect(mapTerm({ rows: [row('crash', 'narrower', 'C')] }, 'crash').loss).toBe('choice')
    const two = [row('crash', 'narrower', 'C'), row('crash', 'narrower', 'D')]
    expect(mapTerm({ rows: two }, 'crash').why).toBe('It is 2 codes there: somebody must know which one.')
  })
  test('nothing like it is another thing than nobody looked', () => {
    expect(mapTerm({ rows }, 'fire').loss).toBe('everything')
    expect(mapTerm({ rows: [] }, 'fire').loss).toBe('unknown')
  })
})

describe('back', () => {
  test('a code that several terms share must be chosen from', () => {
    const rows = [row('flood', 'broader', 'B'), row('crash', 'broader', 'B')]
    expect(mapCode({ rows }, 'B')).toMatchObject({ loss: 'choice', terms: ['flood', 'crash'] })
  })
  test('a narrower code comes back as the wider term, and says less', () => {
    expect(mapCode({ rows: [row('flood', 'narrower', 'C')] }, 'C')).toMatchObject({ loss: 'detail', terms: ['flood'] })
  })
  test('a code that no row names is lost, if the list is whole; else nothing is said of it', () => {
    const rows = [row('flood', 'exact', 'A')]
    expect(mappingLoss(terms, { rows, codes, whole: true }).back.map(({ code, loss }) => [code, loss])).toEqual([
      ['A', 'nothing'],
      ['B', 'everything'],
      ['C', 'everything'],
      ['D', 'everything'],
    ])
    expect(mappingLoss(terms, { rows, codes, whole: false }).back.map(({ code }) => code)).toEqual(['A'])
  })
  test('only what comes back as itself and as no other returns', () => {
    const rows = [row('flood', 'exact', 'A'), row('crash', 'broader', 'B'), row('fire', 'broader', 'B')]
    const { out } = mappingLoss(terms, { rows, codes, whole: true })
    expect(out.map(({ term, returns }) => [term, returns])).toEqual([
      ['flood', true],
      ['crash', false],
      ['fire', false],
    ])
  })
})

test('rows of a term that was removed say nothing any more', () => {
  const rows = [row('gone', 'exact', 'A')]
  const { out, back } = mappingLoss(terms, { rows, codes, whole: true })
  expect(out.map(({ loss }) => loss)).toEqual(['unknown', 'unknown', 'unknown'])
  expect(back[0]).toMatchObject({ code: 'A', loss: 'everything', terms: [] })
})

const someRow = fc.record({
  term: fc.constantFrom('flood', 'crash', 'fire', 'no-such'),
  relation: fc.constantFrom(...relations),
  code: fc.constantFrom('A', 'B', 'C', 'D', 'E', null),
  note: fc.constant(''),
})

test('every term and every code gets one answer, the counts add up, and exact both ways loses nothing', () => {
  fc.assert(
    fc.property(fc.array(someRow, { maxLength: 20 }), (given) => {
      const wrong = new Set(mappingFaults(given, { terms, codes, whole: true }).map(({ at }) => at))
      const rows = given.filter((_, at) => !wrong.has(at))
      expect(mappingFaults(rows, { terms, codes, whole: true })).toEqual([])
      const { out, back, counts } = mappingLoss(terms, { rows, codes, whole: true })
      expect(out.map(({ term }) => term)).toEqual(['flood', 'crash', 'fire'])
      expect(back).toHaveLength(4)
      expect(Object.values(counts.out).reduce((sum, count) => sum + count, 0)).toBe(3)
      for (const { term, loss, returns, codes: to } of out) {
        if (loss !== 'nothing') continue
        expect(returns).toBe(true)
        expect(back.find(({ code }) => code === to[0])).toMatchObject({ loss: 'nothing', terms: [term] })
      }
    }),
  )
})
