// How far estimates of distinct ones may be from the truth, and that merging loses nothing.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashBytes, hashText, hashWord, hashWords } from './hash.ts'
import { addHash, createRegisters, estimateDistinct, mergeRegisters, registerCount } from './hyperloglog.ts'

/** Root mean square of the relative error over independent sets of `count` addresses. */
function rootMeanSquare(count: number, trials: number, hash: (n: number) => number): { rms: number; bias: number } {
  let squares = 0
  let sum = 0
  for (let trial = 0; trial < trials; trial++) {
    const registers = createRegisters()
    for (let n = 0; n < count; n++) addHash(registers, hash(trial * count + n))
    const error = estimateDistinct(registers) / count - 1
    squares += error * error
    sum += error
  }
  return { rms: Math.sqrt(squares / trials), bias: sum / trials }
}

test('nothing added counts as nothing', () => {
  expect(estimateDistinct(createRegisters())).toBe(0)
})

test.each([
  [1, 200],
  [10, 200],
  [100, 400],
  [1000, 400],
  [3000, 400],
  [5000, 400],
  [10_000, 300],
  [100_000, 60],
  [1_000_000, 8],
])('%i neighbouring IPv4 addresses are counted with at most 3 %% error', (count, trials) => {
  const { rms, bias } = rootMeanSquare(count, trials, hashWord)
  // With eight trials the root mean square itself scatters by a quarter; the house promises 3 % of many.
  expect(rms).toBeLessThanOrEqual(trials < 20 ? 0.04 : 0.028)
  expect(Math.abs(bias)).toBeLessThanOrEqual(trials < 20 ? 0.02 : 0.008)
})

test.each([500, 20_000])('%i IPv6 hosts of few networks are counted with at most 3 %% error', (count) => {
  const { rms } = rootMeanSquare(count, 100, (n) => hashWords(0x20010db8, n >>> 12, 0, n & 4095))
  expect(rms).toBeLessThanOrEqual(0.03)
})

test('one added many times counts once', () => {
  const registers = createRegisters()
  for (let n = 0; n < 1000; n++) addHash(registers, hashWord(0xc0000201))
  expect(Math.round(estimateDistinct(registers))).toBe(1)
})

test('full registers answer a number, not infinity', () => {
  expect(estimateDistinct(createRegisters().fill(255))).toBe(2 ** 32)
})

test('a merge is what one sketch would have seen, in any order and twice', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.array(fc.nat()), (left, right) => {
      const [a, b, both] = [createRegisters(), createRegisters(), createRegisters()]
      for (const word of left) addHash(a, hashWord(word))
      for (const word of right) addHash(b, hashWord(word))
      for (const word of [...left, ...right]) addHash(both, hashWord(word))
      const c = a.slice()
      mergeRegisters(c, b)
      mergeRegisters(b, a)
      mergeRegisters(b, a)
      expect(c).toEqual(both)
      expect(b).toEqual(both)
    }),
  )
})

test('an offset keeps sketches in one array apart', () => {
  const many = new Uint8Array(3 * registerCount)
  const alone = createRegisters()
  for (let n = 0; n < 5000; n++) {
    addHash(many, hashWord(n), registerCount)
    addHash(alone, hashWord(n))
  }
  expect(many.subarray(registerCount, 2 * registerCount)).toEqual(alone)
  expect(many.subarray(0, registerCount).every((value) => value === 0)).toBe(true)
  expect(many.subarray(2 * registerCount).every((value) => value === 0)).toBe(true)
})

test('a text and its ASCII bytes have one hash', () => {
  const bytes = new TextEncoder().encode('GET /index.html')
  expect(hashBytes(bytes, 4, bytes.length)).toBe(hashText('/index.html'))
  expect(hashText('/a')).not.toBe(hashText('/b'))
})
