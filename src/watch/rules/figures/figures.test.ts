// Figures: conventions of numbers by language, money, measures, shares, counts, and what is no figure.
import { beforeAll, describe, expect, test } from 'vitest'
import { readDataset } from '#platform/dataset.ts'
import type { FigureFact } from '../../model.ts'
import { english, foreign, noFigures, type Phrase } from '../../testdata/figures-phrases.ts'
import { stories } from '../../testdata/stories.ts'
import { compileFigures, type FiguresIndex, findFigures, UnitsData } from '../figures.ts'
import { findTimes } from '../times.ts'

let index: FiguresIndex
beforeAll(async () => {
  index = compileFigures(await readDataset(UnitsData, 'watch/units.json'))
})

function read(text: string, language = 'en'): FigureFact[] {
  return findFigures(text, language, findTimes(text, language, null), index)
}

const brief = (text: string, language = 'en') =>
  read(text, language).map(({ value, to, unit }) => (to === null ? [value, unit] : [value, to, unit]))

describe('conventions', () => {
  test.each([
    ['en', 'worth 1,750.5 euros', 1750.5],
    ['de', 'Kosten von 1.750,5 Euro', 1750.5],
    ['fr', 'un prix de 1 750,5 euros', 1750.5],
    ['es', 'un precio de 1.750,5 euros', 1750.5],
    ['en', "worth 1'750 euros", 1750],
    ['en', 'worth 1.750 euros', 1.75],
    ['de', 'Kosten von 1.750 Euro', 1750],
    ['de', 'Kosten von 3.8 Euro', 3.8],
    ['sv', 'ett pris av 1 750,5 euro', 1750.5],
  ])('in %s "%s" is %d', (language, text, value) => {
    expect(brief(text, language)).toEqual([[value, 'EUR']])
  })

  test('without a language a group of three is read as thousands, and the reason says that it is ambiguous', () => {
    const [fact] = read('1.750 EUR', 'und')
    expect(fact).toMatchObject({ value: 1750, unit: 'EUR' })
    expect(fact?.why).toContain('ambiguous')
  })
})

describe('money', () => {
  test('a range takes its scale and its sign from either end', () => {
    const texts = ['$60-70 million', '$60 million to $70 million', '$60 to $70 million', 'between $60m and $70m']
    for (const text of texts) expect(brief(text)).toEqual([[60e6, 70e6, 'USD']])
  })

  test('what rises from one sum to another is two figures', () => {
    expect(brief('profit rose from $5m to $7m')).toEqual([
      [5e6, 'USD'],
      [7e6, 'USD'],
    ])
  })

  test('a scale word ends an amount: what follows is another one', () => {
    expect(brief('sales of $7.70 billion and fourth-quarter sales of $2 billion')).toEqual([
      [7.7e9, 'USD'],
      [2e9, 'USD'],
    ])
    expect(brief('it raised $170 million in a round')).toEqual([[170e6, 'USD']])
  })

  test('pounds are weighed where the words around them weigh', () => {
    expect(brief('he was fined 500 pounds')).toEqual([[500, 'GBP']])
    expect(brief('the parcel weighed 500 pounds')).toEqual([[500, 'lb']])
  })

  test('an ambiguous name of a currency is read as the most usual one, and the reason says so', () => {
    expect(read('a debt of 500 pesos')[0]).toMatchObject({ unit: 'MXN' })
    expect(read('a debt of 500 pesos')[0]?.why).toContain('most usual')
  })

  test('crowns are those of the language', () => {
    expect(brief('en budget på 300 kr', 'sv')).toEqual([[300, 'SEK']])
    expect(brief('et budget på 300 kr', 'da')).toEqual([[300, 'DKK']])
  })
})

describe('counts', () => {
  test('say what is counted and point at it', () => {
    const text = 'Downdetector counted over 39,000 complaints from US users.'
    const [fact] = read(text)
    expect(fact).toMatchObject({ value: 39000, kind: 'count', of: 'complaints', qualifier: 'over' })
    expect(text.slice(fact?.ofSpan?.start, fact?.ofSpan?.end)).toBe('complaints')
  })

  test.each([
    ['three large-scale projects', 3, 'projects'],
    ['5,000 US users', 5000, 'users'],
    ['two hundred and fifty firefighters', 250, 'firefighters'],
    ['a million people', 1e6, 'people'],
    ['4m customers', 4e6, 'customers'],
    ['8.5% of its global workforce', 8.5, 'workforce'],
  ])('"%s" is %d of %s', (text, value, of) => {
    expect(read(text)[0]).toMatchObject({ value, of })
  })

  test.each([
    ['up to 20 people', 'up to'],
    ['nearly 20 people', 'nearly'],
    ['at least 20 people', 'at least'],
    ['fewer than 20 people', 'under'],
    ['some 20 people', 'about'],
    ['20 people or more', 'over'],
    ['an estimated 20 people', 'about'],
  ])('"%s" is qualified by "%s"', (text, qualifier) => {
    expect(read(text)[0]).toMatchObject({ value: 20, qualifier })
  })
})

test.each(noFigures)('nothing is a figure in "%s"', (text) => {
  expect(read(text)).toEqual([])
})

describe('phrases that the grammar was not written with', () => {
  const missed = (language: string, [text, value, unit, to]: Phrase): string[] => {
    const fits = read(text, language).some(
      (fact) =>
        Math.abs(fact.value - value) <= 1e-9 * Math.abs(value) && fact.unit === unit && fact.to === (to ?? null),
    )
    return fits ? [] : [text]
  }

  test('in English at most three in a hundred are missed', () => {
    expect(english.flatMap((phrase) => missed('en', phrase)).length).toBeLessThanOrEqual(3)
  })

  test('in German, French, Spanish, Italian, Dutch and Polish at most three are missed', () => {
    expect(foreign.flatMap(([language, ...phrase]) => missed(language, phrase)).length).toBeLessThanOrEqual(3)
  })
})

test('the figures of the stories are found, each once for each mention, and nothing else', () => {
  const told = (story: number) =>
    stories
      .filter((one) => one.story === story)
      .flatMap(({ title, body }) => brief([title, ...body].join('\n')).map(([value]) => value))
  expect(told(2)).toEqual([170e6, 170e6, 280e6, 1000, 170e6, 280e6])
  expect(told(6)).toEqual([3.8e6, 32600, 3.8e6, 32600])
  expect(told(9)).toEqual([3])
  expect(told(10)).toEqual([2.3, 2.3])
})

test('spans are the words, in order, and never overlap', () => {
  for (const { title, body } of stories) {
    const text = [title, ...body].join('\n')
    let end = 0
    for (const fact of read(text)) {
      expect(text.slice(fact.span.start, fact.span.end)).toBe(fact.text)
      expect(fact.span.start).toBeGreaterThanOrEqual(end)
      end = fact.span.end
    }
  }
})
