// That the longest prefix wins, at every edge.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, readPrefix } from '#kernel/network.ts'
import { createTargetTable, type TallyTarget } from './targets.ts'

function network(text: string) {
  const read = readPrefix(text)
  if (!read.ok) throw new Error(read.why)
  return read.network
}

const cut = (words: number[], length: number) =>
  words.map((word, at) =>
    length - at * 32 >= 32 ? word : length <= at * 32 ? 0 : (word & (-1 << (32 - (length - at * 32)))) >>> 0,
  )
const four = ([word = 0]: number[]) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.')
const six = (words: number[]) =>
  words.flatMap((word) => [(word >>> 16).toString(16), (word & 0xffff).toString(16)]).join(':')

/** Few bits of freedom, so that prefixes nest and touch. */
function prefixes(width: 1 | 4): fc.Arbitrary<string> {
  const word = fc.oneof(fc.constantFrom(0, 0xffffffff, 0x0a000000, 0x0a0100ff), fc.nat(0xffffffff))
  return fc
    .tuple(fc.array(word, { minLength: width, maxLength: width }), fc.nat(32 * width))
    .map(([words, length]) => `${(width === 1 ? four : six)(cut(words, length))}/${length}`)
}

function plain(targets: TallyTarget[], address: string): number {
  const wanted = network(address)
  let best = -1
  let longest = -1
  for (const [number, target] of targets.entries()) {
    for (const prefix of target.prefixes) {
      const one = network(prefix)
      if (holds(one, wanted) && one.length >= longest) {
        longest = one.length
        best = number
      }
    }
  }
  return best
}

test.each([1, 4] as const)('the longest prefix wins, addresses of %i words', (width) => {
  fc.assert(
    fc.property(fc.uniqueArray(prefixes(width), { maxLength: 12 }), (list) => {
      const targets = list.map((prefix, number) => ({ id: `t${number}`, prefixes: [prefix] }))
      const table = createTargetTable(targets)
      const last = list.map((prefix) => {
        const { words, length } = network(prefix)
        return words.map(
          (word, at) =>
            (word | (length - at * 32 >= 32 ? 0 : length <= at * 32 ? -1 : ~(-1 << (32 - (length - at * 32))))) >>> 0,
        )
      })
      const asked = [...list.map((prefix) => [...network(prefix).words]), ...last]
      for (const words of asked.flatMap((words) => [words, [...words.slice(0, -1), ((words.at(-1) ?? 0) + 1) >>> 0]])) {
        const address = width === 1 ? four(words) : six(words)
        const found = width === 1 ? table.of4(words[0] ?? 0) : table.of6(Uint32Array.from([9, ...words]), 1)
        expect(found, address).toBe(plain(targets, address))
      }
    }),
  )
})

test('an address of no target is of none', () => {
  const table = createTargetTable([{ id: 'shop', prefixes: ['198.51.100.0/24', 'no prefix', '2001:db8::/32'] }])
  expect(table.of4(0xc6336401)).toBe(0)
  expect(table.of4(0xc6336501)).toBe(-1)
  expect(createTargetTable([]).of4(1)).toBe(-1)
})
