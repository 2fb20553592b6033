// Hostile text: 100 kB of numbers, signs and scale words cost linear time in figures and checks.
import { beforeAll, expect, test } from 'vitest'
import { readDataset } from '#platform/dataset.ts'
import { checkConsistency } from '../checks.ts'
import { compileFigures, type FiguresIndex, findFigures, UnitsData } from '../figures.ts'

let index: FiguresIndex
beforeAll(async () => {
  index = compileFigures(await readDataset(UnitsData, 'watch/units.json'))
})

function milliseconds(text: string, language: string): number {
  const started = process.cpuUsage()
  const figures = findFigures(text, language, [], index)
  checkConsistency(text, { text: '', span: null }, { figures, times: [], language }, index)
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

const units = [
  '1',
  '1,',
  '1 ',
  '$',
  '$ ',
  'million ',
  '1 million ',
  'one hundred ',
  'a ',
  '5 to ',
  '5-',
  '.5',
  "5'",
  '(5)',
]
const sentences = [
  'between 5 and ',
  'half of ',
  'A total of 5 ',
  'combined 5 MW and ',
  '12 of 100 schools, or 5%, ',
  'raised $5 million to bring the total to $6 million, ',
  '$5 million (4 million euros), ',
  'dreihundert',
  'quatre-vingt-',
]

test.each([...units, ...sentences])('100 kB of "%s" cost linear time', (unit) => {
  const text = (chars: number) => unit.repeat(Math.ceil(chars / unit.length))
  for (const language of ['en', 'de', 'fr']) {
    milliseconds(text(10_000), language)
    const best = (chars: number) => Math.min(milliseconds(text(chars), language), milliseconds(text(chars), language))
    // A square law would be 16; small times are mostly noise, so 30 ms are given to each.
    expect((best(100_000) + 30) / (best(25_000) + 30)).toBeLessThan(9)
  }
})
