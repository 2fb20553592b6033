// The board: what must hold for any hypotheses, rows, raters and marks, and what is said of them in words.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { busyMs } from '../../../../test/setup/busy.ts'
import { type Mark, marks } from '../../model/hypotheses.ts'
import { boardOf, orderText, type Row, reckon, type Score } from './board.ts'
import { sensitivityOf } from './sensitivity.ts'
import { AdmiraltyData, weightOf } from './weights.ts'

const data: AdmiraltyData = JSON.parse(
  readFileSync(new URL('../../../../data/watch/admiralty.json', import.meta.url), 'utf8'),
)

interface Given {
  hypotheses: string[]
  rows: Row[]
  given: { row: string; hypothesis: string; by: string; mark: Mark }[]
}

const boards: fc.Arbitrary<Given> = fc
  .record({
    columns: fc.integer({ min: 1, max: 5 }),
    rows: fc.integer({ min: 0, max: 6 }),
    raters: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ columns, rows: count, raters }) =>
    fc
      .record({
        weights: fc.array(fc.constantFrom(0.2, 0.35, 0.5, 0.7, 0.9, 1), { minLength: count, maxLength: count }),
        cells: fc.array(fc.option(fc.constantFrom(...marks), { freq: 6 }), {
          minLength: columns * count * raters,
          maxLength: columns * count * raters,
        }),
      })
      .map(({ weights, cells }) => {
        const hypotheses = Array.from({ length: columns }, (_, n) => `h${n + 1}`)
        const rows = weights.map((weight, n) => ({ key: `e${n + 1}`, weight }))
        const given = cells.flatMap((mark, n) => {
          const row = rows[Math.floor(n / columns) % Math.max(1, count)]
          const hypothesis = hypotheses[n % columns]
          const by = `rater ${Math.floor(n / (columns * Math.max(1, count)))}`
          return mark === null || !row || !hypothesis ? [] : [{ row: row.key, hypothesis, by, mark }]
        })
        return { hypotheses, rows, given }
      }),
  )

const of = ({ hypotheses, rows, given }: Given) => reckon(hypotheses, rows, given, data)

test('the data on grades and weights is as its schema says', () => {
  expect(Compile(AdmiraltyData).Check(data)).toBe(true)
})

test('the order does not depend on the order in which anything was entered', () => {
  fc.assert(
    fc.property(boards, fc.infiniteStream(fc.nat()), (board, chance) => {
      const mixed = <T>(list: readonly T[]): T[] =>
        list
          .map((one) => ({ one, key: chance.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
      const other = { hypotheses: mixed(board.hypotheses), rows: mixed(board.rows), given: mixed(board.given) }
      expect(orderText(boardOf(of(other)).together)).toBe(orderText(boardOf(of(board)).together))
    }),
  )
})

test('the order does not depend on what the hypotheses and rows are called', () => {
  fc.assert(
    fc.property(boards, (board) => {
      const renamed = (key: string) => `${key[0]}${999 - Number(key.slice(1))}`
      const other = {
        hypotheses: board.hypotheses.map(renamed),
        rows: board.rows.map(({ key, weight }) => ({ key: renamed(key), weight })),
        given: board.given.map((one) => ({ ...one, row: renamed(one.row), hypothesis: renamed(one.hypothesis) })),
      }
      const back = (scores: Score[]) => scores.map((one) => ({ ...one, hypothesis: renamed(one.hypothesis) }))
      expect(orderText(back(boardOf(of(other)).together))).toBe(orderText(boardOf(of(board)).together))
    }),
  )
})

test('a row that says nothing never changes the order, neither by being there nor by going', () => {
  fc.assert(
    fc.property(boards, (board) => {
      const { rows, together } = boardOf(of(board))
      for (const { key } of rows.filter(({ diagnosticity }) => diagnosticity === 0)) {
        const without = { ...board, rows: board.rows.filter((row) => row.key !== key) }
        expect(orderText(boardOf(of(without)).together)).toBe(orderText(together))
      }
    }),
  )
})

test('a new row that fits every hypothesis alike changes no order, for whatever rater', () => {
  fc.assert(
    fc.property(boards, fc.constantFrom(...marks), (board, mark) => {
      const given = board.hypotheses.map((hypothesis) => ({ row: 'e900', hypothesis, by: 'rater 0', mark }))
      const more = { ...board, rows: [...board.rows, { key: 'e900', weight: 0.7 }], given: [...board.given, ...given] }
      const after = boardOf(of(more))
      expect(orderText(after.together)).toBe(orderText(boardOf(of(board)).together))
      expect(after.rows.at(-1)?.diagnosticity).toBe(0)
    }),
  )
})

test('what fits speaks for nothing: turning CC into C or N changes no score', () => {
  fc.assert(
    fc.property(boards, fc.constantFrom<Mark>('CC', 'C', 'N'), (board, mild) => {
      const fits: readonly Mark[] = ['CC', 'C', 'N']
      const given = board.given.map((one) => (fits.includes(one.mark) ? { ...one, mark: mild } : one))
      expect(boardOf(of({ ...board, given })).together).toEqual(boardOf(of(board)).together)
    }),
  )
})

test('one more inconsistent mark never makes its own hypothesis look better', () => {
  fc.assert(
    fc.property(boards, (board) => {
      const all = of(board)
      for (const one of board.given.filter(({ mark }) => mark === 'I')) {
        const given = board.given.map((other) => (other === one ? { ...other, mark: 'II' as const } : other))
        const rank = (scores: Score[]) => scores.find(({ hypothesis }) => hypothesis === one.hypothesis)?.score ?? 0
        expect(rank(boardOf(of({ ...board, given })).together)).toBeGreaterThanOrEqual(rank(boardOf(all).together))
      }
    }),
  )
})

test('sensitivity names exactly the rows without which the order would be another one', () => {
  fc.assert(
    fc.property(boards, (board) => {
      const now = orderText(boardOf(of(board)).together)
      const named = new Set(sensitivityOf(of(board)).flatMap(({ row, how }) => (how === 'removed' ? [row] : [])))
      for (const { key } of board.rows) {
        const without = { ...board, rows: board.rows.filter((row) => row.key !== key) }
        expect(named.has(key), key).toBe(orderText(boardOf(of(without)).together) !== now)
      }
    }),
  )
})

test('the same marks by two raters are no more against a hypothesis than by one, and they agree', () => {
  fc.assert(
    fc.property(boards, (board) => {
      const one = board.given.filter(({ by }) => by === 'rater 0')
      const both = [...one, ...one.map((mark) => ({ ...mark, by: 'rater 9' }))]
      const after = boardOf(of({ ...board, given: both }))
      expect(after.together).toEqual(boardOf(of({ ...board, given: one })).together)
      expect(after.agree).toBe(true)
    }),
  )
})

const three = ['h1', 'h2', 'h3']
function row(key: string, by: string, ...given: Mark[]) {
  return given.map((mark, at) => ({ row: key, hypothesis: three[at] ?? '', by, mark }))
}

test('raters are kept apart, with their own order, and it is said that they differ', () => {
  const rows = [{ key: 'e1', weight: 1 }]
  const board = boardOf(
    reckon(three, rows, [...row('e1', 'a', 'II', 'C', 'N'), ...row('e1', 'b', 'C', 'II', 'N')], data),
  )
  expect(board.raters.map(({ by, scores }) => [by, orderText(scores)])).toEqual([
    ['a', '1 h2, 1 h3, 3 h1'],
    ['b', '1 h1, 1 h3, 3 h2'],
  ])
  expect(board.agree).toBe(false)
  expect(board.rows[0]).toMatchObject({ spread: 3 })
})

test('a row that a rater marked for some hypotheses only counts for nothing, and is named', () => {
  const rows = [{ key: 'e1', weight: 1 }]
  const board = boardOf(reckon(three, rows, row('e1', 'a', 'II', 'II'), data))
  expect(board.raters[0]?.incomplete).toEqual(['e1'])
  expect(board.together.every(({ score }) => score === 0)).toBe(true)
  expect(board.wording).toMatch(/nothing can be said/)
})

test('the wording never names a winner', () => {
  fc.assert(
    fc.property(boards, (board) => {
      const { wording, rows } = boardOf(of(board))
      const turns = sensitivityOf(of(board)).map(({ why }) => why)
      for (const text of [wording, ...rows.map(({ says }) => says), ...turns])
        expect(text).not.toMatch(/likely|probab|winner|proven|true/i)
    }),
  )
  const rows = [{ key: 'e1', weight: 1 }]
  expect(boardOf(reckon(three, rows, row('e1', 'a', 'II', 'C', 'I'), data)).wording).toBe(
    'Least inconsistent so far: h2.',
  )
})

test('the one row that carries the order is named, removed and turned round', () => {
  const rows = [
    { key: 'e1', weight: 1 },
    { key: 'e2', weight: 0.5 },
  ]
  const all = reckon(three, rows, [...row('e1', 'a', 'II', 'CC', 'II'), ...row('e2', 'a', 'C', 'I', 'II')], data)
  const turns = sensitivityOf(all)
  expect(turns[0]).toMatchObject({ row: 'e1', changes: 'lead' })
  expect(turns.map(({ row: key, how, changes }) => `${key} ${how} ${changes}`)).toEqual([
    'e1 removed lead',
    'e1 reversed lead',
    'e2 removed order',
    'e2 reversed order',
  ])
})

test('weights follow the ratings: F6 without any, the mean of the raters, between 0 and 1', () => {
  const at = '2027-03-10T09:45:00.000Z'
  const given = (source: 'A' | 'E' | 'F', information: number) => ({
    by: source,
    source: { value: source, because: null, at },
    information: { value: information, because: null, at },
  })
  expect(weightOf([], data)).toBe(0.5)
  expect(weightOf([given('A', 1)], data)).toBe(1)
  expect(weightOf([given('E', 5)], data)).toBe(0.2)
  expect(weightOf([given('A', 1), given('E', 5)], data)).toBe(0.6)
})

test('twenty hypotheses, three hundred rows and three raters are reckoned with within a second', () => {
  const hypotheses = Array.from({ length: 20 }, (_, n) => `h${n}`)
  const rows = Array.from({ length: 300 }, (_, n) => ({ key: `e${n}`, weight: 0.5 }))
  const given = rows.flatMap(({ key }, r) =>
    hypotheses.flatMap((hypothesis, h) =>
      Array.from({ length: 3 }, (_, by) => ({
        row: key,
        hypothesis,
        by: `${by}`,
        mark: marks[(r + h * by) % 5] ?? 'N',
      })),
    ),
  )
  const began = busyMs()
  const all = reckon(hypotheses, rows, given, data)
  boardOf(all)
  sensitivityOf(all)
  expect(busyMs() - began).toBeLessThan(1000)
})
