// Remote write: what a sender packs is read back, and whatever else comes is refused as a whole.
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uncompressBlock } from './remote-write/snappy.ts'
import { createMetricLog, readRemoteWrite, readWriteRequest } from './remote-write.ts'

// Packs as senders do; it brings no types.
const { compress } = createRequire(import.meta.url)('snappyjs') as { compress(bytes: Uint8Array): Uint8Array }

type Sent = { labels: [string, string][]; samples: [number, number][] }

function varint(value: bigint): number[] {
  const bytes: number[] = []
  let left = BigInt.asUintN(64, value)
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128)
  return [...bytes, Number(left)]
}

function part(field: number, content: readonly number[]): number[] {
  return [...varint(BigInt(field * 8 + 2)), ...varint(BigInt(content.length)), ...content]
}

const text = (field: number, value: string) => part(field, [...Buffer.from(value)])

function sample([milliseconds, value]: [number, number]): number[] {
  const double = Buffer.alloc(8)
  double.writeDoubleLE(value)
  return [9, ...double, 16, ...varint(BigInt(milliseconds))]
}

function message(series: readonly Sent[]): Uint8Array {
  const parts = series.flatMap(({ labels, samples }) =>
    part(1, [
      ...labels.flatMap(([name, value]) => part(1, [...text(1, name), ...text(2, value)])),
      ...samples.flatMap((one) => part(2, sample(one))),
    ]),
  )
  return Uint8Array.from([...parts, ...part(3, [1, 2, 3])])
}

const packed = (series: readonly Sent[]) => new Uint8Array(compress(message(series)))
const nine = 1_741_599_900
const rtt: Sent = {
  labels: [
    ['__name__', 'rtt_seconds'],
    ['site', 'bru'],
  ],
  samples: [
    [nine * 1000, 0.25],
    [nine * 1000 + 4500, 0.75],
    [nine * 1000 + 10_000, Number.NaN],
  ],
}

describe('what a sender packs', () => {
  test('names, labels and samples are read; a NaN is a hole', () => {
    expect(readRemoteWrite(packed([rtt]))).toEqual({
      ok: true,
      series: [
        {
          name: 'rtt_seconds',
          labels: new Map([['site', 'bru']]),
          samples: [
            { at: nine, value: 0.25 },
            { at: nine + 4.5, value: 0.75 },
            { at: nine + 10, value: null },
          ],
        },
      ],
    })
  })

  test('any series are read back', () => {
    const label = fc.tuple(fc.string({ minLength: 1, maxLength: 9, unit: 'grapheme' }), fc.string({ maxLength: 9 }))
    const point = fc.tuple(fc.integer({ min: -1e12, max: 4e12 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    const sent = fc.record({ labels: fc.uniqueArray(label, { selector: ([name]) => name }), samples: fc.array(point) })
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 5 }), (series) => {
        const read = readRemoteWrite(packed(series))
        expect(read.ok).toBe(true)
        if (!read.ok) return
        expect(read.series.map(({ samples }) => samples)).toEqual(
          series.map(({ samples }) => samples.map(([ms, value]) => ({ at: ms / 1000, value }))),
        )
        expect(read.series.map(({ labels }) => new Map(labels))).toEqual(
          series.map(({ labels }) => new Map(labels.filter(([name]) => name !== '__name__'))),
        )
      }),
    )
  })

  test('blocks with copies of all kinds come out as they went in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bc', 'abcdefgh', '\u0000'.repeat(70)), { maxLength: 400 }),
        (parts) => {
          const bytes = new Uint8Array(Buffer.from(parts.join('')))
          const block = uncompressBlock(new Uint8Array(compress(bytes)), 1 << 20)
          expect(block).toEqual({ ok: true, bytes })
        },
      ),
    )
  })
})

describe('buckets', () => {
  const matches = [{ series: 'latency', metric: 'rtt_seconds', labels: { site: 'bru' } }]

  test('samples of a series are added up in ten seconds', () => {
    const log = createMetricLog({ matches })
    expect(log.write(packed([rtt]), nine)).toEqual({ ok: true, samples: 3 })
    const buckets = log.close(nine + 10)
    expect(buckets).toHaveLength(1)
    expect(buckets[0]).toMatchObject({
      series: 'latency',
      channel: 'value',
      at: nine,
      records: 2,
      values: { sum: 1, count: 2, least: 0.25, most: 0.75 },
      marks: [],
    })
    expect(log.counters.lost).toEqual({ hole: 1 })
    log.write(packed([rtt]), nine)
    expect(log.close(nine + 100)[0]?.marks).toEqual(['late'])
  })

  test.each([
    ['another metric', { ...rtt, labels: [['__name__', 'other']] }, { 'no-series': 3 }],
    [
      'another site',
      {
        ...rtt,
        labels: [
          ['__name__', 'rtt_seconds'],
          ['site', 'ams'],
        ],
      },
      { 'no-series': 3 },
    ],
    ['a time to come', { ...rtt, samples: [[(nine + 7200) * 1000, 1]] }, { clock: 1 }],
    ['a time before 1970', { ...rtt, samples: [[-5, 1]] }, { clock: 1 }],
  ] as [string, Sent, object][])('%s is counted and not taken', (_title, sent, lost) => {
    const log = createMetricLog({ matches })
    expect(log.write(packed([sent]), nine).ok).toBe(true)
    expect(log.close(Number.MAX_SAFE_INTEGER)).toEqual([])
    expect(log.counters.lost).toEqual(lost)
  })
})

describe('hostile bodies', () => {
  test('a block that claims more than the budget is refused before room is made', () => {
    expect(readRemoteWrite(Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0]))).toEqual({ ok: false, why: 'too-large' })
    expect(readRemoteWrite(packed([rtt]), 10)).toEqual({ ok: false, why: 'too-large' })
  })

  test('every beginning of a body is refused, and nothing of it is counted', () => {
    const body = packed([rtt])
    const log = createMetricLog({ matches: [{ series: 's', metric: 'rtt_seconds', labels: {} }] })
    for (let length = 0; length < body.length; length++) expect(log.write(body.subarray(0, length)).ok).toBe(false)
    expect(log.counters.records).toBe(0)
    expect(log.write(body).ok).toBe(true)
  })

  test('no bytes make it throw', () => {
    const body = packed([rtt, rtt])
    const plain = message([rtt])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }), fc.uint8Array(), (changes, bytes) => {
        for (const original of [body, plain]) {
          const changed = original.slice()
          for (const [at, byte] of changes) changed[at % changed.length] = byte
          readRemoteWrite(changed)
          readWriteRequest(changed)
        }
        readRemoteWrite(bytes)
        readWriteRequest(bytes)
      }),
      { numRuns: 1000 },
    )
  })

  test('more series, labels, samples or text than the budget are refused', () => {
    const budget = { maxSeries: 2, maxLabels: 2, maxTextBytes: 20, maxSamples: 3 }
    expect(readWriteRequest(message([rtt]), budget).ok).toBe(true)
    const many = { ok: false, why: 'budget' }
    expect(readWriteRequest(message([rtt, rtt]), budget)).toEqual(many)
    expect(readWriteRequest(message([{ ...rtt, samples: [] }, rtt, { ...rtt, samples: [] }]), budget)).toEqual(many)
    expect(readWriteRequest(message([{ ...rtt, labels: [...rtt.labels, ['a', 'b']] }]), budget)).toEqual(many)
    expect(readWriteRequest(message([{ labels: [['a', 'b'.repeat(21)]], samples: [] }]), budget)).toEqual(many)
  })
})
