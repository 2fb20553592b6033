// `tocsin sustain reach watch`: a place elsewhere asks what is watched, probes it over real sockets, and reports it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createToken } from '#people/api.ts'
import { addWatchedService, showReach } from '#sustain/api/services.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { program } from '../setup/process.ts'
import { type LoopbackService, loopbackService } from '../setup/reach.ts'

const vantage = 'Elsewhere'
const allow = { TOCSIN_FETCH_ALLOW: '127.0.0.0/8' }
let node: TestNode
let analyst: Client
let service: LoopbackService
let watched: string
let token: string

beforeAll(async () => {
  node = await startTestNode({ env: allow })
  service = await loopbackService()
  analyst = await node.signedIn({ roles: ['analyst'] })
  const endpoints = [{ kind: 'http' as const, host: '127.0.0.1', port: service.port, plain: true }]
  const asked = { name: 'Portal', endpoints, everySeconds: 10, vantages: [vantage] }
  watched = (await analyst.get(addWatchedService, asked)).id
  const scope = { readOnly: false, only: ['sustain.listWatchedServices', 'sustain.reportReach'] }
  const expires = new Date(Date.now() + 86_400_000).toISOString()
  token = (await analyst.get(createToken, { name: vantage, scope, expires })).token
}, 240_000)
afterAll(async () => {
  await service?.stop()
  await node?.stop()
})

function watch(...words: string[]): { child: ChildProcess; said: () => string } {
  return watchBy(node.url, ...words)
}

function watchBy(hub: string, ...words: string[]): { child: ChildProcess; said: () => string } {
  const given = ['sustain', 'reach', 'watch', '--hub', hub, ...words]
  const child = spawn(process.execPath, [program, ...given], {
    env: { ...process.env, ...allow, TOCSIN_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  return { child, said: () => said }
}

async function ended(child: ChildProcess): Promise<number | null> {
  const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode]
  return code as number | null
}

async function heardFrom(place: string) {
  const { verdict } = await analyst.get(showReach, { id: watched })
  return verdict.seen.find((one) => one.vantage === place)
}

test('once: what is watched is probed and reported, and the node knows where from', async () => {
  const { child, said } = watch('--vantage', vantage, '--network', 'AS64500', '--country', 'EE', '--once', '--json')
  expect([await ended(child), said()]).toEqual([0, expect.stringContaining('"outcome":"ok"')])
  expect(await heardFrom(vantage)).toMatchObject({ network: 'AS64500', country: 'EE' })
}, 120_000)

test('a place that does not count measures nothing', async () => {
  const { child, said } = watch('--vantage', 'Somewhere', '--once', '--json')
  expect([await ended(child), said()]).toEqual([0, ''])
}, 120_000)

/** The way to the node: open, shut, or deaf: what is sent arrives, and no answer comes back. */
async function gateTo(port: number) {
  const sockets = new Set<Socket>()
  let isDeaf = false
  const server = createServer((client) => {
    const there = connect(port, '127.0.0.1')
    for (const socket of [client, there]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    }
    client.pipe(there).on('end', () => client.end())
    there.on('data', (chunk: Buffer) => (isDeaf ? client.destroy() : client.write(chunk)))
    client.on('close', () => there.destroy())
  })
  const open = async (at: number) => {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const own = await open(0)
  const shut = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    url: `http://127.0.0.1:${own}`,
    shut,
    open: () => open(own),
    deaf: (yes: boolean) => {
      isDeaf = yes
    },
  }
}

test('what it could not send while the node was away is sent afterwards, once, and so is what was never answered', async () => {
  const place = 'Far away'
  const endpoints = [{ kind: 'http' as const, host: '127.0.0.1', port: service.port, plain: true }]
  const asked = { name: 'Portal seen from far', endpoints, everySeconds: 10, vantages: [place] }
  const { id } = await analyst.get(addWatchedService, asked)
  const gate = await gateTo(Number(new URL(node.url).port))
  const { child, said } = watchBy(gate.url, '--vantage', place, '--json')
  const measured = () => [...said().matchAll(/"at":"([^"]+)"/g)].map(([, at]) => at)
  const arrived = async () => {
    const { rows } = await sql<{
      at: string
    }>`select to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from sustain.reach_samples s join sustain.reach_vantages v on v.id = s.vantage
      where v.service = ${id}::uuid order by s.at`.execute(node.node.journal.sql)
    return rows.map(({ at }) => at)
  }
  const settled = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 90_000, interval: 300 })
  try {
    await settled(async () => expect((await arrived()).length).toBeGreaterThan(0))
    await gate.shut()
    const before = await arrived()
    // It goes on probing, and nothing arrives.
    await settled(async () => expect(measured().length).toBeGreaterThanOrEqual(before.length + 2))
    expect(await arrived()).toEqual(before)
    // The node takes what it hears, and its answer is lost: it will be sent again.
    gate.deaf(true)
    await gate.open()
    await settled(async () => expect((await arrived()).length).toBeGreaterThan(before.length))
    gate.deaf(false)
    const owed = measured()
    await settled(async () => expect(await arrived()).toEqual(expect.arrayContaining(owed)))
    expect(new Set(owed).size).toBe(owed.length)
    expect((await arrived()).filter((at) => owed.includes(at))).toHaveLength(owed.length)
  } finally {
    child.kill('SIGTERM')
    await ended(child)
    await gate.shut()
  }
  expect(said()).not.toContain('let go unsent')
}, 300_000)
