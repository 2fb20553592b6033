// That a capture of exports comes out as what was written into it, whole and broken.
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { type FlowTruth, writeFlows } from '../../../test/setup/flow-writer.ts'
import { ReplayOutput } from '../model/replay-output.ts'
import { replayCapture } from './replay-capture.ts'

function written(plan: Parameters<typeof writeFlows>[0]): { chunks: Uint8Array[]; truth: FlowTruth } {
  const writer = writeFlows(plan)
  const chunks: Uint8Array[] = []
  for (;;) {
    const step = writer.next()
    if (step.done) return { chunks, truth: step.value }
    chunks.push(step.value)
  }
}

async function* streamOf(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

test.each(['netflow5', 'netflow9', 'ipfix'] as const)(
  'a capture of %s comes out as it was written',
  async (protocol) => {
    const { chunks, truth } = written({ protocol, flows: 30_000 })
    const output = await replayCapture(streamOf(chunks))
    expect(Compile(ReplayOutput).Errors(output)).toEqual([])
    expect(output).toMatchObject({ flows: truth.flows, counted: truth.flows, rowsFolded: false })
    expect(output.errors).toEqual({ capture: {}, decode: {}, tally: {} })
    for (const field of ['bytes', 'packets', 'flows'] as const) {
      expect(output.series.reduce((sum, one) => sum + one[field], 0)).toBe(truth[field])
      for (const one of output.series) {
        expect(one.buckets.reduce((sum, bucket) => sum + bucket[field], 0)).toBe(one[field])
        expect(one.rows.reduce((sum, row) => sum + row[field], 0)).toBe(one[field])
      }
    }
  },
)

test('waves on the attacked target begin when they began', async () => {
  const { chunks, truth } = written({ protocol: 'netflow9', flows: 200_000, sixShare: 0 })
  const targets = [{ id: 'attacked', prefixes: ['198.18.0.0/19'] }]
  const output = await replayCapture(streamOf(chunks), { targets })
  expect(output.counted).toBeLessThan(output.flows)
  const [attacked] = output.series
  expect(attacked?.series).toBe('attacked')
  for (const wave of truth.waves) {
    const near = attacked?.waves.filter(({ onset }) => Math.abs(Date.parse(onset) / 1000 - wave.onset) <= 10)
    expect(near?.length).toBeGreaterThanOrEqual(1)
  }
  expect(attacked?.shapes['syn-only']?.packets).toBeGreaterThan(0)
})

test('a capture that breaks off, and one that is none, are told and not thrown', async () => {
  const { chunks } = written({ protocol: 'netflow9', flows: 1000 })
  const whole = chunks[0] ?? new Uint8Array()
  const cut = await replayCapture(streamOf([whole.subarray(0, 20_001)]))
  expect(cut.flows).toBeGreaterThan(0)
  expect(cut.errors.capture).toEqual({ 'bad-capture': 1 })
  const none = await replayCapture(streamOf([new TextEncoder().encode('no capture at all, just words')]))
  expect(none).toMatchObject({ flows: 0, from: null, series: [] })
  expect(none.errors.capture).toEqual({ 'bad-capture': 1 })
})
