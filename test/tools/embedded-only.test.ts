// Journeys run on both stores. Which do not, why, and that none of them is one that tries the SQL of a room.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { embeddedOnly, journeys } from '../../tools/embedded-only.mjs'
import { filesUnder, root } from '../../tools/sources.mjs'

const spared = embeddedOnly()
const names = spared.map(({ file }) => file)

/** Whether this test file, or what it brings in from beside it, opens a store. */
function opensAStore(file: string, seen = new Set<string>()): boolean {
  if (file === 'test/setup/storage.ts') return true
  if (seen.has(file)) return false
  seen.add(file)
  const text = readFileSync(path.join(root, file), 'utf8')
  const beside = [...text.matchAll(/ from '(\.[^']+)'/g)].map(([, to = '']) => path.posix.join(path.dirname(file), to))
  return /from '#platform\/db\/index\.ts'/.test(text) || beside.some((next) => opensAStore(next, seen))
}

test('a journey that is spared one store says why', () => {
  expect(spared.length).toBeGreaterThan(0)
  for (const { file, reason } of spared) expect(reason.length, file).toBeGreaterThan(20)
})

test('what tries a room on a store runs on both stores', () => {
  expect(opensAStore('test/integration/assess-incidents.test.ts')).toBe(true)
  for (const file of names.filter((name) => !name.startsWith('test/journeys/')))
    expect(opensAStore(file), file).toBe(false)
})

test('each room that keeps something is tried on both stores', () => {
  const onBoth = journeys().filter(({ file }) => !names.includes(file) && opensAStore(file))
  const rooms = new Set(filesUnder('src').flatMap((file) => /^src\/([a-z]+)\/store\//.exec(file)?.[1] ?? []))
  expect(rooms.size).toBeGreaterThan(5)
  for (const room of rooms)
    expect(onBoth.filter(({ file }) => file.startsWith(`test/integration/${room}-`)).length, room).toBeGreaterThan(0)
})
