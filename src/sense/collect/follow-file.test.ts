// Following files as they grow, turn over and are cut off.
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { followFile } from './follow-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'tocsin-follow-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

function follow(options: { fromStart: boolean; budgetBytes?: number }) {
  const path = join(folder, `log-${++files}`)
  let text = ''
  const followed = followFile(
    path,
    options,
    (bytes) => {
      text += Buffer.from(bytes).toString()
    },
    () => {
      text += '|'
    },
  )
  return { path, followed, text: () => text }
}

test('only what is written after the start is read, unless the beginning is asked for', async () => {
  const late = follow({ fromStart: false })
  writeFileSync(late.path, 'old\n')
  await late.followed.poll()
  appendFileSync(late.path, 'new\n')
  await late.followed.poll()
  expect(late.text()).toBe('new\n')
  const whole = follow({ fromStart: true })
  writeFileSync(whole.path, 'old\n')
  await whole.followed.poll()
  expect(whole.text()).toBe('old\n')
  await Promise.all([late.followed.close(), whole.followed.close()])
})

test('a file that is not there yet is read from its first line when it comes', async () => {
  const { path, followed, text } = follow({ fromStart: false })
  await followed.poll()
  expect(followed.state.missing).toBe(true)
  writeFileSync(path, 'first\n')
  await followed.poll()
  expect(text()).toBe('first\n')
  await followed.close()
})

test('after a rotation the rest of the old file is read before the new one', async () => {
  const { path, followed, text } = follow({ fromStart: true })
  writeFileSync(path, 'one\n')
  await followed.poll()
  appendFileSync(path, 'two\nhal')
  renameSync(path, `${path}.1`)
  writeFileSync(path, 'three\n')
  await followed.poll()
  await followed.poll()
  expect(text()).toBe('one\ntwo\nhal|three\n')
  expect(followed.state.rotations).toBe(1)
  await followed.close()
})

test('between the two names of a rotation nothing is lost and nothing is read twice', async () => {
  const { path, followed, text } = follow({ fromStart: true })
  writeFileSync(path, 'one\n')
  await followed.poll()
  renameSync(path, `${path}.1`)
  await followed.poll()
  appendFileSync(`${path}.1`, 'two\n')
  await followed.poll()
  writeFileSync(path, 'three\n')
  await followed.poll()
  await followed.poll()
  expect(text()).toBe('one\ntwo\n|three\n')
  await followed.close()
})

test('a file that was cut off is read from its beginning', async () => {
  const { path, followed, text } = follow({ fromStart: true })
  writeFileSync(path, 'long before\n')
  await followed.poll()
  truncateSync(path)
  appendFileSync(path, 'new\n')
  await followed.poll()
  expect(text()).toBe('long before\n|new\n')
  expect(followed.state.truncations).toBe(1)
  await followed.close()
})

test('one poll reads no more than its budget, and the next goes on', async () => {
  const { path, followed, text } = follow({ fromStart: true, budgetBytes: 10 })
  writeFileSync(path, 'x'.repeat(600_000))
  await followed.poll()
  expect(text().length).toBeLessThan(600_000)
  for (let turn = 0; turn < 5; turn++) await followed.poll()
  expect(text().length).toBe(600_000)
  await followed.close()
})
