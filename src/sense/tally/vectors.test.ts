// That data/sense/vectors.json is whole, and that its shapes are told apart.
import { expect, test } from 'vitest'
import { compileShapes, placeOfPort, readVectors } from './vectors.ts'

const vectors = readVectors()
const tables = compileShapes(vectors)
/** The shape of a flow, as the hot loop finds it. */
function named(protocol: number, flags: number, sourcePort: number): string | undefined {
  const { shapes, portOf, portFactor, first, flags: flagsOf, ports } = tables
  const port = sourcePort & (ports[protocol] ?? 0)
  const place = (first[protocol] ?? 0) + (flags & (flagsOf[protocol] ?? 0)) + placeOfPort(port, portFactor)
  return portOf[place] === port ? tables.ids[(shapes[place] ?? 0) - 1] : undefined
}

test('no id and no port is there twice', () => {
  expect(new Set(tables.ids).size).toBe(tables.ids.length)
  expect(new Set(vectors.amplification.map((one) => one.port)).size).toBe(vectors.amplification.length)
})

test.each([
  [2, 'syn-only'],
  [18, 'syn-ack'],
  [4, 'rst'],
  [20, 'rst'],
  [16, 'ack-only'],
  [27, undefined],
  [0, undefined],
])('TCP flags %i are %s', (flags, id) => {
  expect(named(6, flags, 123)).toBe(id)
})

test('ports that amplify are known by number, and others are not', () => {
  expect(named(17, 2, 123)).toBe('amplification-ntp')
  expect(named(17, 0, 65_535)).toBeUndefined()
  expect(named(17, 0, 0)).toBe('portless')
  expect(named(17, 0, 443)).toBeUndefined()
  expect(named(58, 2, 123)).toBe('icmp6')
  const byPort = new Map(vectors.amplification.map(({ id, port }) => [port, id]))
  const wrong = Array.from({ length: 65_535 }, (_, n) => n + 1).filter(
    (port) => named(17, 0, port) !== byPort.get(port),
  )
  expect(wrong).toEqual([])
})

test('factors are from least to most', () => {
  for (const { factor } of vectors.amplification) {
    if (factor) expect(factor[0]).toBeLessThanOrEqual(factor[1] ?? 0)
  }
})
