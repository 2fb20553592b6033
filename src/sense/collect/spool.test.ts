// How frames wait on the disk of a sensor.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { frameFileName, frameNumberOf } from './frame-files.ts'
import { openSpool, type Spool } from './spool.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-spool-'))
})
afterEach(() => rm(folder, { recursive: true }))

const bytes = (n: number) => new Uint8Array(100).fill(n)

async function emptyOut(spool: Spool): Promise<number[]> {
  const found: number[] = []
  for (let next = await spool.oldest(); next; next = await spool.oldest()) {
    found.push(next.bytes[0] ?? -1)
    await spool.remove(next.name)
  }
  return found
}

test('frames leave in the order of their life and number, whichever way they came', async () => {
  const spool = await openSpool({ folder, maxBytes: 10_000 })
  const numbers = [
    { run: 2, sequence: 0 },
    { run: 1, sequence: 10 },
    { run: 1, sequence: 9 },
  ]
  for (const [n, number] of numbers.entries()) await spool.put(number, bytes(n))
  expect(spool.waiting()).toEqual({ frames: 3, bytes: 300 })
  expect(await emptyOut(spool)).toEqual([2, 1, 0])
  expect(spool.waiting()).toEqual({ frames: 0, bytes: 0 })
})

test('after a restart what waited waits on, and what was half-written is gone', async () => {
  const first = await openSpool({ folder, maxBytes: 10_000 })
  await first.put({ run: 1, sequence: 1 }, bytes(1))
  await writeFile(join(folder, `${frameFileName({ run: 1, sequence: 2 })}.part`), 'half')
  await writeFile(join(folder, 'notes.txt'), 'of somebody else')
  const second = await openSpool({ folder, maxBytes: 10_000 })
  expect(second.waiting()).toEqual({ frames: 1, bytes: 100 })
  expect(await emptyOut(second)).toEqual([1])
  expect((await readdir(folder)).sort()).toEqual(['notes.txt', 'refused'])
})

test('a full spool gives up its oldest frames, counts them and tells of each', async () => {
  const told: number[] = []
  const spool = await openSpool({ folder, maxBytes: 250, onGivenUp: (frame) => told.push(frame[0] ?? -1) })
  for (const sequence of [1, 2, 3, 4]) await spool.put({ run: 1, sequence }, bytes(sequence))
  expect(told).toEqual([1, 2])
  expect(spool.givenUp()).toEqual({ full: 2, unreadable: 0 })
  expect(await emptyOut(spool)).toEqual([3, 4])
})

test('a file that cannot be read is counted and does not hold up the others', async () => {
  const spool = await openSpool({ folder, maxBytes: 1_000 })
  await spool.put({ run: 1, sequence: 1 }, bytes(1))
  await spool.put({ run: 1, sequence: 2 }, bytes(2))
  await rm(join(folder, frameFileName({ run: 1, sequence: 1 })))
  expect(await emptyOut(spool)).toEqual([2])
  expect(spool.givenUp()).toEqual({ full: 0, unreadable: 1 })
})

test('refused frames are laid aside, a hundred of them at most', async () => {
  const spool = await openSpool({ folder, maxBytes: 100_000 })
  for (let sequence = 0; sequence < 103; sequence++) {
    await spool.put({ run: 1, sequence }, bytes(1))
    await spool.setAside(frameFileName({ run: 1, sequence }))
  }
  const aside = (await readdir(join(folder, 'refused'))).sort()
  expect(aside).toHaveLength(100)
  expect(frameNumberOf(aside[0] ?? '')).toEqual({ run: 1, sequence: 3 })
  expect(spool.waiting().frames).toBe(0)
})

test('of frames that go together none has its name before all are on the disk and were told, and then all get it', async () => {
  const both = [1, 2].map((sequence) => ({ number: { run: 1, sequence }, bytes: bytes(sequence) }))
  const names = both.map(({ number }) => frameFileName(number))
  const first = await openSpool({ folder, maxBytes: 10_000 })
  const ended = first.putTogether(both, async (told) => {
    expect(told).toEqual(names)
    expect((await readdir(folder)).sort()).toEqual([...names.map((name) => `${name}.part`), 'refused'])
    throw new Error('the power went out')
  })
  await expect(ended).rejects.toThrow('the power went out')
  // Told before the end: they get their names. Not told: they are gone.
  const second = await openSpool({ folder, maxBytes: 10_000, finish: names.slice(0, 1) })
  expect(await emptyOut(second)).toEqual([1])
  expect((await readdir(folder)).sort()).toEqual(['refused'])
  expect(await second.putTogether(both, async () => {})).toEqual([])
  expect(second.waiting()).toEqual({ frames: 2, bytes: 200 })
})
