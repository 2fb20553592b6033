// Whatever comes in a datagram or a capture: no exception, nothing read outside, memory bounded, and every row accounted for.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FlowProtocol, flowFormats } from '../../../test/setup/flow-formats.ts'
import { writtenFlows } from '../../../test/setup/flow-writer.ts'
import { createCaptureReader } from './capture.ts'
import { createDecoder } from './decoder.ts'
import { createFlowBatch } from './flow-batch.ts'
import { arenaOf } from './testdata/datagrams.ts'

const protocols = Object.keys(flowFormats) as FlowProtocol[]

/** Payloads of a few datagrams of each protocol, templates and options included. */
const seeds = protocols.flatMap((protocol) => {
  const found: Uint8Array[] = []
  const { capture } = writtenFlows({ protocol, flows: 300, seconds: 4, waves: [], domains: 1, sampling: 10 })
  const reader = createCaptureReader((arena, offset, length) => {
    if (found.length < 6) found.push(arena.bytes.slice(offset, offset + length))
  })
  reader.push(capture)
  return found
})

function create() {
  let rows = 0
  const sink = {
    v4: createFlowBatch(4, 32),
    v6: createFlowBatch(6, 32),
    full(batch: { length: number }) {
      rows += batch.length
      batch.length = 0
    },
  }
  const budget = { exporters: 8, domains: 16, domainsPerExporter: 8, templates: 32, templatesPerExporter: 16 }
  const decoder = createDecoder(sink, budget)
  return { decoder, rows: () => rows + sink.v4.length + sink.v6.length }
}

function holds(datagrams: readonly Uint8Array[]): void {
  const { decoder, rows } = create()
  for (const [index, datagram] of datagrams.entries()) {
    decoder.datagram(arenaOf(datagram), 0, datagram.length, index % 20, 1_773_135_000)
  }
  const { counters } = decoder
  expect(rows()).toBe(counters.records)
  expect(counters.datagrams).toBe(datagrams.length)
  expect(counters.exporters).toBeLessThanOrEqual(8)
  expect(counters.templates).toBeLessThanOrEqual(32)
  for (const count of Object.values(counters.lost)) expect(Number.isSafeInteger(count) && count > 0).toBe(true)
}

const version = fc.constantFrom([0, 5], [0, 9], [0, 10], [0, 0, 0, 5])

test('random bytes behind the version of a protocol', () => {
  const datagram = fc
    .tuple(version, fc.uint8Array({ maxLength: 300 }))
    .map(([head, rest]) => Uint8Array.from([...head, ...rest]))
  fc.assert(fc.property(fc.array(datagram, { maxLength: 30 }), holds), { numRuns: 300 })
})

test('datagrams of which some bytes were changed', () => {
  const change = fc.tuple(fc.nat(400), fc.nat(255))
  const mutated = fc.tuple(fc.constantFrom(...seeds), fc.array(change, { maxLength: 8 })).map(([seed, changes]) => {
    const copy = seed.slice()
    for (const [at, value] of changes) copy[at % copy.length] = value
    return copy
  })
  fc.assert(fc.property(fc.array(mutated, { maxLength: 20 }), holds), { numRuns: 300 })
})

test('every beginning of a good datagram', () => {
  for (const seed of seeds) {
    const steps = Array.from({ length: Math.min(seed.length, 400) }, (_, length) => seed.slice(0, length))
    holds([seed, ...steps])
  }
})

test('a datagram that is said to lie outside its arena is not looked at', () => {
  const { decoder, rows } = create()
  const bytes = seeds[0] ?? new Uint8Array(100)
  for (const [offset, length] of [
    [0, bytes.length + 1],
    [bytes.length, 4],
    [-4, 8],
    [0, 0],
  ] as const) {
    // biome-ignore format: pairs
    decoder.datagram(arenaOf(bytes), offset, length, 'x', 0)
  }
  expect(decoder.counters.lost).toEqual({ truncated: 4 })
  expect(rows()).toBe(0)
})

test('captures of which bytes were changed, in pieces of any size', () => {
  const capture = writtenFlows({ flows: 40, seconds: 2, waves: [] }).capture.slice(0, 4000)
  const change = fc.tuple(fc.nat(3999), fc.nat(255))
  const cuts = fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 6 })
  const broken = fc.tuple(fc.array(change, { maxLength: 6 }), cuts)
  fc.assert(
    fc.property(broken, ([changes, sizes]) => {
      const copy = capture.slice()
      for (const [at, value] of changes) copy[at % copy.length] = value
      const { decoder } = create()
      const reader = createCaptureReader((arena, offset, length, exporter, _port, seconds) => {
        expect(offset + length).toBeLessThanOrEqual(arena.view.byteLength)
        decoder.datagram(arena, offset, length, exporter, seconds)
      })
      for (let at = 0, turn = 0; at < copy.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1
        reader.push(copy.subarray(at, at + size))
        at += size
      }
      reader.end()
      const { packets, datagrams, others, lost } = reader.counters
      const { 'bad-capture': _whole = 0, ...each } = lost
      expect(Object.values(each).reduce((sum, count) => sum + count, datagrams + others)).toBe(packets)
    }),
    { numRuns: 200 },
  )
})
