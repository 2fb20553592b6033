// The consistency checks: the four stories in many wordings, sums in order, sums that are not, and ordinary news.
import { beforeAll, describe, expect, test } from 'vitest'
import { readDataset } from '#platform/dataset.ts'
import type { CheckFact } from '../../model.ts'
import { inOrder, offSums, ordinary, wordings } from '../../testdata/figures-checks.ts'
import { stories } from '../../testdata/stories.ts'
import { checkConsistency } from '../checks.ts'
import { compileFigures, type FiguresIndex, findFigures, UnitsData } from '../figures.ts'
import { findTimes } from '../times.ts'

let index: FiguresIndex
beforeAll(async () => {
  index = compileFigures(await readDataset(UnitsData, 'watch/units.json'))
})

/** A text whose first line is its headline, when it has more than one. */
function read(text: string, language = 'en'): CheckFact[] {
  const line = text.indexOf('\n')
  const title = line < 0 ? { text: '', span: null } : { text: text.slice(0, line), span: { start: 0, end: line } }
  const times = findTimes(text, language, null)
  const figures = findFigures(text, language, times, index)
  return checkConsistency(text, title, { figures, times, language }, index)
}

const raised = (facts: CheckFact[]) =>
  facts.filter(({ result }) => result !== 'agrees').map(({ kind, result }) => `${kind} ${result}`)

describe('the stories that leave something to look at', () => {
  test.each(wordings.map((one) => [one.story, one.language, one] as const))(
    'story %s in %s raises what it must and nothing else, with the sum shown',
    (_story, language, { text, raises, shows }) => {
      const facts = read(text, language)
      expect(raised(facts)).toEqual(raises)
      expect(facts.map(({ detail }) => detail).join()).toContain(shows)
    },
  )

  test('the ten stories raise two kinds of check and two kinds of info, and nothing else', () => {
    const found = stories.flatMap(({ story, title, body }) =>
      raised(read([title, ...body].join('\n'))).map((one) => `${story} ${one}`),
    )
    expect([...new Set(found)].sort()).toEqual([
      '2 running-total info',
      '6 currency-pair info',
      '7 parts-total check',
      '8 share-base check',
    ])
  })

  test('the sum, the base that would fit and the date of the base are shown', () => {
    const texts = stories
      .filter(({ story }) => story === 7 || story === 8)
      .map(({ title, body }) => [title, ...body].join('\n'))
    const details = texts.flatMap((text) => read(text)).map(({ detail }) => detail)
    expect(details).toContain('140 + 110 + 150 = 400 MW against 389 MW stated, +2.83 %')
    expect(details.find((detail) => detail.includes('20,588'))).toMatch(
      /^1,750 of 18,800 is 9\.31 %.*January last year/,
    )
  })
})

describe('sums in order', () => {
  test.each(inOrder)('$text', ({ text, agrees }) => {
    const facts = read(text)
    expect(raised(facts)).toEqual([])
    expect(facts.map(({ kind }) => kind)).toContain(agrees)
  })
})

describe('sums that are not', () => {
  test.each(offSums)('$text', ({ text, raises }) => {
    expect(raised(read(text))).toContain(raises)
  })
})

test.each(ordinary)('ordinary news raises nothing: %s', (text) => {
  expect(raised(read(text))).toEqual([])
})

test('no text says "wrong", and spans lie in the text', () => {
  for (const { text, language } of wordings) {
    for (const { detail, why, spans } of read(text, language)) {
      expect(`${detail} ${why}`).not.toMatch(/wrong|error|false/i)
      expect(spans.length).toBeGreaterThan(0)
      for (const span of spans) expect(text.slice(span.start, span.end)).not.toBe('')
    }
  }
})

test('a headline that is not in the text is compared as well, and only spans of the text are given', () => {
  const text = 'The operator said that the data of 55,447 customers had been copied.'
  const figures = findFigures(text, 'en', [], index)
  const facts = checkConsistency(
    text,
    { text: 'Breach hits 65,000 customers', span: null },
    { figures, times: [], language: 'en' },
    index,
  )
  expect(raised(facts)).toEqual(['headline-body check'])
  expect(facts[0]?.spans).toEqual([figures[0]?.span])
})
