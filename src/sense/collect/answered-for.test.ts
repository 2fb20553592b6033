// Complaints and metrics through ends without warning: each is counted once, whatever was on its way.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createComplaints } from '../lines/complaints.ts'
import { createMetricLog } from '../lines/remote-write.ts'
import type { Bucket } from '../model/bucket.ts'
import { type AnsweredFor, openAnsweredFor } from './answered-for.ts'
import type { IntakeMark } from './messages.ts'

// Without types of its own.
const { compress } = createRequire(import.meta.url)('snappyjs') as { compress(bytes: Uint8Array): Uint8Array }

let folder: string
let now = 1_800_000_000
const open: AnsweredFor[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-answered-'))
  now = 1_800_000_000
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  await rm(folder, { recursive: true })
})

async function life(mark: IntakeMark | null, maxBytes = 1_000_000) {
  const complaints = createComplaints({ services: new Map([['Tax', 'tax']]), series: null })
  const metrics = createMetricLog({ matches: [{ series: 'latency', metric: 'seconds', labels: {} }] })
  const lost: string[] = []
  const nowSeconds = () => now
  const lose = (reason: string) => void lost.push(reason)
  const intake = { folder, maxBytes, mark }
  const it = await openAnsweredFor(intake, { complaints, metrics, lose, nowSeconds })
  open.push(it)
  const close = (before: number) => [...complaints.close(before), ...metrics.close(before)]
  return { it, close, lost }
}

const report = (n: number, text = '') =>
  ({ at: now, service: 'Tax', region: 'BE', kind: 'slow', text, reporter: `r${n}`, network: 'n' }) as const

const flowsOf = (buckets: readonly Bucket[]) =>
  buckets.reduce((sum, { rows }) => sum + rows.reduce((all, row) => all + row.flows, 0), 0)

/** WriteRequest with one sample a series, of series `seconds`. */
function written(samples: [number, number][]): Uint8Array {
  const field = (number: number, body: Buffer) => Buffer.concat([Buffer.from([(number << 3) | 2, body.length]), body])
  const label = Buffer.concat([field(1, Buffer.from('__name__')), field(2, Buffer.from('seconds'))])
  const varint = (value: number) => {
    const bytes: number[] = []
    for (let rest = BigInt(value); ; rest >>= 7n) {
      if (rest < 128n) return [...bytes, Number(rest)]
      bytes.push(Number(rest & 127n) | 128)
    }
  }
  const series = samples.map(([at, value]) => {
    const sample = Buffer.alloc(9)
    sample[0] = 0x09
    sample.writeDoubleLE(value, 1)
    return field(
      1,
      Buffer.concat([field(1, label), field(2, Buffer.concat([sample, Buffer.from([0x10, ...varint(at * 1000)])]))]),
    )
  })
  return compress(new Uint8Array(Buffer.concat(series)))
}

test('what was answered for and told by no frame is counted by the next life, once', async () => {
  const first = await life(null)
  for (const n of [1, 2, 3]) expect((await first.it.report(n, report(n))).status).toBe(202)
  expect(
    (
      await first.it.remoteWrite(
        4,
        written([
          [now, 2],
          [now + 10, 3],
        ]),
      )
    ).status,
  ).toBe(204)
  const second = await life(null)
  expect(second.it.again).toBe(4)
  const buckets = second.close(now + 100)
  expect(flowsOf(buckets.filter(({ channel }) => channel === 'complaint'))).toBe(3)
  expect(buckets.flatMap(({ values }) => (values ? [values.sum] : []))).toEqual([2, 3])
})

test('what a mark says to be in frames is not counted again, also where one input went into two buckets', async () => {
  const first = await life(null)
  await first.it.report(1, report(1))
  await first.it.remoteWrite(
    2,
    written([
      [now, 2],
      [now + 10, 3],
    ]),
  )
  now += 12
  await first.it.report(3, report(2))
  const told = first.close(now - 2)
  expect(told).toHaveLength(2)
  const mark = first.it.mark(now - 2, true) as IntakeMark
  expect(mark).toEqual({ through: 3, before: now - 2 })
  const second = await life(mark)
  const rest = second.close(now + 100)
  expect(flowsOf(rest.filter(({ channel }) => channel === 'complaint'))).toBe(1)
  expect(rest.flatMap(({ values }) => (values ? [values.sum] : []))).toEqual([3])
})

test('what came late in one life is late in the next too, and a reporter who counted does not count again', async () => {
  const first = await life(null)
  await first.it.report(1, report(1))
  const mark = { through: 1, before: now + 10 }
  await first.it.remoteWrite(2, written([[now, 2]]))
  now += 15
  const second = await life(mark)
  expect((await second.it.report(3, report(1))).status).toBe(202)
  const buckets = second.close(now + 100)
  expect(buckets.find(({ channel }) => channel === 'value')?.marks).toEqual(['late'])
  const complaint = buckets.find(({ channel }) => channel === 'complaint')
  expect([complaint?.records, complaint?.squares]).toEqual([1, 0])
})

test('an end in order leaves a mark behind which nothing is counted again', async () => {
  const first = await life(null)
  await first.it.report(1, report(1))
  first.close(Number.MAX_SAFE_INTEGER)
  const mark = first.it.mark(Number.MAX_SAFE_INTEGER, true) as IntakeMark
  const second = await life(mark)
  expect(second.it.again).toBe(0)
  await second.it.report(2, report(2))
  const [bucket] = second.close(now + 100)
  expect([bucket?.records, bucket?.marks]).toEqual([1, []])
})

test('neither texts nor addresses reach the disk', async () => {
  const { it } = await life(null)
  await it.report(1, report(1, 'nothing works at all'))
  const csv = `timestamp,service,kind,text\n${now},Tax,slow,"my own words"\n${now},Tax,slow,\n`
  const answer = await it.complaintFile(2, new TextEncoder().encode(csv))
  expect(JSON.parse(answer.says)).toMatchObject({ taken: 2, bad: 0 })
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))
  expect(texts.join('')).toContain('Tax')
  expect(texts.join('')).not.toMatch(/nothing works|own words/)
})

test('what cannot be read, and what does not fit, is not answered for and not counted', async () => {
  const { it, close, lost } = await life(null, 250)
  expect((await it.remoteWrite(1, new Uint8Array([255, 255, 255]))).status).toBe(400)
  expect((await it.report(2, report(1))).status).toBe(202)
  const statuses = []
  for (let n = 2; n < 6; n++) statuses.push((await it.report(n, report(n))).status)
  expect(statuses.at(-1)).toBe(503)
  expect(lost).toContain('intake-full')
  const kept = 1 + statuses.filter((status) => status === 202).length
  expect(flowsOf(close(now + 100))).toBe(kept)
})
