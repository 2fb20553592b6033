// Times are found, resolved against the publication date when there is one, and float when there is none.
import { expect, test } from 'vitest'
import { findTimes } from './times.ts'

const published = '2025-03-11T08:00:00.000Z'
const read = (text: string, language = 'en', at: string | null = published) =>
  findTimes(text, language, at).map(({ text: words, kind, value, floating }) => ({ words, kind, value, floating }))
const values = (text: string, language = 'en', at: string | null = published) =>
  read(text, language, at).map((time) => time.value)

test.each([
  ['It began on Monday.', '2025-03-10'],
  ['It was disclosed on Tuesday.', '2025-03-11'],
  ['The court will rule on Friday.', '2025-03-14'],
  ['Talks resume next Monday.', '2025-03-17'],
  ['It happened yesterday.', '2025-03-10'],
  ['Three days ago it began.', '2025-03-08'],
  ['The vote was on 23 February.', '2025-02-23'],
  ['The hearing of February 27 came late.', '2025-02-27'],
  ['On 10 March 2025 it fell.', '2025-03-10'],
  ['On March 10, 2025, it fell.', '2025-03-10'],
  ['It lasted from 3 to 5 March 2025.', '2025-03-03/2025-03-05'],
  ['They opened between November and December last year.', '2024-11/2024-12'],
  ['China launched 263 last year.', '2024'],
  ['It expects more in the fourth quarter.', '2024-Q4'],
  ['It grew in the first quarter of 2024.', '2024-Q1'],
  ['It wants 15,000 by 2030.', '2030'],
  ['It plans 648 in 2025.', '2025'],
  ['As of January last year it had more.', '2024-01'],
  ['It had 18,800 employees as of January 31 last year.', '2024-01-31'],
  ['It had them on the 31st of January, last year.', '2024-01-31'],
  ['The rule applies from 1 July next year.', '2026-07-01'],
  ['Details follow within 24 hours.', '2025-03-12T08:00Z'],
  ['Over the weekend he spoke.', '2025-03-08/2025-03-09'],
  ['It must be done by the end of 2026.', '2026'],
  ['Logged at 2025-03-10T09:45:00Z.', '2025-03-10T09:45Z'],
  ['Signed 27.02.2025 in Berlin.', '2025-02-27'],
  ['Signed 27/02/2025 in Paris.', '2025-02-27'],
])('%s', (text, value) => {
  expect(values(text)).toEqual([value])
})

test('a time of day takes the date named before it, and its zone', () => {
  expect(values('On Monday the first wave came at about 09:45 UTC.')).toEqual(['2025-03-10', '2025-03-10T09:45Z'])
  expect(values('On 10 March 2025 it began at 10:45 CET.')).toEqual(['2025-03-10', '2025-03-10T09:45Z'])
})

test('a limit counted from an event keeps its length and names the event, whatever the day of publication', () => {
  for (const at of [null, published]) {
    const [time] = findTimes('Within twelve months of adoption a taxonomy is due.', 'en', at)
    expect(time).toMatchObject({ kind: 'deadline', value: 'P12M', anchor: 'adoption', floating: false })
  }
})

test.each([
  'on Monday',
  'last year',
  'within 24 hours',
  'on 23 February',
  'at 09:45 UTC',
  'yesterday',
  'in the fourth quarter',
  'this morning',
])('without a publication date "%s" floats and has no value', (words) => {
  expect(read(`It was so ${words}.`, 'en', null)).toMatchObject([{ value: null, floating: true }])
})

test('figures, names and modal verbs are not times', () => {
  expect(
    read(
      'It may march on: 1,750 of 18,800 jobs, 2.3% and 9.45 points, version 1.10.24, 3.8 million in May Street.',
      'en',
    ),
  ).toEqual([])
})

test.each([
  ['de', 'Am 27. Februar 2025 wurde verhandelt.', '2025-02-27'],
  ['fr', 'Le 1er mars 2025, le réseau est tombé.', '2025-03-01'],
  ['es', 'El 10 de marzo de 2025 cayó la red.', '2025-03-10'],
  ['it', 'Il 10 marzo 2025 la rete è caduta.', '2025-03-10'],
  ['nl', 'Op 10 maart 2025 viel het netwerk uit.', '2025-03-10'],
  ['pl', 'Dnia 10 marca 2025 sieć padła.', '2025-03-10'],
  ['pt', 'Em 10 de março de 2025 a rede caiu.', '2025-03-10'],
])('dates by month name are read in %s', (language, text, value) => {
  expect(values(text, language)).toEqual([value])
})

test('every span holds exactly the words of its fact, and no two overlap', () => {
  const text =
    'On Monday, 10 March 2025, at about 09:45 UTC, and within 24 hours of that, by 2030, last year and the weekend before.'
  let at = 0
  for (const time of findTimes(text, 'en', null)) {
    expect(text.slice(time.span.start, time.span.end)).toBe(time.text)
    expect(time.span.start >= at).toBe(true)
    at = time.span.end
  }
})

test('a second limit in months counts from the event that the first one names, one in hours does not', () => {
  const text =
    'Within 12 months of adoption they agree on it. Within 18 months they test it. Details follow within 24 hours.'
  expect(findTimes(text, 'en', null).map(({ value, floating, anchor }) => [value, floating, anchor])).toEqual([
    ['P12M', false, 'adoption'],
    ['P18M', false, 'adoption'],
    [null, true, 'publication'],
  ])
  const [alone] = findTimes('They test it within 18 months.', 'en', null)
  expect(alone).toMatchObject({ value: null, floating: true, anchor: 'publication' })
})
