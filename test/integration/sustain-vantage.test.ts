// Vantage points of a plan: this node, others by token, and a process elsewhere; what they say together, and who may say anything.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { createToken, registerOrganisation } from '#people/api.ts'
import { addPlan, changePlan, listFailovers } from '#sustain/api/failover.ts'
import { listVerdicts, reportVantage } from '#sustain/api/vantage.ts'
import type { Health } from '#sustain/model/resolvers.ts'
import { type StubServer, startStub } from '../setup/dns-servers.ts'
import { type Client, createClient, startTestNode, type TestNode } from '../setup/node.ts'
import { program } from '../setup/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'sustain-vantage-'))
const expires = new Date(Date.now() + 86_400_000).toISOString()
const figures = {
  ...{ samples: 20, failed: 1, servfail: 0, nxdomain: 0, slow: 0, disagreeing: 0 },
  ...{ medianMilliseconds: null, p95Milliseconds: null, validates: null },
}
const home = 'National CSIRT'
let usual: StubServer
let fallback: StubServer
let another: StubServer
let node: TestNode
let officer: Client
let plan: Id

type Shown = OutputOf<typeof listVerdicts>['plans'][number]
type Token = (path: string, init?: RequestInit) => Promise<Response>

/** Somebody at a vantage point: an API token and nothing else. */
async function vantagePoint(of: Client = officer): Promise<{ token: string; client: Client }> {
  const scope = { readOnly: false, only: ['sustain.reportVantage', 'sustain.listVerdicts'] }
  const { token } = await of.get(createToken, { name: `Vantage point ${Math.random()}`, scope, expires })
  const client = createClient(node.url)
  const fetch: Token = client.fetch
  client.fetch = (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return fetch(path, { ...init, headers })
  }
  return { token, client }
}

const says = (health: Health, upstream = 'Usual') => ({
  upstream,
  at: new Date().toISOString(),
  health,
  because: [],
  figures,
})
const report = (client: Client, vantage: string, health: Health) =>
  client.call(reportVantage, { plan, vantage, verdicts: [says(health), says('well', 'Fallback')] })

async function shown(): Promise<Shown> {
  const { plans } = await officer.get(listVerdicts, { plan })
  if (!plans[0]) throw new Error('no plan')
  return plans[0]
}

async function until(what: string, is: (one: Shown) => boolean): Promise<Shown> {
  let last: Shown | undefined
  for (let turn = 0; turn < 300; turn++) {
    last = await shown()
    if (is(last)) return last
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${what}: ${JSON.stringify({ ...last, plan: null, changes: null })}`)
}

const saidBy = ({ verdicts }: Shown, vantage: string) =>
  Object.fromEntries(verdicts.filter((one) => one.vantage === vantage).map((one) => [one.upstream, one.health]))

beforeAll(async () => {
  usual = await startStub({ names: { 'portal.test': ['192.0.2.10'] } })
  fallback = await startStub({ address: '127.0.0.2', names: { 'portal.test': ['192.0.2.10'] } })
  another = await startStub({ address: '127.0.0.3', names: { 'portal.test': ['192.0.2.10'] } })
  const file = join(folder, 'controls.json')
  const serves = { name: 'Own', transport: 'udp', address: '127.0.0.1', port: 9, unionBased: false }
  const entry = { name: 'city', kind: 'systemd-resolved', serves, timeoutMilliseconds: 500, folder }
  writeFileSync(file, JSON.stringify({ controls: [entry] }), { mode: 0o600 })
  node = await startTestNode({ env: { TOCSIN_CONTROLS: file } })
  officer = await node.signedIn({ roles: ['duty-officer'] })
  const added = await officer.get(addPlan, {
    ...{ name: 'Resolver of the city', control: 'city', everySeconds: 0.5, timeoutMilliseconds: 1000 },
    usual: [{ name: 'Usual', transport: 'udp', address: usual.address, port: usual.port, unionBased: false }],
    fallback: [
      { name: 'Fallback', transport: 'udp', address: fallback.address, port: fallback.port, unionBased: true },
    ],
    questions: [{ name: 'portal.test', type: 'A', expect: 'answers', answers: ['192.0.2.10'], compare: false }],
    thresholds: {
      ...{ windowSeconds: 4, leastSamples: 2, mostFailed: 0.5, mostServfail: 0.5, mostNxdomain: 0.5 },
      ...{ slowMilliseconds: 950, mostSlow: 0.9, mostDisagreeing: 0.5 },
    },
    quorum: { least: 2, of: 3 },
    hysteresis: { failingSeconds: 1, wellSeconds: 60, leastSeconds: 60 },
  })
  plan = added.id
}, 180_000)
afterAll(async () => {
  await node?.stop()
  await Promise.all([usual?.kill(), fallback?.kill(), another?.kill()])
  rmSync(folder, { recursive: true, force: true })
})

test('this node watches an active plan by itself, under the name of its organisation', async () => {
  const seen = await until('well', (one) => saidBy(one, home).Usual === 'well')
  expect(saidBy(seen, home)).toEqual({ Usual: 'well', Fallback: 'well' })
  expect(seen.usual).toMatchObject({ says: 'undecided', votes: [{ vantage: home, health: 'well' }] })
})

describe('a vantage point elsewhere', () => {
  let riga: Client
  beforeAll(async () => {
    riga = (await vantagePoint()).client
  })

  test('reports under its name, and two that agree are a quorum', async () => {
    const told = await report(riga, 'Riga', 'well')
    expect(told).toMatchObject({ ok: true, value: { changed: 2, planVersion: 1 } })
    expect(await report(riga, 'Riga', 'well')).toMatchObject({ ok: true, value: { changed: 0 } })
    const seen = await shown()
    expect(seen.usual.says).toBe('well')
    expect(seen.changes.filter(({ vantage }) => vantage === 'Riga')).toHaveLength(2)
  })

  test('speaks under no second name, nobody else under its own, and of no upstream that the plan has not', async () => {
    const refused = (reply: unknown) =>
      (reply as { problem?: { type?: string } }).problem?.type ?? JSON.stringify(reply)
    expect(refused(await report(riga, 'Oslo', 'failing'))).toContain('vantage-taken')
    const thief = await vantagePoint()
    expect(refused(await report(thief.client, 'Riga', 'failing'))).toContain('vantage-taken')
    expect(refused(await report(thief.client, home, 'failing'))).toContain('vantage-taken')
    const odd = await riga.call(reportVantage, { plan, vantage: 'Riga', verdicts: [says('failing', 'Another')] })
    expect(refused(odd)).toContain('not-an-upstream')
    expect(saidBy(await shown(), 'Riga')).toEqual({ Usual: 'well', Fallback: 'well' })
  })

  test('of another organisation is not heard, and a token with another scope neither', async () => {
    const admin = await node.administrator()
    const { id } = await admin.get(registerOrganisation, {
      name: 'Other',
      kind: 'operator',
      country: 'DK',
      sectors: ['banking'],
    })
    const other = await node.signedIn({ roles: ['analyst'], organisation: id })
    expect((await report(other, 'Elsewhere', 'failing')).ok).toBe(false)
    const { token } = await officer.get(createToken, {
      name: 'x',
      scope: { readOnly: false, only: ['watch'] },
      expires,
    })
    const answer = await fetch(`${node.url}/api/sustain/reportVantage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ plan, vantage: 'X', verdicts: [says('failing')] }),
    })
    expect(answer.status).toBe(403)
  })

  test('that is the only one to see a failure decides nothing; with a second one it is proposed', async () => {
    for (let turn = 0; turn < 10; turn++) {
      await report(riga, 'Riga', 'failing')
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    expect((await shown()).usual.says).toBe('undecided')
    expect((await officer.get(listFailovers, { plan })).failovers).toEqual([])
    await usual.kill()
    await until('failing', (one) => saidBy(one, home).Usual === 'failing')
    for (let turn = 0; turn < 100; turn++) {
      await report(riga, 'Riga', 'failing')
      const { failovers } = await officer.get(listFailovers, { plan })
      if (failovers.length > 0) {
        expect(failovers[0]?.state).toMatchObject({ state: 'proposed', drill: false, decidedBy: null })
        expect(new Set(failovers[0]?.state.evidence.map(({ vantage }) => vantage))).toEqual(new Set([home, 'Riga']))
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    throw new Error('nothing was proposed')
  })
})

test('`tocsin sustain dns watch` is a vantage point of its own, and follows the plan when it changes', async () => {
  await usual.start()
  const { token } = await vantagePoint()
  const words = ['sustain', 'dns', 'watch', '--plan', plan, '--vantage', 'Tallinn', '--hub', node.url, '--json']
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...process.env, TOCSIN_TOKEN: token, TOCSIN_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  try {
    await until(`Tallinn is well\n${said}`, (one) => saidBy(one, 'Tallinn').Usual === 'well')
    const { plan: before } = await shown()
    const { address, port } = another
    const second = { ...before.state.fallback[0]!, name: 'Second fallback', address, port }
    await officer.get(changePlan, { id: plan, version: before.version, fallback: [...before.state.fallback, second] })
    const seen = await until('the new upstream', (one) => saidBy(one, 'Tallinn')['Second fallback'] === 'well')
    expect(saidBy(await until('here too', (one) => saidBy(one, home)['Second fallback'] === 'well'), home)).toBeTruthy()
    expect(seen.usual.votes.map(({ vantage }) => vantage)).toContain('Tallinn')
  } finally {
    child.kill('SIGTERM')
  }
  expect(await ended, said).toBe(0)
  expect(said).toContain('"upstream":"Usual"')
})
