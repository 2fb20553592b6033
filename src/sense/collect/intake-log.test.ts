// The log of inputs that were answered for: what comes back after an end without warning, and what does not.
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { IntakeFull, type IntakeLog, openIntakeLog } from './intake-log.ts'
import { keepMark, readMark } from './intake-mark.ts'
import { decodeRecords, encodeRecord, type IntakeRecord } from './intake-records.ts'
import type { IntakeMark } from './messages.ts'

let folder: string
const open: IntakeLog[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-intake-'))
})
afterEach(async () => {
  for (const log of open.splice(0)) await log.close()
  await rm(folder, { recursive: true })
})

const record = (n: number, cameAt = 1000, endsAt = 1010): IntakeRecord => ({
  kind: n % 2 ? 'metrics' : 'complaints',
  cameAt,
  endsAt,
  data: new Uint8Array(10).fill(n),
})

interface Opened {
  log: IntakeLog
  again: [number, number][]
  torn(): number
}

async function life(mark: IntakeMark | null = null, maxBytes = 1_000_000): Promise<Opened> {
  const again: [number, number][] = []
  let torn = 0
  const log = await openIntakeLog(
    { folder, maxBytes, mark },
    ({ data }, sequence) => again.push([sequence, data[0] ?? -1]),
    () => torn++,
  )
  open.push(log)
  return { log, again, torn: () => torn }
}

const files = async () => (await readdir(folder)).sort()

test('what was answered for comes back in order with its number, and numbers go on', async () => {
  const first = await life()
  const numbers = await Promise.all([7, 8, 9].map((n) => first.log.append(record(n))))
  expect(numbers).toEqual([1, 2, 3])
  const second = await life()
  expect(second.again).toEqual([
    [1, 7],
    [2, 8],
    [3, 9],
  ])
  expect(await second.log.append(record(10))).toBe(4)
  expect((await life()).again.map(([, n]) => n)).toEqual([7, 8, 9, 10])
})

test('many at once are written together, and each resolves with its own number', async () => {
  const { log } = await life()
  const numbers = await Promise.all(Array.from({ length: 500 }, (_, n) => log.append(record(n))))
  expect(numbers).toEqual(Array.from({ length: 500 }, (_, n) => n + 1))
  expect(await files()).toHaveLength(1)
})

test('a torn end is told and passed over, and what stands before it comes back', async () => {
  const first = await life()
  for (const n of [1, 2]) await first.log.append(record(n))
  const [name = ''] = await files()
  await appendFile(join(folder, name), encodeRecord(record(3)).subarray(0, 20))
  const second = await life()
  expect([second.again.map(([, n]) => n), second.torn()]).toEqual([[1, 2], 1])
  expect(await second.log.append(record(4))).toBe(3)
  expect((await life()).again.map(([, n]) => n)).toEqual([1, 2, 4])
})

test('however much of the end is missing, whole records come back and nothing else', async () => {
  const { log } = await life()
  for (const n of [1, 2, 3]) await log.append(record(n))
  const [name = ''] = await files()
  const path = join(folder, name)
  const whole = await readFile(path)
  for (let length = whole.length; length >= 0; length--) {
    await writeFile(path, whole)
    await truncate(path, length)
    const { records, torn } = decodeRecords(await readFile(path))
    expect(records.map(({ data }) => data[0])).toEqual([1, 2, 3].slice(0, Math.floor(length / (whole.length / 3))))
    expect(torn).toBe(length % (whole.length / 3) !== 0)
  }
})

test('no bytes make the reader throw, and none that were changed pass', () => {
  const bytes = encodeRecord(record(1))
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ change
      expect(decodeRecords(changed)).toEqual({ records: [], torn: true })
    }),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (any) => void decodeRecords(any)))
})

test('what frames hold is removed, and only that', async () => {
  const { log } = await life()
  await log.append(record(1, 1000, 1010))
  await log.append(record(2, 1030, 1040))
  expect(await files()).toHaveLength(2)
  expect(log.holdsDone({ through: 2, before: 1000 })).toBe(false)
  await log.release({ through: 2, before: 1000 })
  await log.release({ through: 0, before: 1010 })
  expect(await files()).toHaveLength(2)
  expect(log.holdsDone({ through: 1, before: 1010 })).toBe(true)
  await log.release({ through: 1, before: 1010 })
  expect(await files()).toHaveLength(1)
  const sizeOfOne = log.bytes
  await log.release({ through: 2, before: 1040 })
  expect([await files(), log.bytes, sizeOfOne]).toEqual([[], 0, encodeRecord(record(1)).length])
  expect(await log.append(record(3))).toBe(3)
})

test('a start behind a mark counts nothing again that it covers', async () => {
  const { log } = await life()
  await log.append(record(1, 1000, 1010))
  await log.append(record(2, 1030, 1040))
  const second = await life({ through: 2, before: 1020 })
  expect(second.again).toEqual([[2, 2]])
  expect(await files()).toHaveLength(1)
  const third = await life({ through: 9, before: 2000 })
  expect([third.again, await files()]).toEqual([[], []])
  expect(await third.log.append(record(3))).toBe(10)
})

test('a full log takes nothing more until frames hold what is there', async () => {
  const size = encodeRecord(record(1)).length
  const { log } = await life(null, size * 2)
  const tries = await Promise.allSettled([1, 2, 3].map((n) => log.append(record(n))))
  expect(tries.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  await expect(log.append(record(3))).rejects.toBeInstanceOf(IntakeFull)
  await log.release({ through: 2, before: 1010 })
  expect(await log.append(record(3))).toBe(3)
})

test('a mark is kept whole or not at all, and a damaged one is no start from nothing', async () => {
  expect(await readMark(folder)).toBeNull()
  const name = '0000000000000001-0000000000000002.frame'
  await keepMark(folder, { through: 5, before: 1000, frames: [name] })
  expect(await readMark(folder)).toEqual({ through: 5, before: 1000, frames: [name] })
  await keepMark(folder, { through: 6, before: 1010, frames: [] })
  expect((await readMark(folder))?.through).toBe(6)
  for (const text of ['{', '{"through":1}', '{"through":1,"before":2,"frames":["../../etc/passwd"]}']) {
    await writeFile(join(folder, 'mark.json'), text)
    await expect(readMark(folder)).rejects.toThrow(/mark\.json is damaged/)
  }
})
