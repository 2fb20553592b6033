// Plans and failovers on a node with real resolvers: who may, what is carried out, what happens by itself, and what a kill in the middle leaves.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { createFiles } from '#platform/files.ts'
import * as api from '#sustain/api/failover.ts'
import { planFrom } from '#sustain/api/guidelines.ts'
import { listVerdicts } from '#sustain/api/vantage.ts'
import { openControl } from '#sustain/control/open-control.ts'
import { failoverRecord } from '#sustain/events.ts'
import type { Failover, FailoverState } from '#sustain/model/failover.ts'
import { plansAndDrills } from '#sustain/store/resolvers.ts'
import { type Controlled, controlledUnbound } from '../setup/dns-controlled.ts'
import { digOnce, isInstalled, type StubServer, startStub } from '../setup/dns-servers.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'

const folder = mkdtempSync(join(tmpdir(), 'sustain-failover-'))
const portal = ['192.0.2.10']
let usual: StubServer
let fallback: StubServer
let resolver: Controlled
let drill: Controlled
let node: TestNode
let officer: Client
let aheadMilliseconds = 0

const clock = { now: () => new Date(Date.now() + aheadMilliseconds) }

function values(control: string) {
  return {
    name: `Plan of ${control}`,
    control,
    usual: [{ name: 'Usual', transport: 'udp' as const, address: usual.address, port: usual.port, unionBased: false }],
    fallback: [
      { name: 'Fallback', transport: 'udp' as const, address: fallback.address, port: fallback.port, unionBased: true },
    ],
    questions: [
      { name: 'portal.test', type: 'A' as const, expect: 'answers' as const, answers: portal, compare: false },
    ],
    everySeconds: 0.5,
    timeoutMilliseconds: 400,
    thresholds: {
      ...{ windowSeconds: 3, leastSamples: 2, mostFailed: 0.5, mostServfail: 0.5, mostNxdomain: 0.5 },
      ...{ slowMilliseconds: 300, mostSlow: 0.7, mostDisagreeing: 0.5 },
    },
    quorum: { least: 1, of: 1 },
    hysteresis: { failingSeconds: 0.5, wellSeconds: 1, leastSeconds: 1 },
  }
}

const forwardsOf = ({ entry }: Controlled) => ('forwardsFile' in entry ? (entry.forwardsFile ?? '') : '')
const standsOn = (one: Controlled) => readFileSync(forwardsOf(one), 'utf8')

async function reading(one: Controlled) {
  const read = await openControl(one.entry).read()
  if (!read.ok) throw new Error(read.why)
  return read.value
}

/** Waits until the failover is in one of these states. */
async function until(id: Id, states: FailoverState[]): Promise<Failover> {
  let last: Failover | undefined
  for (let turn = 0; turn < 400; turn++) {
    last = (await officer.get(api.getFailover, { id })).failover.state
    if (states.includes(last.state)) return last
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`It stayed ${last?.state}: ${JSON.stringify(last?.steps)}`)
}

async function newest(plan: Id): Promise<{ id: Id; version: number; state: Failover } | undefined> {
  const { failovers } = await officer.get(api.listFailovers, { plan, limit: 1 })
  return failovers[0]
}

async function untilNewest(plan: Id, is: (state: Failover) => boolean) {
  for (let turn = 0; turn < 400; turn++) {
    const found = await newest(plan)
    if (found && is(found.state)) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Nothing came of it: ${JSON.stringify(await newest(plan))}`)
}

async function version(id: Id): Promise<number> {
  return (await officer.get(api.getFailover, { id })).failover.version
}

/** What is proposed or written by itself meanwhile makes the version that was seen an old one: look again, as a person would. */
async function rollBack(id: Id): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    const answer = await officer.call(api.rollBackFailover, { id, version: await version(id) })
    if (answer.ok) return
    expect(answer.problem.refusal).toBe('stale-version')
  }
}

async function resolves({ server }: Controlled): Promise<string> {
  return (await digOnce(server.address, server.port, `n${Math.floor(Math.random() * 1e9)}.test`, 1500))?.rcode ?? '-'
}

describe.skipIf(!isInstalled('unbound'))('failover on a node', () => {
  let plan: Id
  beforeAll(async () => {
    usual = await startStub({ names: { 'portal.test': portal } })
    fallback = await startStub({ address: '127.0.0.2', names: { 'portal.test': portal } })
    resolver = await controlledUnbound(usual)
    drill = await controlledUnbound(usual)
    drill.entry = { ...drill.entry, name: 'the-drill', drill: true }
    const file = join(folder, 'controls.json')
    writeFileSync(file, JSON.stringify({ controls: [resolver.entry, drill.entry] }), { mode: 0o600 })
    node = await startTestNode({ clock, env: { TOCSIN_CONTROLS: file } })
    officer = await node.signedIn({ roles: ['duty-officer'] })
    // At rest: nothing moves by itself until a test wakes it.
    const added = await officer.get(api.addPlan, values('the-unbound'))
    plan = added.id
  }, 180_000)
  afterAll(async () => {
    await node?.stop()
    await Promise.all([resolver?.server.stop(), drill?.server.stop(), usual?.kill(), fallback?.kill()])
    rmSync(folder, { recursive: true, force: true })
  })

  test('a plan that could not work is refused with the reason', async () => {
    const doh = values('the-unbound').fallback.map((one) => ({
      ...one,
      transport: 'doh' as const,
      tlsName: 'dns.test',
    }))
    const bad = await officer.call(api.addPlan, { ...values('the-unbound'), fallback: doh })
    expect(bad).toMatchObject({ ok: false, problem: { status: 422 } })
    expect(JSON.stringify(bad)).toContain('cannot forward over HTTPS')
    expect(await officer.call(api.addPlan, values('nobody'))).toMatchObject({ ok: false, status: 422 })
  })

  test('a plan that follows a guideline starts at rest: nothing is allowed, asked or moved until somebody wakes it', async () => {
    const asked = { guideline: 'union-dns-failover', variant: 'full', control: 'the-drill' }
    const made = await officer.get(planFrom, { ...asked, usual: values('').usual, controlKind: 'unbound' as const })
    expect(made.notes.join(' ')).toContain('the plan is at rest')
    const { id, state } = await officer.get(api.addPlan, made.plan)
    expect(state).toMatchObject({ active: false, preAuthorised: null, guideline: { id: 'union-dns-failover' } })
    const { open, asks } = await officer.get(api.getPlan, { id })
    expect([open, asks]).toEqual([null, 'The plan is at rest.'])
    const proposed = await officer.call(api.proposeFailover, { plan: id, reason: 'To see whether it may' })
    expect(proposed).toMatchObject({ status: 409, problem: { type: expect.stringContaining('plan-at-rest') } })
    // Allowed beforehand, it still rests.
    await officer.get(api.preAuthorise, { id, version: 1, ...permission() })
    expect((await officer.get(api.getPlan, { id })).asks).toBe('The plan is at rest.')
    const { plans } = await officer.get(listVerdicts, {})
    expect(plans.map(({ plan: one }) => one.id)).not.toContain(id)
    const woken = await officer.get(api.changePlan, { id, version: 2, active: true })
    expect(woken.state.preAuthorised).toBeNull()
    await officer.get(api.changePlan, { id, version: 3, active: false })
  })

  test('what can be changed is shown without paths, and what the resolver stands on is asked of itself', async () => {
    const { controls } = await officer.get(api.listPlans, {})
    expect(controls.map(({ name, drill }) => ({ name, drill }))).toEqual([
      { name: 'the-unbound', drill: false },
      { name: 'the-drill', drill: true },
    ])
    expect(JSON.stringify(controls)).not.toContain(folder.slice(0, 8))
    const { stands, asks } = await officer.get(api.getPlan, { id: plan })
    expect(stands).toEqual({ upstreams: [`${usual.address}@${usual.port}`], moved: false })
    expect(asks).toContain('Nobody allowed')
  })

  test('whoever may not decide changes nothing', async () => {
    const analyst = await node.signedIn({ roles: ['analyst'] })
    const before = standsOn(resolver)
    const { id, version } = await officer.get(api.proposeFailover, { plan, reason: 'To see who may' })
    expect(await analyst.call(api.goFailover, { id, version })).toMatchObject({ ok: false, status: 403 })
    expect(await analyst.call(api.preAuthorise, { id: plan, version: 1, ...permission() })).toMatchObject({
      status: 403,
    })
    expect(await officer.call(api.goFailover, { id, version: version + 1 })).toMatchObject({ ok: false, status: 409 })
    expect((await officer.get(api.dismissFailover, { id, version, reason: 'Only a test' })).state.state).toBe(
      'dismissed',
    )
    expect(await officer.call(api.goFailover, { id, version: version + 1 })).toMatchObject({ ok: false, status: 409 })
    expect(standsOn(resolver)).toBe(before)
  })

  test('a duty officer of another organisation who may read a plan moves, drills, allows and changes nothing', async () => {
    const administrator = await node.administrator()
    const { id: organisation } = await administrator.get(registerOrganisation, {
      ...{ name: 'Next door', kind: 'operator', country: 'DK', sectors: ['banking'] },
    })
    const stranger = await node.signedIn({ roles: ['duty-officer', 'crisis-manager'], organisation })
    const before = [standsOn(resolver), standsOn(drill)]
    const open = await officer.get(api.addPlan, { ...values('the-drill'), name: 'For all', marking: { tlp: 'GREEN' } })
    expect((await stranger.get(api.getPlan, { id: open.id })).plan.id).toBe(open.id)
    const { id, version } = await officer.get(api.proposeFailover, { plan: open.id, reason: 'To see who may' })
    const at = { id, version }
    const tried = [
      await stranger.call(api.goFailover, at),
      await stranger.call(api.dismissFailover, { ...at, reason: 'Not ours' }),
      await stranger.call(api.moveAgain, at),
      await stranger.call(api.rollBackFailover, { ...at, force: true }),
      await stranger.call(api.preAuthorise, { id: open.id, version: 1, ...permission() }),
      await stranger.call(api.changePlan, { id: open.id, version: 1, active: false }),
    ]
    expect(tried.map(({ ok }) => ok)).toEqual(tried.map(() => false))
    await officer.get(api.dismissFailover, { ...at, reason: 'Only a test' })
    expect(await stranger.call(api.startDrill, { plan: open.id, reason: 'Not ours' })).toMatchObject({ ok: false })
    expect(await stranger.call(api.proposeFailover, { plan: open.id, reason: 'Not ours' })).toMatchObject({ ok: false })
    const { failovers } = await officer.get(api.listFailovers, { plan: open.id })
    expect(failovers.map(({ state }) => state.state)).toEqual(['dismissed'])
    expect([standsOn(resolver), standsOn(drill)]).toEqual(before)
    await officer.get(api.changePlan, { id: open.id, version: 1, active: false })
  })

  test('two who say go at once: one of them does, names move, and come back to exactly what stood', async () => {
    const second = await node.signedIn({ roles: ['crisis-manager'] })
    const before = await reading(resolver)
    const { id, version: seen } = await officer.get(api.proposeFailover, { plan, reason: 'The provider stops at noon' })
    expect(await officer.call(api.proposeFailover, { plan, reason: 'Once more' })).toMatchObject({ status: 409 })
    const both = await Promise.all([officer, second].map((one) => one.call(api.goFailover, { id, version: seen })))
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    const switched = await until(id, ['switched', 'failed', 'stranded'])
    expect(switched.state).toBe('switched')
    expect(switched.steps.every(({ ok }) => ok)).toBe(true)
    expect(standsOn(resolver)).toContain(`${fallback.address}@${fallback.port}`)
    expect(await officer.call(api.changePlan, { id: plan, version: 1, everySeconds: 1 })).toMatchObject({ status: 409 })
    await rollBack(id)
    expect((await until(id, ['returned', 'stranded'])).state).toBe('returned')
    expect(await reading(resolver)).toEqual(before)
  }, 60_000)

  test('a drill touches nothing on a resolver that people use, and goes there and back on one made for drills', async () => {
    const before = standsOn(resolver)
    const dry = await officer.get(api.startDrill, { plan, reason: 'Drill of the quarter' })
    const ended = await until(dry.id, ['returned', 'failed', 'stranded'])
    expect(ended).toMatchObject({ state: 'returned', drill: true })
    expect(ended.steps.every(({ did }) => did.startsWith('DRILL, nothing is touched'))).toBe(true)
    expect(standsOn(resolver)).toBe(before)
    // What touched nothing has shown nothing: readiness does not count it.
    const drilled = async () => (await plansAndDrills(node.node.journal, everything)).drilled.size
    const everything = { reader: systemReader('test', ['live'], node.node.journal.home), realm: 'live' as const }
    expect(await drilled()).toBe(0)
    const other = await officer.get(api.addPlan, values('the-drill'))
    const real = await officer.get(api.startDrill, { plan: other.id, reason: 'There and back' })
    const back = await until(real.id, ['returned', 'failed', 'stranded'])
    expect(back.state).toBe('returned')
    expect(back.steps.some(({ did }) => did === 'DRILL: Point to Fallback')).toBe(true)
    expect(await drilled()).toBe(1)
    await officer.get(api.changePlan, { id: other.id, version: 1, active: false })
  }, 60_000)

  test('an exercise may change only what is made for drills', async () => {
    const realm = 'exercise:dns'
    const administrator = await node.administrator()
    await administrator.get(enterRealm, { person: officer.person, exercise: 'dns' })
    const refused = await officer.call(api.addPlan, values('the-unbound'), { realm })
    expect(refused).toMatchObject({ ok: false, status: 403, problem: { type: expect.stringContaining('drills-only') } })
    const allowed = await officer.get(api.addPlan, values('the-drill'), { realm })
    await officer.get(api.changePlan, { id: allowed.id, version: 1, active: false }, { realm })
  })

  test('the usual one dies and nobody allowed anything: it is proposed with evidence, and nothing is touched', async () => {
    const before = standsOn(resolver)
    await usual.kill()
    const found = await untilNewest(plan, ({ state, drill }) => state === 'proposed' && !drill)
    expect(found.state.evidence.map(({ health }) => health)).toContain('failing')
    expect(found.state.because.join(' ')).toContain('Nobody allowed this plan')
    expect(found.state.failingSince).not.toBeNull()
    expect(standsOn(resolver)).toBe(before)
    await usual.start()
    const over = await untilNewest(plan, ({ state }) => state === 'dismissed')
    expect(over.state).toMatchObject({ decidedBy: null })
  }, 90_000)

  test('allowed beforehand, it moves by itself while the usual one is dead, and comes back when that is well', async () => {
    // What was dismissed is not proposed again for a while.
    aheadMilliseconds += 120_000
    const before = await reading(resolver)
    const { plan: held } = await officer.get(api.getPlan, { id: plan })
    await officer.get(api.preAuthorise, { id: plan, version: held.version, ...permission() })
    await usual.kill()
    const moved = await untilNewest(plan, ({ state }) => state === 'switched')
    expect(moved.state).toMatchObject({ decidedBy: null, drill: false })
    expect(moved.state.restoredAfterMilliseconds).toBeGreaterThan(0)
    expect(await resolves(resolver)).toBe('NXDOMAIN')
    await usual.start()
    const back = await untilNewest(plan, ({ state }) => state === 'returned')
    expect(back.id).toBe(moved.id)
    expect(await reading(resolver)).toEqual(before)
  }, 120_000)

  test('a change of what the plan does ends the permission', async () => {
    const { plan: held, asks } = await officer.get(api.getPlan, { id: plan })
    expect(asks).toBeNull()
    const named = await officer.get(api.changePlan, { id: plan, version: held.version, name: 'Another name' })
    expect(named.state.preAuthorised).not.toBeNull()
    const changed = await officer.get(api.changePlan, { id: plan, version: named.version, staggerSeconds: 1 })
    expect(changed.state.preAuthorised).toBeNull()
  })

  test('cut off after the way back was kept: taken up again soon after, put back when that is long ago', async () => {
    const { plan: held } = await officer.get(api.getPlan, { id: plan })
    await officer.get(api.changePlan, { id: plan, version: held.version, staggerSeconds: 0, active: false })
    const before = await reading(resolver)
    const soon = await cutOff(plan, before)
    expect((await until(soon, ['switched', 'failed', 'stranded'])).state).toBe('switched')
    await rollBack(soon)
    expect((await until(soon, ['returned', 'stranded'])).state).toBe('returned')
    const late = await cutOff(plan, before, 600_000)
    expect((await until(late, ['switched', 'failed', 'stranded'])).state).toBe('failed')
    expect(await reading(resolver)).toEqual(before)
  }, 90_000)

  /** As a killed process leaves it: decided, saved, pointed, and nothing more written. */
  async function cutOff(id: Id, saved: Awaited<ReturnType<typeof reading>>, longAgo = 0): Promise<Id> {
    const { journal } = node.node
    const files = createFiles(node.storage.folder)
    const file = await files.put(Readable.from([JSON.stringify(saved)]), 1_000_000)
    if (!file.ok) throw new Error(file.refusal)
    await openControl(resolver.entry).point({
      ...{ upstreams: values('').fallback, exclusions: [], from: saved, forget: 'failures', ask: 'portal.test' },
    })
    aheadMilliseconds -= longAgo
    const writer = {
      view: { reader: systemReader('test', ['live'], journal.home), realm: 'live', own: true as const },
      verb: 'sustain.test',
    }
    const made = await journal.commit(writer, async (unit) => {
      const body = { plan: id, planVersion: 1, drill: false, failingSince: null, evidence: [], because: ['A test'] }
      const { held } = await unit.open(failoverRecord, 'sustain.failoverProposed', body)
      await unit.append(failoverRecord, 'sustain.failoverStarted', held.id, { by: null })
      await unit.append(failoverRecord, 'sustain.failoverSaved', held.id, { before: file.value.sha256, steps: [] })
      return done(held.id)
    })
    aheadMilliseconds += longAgo
    if (!made.ok) throw new Error(made.refusal)
    return made.value
  }
})

function permission() {
  const until = new Date(clock.now().getTime() + 86_400_000).toISOString()
  return { until, mostMovesPerDay: 3, rollBack: true, only: ['failing' as const, 'lying' as const] }
}
