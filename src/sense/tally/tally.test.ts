// That flows become the right buckets: sums, times, directions, bounds of memory, and what is said when numbers are doubtful.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergedByKey } from '../collect/frame-maker.ts'
import type { FlowBatch } from '../decode/flow-batch.ts'
import { bogonNumber } from '../geo/country-table.ts'
import type { Geo } from '../geo/lookup.ts'
import { createNetworks } from '../geo/networks.ts'
import type { Bucket } from '../model/bucket.ts'
import { plainBucket } from './close-window.ts'
import { lookOptions } from './closer-look.ts'
import { hashWord } from './hash.ts'
import { addHash, createRegisters, estimateDistinct } from './hyperloglog.ts'
import { createTally, type Tally, type TallyOptions } from './tally.ts'
import { readVectors } from './vectors.ts'

const codes = ['??', '??', 'DE', 'FR', 'US']

/** Countries and systems by the last byte and by the second, so that tests can choose. */
const geo: Geo = {
  country: {
    codes,
    of4: (word) => (word & 255) % 5,
    of6: (first) => first % 5,
    all4(words, length, into) {
      for (let at = 0; at < length; at++) into[at] = ((words[at] ?? 0) & 255) % 5
    },
    all6(words, length, into) {
      for (let at = 0; at < length; at++) into[at] = (words[4 * at] ?? 0) % 5
    },
  },
  as: { of4: (word) => word >>> 24, of6: (first) => first >>> 16 },
  asName: () => null,
  provenance: [],
  faults: [],
}

const vectors = readVectors()
const standard: TallyOptions = {
  targets: [
    { id: 'shop', prefixes: ['198.51.100.0/24', '2001:db8:1::/48'] },
    { id: 'till', prefixes: ['198.51.100.7/32'] },
  ],
  geo,
  vectors,
  networks: null,
  openBuckets: 36,
  maxSeries: 4096,
  maxRows: 512,
  groupBits: { four: 24, six: 48 },
  heavy: 20,
  look: lookOptions,
}

interface TestFlow {
  source?: number | number[]
  destination?: number | number[]
  start?: number
  end?: number
  bytes?: number
  packets?: number
  protocol?: number
  sourcePort?: number
  destinationPort?: number
  tcpFlags?: number
  sampling?: number
}

const shop = 0xc6336401
const at0 = 1_790_000_000

function put(tally: Tally, flow: TestFlow): void {
  const source = flow.source ?? 0x08080802
  const batch: FlowBatch = Array.isArray(source) ? tally.v6 : tally.v4
  if (batch.length === batch.capacity) tally.full(batch)
  const row = batch.length++
  const width = batch.family === 4 ? 1 : 4
  batch.source.set(Array.isArray(source) ? source : [source], row * width)
  const destination = flow.destination ?? shop
  batch.destination.set(Array.isArray(destination) ? destination : [destination], row * width)
  batch.start[row] = flow.start ?? at0
  batch.end[row] = flow.end ?? flow.start ?? at0
  batch.bytes[row] = flow.bytes ?? 1000
  batch.packets[row] = flow.packets ?? 1
  batch.protocol[row] = flow.protocol ?? 6
  batch.sourcePort[row] = flow.sourcePort ?? 40_000
  batch.destinationPort[row] = flow.destinationPort ?? 443
  batch.tcpFlags[row] = flow.tcpFlags ?? 27
  batch.sampling[row] = flow.sampling ?? 1
  batch.direction[row] = 255
}

function tallied(flows: TestFlow[], options: Partial<TallyOptions> = {}): Bucket[] {
  const tally = createTally({ ...standard, ...options })
  for (const flow of flows) put(tally, flow)
  return tally.closeAll()
}

const sumOf = (buckets: Bucket[], field: 'bytes' | 'packets' | 'flows') =>
  buckets.flatMap((bucket) => bucket.rows).reduce((sum, row) => sum + row[field], 0)

test('a flow to a target is a row by country of its source, protocol and direction', () => {
  const [bucket] = tallied([
    { bytes: 1500, packets: 3 },
    { bytes: 500, packets: 1 },
  ])
  expect(bucket).toMatchObject({
    series: 'shop',
    channel: 'flow',
    at: at0,
    seconds: 10,
    records: 2,
    squares: 10,
    marks: [],
  })
  expect(bucket?.rows).toEqual([{ country: 'DE', part: 6, direction: 'in', bytes: 2000, packets: 4, flows: 2 }])
})

test('the longest prefix decides whose flow it is; of neither it is not counted', () => {
  const tally = createTally(standard)
  put(tally, { destination: 0xc6336407 })
  put(tally, { destination: 0x01020304 })
  expect(tally.closeAll().map((bucket) => bucket.series)).toEqual(['till'])
  expect(tally.counters).toMatchObject({ records: 1, outside: 1 })
})

test('what leaves a target is counted as going out, without sketches of sources', () => {
  const [bucket] = tallied([{ source: shop, destination: 0x08080808 }])
  expect(bucket?.rows[0]).toMatchObject({ direction: 'out', flows: 1 })
  expect(estimateDistinct(bucket?.sources ?? new Uint8Array(2048))).toBe(0)
  expect(bucket?.heavy).toEqual([])
})

test('IPv6 is counted with IPv4 in one bucket', () => {
  const buckets = tallied([{}, { source: [0x20010db7, 1, 2, 3], destination: [0x20010db8, 0x10000, 0, 5] }])
  expect(buckets.length).toBe(1)
  expect(Math.round(estimateDistinct(buckets[0]?.sources ?? new Uint8Array(2048)))).toBe(2)
  expect(buckets[0]?.heavy.map((entry) => entry.key)).toContain('2001:db7:0:1:0:2:0:3')
})

test('without a register, flows are grouped by the network of their destination', () => {
  const buckets = tallied([{}, { source: [1, 1, 1, 1], destination: [0x20010db8, 0x70001, 0, 5] }], { targets: null })
  expect(buckets.map((bucket) => bucket.series).sort()).toEqual(['198.51.100.0/24', '2001:db8:7::/48'])
})

test('a flow is spread over the buckets that it lasted in, and nothing is lost or split into fractions', () => {
  const buckets = tallied([{ start: at0 + 5, end: at0 + 24, bytes: 2001, packets: 7 }])
  expect(buckets.map((bucket) => bucket.at)).toEqual([at0, at0 + 10, at0 + 20])
  expect(buckets.map((bucket) => bucket.rows[0]?.bytes)).toEqual([500, 1001, 500])
  expect(buckets.map((bucket) => bucket.rows[0]?.flows)).toEqual([1, 0, 0])
})

const anyFlow: fc.Arbitrary<TestFlow> = fc.record({
  source: fc.nat(0xffff).map((word) => word + 0x05000000),
  destination: fc.nat(255).map((host) => 0xc6336400 + host),
  start: fc.nat(200).map((seconds) => at0 + seconds),
  bytes: fc.nat(1_000_000),
  packets: fc.nat(1000),
  protocol: fc.constantFrom(1, 6, 17, 47),
  sourcePort: fc.constantFrom(53, 123, 40_000),
  tcpFlags: fc.constantFrom(2, 18, 27),
})

test('sums of all buckets are the sums of all flows, however they are cut and bounded', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyFlow, fc.nat(900)), { maxLength: 80 }),
      fc.constantFrom<Partial<TallyOptions>>({}, { maxRows: 2 }, { maxSeries: 1, targets: null }, { openBuckets: 3 }),
      (list, options) => {
        const tally = createTally({ ...standard, ...options })
        const buckets: Bucket[] = []
        for (const [n, [flow, lasting]] of list.entries()) {
          put(tally, { ...flow, end: (flow.start ?? at0) + lasting })
          if (n % 17 === 16) buckets.push(...tally.close(at0 + n * 3))
        }
        buckets.push(...tally.closeAll())
        for (const field of ['bytes', 'packets'] as const) {
          expect(sumOf(buckets, field)).toBe(list.reduce((sum, [flow]) => sum + (flow[field] ?? 0), 0))
        }
        expect(sumOf(buckets, 'flows')).toBe(list.length)
        expect(sumOf(mergedByKey(buckets), 'bytes')).toBe(sumOf(buckets, 'bytes'))
      },
    ),
  )
})

test('flows of more sampling rates than can be told apart at once are all counted, each by its own', () => {
  const rates = Array.from({ length: 70_000 }, (_, n) => n + 2)
  const [bucket] = tallied(rates.map((sampling) => ({ sampling, bytes: 10, packets: 2 })))
  const sum = rates.reduce((total, rate) => total + rate, 0)
  expect(bucket?.rows).toMatchObject([{ bytes: 10 * sum, packets: 2 * sum, flows: sum }])
  expect(bucket?.records).toBe(rates.length)
})

test('sampling is made up for; where the exporter does not say how, the bucket is marked', () => {
  const [known] = tallied([{ sampling: 100, bytes: 10, packets: 2 }])
  expect(known?.rows[0]).toMatchObject({ bytes: 1000, packets: 200, flows: 100 })
  expect(known).toMatchObject({ records: 1, squares: 40_000, marks: [] })
  const [unknown] = tallied([{ sampling: 0, bytes: 10 }])
  expect(unknown?.rows[0]?.bytes).toBe(10)
  expect(unknown?.marks).toEqual(['sampling-unknown'])
})

test('shedding keeps one in so many, scaled up and marked', () => {
  const tally = createTally(standard)
  tally.shed(10)
  for (let n = 0; n < 50_000; n++) put(tally, { source: n })
  const [bucket] = tally.closeAll()
  expect(bucket?.marks).toEqual(['shed'])
  expect(tally.counters.shed + (bucket?.records ?? 0)).toBe(50_000)
  // Five standard deviations of a sample of 5,000.
  expect(Math.abs(sumOf(bucket ? [bucket] : [], 'flows') / 50_000 - 1)).toBeLessThan(0.07)
})

test('what comes after its bucket was sent is an extra bucket, marked late', () => {
  const tally = createTally(standard)
  put(tally, {})
  expect(tally.close(at0 + 10).length).toBe(1)
  put(tally, { bytes: 7 })
  put(tally, { start: at0 + 10 })
  expect(tally.close(at0 + 10).map((bucket) => [bucket.at, bucket.marks, bucket.rows[0]?.bytes])).toEqual([
    [at0, ['late'], 7],
  ])
  expect(tally.counters.late).toBe(1)
  expect(tally.closeAll().map((bucket) => [bucket.at, bucket.marks])).toEqual([[at0 + 10, []]])
})

test('a flow from far in the future opens no bucket there', () => {
  const tally = createTally(standard)
  tally.close(at0)
  put(tally, { start: at0 + 1_000_000 })
  const [bucket] = tally.closeAll()
  expect(bucket).toMatchObject({ at: at0 + 350, marks: ['clock'] })
  expect(tally.counters.clock).toBe(1)
})

test('shapes: what only asks to connect, what comes from a port that amplifies, what comes from nowhere', () => {
  const [bucket] = tallied([
    { tcpFlags: 2, packets: 5, bytes: 300 },
    { tcpFlags: 18, packets: 1 },
    { protocol: 17, sourcePort: 53, packets: 4, bytes: 6000 },
    { protocol: 17, sourcePort: 11211, packets: 2, bytes: 2800 },
    { protocol: 1, packets: 3, bytes: 3000 },
    { source: 0x0a000000 + bogonNumber, packets: 6, bytes: 6000 },
  ])
  expect(bucket?.shapes).toEqual({
    'syn-only': { packets: 5, bytes: 300 },
    'syn-ack': { packets: 1, bytes: 1000 },
    small: { packets: 5, bytes: 300 },
    'amplification-dns': { packets: 4, bytes: 6000 },
    'amplification-memcached': { packets: 2, bytes: 2800 },
    icmp: { packets: 3, bytes: 3000 },
    bogon: { packets: 6, bytes: 6000 },
  })
})

test('kinds of networks are told only where a list is loaded', () => {
  const networks = createNetworks({ hosting: [{ as: 9, name: 'Nine' }] }, [{ kind: 'tor', prefixes: ['8.8.8.0/24'] }])
  const [bucket] = tallied([{ source: 0x08080801, packets: 3 }, { source: 0x09000000 }], { networks })
  expect(bucket?.shapes['network-hosting']?.packets).toBe(1)
  expect(bucket?.shapes['network-tor']?.packets).toBe(3)
  expect(bucket?.shapes['network-proxy']).toBeUndefined()
})

test('the biggest are named with bounds that hold, looked at all or sampled', () => {
  const flows: TestFlow[] = []
  for (let n = 0; n < 4000; n++) {
    const source = n % 4 === 0 ? 0x09000001 : 0x0b000000 + n
    flows.push({ source, packets: 1 + (n % 3), destinationPort: n % 2 === 0 ? 80 : 443 })
  }
  const truth = flows.filter((flow) => flow.source === 0x09000001).reduce((sum, flow) => sum + (flow.packets ?? 0), 0)
  for (const oneIn of [1, 16]) {
    const [bucket] = tallied(flows, { look: { ...lookOptions, oneIn } })
    const [first] = bucket?.heavy.filter((entry) => entry.kind === 'source') ?? []
    expect(first?.key).toBe('9.0.0.1')
    expect(first?.amount).toBeGreaterThanOrEqual(truth)
    expect((first?.amount ?? 0) - (first?.error ?? 0)).toBeLessThanOrEqual(truth)
    expect(bucket?.heavy.find((entry) => entry.kind === 'destination')?.key).toBe('198.51.100.1')
    expect(bucket?.heavy.filter((entry) => entry.kind === 'port' && entry.key !== '*').length).toBe(2)
    expect(bucket?.heavy.find((entry) => entry.kind === 'as')?.key).toBe('11')
  }
})

test('memory is bounded whatever the keys: series and rows are folded, nothing is lost', () => {
  const tally = createTally({ ...standard, targets: null, maxSeries: 100, maxRows: 8 })
  const count = 60_000
  for (let n = 0; n < count; n++) {
    put(tally, { source: n, destination: (n * 7919) << 8, protocol: n % 251, start: at0 + (n % 300) })
  }
  const buckets = tally.closeAll()
  for (const at of new Set(buckets.map((bucket) => bucket.at))) {
    expect(buckets.filter((bucket) => bucket.at === at).length).toBeLessThanOrEqual(101)
  }
  expect(buckets.every((bucket) => bucket.rows.length <= 9)).toBe(true)
  expect(sumOf(buckets, 'flows')).toBe(count)
  expect(buckets.some((bucket) => bucket.series === 'other')).toBe(true)
})

test('another register takes effect at once, and what was counted keeps its name', () => {
  const tally = createTally(standard)
  put(tally, {})
  tally.setTargets([{ id: 'market', prefixes: ['198.51.100.0/24'] }])
  put(tally, {})
  expect(tally.closeAll().map((bucket) => bucket.series)).toEqual(['shop', 'market'])
})

test('two halves of a stream, counted apart and merged, are the whole', () => {
  fc.assert(
    fc.property(fc.array(anyFlow, { maxLength: 60 }), (flows) => {
      const whole = tallied(flows)
      const halves = mergedByKey([
        ...tallied(flows.filter((_, n) => n % 2 === 0)),
        ...tallied(flows.filter((_, n) => n % 2 === 1)),
      ])
      const plain = (buckets: Bucket[]) =>
        buckets
          .map(({ series, at, rows, sources, destinations, shapes, records }) => ({
            series,
            at,
            rows,
            sources,
            destinations,
            shapes,
            records,
          }))
          .sort((a, b) => a.at - b.at || (a.series < b.series ? -1 : 1))
      expect(plain(halves)).toEqual(
        plain(
          mergedByKey(
            whole.flatMap((bucket) => [bucket, { ...plainBucket(bucket), rows: [], shapes: {}, records: 0 }]),
          ),
        ),
      )
    }),
    // Each run makes three tallies with their tables.
    { numRuns: 25 },
  )
})

test('what has to be counted in several goes is counted as if at once: rows, shapes and every register', () => {
  const count = 60_000
  const [sources, destinations] = [createRegisters(), createRegisters()]
  const flows = Array.from({ length: count }, (_, n) => ({
    source: Math.imul(n, 0x9e3779b1) >>> 0,
    destination: 0xc6336400 + (n % 7),
    bytes: 64,
    protocol: n % 3 === 0 ? 1 : 6,
  }))
  for (const { source, destination } of flows) {
    addHash(sources, hashWord(source))
    addHash(destinations, hashWord(destination))
  }
  const [bucket, ...more] = tallied(flows)
  expect(more).toEqual([])
  expect(bucket?.records).toBe(count)
  expect(bucket?.squares).toBe(count)
  expect(bucket?.rows.filter(({ part }) => part === 1).reduce((sum, row) => sum + row.flows, 0)).toBe(count / 3)
  expect(sumOf(bucket ? [bucket] : [], 'bytes')).toBe(64 * count)
  expect(bucket?.shapes.small).toEqual({ packets: count, bytes: 64 * count })
  expect(bucket?.shapes.icmp).toEqual({ packets: count / 3, bytes: (64 * count) / 3 })
  expect(bucket?.sources).toEqual(sources)
  expect(bucket?.destinations).toEqual(destinations)
})

test('flows of an hour fill more windows than may wait, and nothing of them is lost', () => {
  const flows = Array.from({ length: 1500 }, (_, n) => ({
    start: at0 - 3600 + (n % 60),
    end: at0 + (n % 60),
    bytes: 5000,
  }))
  const buckets = tallied(flows)
  expect(buckets.length).toBeGreaterThan(360)
  expect(sumOf(buckets, 'bytes')).toBe(1500 * 5000)
  expect(sumOf(buckets, 'flows')).toBe(1500)
})
