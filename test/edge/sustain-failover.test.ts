// `tocsin sustain dns plan|switch|rollback` on real resolvers: the usual upstream dies, names resolve again, and come back to what stood.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  askHere,
  type Outcome,
  openControls,
  readPlan,
  rollBackNow,
  showPlan,
  switchNow,
} from '#sustain/control/index.ts'
import { openControl } from '#sustain/control/open-control.ts'
import type { ControlEntry } from '#sustain/model/controls.ts'
import type { PlanFile } from '#sustain/model/plan-file.ts'
import { type Controlled, controlledDnsdist, controlledUnbound } from '../setup/dns-controlled.ts'
import { digOnce, isInstalled, type StubServer, startStub } from '../setup/dns-servers.ts'
import { program } from '../setup/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'sustain-failover-'))
const controls = join(folder, 'controls.json')
const planPath = join(folder, 'plan.json')
const dataDir = join(folder, 'data')
let usual: StubServer
let fallback: StubServer
let resolver: Controlled

const portal = ['192.0.2.10']

function planOf(more: Partial<PlanFile> = {}): PlanFile {
  return {
    name: 'The city',
    control: resolver.entry.name,
    usual: [{ name: 'Usual', transport: 'udp', address: usual.address, port: usual.port, unionBased: false }],
    fallback: [
      { name: 'Fallback', transport: 'udp', address: fallback.address, port: fallback.port, unionBased: true },
    ],
    questions: [{ name: 'portal.test', type: 'A', expect: 'answers', answers: portal, compare: true }],
    timeoutMilliseconds: 500,
    thresholds: { ...thresholds },
    ...more,
  }
}

const thresholds = {
  ...{ windowSeconds: 10, leastSamples: 3, mostFailed: 0.5, mostServfail: 0.5, mostNxdomain: 0.5 },
  ...{ slowMilliseconds: 300, mostSlow: 0.7, mostDisagreeing: 0.5 },
}

function start(words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, 'sustain', 'dns', ...words, '--json'], {
    env: { ...process.env, TOCSIN_DATA: dataDir, TOCSIN_CONTROLS: controls },
  })
}

async function command(...words: string[]): Promise<{ code: number; outcome: Outcome; err: string }> {
  const child = start(words)
  const said = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    said.out += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    said.err += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, outcome: said.out ? JSON.parse(said.out) : null, err: said.err }
}

/** What the command does, without the start of a program each time. */
async function dns(word: 'plan' | 'switch' | 'rollback', ...more: string[]): Promise<Outcome> {
  const here = { controls: openControls(controls), dataDir, ask: askHere, now: () => new Date() }
  if (word === 'rollback') return rollBackNow(here, resolver.entry.name, { force: more.includes('--force') })
  const plan = readPlan(readFileSync(planPath, 'utf8'))
  return word === 'plan' ? showPlan(here, plan) : switchNow(here, plan, { forceWell: more.includes('--force-well') })
}

async function stands(): Promise<string> {
  const read = await openControl(resolver.entry).read()
  return read.ok ? read.value.text : read.why
}

async function resolves(): Promise<string> {
  const name = `n${Math.floor(Math.random() * 1e9)}.test`
  // A name that no cache knows: who is reached says NXDOMAIN.
  return (await digOnce(resolver.server.address, resolver.server.port, name, 1500))?.rcode ?? 'nothing'
}

const write = (entries: readonly ControlEntry[]) =>
  writeFileSync(controls, JSON.stringify({ controls: entries }), { mode: 0o600 })

beforeAll(async () => {
  usual = await startStub({ names: { 'portal.test': portal } })
  fallback = await startStub({ address: '127.0.0.2', names: { 'portal.test': portal } })
})
afterAll(async () => {
  await Promise.all([usual?.kill(), fallback?.kill()])
  rmSync(folder, { recursive: true, force: true })
})

const kinds = [
  { program: 'unbound', start: () => controlledUnbound(usual) },
  { program: 'dnsdist', start: () => controlledDnsdist(usual) },
]

for (const kind of kinds) {
  describe.skipIf(!isInstalled(kind.program))(kind.program, () => {
    beforeAll(async () => {
      resolver = await kind.start()
      write([resolver.entry])
      writeFileSync(planPath, JSON.stringify(planOf()))
    }, 60_000)
    afterAll(() => resolver?.server.stop())

    test('while the usual upstream is well, a plan shows what would be done, and a switch is refused', async () => {
      const before = await stands()
      const shown = await command('plan', planPath)
      expect(shown).toMatchObject({ code: 0, outcome: { ok: true, state: 'would', control: resolver.entry.name } })
      const refused = await command('switch', planPath)
      expect(refused).toMatchObject({ code: 1, outcome: { state: 'refused' } })
      expect(refused.outcome.because.join(' ')).toContain('--force-well')
      expect(await stands()).toBe(before)
    }, 60_000)

    test('it dies: after a switch names resolve, after a rollback it stands exactly as before', async () => {
      const before = await stands()
      await usual.kill()
      expect(await dns('switch')).toMatchObject({ ok: true, state: 'switched' })
      expect(await resolves()).toBe('NXDOMAIN')
      expect(await dns('switch')).toMatchObject({ ok: false, state: 'refused' })
      expect(await dns('rollback')).toMatchObject({ ok: false, state: 'kept' })
      expect(await resolves()).toBe('NXDOMAIN')
      await usual.start()
      expect(await command('rollback')).toMatchObject({ code: 0, outcome: { state: 'returned' } })
      expect(await stands()).toBe(before)
      expect((await command('rollback')).code).toBe(2)
    }, 90_000)

    test('when the fallback answers here but not through the resolver, what stood before stands again', async () => {
      const before = await stands()
      // The resolver may not ask there: the fallback answers this process, and is silent for everybody else.
      fallback.behave({ kind: 'well' })
      const silent = setInterval(() => {
        if (existsSync(join(dataDir, 'dns', `${resolver.entry.name}.json`))) fallback.behave({ kind: 'silent' })
      }, 1)
      const failed = await dns('switch', '--force-well')
      clearInterval(silent)
      fallback.behave({ kind: 'well' })
      expect(failed).toMatchObject({ ok: false, state: 'failed' })
      expect(await stands()).toBe(before)
      expect(existsSync(join(dataDir, 'dns', `${resolver.entry.name}.json`))).toBe(false)
    }, 90_000)

    test('killed in the middle of a switch, the way back is on disk and brings back what stood', async () => {
      const before = await stands()
      await usual.kill()
      fallback.behave({ kind: 'slow', milliseconds: 400 })
      const child = start(['switch', planPath])
      const exit = once(child, 'exit')
      const kept = join(dataDir, 'dns', `${resolver.entry.name}.json`)
      while (!existsSync(kept) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1))
      await new Promise((resolve) => setTimeout(resolve, 60))
      child.kill('SIGKILL')
      await exit
      fallback.behave({ kind: 'well' })
      expect(existsSync(kept)).toBe(true)
      await usual.start()
      expect(await dns('rollback')).toMatchObject({ state: 'returned' })
      expect(await stands()).toBe(before)
      expect(await resolves()).toBe('NXDOMAIN')
      expect(readdirSync(join(dataDir, 'dns'))).toEqual([])
    }, 90_000)

    test('nothing is touched when no fallback answers', async () => {
      const before = await stands()
      await usual.kill()
      await fallback.kill()
      expect(await dns('switch')).toMatchObject({
        state: 'refused',
        because: [expect.stringContaining('nothing was touched')],
      })
      await usual.start()
      await fallback.start()
      expect(await stands()).toBe(before)
    }, 60_000)
  })
}

describe.skipIf(!isInstalled('unbound'))('the file of controls', () => {
  beforeAll(async () => {
    resolver = await controlledUnbound(usual)
  }, 60_000)
  afterAll(() => resolver?.server.stop())
  beforeEach(() => {
    write([resolver.entry])
    chmodSync(controls, 0o600)
    writeFileSync(planPath, JSON.stringify(planOf()))
  })

  test('is not believed when others can write to it', async () => {
    chmodSync(controls, 0o622)
    const refused = await dns('plan')
    expect(refused).toMatchObject({ ok: false, state: 'refused' })
    expect(refused.because[0]).toContain('can be written to by others')
  })

  test('names what a plan may name: another control is refused, and a plan that is wrong is said where', async () => {
    writeFileSync(planPath, JSON.stringify(planOf({ control: 'another-one' })))
    expect((await dns('switch')).because[0]).toContain('another-one')
    writeFileSync(planPath, JSON.stringify({ ...planOf(), program: '/bin/sh' }))
    const wrong = await command('switch', planPath)
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('The plan is not as it must be')
  }, 60_000)

  test('a program that lies is no success: its words must be what the real one says', async () => {
    const liar = join(folder, 'liar.sh')
    writeFileSync(liar, '#!/bin/sh\necho ok\n', { mode: 0o755 })
    write([{ ...resolver.entry, program: liar } as ControlEntry])
    const refused = await dns('switch', '--force-well')
    expect(refused.state).toBe('refused')
    expect(refused.because[0]).toContain('no list of zones')
  })

  test('a program that says what the real one says and does nothing is found out by the questions', async () => {
    const liar = join(folder, 'idle.sh')
    const real = '/usr/sbin/unbound-control'
    const words = `case "$*" in *reload*) echo ok;; *) exec ${real} "$@";; esac`
    writeFileSync(liar, `#!/bin/sh\n${words}\n`, { mode: 0o755 })
    write([{ ...resolver.entry, program: liar } as ControlEntry])
    await usual.kill()
    expect(await dns('switch')).toMatchObject({ ok: false, state: 'failed' })
    await usual.start()
    expect(JSON.parse(await stands()).text).toContain('# the usual one')
  }, 60_000)

  test('what somebody changed by hand since the move is not written over, unless that is said', async () => {
    const file = 'forwardsFile' in resolver.entry ? (resolver.entry.forwardsFile ?? '') : ''
    const before = readFileSync(file, 'utf8')
    expect((await dns('switch', '--force-well')).state).toBe('switched')
    const byHand = before.replace('# the usual one', '# by hand')
    writeFileSync(file, byHand)
    const kept = await dns('rollback')
    expect(kept).toMatchObject({ ok: false, state: 'kept' })
    expect(kept.steps.at(-1)?.said).toContain('Somebody did')
    expect(readFileSync(file, 'utf8')).toBe(byHand)
    expect(await dns('rollback', '--force')).toMatchObject({ ok: true, state: 'returned' })
    expect(readFileSync(file, 'utf8')).toBe(before)
  }, 60_000)

  test('DoH is refused for unbound before anything is touched', async () => {
    const doh = planOf().fallback.map((one) => ({ ...one, transport: 'doh' as const, tlsName: 'dns.test' }))
    writeFileSync(planPath, JSON.stringify(planOf({ fallback: doh })))
    expect((await dns('plan')).because.join(' ')).toContain('cannot forward over HTTPS')
  })

  test('two processes at once: one of them works, the other one is told', async () => {
    const file = 'forwardsFile' in resolver.entry ? (resolver.entry.forwardsFile ?? '') : ''
    const before = readFileSync(file, 'utf8')
    const words = ['switch', planPath, '--force-well'] as const
    const both = await Promise.all([command(...words), command(...words)])
    expect(both.map(({ outcome }) => outcome.state).sort()).toEqual(['refused', 'switched'])
    expect((await dns('rollback')).ok).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe(before)
  }, 60_000)
})
