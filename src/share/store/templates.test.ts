// Templates are data: the released ones can be used, and what looks like code or names an unknown place is refused with its place.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BadDataset } from '#platform/dataset.ts'
import { languages } from '../model/product-content.ts'
import { readProductData, templateOf } from './templates.ts'

const sitrep = readFileSync('data/share/products/sitrep.json', 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'tocsin-templates-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function changed(change: (template: Record<string, unknown>) => void): string {
  const template = JSON.parse(sitrep)
  change(template)
  return JSON.stringify(template)
}

test('the released templates are there, each in every language', () => {
  const { templates, wordingIn } = readProductData(null)
  expect([...templates.keys()].sort()).toEqual([
    'cyclone-impact',
    'hub-warning',
    'incident-review',
    'isaa-input',
    'political-brief',
    'public-statement',
    'reserve-request',
    'reserve-summary',
    'sitrep',
    'technical-annex',
  ])
  for (const { name, title, purpose, sections } of templates.values()) {
    for (const words of [name, title, purpose, ...sections.flatMap(({ heading, empty }) => [heading, empty])]) {
      expect(Object.keys(words).sort()).toEqual([...languages].sort())
    }
  }
  expect(new Set(languages.map((language) => wordingIn(language).frame.changes)).size).toBe(languages.length)
})

test('the request to the Reserve asks for every content of the article', () => {
  const { templates } = readProductData(null)
  const asked = templates.get('reserve-request')?.sections.map(({ lawful, needed }) => [lawful?.article, needed])
  expect(asked).toEqual(Array(5).fill(['Regulation (EU) 2025/38 Art. 15(5)', true]))
})

describe('a template is refused, with its place and the reason, when it', () => {
  const title = (en: string) => changed((template) => Object.assign(template, { title: { en } }))
  test.each([
    ['holds an expression', title('Report $(id)'), /\/title\/en holds an expression/],
    ['holds a loop', title('{{#each incidents}}{{this}}{{/each}}'), /\/title\/en holds a section or a partial/],
    ['holds a tag of a template language', title('<% exit() %>'), /\/title\/en holds a tag/],
    ['holds markup', title('<img src=x onerror=alert(1)>'), /\/title\/en holds markup/],
    ['holds a function', title('x => x'), /\/title\/en holds a piece of a program/],
    [
      'names a place that there is not',
      title('{{crisis.secret}}'),
      /names the place crisis\.secret, which there is not/,
    ],
    ['names a place of JavaScript', title('{{constructor.constructor}}'), /names the place constructor\.constructor/],
    ['leaves a brace open', title('Report {{crisis.title'), /\/title\/en holds a brace/],
    ['turns the direction of writing', title('Report \u202e'), /cannot be seen/],
    [
      'brings a rule of its own',
      changed((t) => Object.assign((t.sections as object[])[0] ?? {}, { rule: 'evil' })),
      /\/sections\/0/,
    ],
    [
      'brings a field of its own',
      changed((t) => Object.assign(t, { script: 'x' })),
      /must not have additional|additional/,
    ],
    [
      'has a section twice',
      changed((t) => (t.sections as unknown[]).push((t.sections as unknown[])[0])),
      /is there twice/,
    ],
    ['is no JSON', '{', /is no JSON/],
  ])('%s', (_what, text, told) => {
    expect(() => templateOf(text, 'share/products/own.json')).toThrow(BadDataset)
    expect(() => templateOf(text, 'share/products/own.json')).toThrow(told)
    expect(() => templateOf(text, 'share/products/own.json')).toThrow(/own\.json/)
  })
})

test('a template of one’s own stands in the place of the released one', () => {
  const own = join(folder, 'data', 'share', 'products')
  mkdirSync(own, { recursive: true })
  writeFileSync(
    join(own, 'ours.json'),
    changed((template) => Object.assign(template, { version: '7.2' })),
  )
  const { templates } = readProductData(folder)
  expect(templates.get('sitrep')?.version).toBe('7.2')
  expect(templates.size).toBe(10)
})
