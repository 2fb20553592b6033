// Hostile text: twice the input costs about twice the time, in every stage, and the result is still well-formed.
import { beforeAll, expect, test } from 'vitest'
import { loadLexicons } from '../lexicons.ts'
import { loadTools } from '../tools.ts'
import { type AnalyseWith, analyse, MAX_ITEM_CHARS } from './analyse.ts'

let using: AnalyseWith
beforeAll(async () => {
  using = { ...loadLexicons(), tools: await loadTools() }
})
const read = (text: string, kind: 'plain' | 'html') =>
  analyse({ text, kind, title: null, publishedAt: null, url: null, split: true }, using)

const shapes: [string, 'plain' | 'html', string][] = [
  ['one endless token', 'plain', 'a'],
  ['"said said said"', 'plain', 'said '],
  ['"Abc Abc Abc"', 'plain', 'Abc '],
  ['spaces', 'plain', ' '],
  ['digits', 'plain', '1'],
  ['dates', 'plain', '12 March '],
  ['limits', 'plain', 'within two days of '],
  ['short lines', 'plain', 'Abc\n'],
  ['dashes', 'plain', '-'],
  ['rules', 'plain', '---\n'],
  ['lone surrogates', 'plain', '\ud800'],
  ['overrides', 'plain', '\u202e'],
  ['dotted letters', 'plain', 'U.S.'],
  ['open brackets', 'html', '<'],
  ['broken tags', 'html', '<a "'],
  ['broken entities', 'html', '&amp'],
  ['unclosed scripts', 'html', '<script>'],
  ['nested blocks', 'html', '<div>'],
  ['nested inlines', 'html', '<b>'],
  ['nested tables', 'html', '<table><tr><td>'],
  ['articles', 'html', '<article><h2>Abc def</h2><p>abc def ghi</p></article>'],
]

function milliseconds(run: () => void): number {
  const started = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

test.each(shapes)(
  '%s: four times the text costs at most about four times the work',
  (_, kind, unit) => {
    const text = (chars: number): string => unit.repeat(Math.ceil(chars / unit.length))
    read(text(5_000), kind)
    const best = (chars: number): number => Math.min(...[1, 2].map(() => milliseconds(() => read(text(chars), kind))))
    // A square law would be 16; small times are mostly noise, so 30 ms are given to each.
    expect((best(100_000) + 30) / (best(25_000) + 30)).toBeLessThan(9)
  },
  60_000,
)

test('an article over the limit is read up to it and marked partial', () => {
  const [item] = read('The network was attacked on Monday. '.repeat(4_000), 'plain').items
  expect(item!.text.length).toBeLessThanOrEqual(MAX_ITEM_CHARS)
  expect(item!.partial.join()).toContain('read up to')
})

test('names of object members are words like any other', () => {
  const made = read(
    '__proto__ constructor\n\nThe constructor of __proto__ and toString said hasOwnProperty was valueOf on Monday.',
    'plain',
  )
  expect(made.items).toHaveLength(1)
  expect(JSON.parse(JSON.stringify(made))).toEqual(made)
})

test('the same input gives the same bytes', () => {
  const text =
    'Firm hit by ransomware in Vienna\n\nOn 10 March 2025 a firm in Vienna was hit by ransomware that encrypted its servers.'
  expect(JSON.stringify(read(text, 'plain'))).toBe(JSON.stringify(read(text, 'plain')))
})
