// `tocsin sustain dns check` against a real resolver and stubs on loopback: what it prints, and with what it ends.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isInstalled, type StubServer, startStub, startUnbound, type Unbound } from '../setup/dns-servers.ts'
import { program } from '../setup/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'sustain-check-'))
const names = { 'www.example.test': ['192.0.2.1'] }
let stubs: StubServer[]

beforeAll(async () => {
  stubs = await Promise.all([1, 2, 3].map(() => startStub({ names })))
})
afterAll(async () => {
  await Promise.all(stubs.map((stub) => stub.kill()))
  rmSync(folder, { recursive: true, force: true })
})

interface Ran {
  code: number | null
  out: string
  err: string
}

function run(...words: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [program, 'sustain', 'dns', 'check', ...words], {
    env: { ...process.env, TOCSIN_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ran: Ran = { code: null, out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    ran.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    ran.err += chunk.toString()
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ran, code })))
}

const at = (stub: { address: string; port: number }) => `${stub.address}:${stub.port}`
const www = ['--name', 'www.example.test']

describe('three resolvers', () => {
  test('that answer alike are well, and it ends with 0', async () => {
    const ran = await run(...stubs.map(at), ...www)
    expect(ran, ran.err).toMatchObject({ code: 0, err: '' })
    expect(ran.out.match(/^well /gm)).toHaveLength(3)
  })

  test('of which one lies: it is named with what it says, as JSON too, and it ends with 1', async () => {
    stubs[1]?.behave({ kind: 'lying', address: '203.0.113.66' })
    const ran = await run(...stubs.map(at), ...www, '--json')
    stubs[1]?.behave({ kind: 'well' })
    expect(ran.code).toBe(1)
    const said = JSON.parse(ran.out)
    expect(said.well).toBe(false)
    expect(said.verdicts.map(({ health }: { health: string }) => health)).toEqual(['well', 'lying', 'well'])
    expect(said.verdicts[1].because.join(' ')).toContain('203.0.113.66')
  })

  test('of which one is silent: it is failing, after its time and no longer', async () => {
    stubs[2]?.behave({ kind: 'silent' })
    const began = performance.now()
    const ran = await run(...stubs.map(at), ...www, '--timeout', '200', '--rounds', '2')
    stubs[2]?.behave({ kind: 'well' })
    expect(ran.code).toBe(1)
    expect(ran.out).toMatch(/^failing /m)
    expect(ran.out).toContain('Without use: 100 % of 2 questions, limit 50 % (2 timeout).')
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})

test('without any resolver it says what can be given, as bad usage', async () => {
  expect(await run()).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Name at least one resolver') })
})

describe.skipIf(!isInstalled('unbound'))('unbound with a certificate of its own', () => {
  let unbound: Unbound
  beforeAll(async () => {
    const [stub] = stubs
    if (!stub) throw new Error('no stub')
    unbound = await startUnbound({ upstreams: [stub], tlsName: 'dns.example.test' })
  })
  afterAll(() => unbound?.stop())

  test('is asked over all transports by the words that people write', async () => {
    const file = join(folder, 'trust.pem')
    writeFileSync(file, unbound.certificate?.pem ?? '')
    const ways = [
      `127.0.0.1:${unbound.port}`,
      `tcp://127.0.0.1:${unbound.port}`,
      `tls://127.0.0.1:${unbound.dotPort}#dns.example.test`,
      `https://dns.example.test@127.0.0.1:${unbound.dohPort}/dns-query`,
    ]
    const ran = await run(...ways, ...www, '--trust', file, '--json')
    expect(ran.code, ran.out).toBe(0)
    const { samples } = JSON.parse(ran.out) as { samples: { upstream: string; answers: string[] }[] }
    expect(new Set(samples.map(({ upstream }) => upstream))).toEqual(new Set(ways))
    expect(samples.every(({ answers }) => answers[0] === '192.0.2.1')).toBe(true)
    const untrusted = await run(...ways.slice(2), ...www)
    expect(untrusted.code).toBe(1)
    expect(untrusted.out).toContain('tls-failed')
  })
})
