// That data/sense/vectors.json is whole, and that its shapes are told apart.
import { expect, test } from 'vitest'
import { compileShapes, readVectors } from './vectors.ts'

const vectors = readVectors()
const tables = compileShapes(vectors)
const named = (number: number | undefined) => tables.ids[(number ?? 0) - 1]

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
  expect(named(tables.ofFlags[flags])).toBe(id)
})

test('ports that amplify are known by number, and others are not', () => {
  expect(named(tables.ofPort[123])).toBe('amplification-ntp')
  expect(named(tables.ofPort[0])).toBe('portless')
  expect(named(tables.ofPort[443])).toBeUndefined()
  expect(named(tables.ofProtocol[58])).toBe('icmp6')
})

test('factors are from least to most', () => {
  for (const { factor } of vectors.amplification) {
    if (factor) expect(factor[0]).toBeLessThanOrEqual(factor[1] ?? 0)
  }
})
