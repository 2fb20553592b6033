// Scales side by side: by order, never as a translation.
import { expect, test } from 'vitest'
import type { SeverityScale } from '../model/severity.ts'
import { faultOfRating, roughlyOn, sideBySide } from './severity.ts'

function scale(id: string, values: string[], score: SeverityScale['score'] = null): SeverityScale {
  const levels = values.map((value, rank) => ({ value, rank, label: value, verified: true }))
  return { id, short: id, title: id, use: 'test', memberState: null, levels, score, verified: true, evidence: 'test' }
}
const four = scale('four', ['white', 'green', 'yellow', 'red'])
const six = scale('six', ['6', '5', '4', '3', '2', '1'])
const seven = scale('seven', ['a', 'b', 'c', 'd', 'e', 'f', 'g'], { from: 0, to: 100 })
const rating = { score: null, reason: 'seen', by: 'x', at: '2026-01-01T00:00:00.000Z' }

test('the worst of one scale lies at the worst of another, the least at the least', () => {
  expect(roughlyOn(four, 'red', six)).toContain('1')
  expect(roughlyOn(four, 'white', six)).toContain('6')
  expect(roughlyOn(six, '1', four)).toEqual(['red'])
})

test('a level between two says both', () => {
  expect(roughlyOn(four, 'green', six)).toEqual(['5', '4'])
  expect(roughlyOn(four, 'yellow', seven)).toEqual(['d', 'e'])
})

test('each level of each scale lies somewhere on each other, and worse never lies lower', () => {
  const all = [four, six, seven]
  for (const from of all)
    for (const to of all) {
      const places = from.levels.map(({ value }) =>
        roughlyOn(from, value, to).map((level) => to.levels.findIndex((one) => one.value === level)),
      )
      for (const [index, place] of places.entries()) {
        expect(place.length).toBeGreaterThan(0)
        if (index > 0) expect(Math.min(...place)).toBeGreaterThanOrEqual(Math.min(...(places[index - 1] ?? [0])))
      }
    }
})

test('a scale that somebody judged by shows that alone; the others show where it would lie', () => {
  const shown = sideBySide([four, six], { four: { ...rating, value: 'red' } })
  expect(shown[0]).toMatchObject({ rating: { value: 'red' }, roughly: [] })
  expect(shown[1]).toMatchObject({ rating: null, roughly: [{ from: 'four', value: 'red', levels: ['2', '1'] }] })
})

test('a value that the scale does not have lies nowhere', () => {
  expect(roughlyOn(four, 'purple', six)).toEqual([])
})

test('an unknown scale, level or score is refused with what there is', () => {
  expect(faultOfRating([four], { scale: 'five', value: 'red' })).toMatchObject({ where: '/scale' })
  expect(faultOfRating([four], { scale: 'four', value: 'purple' })?.detail).toContain('white, green, yellow, red')
  expect(faultOfRating([four], { scale: 'four', value: 'red', score: 3 })).toMatchObject({ where: '/score' })
  expect(faultOfRating([seven], { scale: 'seven', value: 'g', score: 101 })?.detail).toContain('from 0 to 100')
  expect(faultOfRating([seven], { scale: 'seven', value: 'g', score: 92.5 })).toBeNull()
})
