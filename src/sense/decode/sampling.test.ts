// Sampling as exporters tell it: in headers, options and records. What is not known is 0, never a guess.
import { expect, test } from 'vitest'
import { createDecoder } from './decoder.ts'
import { createFlowBatch } from './flow-batch.ts'
import {
  arenaOf,
  ipfixMessage,
  netflow5Datagram,
  netflow9Datagram,
  type Part,
  set,
  template,
  type Value,
} from './testdata/datagrams.ts'

const at = 1_773_135_000
const flow: Part[] = [[8, 4], [12, 4], [1, 4], [2, 4], [10, 4]] // biome-ignore format: a table
const flowValues = [1, 2, 100, 1, 7]

/** The sampling of the flows in these datagrams, in order. */
function samplingOf(...datagrams: Uint8Array[]): number[] {
  const batch = createFlowBatch(4, 64)
  const decoder = createDecoder({ v4: batch, v6: createFlowBatch(6, 1), full: () => undefined })
  for (const datagram of datagrams) decoder.datagram(arenaOf(datagram), 0, datagram.length, 'x', at)
  return [...batch.sampling.subarray(0, batch.length)]
}

let sequence = 0
function ipfix(...sets: Uint8Array[]) {
  return ipfixMessage({ seconds: at, sequence: sequence++, domain: 1 }, ...sets)
}

const plainFlow = () => ipfix(template(256, flow), set(256, flow, [flowValues]))
/** An options template with its first field as scope, and one record of it. */
const options = (parts: Part[], values: Value[]) => ipfix(template(300, parts, 1), set(300, parts, [values]))

test('an exporter that says nothing of sampling does not sample', () => {
  expect(samplingOf(plainFlow())).toEqual([1])
})

test.each([
  [
    'an interval',
    [
      [144, 4],
      [34, 4],
      [35, 1],
    ],
    [0, 512, 2],
    512,
  ],
  [
    'an interval of 0 without an algorithm',
    [
      [144, 4],
      [34, 4],
      [35, 1],
    ],
    [0, 0, 0],
    1,
  ],
  [
    'an interval of 0 of a sampler that runs',
    [
      [144, 4],
      [34, 4],
      [35, 1],
    ],
    [0, 0, 2],
    0,
  ],
  [
    'packets looked at and passed over',
    [
      [302, 4],
      [304, 2],
      [305, 4],
      [306, 4],
    ],
    [1, 1, 2, 198],
    100,
  ],
  [
    'so many out of so many',
    [
      [302, 4],
      [304, 2],
      [309, 4],
      [310, 4],
    ],
    [1, 3, 5, 1000],
    200,
  ],
  [
    'packets looked at, and nothing of those passed over',
    [
      [302, 4],
      [305, 4],
    ],
    [1, 1],
    0,
  ],
  [
    'an algorithm that tells no rate',
    [
      [302, 4],
      [304, 2],
    ],
    [1, 6],
    0,
  ],
] as [string, Part[], number[], number][])('options: %s', (_name, parts, values, rate) => {
  expect(samplingOf(options(parts, values), plainFlow())).toEqual([rate])
})

test('a probability is a fraction of four or eight bytes', () => {
  const parts: Part[] = [[302, 4], [311, 8]] // biome-ignore format: a table
  expect(samplingOf(options(parts, [1, [0x3f900000, 0]]), plainFlow())).toEqual([64])
})

test('between the template of options and its first record only that something is sampled is known', () => {
  const parts: Part[] = [[302, 4], [305, 4], [306, 4]] // biome-ignore format: a table
  expect(samplingOf(ipfix(template(300, parts, 1)), plainFlow())).toEqual([0])
})

test('options that say nothing of sampling do not make an exporter a sampler', () => {
  expect(samplingOf(options([[144, 4], [160, 8]], [1, 5]), plainFlow())).toEqual([1]) // biome-ignore format: a table
})

test('a record names its sampler; one that nobody described has an unknown rate', () => {
  const sampled: Part[] = [...flow, [302, 4]]
  const records = [[...flowValues, 1], [...flowValues, 2], [...flowValues, 3]] // biome-ignore format: a table
  const describing: Part[] = [[302, 4], [305, 4], [306, 4]] // biome-ignore format: a table
  const told = ipfix(template(300, describing, 1), set(300, describing, [[1, 1, 9], [2, 1, 99]])) // biome-ignore format: a table
  expect(samplingOf(told, ipfix(template(256, sampled), set(256, sampled, records)))).toEqual([10, 100, 0])
  expect(samplingOf(ipfix(template(256, sampled), set(256, sampled, records)))).toEqual([0, 0, 0])
})

test('samplers that differ leave a record that names none unknown; those that agree do not', () => {
  const parts: Part[] = [[302, 4], [305, 4], [306, 4]] // biome-ignore format: a table
  const both = (space: number) => ipfix(template(300, parts, 1), set(300, parts, [[1, 1, 9], [2, 1, space]])) // biome-ignore format: a table
  expect(samplingOf(both(99), plainFlow())).toEqual([0])
  expect(samplingOf(both(9), plainFlow())).toEqual([10])
})

test('an interface has its own rate, and one of which nothing is said has none', () => {
  const parts: Part[] = [[10, 4], [34, 4]] // biome-ignore format: a table
  const other = ipfix(template(256, flow), set(256, flow, [flowValues, flowValues.with(4, 8)]))
  expect(samplingOf(options(parts, [7, 1000]), other)).toEqual([1000, 1])
})

test('a record that tells its own interval is believed', () => {
  const own: Part[] = [...flow, [34, 4]]
  expect(samplingOf(ipfix(template(256, own), set(256, own, [[...flowValues, 64]])))).toEqual([64])
})

test('NetFlow v9 has tables of samplers, whose number 0 means none', () => {
  const table: Part[] = [[1, 4], [48, 1], [49, 1], [50, 4]] // biome-ignore format: a table
  const sampled: Part[] = [...flow, [48, 1]]
  const head = { seconds: at, uptimeMs: 5, sequence: 0, domain: 1 }
  const told = netflow9Datagram(head, template(300, table, 1, 9), set(300, table, [[0, 3, 2, 250]]))
  const flows = set(256, sampled, [[...flowValues, 3], [...flowValues, 0], [...flowValues, 4]]) // biome-ignore format: a table
  expect(samplingOf(told, netflow9Datagram({ ...head, sequence: 1 }, template(256, sampled, null, 9), flows))).toEqual([
    250, 1, 0,
  ])
})

test.each([
  [0, 1],
  [100, 100],
  [0x4000 | 100, 100],
  [0x4000, 0],
])('a v5 header with %i means 1 in %i', (field, rate) => {
  // biome-ignore format: a table
  const one = { source: 1, destination: 2, packets: 1, bytes: 1, first: 0, last: 0 }
  expect(samplingOf(netflow5Datagram({ seconds: at, uptimeMs: 0, sequence: 0, sampling: field }, [one]))).toEqual([
    rate,
  ])
})
