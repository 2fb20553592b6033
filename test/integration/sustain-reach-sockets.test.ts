// Services over real sockets: down, slow under load, behind a limiter, reset, and lied about in DNS; and what each is taken for.
// Embedded only: it has sockets and no store.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { VantageView } from '#sustain/model/reach.ts'
import type { Endpoint } from '#sustain/model/services.ts'
import type { Finder } from '#sustain/probe/reach-name.ts'
import { probe, probeRound } from '#sustain/probe/reach-round.ts'
import { classify } from '#sustain/rules/reach/classify.ts'
import type { ReachData } from '#sustain/rules/reach/reach-data.ts'
import { viewOf } from '#sustain/rules/reach/view.ts'
import {
  closedPort,
  finderAt,
  type LoopbackService,
  limiter,
  loopbackService,
  resetter,
  type Stoppable,
  type StubResolver,
  stubResolver,
} from '../setup/reach.ts'

const data = JSON.parse(readFileSync('data/sustain/reach.json', 'utf8')) as ReachData
const running: Stoppable[] = []
const name = 'video.example'
const [limited, reset, lies] = ['127.0.77.1', '127.0.77.2', '127.0.77.9']
let service: LoopbackService
let control: LoopbackService
let honest: StubResolver
let toLimiter: StubResolver
let toResetter: StubResolver
let liar: StubResolver
let denier: StubResolver

const kept = <T extends Stoppable>(one: T): T => {
  running.push(one)
  return one
}

beforeAll(async () => {
  service = kept(await loopbackService())
  control = kept(await loopbackService())
  kept(await limiter(limited, service.port, 40_000, 60_000))
  kept(await resetter(reset, service.port))
  const others = { 'control.example': '127.0.0.1' }
  honest = kept(await stubResolver({ ...others, [name]: '127.0.0.1' }))
  toLimiter = kept(await stubResolver({ ...others, [name]: limited }))
  toResetter = kept(await stubResolver({ ...others, [name]: reset }))
  liar = kept(await stubResolver({ ...others, [name]: lies }))
  denier = kept(await stubResolver(others))
}, 30_000)
afterAll(async () => {
  for (const one of running) await one.stop()
})

const asked = (port: number) => ({
  endpoints: [
    { kind: 'http', host: name, port, path: '/', plain: true, expectText: 'Welcome' },
    { kind: 'throughput', host: name, port, path: '/large', plain: true, bytes: 200_000 },
  ] satisfies Endpoint[],
  controls: [
    { kind: 'throughput', host: 'control.example', port: control.port, path: '/large', plain: true, bytes: 200_000 },
  ] satisfies Endpoint[],
})

const pages = [{ id: 'lie', address: lies, what: 'a page of the provider', source: 'this test' }]

/** Two rounds from each place at once. */
async function seenFrom(places: [string, string, StubResolver][], port = service.port): Promise<VantageView[]> {
  return Promise.all(
    places.map(async ([vantage, country, resolver], at) => {
      const finder: Finder = finderAt(resolver, pages)
      const from = new Date().toISOString()
      const first = await probeRound(asked(port), finder, () => new Date())
      const second = await probeRound(asked(port), finder, () => new Date())
      const span = { from, to: new Date().toISOString() }
      const place = { vantage, country, network: `AS${at}` }
      return viewOf(place, [...first.samples, ...second.samples], span, null, data)
    }),
  )
}

test('nothing wrong is well', async () => {
  const views = await seenFrom([
    ['Helsinki', 'FI', honest],
    ['Berlin', 'DE', honest],
  ])
  expect(classify(views, data).state).toBe('well')
}, 60_000)

test('a limiter in one country is throttling, at its rate', async () => {
  const views = await seenFrom([
    ['Helsinki', 'FI', honest],
    ['Home line one', 'XX', toLimiter],
    ['Home line two', 'XX', toLimiter],
  ])
  const verdict = classify(views, data)
  expect(verdict.state).toBe('throttling')
  const plateau = views[1]?.plateau
  expect(plateau?.bytesPerSecond).toBeGreaterThan(32_000)
  expect(plateau?.bytesPerSecond).toBeLessThan(48_000)
}, 60_000)

test('a closed door everywhere is an outage', async () => {
  const views = await seenFrom(
    [
      ['Helsinki', 'FI', honest],
      ['Berlin', 'DE', honest],
    ],
    await closedPort(),
  )
  expect(classify(views, data).state).toBe('outage')
}, 60_000)

test('late answers with errors everywhere are overload', async () => {
  let turn = 0
  const busy = kept(
    await loopbackService('127.0.0.1', (_path, response) => {
      turn += 1
      const status = turn % 3 === 0 ? 503 : 200
      setTimeout(() => response.writeHead(status).end('Welcome'.repeat(20_000)), 900)
      return true
    }),
  )
  const places: [string, string, StubResolver][] = [
    ['Helsinki', 'FI', honest],
    ['Berlin', 'DE', honest],
  ]
  expect(classify(await seenFrom(places, busy.port), data).state).toBe('overload')
}, 60_000)

test('names that lead elsewhere, names denied and connections reset in one country are blocking', async () => {
  for (const resolver of [liar, denier, toResetter]) {
    const views = await seenFrom([
      ['Helsinki', 'FI', honest],
      ['Home line one', 'XX', resolver],
      ['Home line two', 'XX', resolver],
    ])
    expect(classify(views, data).state).toBe('blocking')
  }
}, 60_000)

test('a name that leads to a closed address is forged, and the address is not asked', async () => {
  const closed = kept(await stubResolver({ [name]: '10.10.10.10' }))
  const { sample } = await probe({ kind: 'http', host: name, port: service.port, plain: true }, finderAt(closed))
  expect(sample).toMatchObject({ outcome: 'dns-forged', connectMilliseconds: null, addresses: ['10.10.10.10'] })
})

test('TLS that is reset after the greeting is told from a door that is shut', async () => {
  const finder = finderAt(toResetter)
  const { sample } = await probe({ kind: 'tls', host: name, port: service.port }, finder)
  expect(sample).toMatchObject({ outcome: 'tls-reset' })
  const shut = await probe({ kind: 'tls', host: name, port: await closedPort() }, finderAt(honest))
  expect(shut.sample).toMatchObject({ outcome: 'refused' })
})

test('a service that says nothing, says garbage, or sends without end is left in time', async () => {
  const silent = kept(await loopbackService('127.0.0.1', () => true))
  const endless = kept(
    await loopbackService('127.0.0.1', (_path, response) => {
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 5)
      response.on('close', () => clearInterval(timer))
      return true
    }),
  )
  const page = { kind: 'http', host: name, plain: true } as const
  const began = Date.now()
  const [quiet, much] = await Promise.all([
    probe({ ...page, port: silent.port }, finderAt(honest)),
    probe({ ...page, port: endless.port }, finderAt(honest)),
  ])
  expect(quiet.sample.outcome).toBe('timeout')
  expect(much.sample.outcome).toBe('ok')
  expect(much.sample.bytes).toBeLessThan(512 * 1024)
  expect(Date.now() - began).toBeLessThan(20_000)
}, 60_000)

test('a service that asks to be asked less often counts as no failure', async () => {
  const tired = kept(
    await loopbackService('127.0.0.1', (_path, response) => {
      response.writeHead(429, { 'retry-after': '120' }).end()
      return true
    }),
  )
  const { retryAfter, sample } = await probe(
    { kind: 'http', host: name, port: tired.port, plain: true },
    finderAt(honest),
  )
  expect(sample.outcome).toBe('limited')
  expect(retryAfter).toBe(120)
})
