// systemd-resolved by its drop-in file, with programs that stand for resolvectl and systemctl: here no systemd runs.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Move, SavedConfiguration } from '../model/failover.ts'
import { dropInName, systemdResolvedControl } from './systemd-resolved.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resolved-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes down what it was told, and answers like the real one. */
function program(name: string, answer: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\necho "${name} $@" >> ${join(folder, 'told')}\n${answer}\n`, { mode: 0o755 })
  return path
}

const serves = { name: 'Stub', transport: 'udp', address: '127.0.0.53', unionBased: false } as const
const control = (systemctl = 'exit 0') =>
  systemdResolvedControl({
    ...{ name: 'desk', kind: 'systemd-resolved', serves, folder, timeoutMilliseconds: 2000 },
    resolvectl: program('resolvectl', '[ "$1" = domain ] && echo "Link 3 (tun0): corp.example"; exit 0'),
    systemctl: program('systemctl', systemctl),
  })

const move = (from: SavedConfiguration, exclusions: string[] = []): Move => ({
  upstreams: [{ name: 'Union', transport: 'dot', address: '198.51.100.1', tlsName: 'dns.example', unionBased: true }],
  ...{ exclusions, from, forget: 'failures', ask: 'example.org' },
})

async function reading(one: ReturnType<typeof control>): Promise<SavedConfiguration> {
  const read = await one.read()
  if (!read.ok) throw new Error(read.why)
  return read.value
}

test('a drop-in is written and the service started anew; the way back takes it away', async () => {
  const one = control()
  const before = await reading(one)
  expect(await one.check(move(before, ['corp.example']))).toEqual([])
  expect(await one.point(move(before, ['corp.example']))).toMatchObject({ ok: true })
  expect(readFileSync(join(folder, dropInName), 'utf8')).toContain('DNS=198.51.100.1:853#dns.example')
  expect(readFileSync(join(folder, 'told'), 'utf8')).toContain(
    'systemctl restart systemd-resolved\nresolvectl flush-caches',
  )
  expect((await reading(one)).moved).toBe(true)
  expect(await one.restore(before)).toMatchObject({ ok: true })
  expect(existsSync(join(folder, dropInName))).toBe(false)
  expect(await reading(one)).toEqual(before)
  expect(readdirSync(folder).filter((name) => name.endsWith('.tocsin'))).toEqual([])
})

test('a zone that no link routes is refused as an exclusion', async () => {
  const one = control()
  expect((await one.check(move(await reading(one), ['other.example']))).join(' ')).toContain(
    'routing domain of no link',
  )
})

test('a service that does not start is said in its own words; a program that hangs is cut off', async () => {
  const failing = control('echo "Unit is masked" >&2; exit 5')
  expect(await failing.point(move(await reading(failing)))).toMatchObject({
    ok: false,
    why: expect.stringContaining('Unit is masked'),
  })
  const hanging = control('sleep 60')
  const began = Date.now()
  const pointed = await hanging.point(move(await reading(hanging)))
  expect(pointed).toMatchObject({ ok: false, why: expect.stringContaining('cut off') })
  expect(Date.now() - began).toBeLessThan(10_000)
})

test('what was saved elsewhere, or is no longer whole, is not put back', async () => {
  const one = control()
  const before = await reading(one)
  expect(await one.restore({ ...before, text: '{' })).toMatchObject({ ok: false })
  expect(await one.restore({ ...before, kind: 'bind' })).toMatchObject({ ok: false })
  const elsewhere = before.text.replace(folder, '/somewhere/else')
  expect(await one.restore({ ...before, text: elsewhere })).toMatchObject({ ok: false })
})
