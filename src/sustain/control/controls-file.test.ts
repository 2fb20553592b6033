// The file of controls: believed when nobody else can write to it, read again when it changes, and never repeated in what is said.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openControls, readControls, shownControl } from './controls-file.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'controls-'))
  path = join(folder, 'controls.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const entry = (name: string) => ({
  ...{ name, kind: 'unbound', config: '/etc/unbound/secret.conf', timeoutMilliseconds: 1000 },
  serves: { name: 'Stub', transport: 'udp', address: '127.0.0.1', unionBased: false },
})
const write = (json: unknown, mode = 0o600) => {
  writeFileSync(path, JSON.stringify(json))
  chmodSync(path, mode)
}

test('without a file there are no controls', async () => {
  const controls = openControls(null)
  expect(await controls.all()).toEqual({ ok: true, entries: [] })
  expect(await controls.find('any')).toMatchObject({ ok: false })
})

test('it is read again when it changes, and a broken one leaves no controls', async () => {
  write({ controls: [entry('one')] })
  const controls = openControls(path)
  expect(await controls.find('one')).toMatchObject({ ok: true })
  write({ controls: [entry('another')] })
  expect(await controls.find('one')).toMatchObject({ ok: false, why: expect.stringContaining('another') })
  writeFileSync(path, '{')
  expect(await controls.find('another')).toMatchObject({ ok: false, why: expect.stringContaining('no JSON') })
})

test('a file that the group or others can write to is not believed', async () => {
  write({ controls: [] }, 0o620)
  expect(await readControls(path)).toMatchObject({ ok: false, why: expect.stringContaining('written to by others') })
})

test('unknown fields, relative paths, addresses that are none and names that stand twice are refused', async () => {
  for (const controls of [
    [{ ...entry('one'), command: 'sh -c x' }],
    [{ ...entry('one'), config: 'unbound.conf' }],
    [{ ...entry('one'), serves: { ...entry('one').serves, address: '1.2.3.999' } }],
    [entry('one'), entry('one')],
  ]) {
    write({ controls })
    expect(await readControls(path)).toMatchObject({ ok: false })
  }
})

test('what is shown of a control names no path', async () => {
  write({ controls: [entry('one')] })
  const read = await readControls(path)
  if (!read.ok) throw new Error(read.why)
  expect(JSON.stringify(read.entries.map(shownControl))).not.toContain('secret')
})
