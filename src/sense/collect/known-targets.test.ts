// Targets from the hub: page by page, kept for a start without it, and refused when they are not as they must be.
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { SensorTarget } from '../model/sensor-config.ts'
import { type KnownTargets, knowTargets } from './known-targets.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tocsin-targets-'))
  ends.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

async function hub(answer: (query: URLSearchParams) => unknown): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    response.end(JSON.stringify(answer(new URL(request.url ?? '', 'http://hub').searchParams)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(done))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const target = (id: string, prefixes = ['198.51.100.0/24']) => ({
  id,
  version: 1,
  state: { name: id, prefixes, hosts: [], services: [id], users: null },
})

function know(url: string, spool: string): { known: KnownTargets; changed: Promise<SensorTarget[]> } {
  let resolve: (targets: SensorTarget[]) => void = () => {}
  const changed = new Promise<SensorTarget[]>((done) => {
    resolve = done
  })
  const settings = {
    targets: null,
    hub: { kind: 'http' as const, url, token: 'secret' },
    spool: { folder: spool, maxBytes: 1 },
    realm: 'live',
  }
  const known = knowTargets(settings, resolve)
  ends.push(known.stop)
  return { known, changed }
}

async function until(look: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !look(); await new Promise((resolve) => setTimeout(resolve, 5)))
    if (Date.now() > end) throw new Error('waited in vain')
}

test('all pages are asked for, with the token, and kept for a start without the hub', async () => {
  const spool = folder()
  const { url, asked } = await hub((query) =>
    query.get('after') ? { targets: [target('two')], next: null } : { targets: [target('one')], next: 'one' },
  )
  const { known, changed } = know(url, spool)
  expect(known.now()).toEqual([])
  expect((await changed).map(({ id }) => id)).toEqual(['one', 'two'])
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', 'Bearer secret'])
  expect(JSON.parse(readFileSync(join(spool, 'targets.json'), 'utf8'))).toHaveLength(2)
  const later = know('http://127.0.0.1:1', spool).known
  expect(later.now().map(({ id }) => id)).toEqual(['one', 'two'])
  await until(() => later.trouble() !== null)
})

test('an answer that is not as it must be changes nothing, and is told', async () => {
  const { url } = await hub(() => ({ targets: [{ id: 7, state: {} }] }))
  const { known } = know(url, folder())
  await until(() => known.trouble() !== null)
  expect(known.now()).toEqual([])
})

test('a broken cache is no reason not to start', () => {
  const spool = folder()
  writeFileSync(join(spool, 'targets.json'), '[{"id":')
  expect(know('http://127.0.0.1:1', spool).known.now()).toEqual([])
})

test('targets of the settings are not asked for', () => {
  const settings = { targets: [{ id: 'mine' }], hub: null, spool: { folder: folder(), maxBytes: 1 }, realm: 'live' }
  expect(knowTargets(settings, () => {}).now()).toEqual([{ id: 'mine' }])
})
