// Paths of steps: holes, single buckets, bands.
import { expect, test } from 'vitest'
import { stepBand, stepLine } from './steps.ts'

const x = (i: number) => 10 * i
const y = (value: number) => 100 - value

test('a bucket has its value from its start to its end, and equal neighbours are one step', () => {
  expect(stepLine([1, 1, 2], x, y)).toBe('M0,99H20V98H30')
})

test('a hole ends the line, and a bucket alone between holes is still drawn', () => {
  expect(stepLine([null, 5, null, 0], x, y)).toBe('M10,95H20M30,100H40')
  expect(stepLine([null, null], x, y)).toBe('')
  expect(stepLine([], x, y)).toBe('')
})

test('a band goes along its top and back along its bottom', () => {
  expect(stepBand([0, 1], [5, 5], [true, true], x, y)).toBe('M0,95H20V99H10V100H0Z')
})

test('a band is one shape for each run of what was measured', () => {
  expect(stepBand([0, 0, 0], [5, 9, 7], [true, false, true], x, y)).toBe('M0,95H10V100H0ZM20,93H30V100H20Z')
  expect(stepBand([], [], [], x, y)).toBe('')
})

test('bands that lie on one another leave no gap: the top of one is the bottom of the next', () => {
  const middle = [3, 4, 5]
  const known = [true, true, true]
  const heights = (path: string) => path.match(/V[\d.]+/g) ?? []
  expect(heights(stepBand([0, 0, 0], middle, known, x, y)).slice(0, 2)).toEqual(['V96', 'V95'])
  expect(heights(stepBand(middle, [6, 6, 9], known, x, y)).slice(-3)).toEqual(['V95', 'V96', 'V97'])
})
