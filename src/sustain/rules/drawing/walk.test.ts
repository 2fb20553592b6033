// Walking through the map by arrow keys.
import { expect, test } from 'vitest'
import { layOut } from './lay-out.ts'
import { firstOf, walk } from './walk.ts'

const lines = ['ab', 'ac', 'cd'].map((pair) => ({ from: pair[0] ?? '', to: pair[1] ?? '' }))
const places = layOut(['a', 'b', 'c', 'd'], lines)

test('down goes to what is needed, up to what needs it', () => {
  expect(['b', 'c']).toContain(walk(places, lines, 'a', 'down'))
  expect(walk(places, lines, 'd', 'up')).toBe('c')
  expect(walk(places, lines, 'c', 'up')).toBe('a')
})

test('sideways goes along the row and stops at its ends', () => {
  const [left, right] = (places.get('b')?.x ?? 0) < (places.get('c')?.x ?? 0) ? ['b', 'c'] : ['c', 'b']
  expect(walk(places, lines, left ?? '', 'right')).toBe(right)
  expect(walk(places, lines, right ?? '', 'right')).toBe(right)
  expect(walk(places, lines, right ?? '', 'left')).toBe(left)
})

test('where nothing is in that direction one stays, also at a part that is gone', () => {
  expect(walk(places, lines, 'd', 'down')).toBe('d')
  expect(walk(places, lines, 'a', 'up')).toBe('a')
  expect(walk(places, lines, 'gone', 'down')).toBe('gone')
})

test('the walk begins at the top', () => {
  expect(firstOf(places)).toBe('a')
  expect(firstOf(new Map())).toBeUndefined()
})
