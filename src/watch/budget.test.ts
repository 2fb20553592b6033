// Time that is used up skips stages, the item says which, and its text is there all the same.
import { beforeAll, expect, test } from 'vitest'
import { timeBudget } from './budget.ts'
import { loadLexicons } from './lexicons.ts'
import { type AnalyseInput, type AnalyseWith, analyse } from './rules/analyse.ts'
import { loadTools } from './tools.ts'

let using: AnalyseWith
beforeAll(async () => {
  using = { ...loadLexicons(), tools: await loadTools() }
}, 60_000)

const input: AnalyseInput = {
  text: 'Hospitals in Malta offline\n\nRansomware encrypted the servers of two hospitals in Malta on Monday.',
  kind: 'plain',
  title: null,
  publishedAt: null,
  url: null,
  split: true,
}
const limits = { itemMilliseconds: 100, textMilliseconds: 1_000 }

/** A clock that moves on by so much each time it is looked at. */
function ticking(step: number): () => number {
  let now = 0
  return () => {
    now += step
    return now
  }
}

test('with time enough nothing is partial', () => {
  const { items, partial } = analyse(input, using, timeBudget(limits, ticking(1)))
  expect([partial, items[0]!.partial]).toEqual([[], []])
  expect(items[0]).toMatchObject({ incident: true, places: [{ country: 'MT' }, { country: 'MT' }] })
})

test('stages after the time of an item are skipped, and the item names each of them', () => {
  const [item] = analyse(input, using, timeBudget(limits, ticking(30))).items
  expect(item!.text).toContain('Ransomware encrypted the servers')
  expect(item!.language.code).toBe('en')
  expect(item!.partial).toEqual(
    ['figures', 'names', 'claims', 'topics', 'sectors', 'checks', 'versions'].map(
      (stage) => `${stage}: skipped, the time for this item was used up`,
    ),
  )
  expect(item).toMatchObject({ topics: [], sectors: [], incident: false, incidentWhy: 'not looked at' })
})

test('the time of a whole text runs over all of its items', () => {
  const budget = timeBudget({ itemMilliseconds: 1_000, textMilliseconds: 50 }, ticking(30))
  const { items, partial } = analyse(input, using, budget)
  expect(partial).toEqual(['split: skipped, the time for this text was used up'])
  expect(items).toHaveLength(1)
  expect(items[0]!.partial).toHaveLength(10)
})
