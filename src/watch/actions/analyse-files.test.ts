// What `watch analyse` prints holds to the schema that is published for it.

import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { AnalysisOutput } from '../api/analysis-output.ts'
import { analyseOnce } from '../index.ts'
import { stories } from '../testdata/stories.ts'

const valid = Compile(AnalysisOutput)
const bytes = (text: string) => new TextEncoder().encode(text)

test('the stories come out in the published shape, each span at its words, each claim with an id of its own', async () => {
  const files = stories.map(({ title, body }, n) => ({ name: `${n}.txt`, bytes: bytes([title, ...body].join('\n\n')) }))
  const out = await analyseOnce([...files, { name: 'nothing.bin', bytes: bytes('%PDF-1.7') }], {
    publishedAt: '2025-03-11T08:00:00.000Z',
  })
  expect([...valid.Errors(out)].slice(0, 3)).toEqual([])
  expect(out.failed).toEqual([{ file: 'nothing.bin', why: 'The file is a PDF.' }])
  expect(out.items).toHaveLength(stories.length)
  const ids = out.items.flatMap(({ claims }) => claims.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  for (const { text, names, figures, times, places, claims } of out.items) {
    for (const fact of [...names, ...figures, ...times, ...places, ...claims])
      expect(text.slice(fact.span.start, fact.span.end)).toBe(fact.text)
    for (const { disputes, supports, repeats, retracts } of claims)
      for (const id of [...disputes, ...supports, ...repeats, ...retracts]) expect(ids).toContain(id)
  }
  expect(out.clusters.flat().sort((a, b) => a - b)).toEqual(out.items.map((_, i) => i))
}, 60_000)

test('the two kinds of check and of info that the stories hold are found, and no other', async () => {
  const files = stories.map(({ title, body }, n) => ({ name: `${n}.txt`, bytes: bytes([title, ...body].join('\n\n')) }))
  const { items } = await analyseOnce(files, { publishedAt: '2025-03-11T08:00:00.000Z' })
  const raised = items.flatMap(({ checks }, n) =>
    checks
      .filter(({ result }) => result !== 'agrees')
      .map(({ kind, result }) => `${stories[n]?.story} ${kind} ${result}`),
  )
  expect([...new Set(raised)].sort()).toEqual([
    '2 running-total info',
    '6 currency-pair info',
    '7 parts-total check',
    '8 share-base check',
  ])
}, 60_000)
