// kill -9 in the middle of writes, again and again: nothing acknowledged is lost, and the node opens by itself.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acknowledged, buildProgram, inspect, kill, letItWrite, start } from '../setup/faults.ts'
import { storageKind } from '../setup/storage.ts'

const rounds = 10
const other = storageKind === 'postgres'
const why = other ? ' (not run: only the embedded engine is ours to kill)' : ''
const whole = { lost: [], damaged: 0, halfPairs: 0, indexDiffers: false }

let folder = ''
let writer = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-kill-'))
  if (!other) writer = await buildProgram('writer')
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  if (writer) rmSync(writer, { force: true })
})

test.skipIf(other)(
  `no acknowledged row is lost in ${rounds} kills at any moment${why}`,
  { timeout: 240_000 },
  async () => {
    const dataDir = join(folder, 'data')
    const ackFile = join(folder, 'acks')
    let acks: number[] = []
    for (let round = 0; round < rounds; round++) {
      const { child, writing } = start(writer, [dataDir, ackFile, String(1 + (round % 8))])
      await writing
      await letItWrite(ackFile, 50 + Math.random() * 900)
      await kill(child)
      acks = acks.concat(acknowledged(ackFile))
      if (round % 3 === 2 || round === rounds - 1) expect(await inspect(dataDir, acks)).toMatchObject(whole)
    }
    expect(acks.length).toBeGreaterThan(rounds)
  },
)

test.skipIf(other)(`starts that are killed early do not stop the next one${why}`, { timeout: 120_000 }, async () => {
  const dataDir = join(folder, 'early')
  const ackFile = join(folder, 'early-acks')
  for (const afterMs of [150, 300, 500, 900]) {
    const { child } = start(writer, [dataDir, ackFile])
    await pause(afterMs)
    await kill(child)
  }
  const { child, writing } = start(writer, [dataDir, ackFile])
  await writing
  await letItWrite(ackFile, 300)
  await kill(child)
  const acks = acknowledged(ackFile)
  expect(acks.length).toBeGreaterThan(0)
  expect(await inspect(dataDir, acks)).toMatchObject(whole)
})
