// Controls change real resolvers and put them back exactly: unbound, dnsdist, Knot Resolver and BIND on loopback, with stubs as upstreams.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openControl } from '#sustain/control/open-control.ts'
import type { ControlEntry } from '#sustain/model/controls.ts'
import type { Control, Move, SavedConfiguration } from '#sustain/model/failover.ts'
import type { Upstream } from '#sustain/model/resolvers.ts'
import {
  type Controlled,
  controlledBind,
  controlledDnsdist,
  controlledKnot,
  controlledUnbound,
} from '../setup/dns-controlled.ts'
import { digOnce, isInstalled, type StubServer, startStub } from '../setup/dns-servers.ts'

const names = { 'portal.test': ['192.0.2.10'] }
let usual: StubServer
let fallback: StubServer
let inside: StubServer

beforeAll(async () => {
  usual = await startStub({ names: { ...names, 'which.test': ['192.0.2.1'] } })
  fallback = await startStub({ address: '127.0.0.2', names: { ...names, 'which.test': ['192.0.2.2'] } })
  inside = await startStub({ names: { 'wiki.corp.test': ['192.0.2.3'] } })
})
afterAll(() => Promise.all([usual?.kill(), fallback?.kill(), inside?.kill()]))

const internal = () => ({ zone: 'corp.test', address: inside.address, port: inside.port })

const kinds: { title: string; program: string; internal: boolean; start: () => Promise<Controlled> }[] = [
  {
    title: 'unbound by its file',
    program: 'unbound',
    internal: true,
    start: () => controlledUnbound(usual, { internal: internal() }),
  },
  {
    title: 'unbound in memory',
    program: 'unbound',
    internal: true,
    start: () => controlledUnbound(usual, { inFile: false, internal: internal() }),
  },
  { title: 'dnsdist', program: 'dnsdist', internal: false, start: () => controlledDnsdist(usual) },
  { title: 'Knot Resolver', program: 'kresd', internal: true, start: () => controlledKnot(usual, internal()) },
  { title: 'BIND', program: 'named', internal: true, start: () => controlledBind(usual, internal()) },
]

const toFallback = (): Upstream[] => [
  { name: 'Fallback', transport: 'udp', address: fallback.address, port: fallback.port, unionBased: true },
]

function move(from: SavedConfiguration, more: Partial<Move> = {}): Move {
  return { upstreams: toFallback(), exclusions: [], from, forget: 'failures', ask: 'portal.test', ...more }
}

async function reading(control: Control): Promise<SavedConfiguration> {
  const found = await control.read()
  if (!found.ok) throw new Error(found.why)
  return found.value
}

/** Who answers for '.', by an address that each upstream gives differently. Caches hold for a second. */
async function whoAnswers({ server }: Controlled, wanted: string): Promise<string> {
  let last = 'nobody'
  for (let turn = 0; turn < 60; turn++) {
    const dug = await digOnce(server.address, server.port, 'which.test', 500)
    last = { '192.0.2.1': 'usual', '192.0.2.2': 'fallback' }[dug?.addresses[0] ?? ''] ?? dug?.rcode ?? 'nobody'
    if (last === wanted) return last
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return last
}

for (const kind of kinds) {
  describe.skipIf(!isInstalled(kind.program))(kind.title, () => {
    let resolver: Controlled
    let control: Control
    let before: SavedConfiguration
    beforeAll(async () => {
      resolver = await kind.start()
      control = openControl(resolver.entry)
    }, 60_000)
    afterAll(() => resolver?.server.stop())

    test('names are sent to the fallback, and come back to exactly what was read', async () => {
      before = await reading(control)
      expect(before.moved).toBe(false)
      expect(await whoAnswers(resolver, 'usual')).toBe('usual')
      expect(await control.check(move(before))).toEqual([])
      expect(await control.point(move(before))).toMatchObject({ ok: true })
      expect(await whoAnswers(resolver, 'fallback')).toBe('fallback')
      expect((await reading(control)).text).not.toBe(before.text)
      expect(await control.restore(before)).toMatchObject({ ok: true })
      expect(await whoAnswers(resolver, 'usual')).toBe('usual')
      expect(await reading(control)).toEqual(before)
    }, 60_000)

    test('the usual upstream is dead: names resolve again by the fallback', async () => {
      await usual.kill()
      try {
        expect(await control.point(move(before, { forget: 'all' }))).toMatchObject({ ok: true })
        expect(await whoAnswers(resolver, 'fallback')).toBe('fallback')
      } finally {
        await usual.start()
      }
      expect(await control.restore(before)).toMatchObject({ ok: true })
      expect(await whoAnswers(resolver, 'usual')).toBe('usual')
    }, 60_000)

    test('the same move twice, as after a kill in the middle, is put back the same', async () => {
      await control.point(move(before))
      expect(await control.point(move(before))).toMatchObject({ ok: true })
      expect(await whoAnswers(resolver, 'fallback')).toBe('fallback')
      expect(await control.restore(before)).toMatchObject({ ok: true })
      expect(await control.restore(before)).toMatchObject({ ok: true })
      expect(await reading(control)).toEqual(before)
    }, 60_000)

    test.skipIf(!kind.internal)(
      'an excluded zone stays with its own server',
      async () => {
        expect(await control.check(move(before, { exclusions: ['corp.test'] }))).toEqual([])
        await control.point(move(before, { exclusions: ['corp.test'] }))
        await whoAnswers(resolver, 'fallback')
        const dug = await digOnce(resolver.server.address, resolver.server.port, 'wiki.corp.test', 2000)
        expect(dug).toEqual({ rcode: 'NOERROR', addresses: ['192.0.2.3'] })
        await control.restore(before)
      },
      60_000,
    )

    test('what it cannot do is refused before anything is touched', async () => {
      const tcp = toFallback().map((one) => ({ ...one, transport: 'tcp' as const }))
      expect(await control.check(move(before, { upstreams: tcp }))).toHaveLength(1)
      const unnamed = toFallback().map((one) => ({ ...one, transport: 'dot' as const }))
      expect((await control.check(move(before, { upstreams: unnamed }))).join(' ')).toContain('tlsName')
      expect(await reading(control)).toEqual(before)
    })

    test('a control channel that hangs is cut off by the time limit', async () => {
      const hasty = openControl({ ...resolver.entry, timeoutMilliseconds: 300 } as ControlEntry)
      resolver.server.pause()
      try {
        const began = Date.now()
        const pointed = await hasty.point(move(before))
        expect(pointed.ok).toBe(false)
        expect(Date.now() - began).toBeLessThan(5000)
      } finally {
        resolver.server.resume()
      }
      // What was said before the cut may have been heard: the way back is the same in either case.
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(await control.restore(before)).toMatchObject({ ok: true })
      expect(await reading(control)).toEqual(before)
    }, 60_000)

    test('a resolver that is gone is said in words', async () => {
      await resolver.server.kill()
      const read = await control.restore(before)
      expect(read).toMatchObject({ ok: false })
      if (!read.ok) expect(read.why.length).toBeGreaterThan(10)
    }, 60_000)
  })
}

describe.skipIf(!isInstalled('unbound'))('unbound by its file, more closely', () => {
  test('a zone that has no place of its own goes on by the usual upstream when it is excluded', async () => {
    const resolver = await controlledUnbound(usual)
    try {
      const control = openControl(resolver.entry)
      const before = await reading(control)
      await control.point(move(before, { exclusions: ['which.test'] }))
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(await whoAnswers(resolver, 'usual')).toBe('usual')
      const file = 'forwardsFile' in resolver.entry ? (resolver.entry.forwardsFile ?? '') : ''
      expect(readFileSync(file, 'utf8')).toContain(`forward-addr: ${fallback.address}@${fallback.port}`)
      expect(await control.restore(before)).toMatchObject({ ok: true })
      expect(await reading(control)).toEqual(before)
    } finally {
      await resolver.server.stop()
    }
  }, 60_000)
})
