// A real unbound that is killed and started anew forgets what was moved in its memory: it is found, told with both ways on, and never set by
// itself.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import * as api from '#sustain/api/failover.ts'
import type { Failover, FailoverState } from '#sustain/model/failover.ts'
import { type Controlled, controlledUnbound } from '../setup/dns-controlled.ts'
import { digOnce, isInstalled, type StubServer, startStub } from '../setup/dns-servers.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { runJob } from '../setup/reach-story.ts'

const folder = mkdtempSync(join(tmpdir(), 'sustain-restart-'))
let usual: StubServer
let fallback: StubServer
let inMemory: Controlled
let inFile: Controlled
let node: TestNode
let officer: Client

const upstream = ({ address, port }: StubServer) => ({ transport: 'udp' as const, address, port })

function values(control: string) {
  return {
    ...{ name: `Plan of ${control}`, control, timeoutMilliseconds: 5000 },
    usual: [{ name: 'Usual', unionBased: false, ...upstream(usual) }],
    fallback: [{ name: 'Fallback', unionBased: true, ...upstream(fallback) }],
    questions: [{ name: 'portal.test', type: 'A' as const, expect: 'answers' as const, compare: false }],
    quorum: { least: 1, of: 1 },
  }
}

const look = () => runJob(node, 'sustain-moved-resolvers')
const shown = (id: Id) => officer.get(api.getFailover, { id })

async function until(id: Id, is: (state: Failover) => boolean): Promise<Failover> {
  let last: Failover | undefined
  for (let turn = 0; turn < 600; turn++) {
    last = (await shown(id)).failover.state
    if (is(last)) return last
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`It stayed ${last?.state}: ${JSON.stringify(last?.steps)}`)
}

const ended = (id: Id, ...states: FailoverState[]) => until(id, ({ state }) => states.includes(state))

async function moved(control: string): Promise<Id> {
  const plan = await officer.get(api.addPlan, values(control))
  const { id, version } = await officer.get(api.proposeFailover, { plan: plan.id, reason: 'The provider stops' })
  await officer.get(api.goFailover, { id, version })
  expect((await ended(id, 'switched', 'failed', 'stranded')).state).toBe('switched')
  return id
}

/** Which of the two is asked by this resolver: only the fallback knows this address. */
async function asks({ server }: Controlled): Promise<string | undefined> {
  return (await digOnce(server.address, server.port, 'portal.test', 2000))?.addresses[0]
}

function byHand(...words: string[]): void {
  execFileSync('/usr/sbin/unbound-control', ['-c', inMemory.server.configuration, ...words], { stdio: 'ignore' })
}

describe.skipIf(!isInstalled('unbound'))('a resolver that was moved', () => {
  let id: Id
  beforeAll(async () => {
    usual = await startStub({ names: { 'portal.test': ['192.0.2.10'] } })
    fallback = await startStub({ address: '127.0.0.2', names: { 'portal.test': ['192.0.2.20'] } })
    inMemory = await controlledUnbound(usual, { inFile: false })
    inFile = await controlledUnbound(usual)
    inMemory.entry = { ...inMemory.entry, name: 'in-memory' }
    inFile.entry = { ...inFile.entry, name: 'in-file' }
    const file = join(folder, 'controls.json')
    writeFileSync(file, JSON.stringify({ controls: [inMemory.entry, inFile.entry] }), { mode: 0o600 })
    node = await startTestNode({ env: { TOCSIN_CONTROLS: file } })
    officer = await node.signedIn({ roles: ['duty-officer'] })
    id = await moved('in-memory')
  }, 240_000)
  afterAll(async () => {
    await node?.stop()
    await Promise.all([inMemory?.server.stop(), inFile?.server.stop(), usual?.kill(), fallback?.kill()])
    rmSync(folder, { recursive: true, force: true })
  })

  test('and stands as it was set is left alone, and cannot be set again', async () => {
    await look()
    const { failover, can } = await shown(id)
    expect([failover.state.astray, can]).toEqual([null, ['back']])
    const again = await officer.call(api.moveAgain, { id, version: failover.version })
    expect(again).toMatchObject({ status: 422, problem: { type: expect.stringContaining('nothing-to-change') } })
  })

  test('and was started anew has forgotten it: that is told, nothing is set by itself, and it can be set again', async () => {
    await expect.poll(() => asks(inMemory)).toBe('192.0.2.20')
    await inMemory.server.kill()
    await inMemory.server.start()
    await expect.poll(() => asks(inMemory)).toBe('192.0.2.10')
    await look()
    const { failover, can } = await shown(id)
    expect(failover.state).toMatchObject({ state: 'switched', astray: { way: 'lost' } })
    expect(failover.state.astray?.said).toContain(usual.address)
    expect(can).toEqual(['again', 'back'])
    const { plans } = await officer.get(api.listPlans, {})
    expect(plans[0]?.open).toMatchObject({ state: 'switched', astray: true })
    await look()
    expect((await shown(id)).failover.version).toBe(failover.version)
    await expect.poll(() => asks(inMemory)).toBe('192.0.2.10')

    const analyst = await node.signedIn({ roles: ['analyst'] })
    expect(await analyst.call(api.moveAgain, { id, version: failover.version })).toMatchObject({ status: 403 })
    await officer.get(api.moveAgain, { id, version: failover.version })
    const set = await ended(id, 'switched', 'failed', 'stranded')
    expect(set).toMatchObject({ state: 'switched', astray: null, decidedBy: officer.person })
    await expect.poll(() => asks(inMemory)).toBe('192.0.2.20')
  }, 60_000)

  test('and was changed by hand is told as that; put right by hand, the note ends by itself', async () => {
    byHand('forward_add', '.', '127.0.0.9')
    await look()
    expect((await shown(id)).failover.state.astray).toMatchObject({
      way: 'changed',
      said: expect.stringContaining('127.0.0.9'),
    })
    byHand('forward_add', '.', `${fallback.address}@${fallback.port}`)
    await look()
    expect((await shown(id)).failover.state).toMatchObject({ state: 'switched', astray: null })
  }, 60_000)

  test('and does not answer at two looks is told as silent; when it is back without the move, it is rolled back exactly', async () => {
    await inMemory.server.kill()
    await look()
    await look()
    expect((await shown(id)).failover.state.astray).toMatchObject({ way: 'silent' })
    await inMemory.server.start()
    await look()
    const { failover } = await shown(id)
    expect(failover.state.astray).toMatchObject({ way: 'lost' })
    await officer.get(api.rollBackFailover, { id, version: failover.version })
    expect((await ended(id, 'returned', 'stranded')).state).toBe('returned')
    await expect.poll(() => asks(inMemory)).toBe('192.0.2.10')
  }, 60_000)

  test('in a file stands as it was set after a restart', async () => {
    const other = await moved('in-file')
    await inFile.server.kill()
    await inFile.server.start()
    await look()
    await expect.poll(() => asks(inFile)).toBe('192.0.2.20')
    expect((await shown(other)).failover.state).toMatchObject({ state: 'switched', astray: null })
  }, 60_000)
})
