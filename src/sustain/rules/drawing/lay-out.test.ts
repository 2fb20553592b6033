// Where parts are drawn: below what needs them, apart from one another, and the same each time.
import { expect, test } from 'vitest'
import { layOut } from './lay-out.ts'

const lines = (...pairs: string[]) => pairs.map((pair) => ({ from: pair[0] ?? '', to: pair[1] ?? '' }))

test('what is needed stands below all that needs it', () => {
  const places = layOut(['a', 'b', 'c', 'd'], lines('ab', 'bc', 'ac', 'cd'))
  const y = (id: string) => places.get(id)?.y ?? -1
  expect(y('a')).toBe(0)
  expect(y('b')).toBeGreaterThan(y('a'))
  expect(y('c')).toBeGreaterThan(y('b'))
  expect(y('d')).toBeGreaterThan(y('c'))
})

test('parts that need one another in a circle are still drawn, each at its own place', () => {
  const places = layOut(['a', 'b', 'c'], lines('ab', 'bc', 'ca', 'aa'))
  expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(3)
})

test('a need of something that is not on the map moves nothing', () => {
  expect(layOut(['a'], lines('ax', 'xa')).get('a')).toMatchObject({ x: 0, y: 0 })
})

test('one that all need stands in the middle below them', () => {
  const places = layOut(['a', 'b', 'c', 'z'], lines('az', 'bz', 'cz'))
  expect(places.get('z')?.x).toBe(0)
})

test('no two parts are nearer than a column, and a long row is broken into several lines', () => {
  const ids = Array.from({ length: 400 }, (_, at) => `p${at}`)
  const places = [
    ...layOut(
      ids,
      ids.slice(1).map((id) => ({ from: id, to: 'p0' })),
    ).values(),
  ]
  const taken = new Set(places.map(({ x, y }) => `${x} ${y}`))
  expect(taken.size).toBe(400)
  const width = Math.max(...places.map((it) => it.x)) - Math.min(...places.map((it) => it.x))
  expect(width).toBeLessThan(40 * 132)
})

test('a chain of fifty thousand parts is laid out without running out of stack', () => {
  const ids = Array.from({ length: 50_000 }, (_, at) => `p${at}`)
  const places = layOut(
    ids,
    ids.slice(1).map((id, at) => ({ from: `p${at}`, to: id })),
  )
  expect(places.get('p49999')?.row).toBe(49_999)
})
