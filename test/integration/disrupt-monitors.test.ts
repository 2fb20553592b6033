// The action day of story 9 in an exercise, against servers on loopback that stand for the sites: three go down, one moves, one resists.
import { createServer as createTcp, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findReemergence, lookAtTargets } from '#disrupt/api/monitors/monitors.ts'
import * as after from '#disrupt/api/operations/afterwards.ts'
import * as api from '#disrupt/api/operations/operations.ts'
import * as targetApi from '#disrupt/api/targets/targets.ts'
import { type StubServer, startStub } from '../setup/dns-stub.ts'
import {
  openTakedowns,
  red,
  type Site,
  seized,
  shop,
  startSite,
  story,
  type TakedownHouse,
} from '../setup/takedowns.ts'

let house: TakedownHouse
let dns: StubServer
const names: Record<string, readonly string[]> = {}
const pages = new Map<string, string>()
const sites: Site[] = []
const tarPits: Server[] = []
let operation = ''
let httpPort = 0

beforeAll(async () => {
  house = await openTakedowns()
  dns = await startStub({ names })
  // One server on each address of loopback, all on one port, as web servers have it.
  const serve = (address: string) =>
    startSite(
      (request, response) =>
        response.end(
          pages.get(`${address} ${request.headers.host?.split(':')[0]}`) ?? pages.get(address) ?? 'Nothing here.',
        ),
      { host: address, port: httpPort },
    )
  for (const address of [
    '127.0.0.11',
    '127.0.0.12',
    '127.0.0.13',
    '127.0.0.14',
    '127.0.0.15',
    '127.0.0.16',
    '127.0.0.99',
  ]) {
    const site = await serve(address)
    httpPort = site.port
    sites.push(site)
  }
}, 240_000)
afterAll(async () => {
  for (const site of sites) await site.close()
  for (const pit of tarPits) await new Promise((resolve) => pit.close(resolve))
  await dns?.kill()
  await house?.node.stop()
})

const of = { realm: story }
const anna = () => house.anna
const look = () => anna().get(lookAtTargets, { operation }, of)
async function statuses(): Promise<Record<string, string>> {
  const { items } = await anna().get(targetApi.listTargets, { operation }, of)
  return Object.fromEntries(items.map(({ name, status }) => [name, status]))
}
async function watch(name: string, more: object = {}): Promise<string> {
  const { added } = await anna().get(targetApi.addTargets, { operation, targets: [{ kind: 'domain', name }] }, of)
  const { id = '', version = 0 } = added[0] ?? {}
  const standIn = { address: '127.0.0.1', httpPort, tlsPort: null, dnsPort: dns.port, ...more }
  await anna().get(targetApi.watchTarget, { id, version, watched: true, standIn }, of)
  return id
}

test('on action day three go down, one moves, one resists; each is seen and written down once', async () => {
  const opened = await anna().get(api.openOperation, { title: 'Operation Talent', ...red }, of)
  operation = opened.id
  const partner = { id: operation, version: 1, name: 'Federal police', kind: 'police' as const, role: 'Leads' }
  await anna().get(api.addPartner, partner, of)
  await anna().get(
    after.addSeizurePage,
    { id: operation, version: 2, name: 'Notice', phrases: ['this domain has been seized'], agreed: ['p1'] },
    of,
  )
  await anna().get(after.nameSinkholes, { id: operation, version: 3, sinkholes: ['127.0.0.99'] }, of)
  const all = ['cracked.example', 'nulled.example', 'starkrdp.example', 'sellix.example', 'mysellix.example']
  for (const [n, name] of all.entries()) {
    names[name] = [`127.0.0.1${n + 1}`]
    pages.set(`127.0.0.1${n + 1}`, shop(name.split('.')[0] ?? ''))
    await watch(name)
  }
  expect(await look()).toEqual({ looked: 5, changed: 5 })
  expect(new Set(Object.values(await statuses()))).toEqual(new Set(['up']))
  expect(await look()).toEqual({ looked: 5, changed: 0 })
  // The day: a notice, a sinkhole, a name that is taken out, one that moves, and one that resists.
  pages.set('127.0.0.11', seized)
  names['nulled.example'] = ['127.0.0.99']
  delete names['starkrdp.example']
  names['sellix.example'] = ['127.0.0.16']
  pages.set('127.0.0.16', shop('sellix'))
  await look()
  await look()
  expect(await statuses()).toEqual({
    'cracked.example': 'seizure-page',
    'nulled.example': 'sinkholed',
    'starkrdp.example': 'gone',
    'sellix.example': 'moved',
    'mysellix.example': 'up',
  })
  expect(await look()).toEqual({ looked: 5, changed: 0 })
  const shown = await anna().get(api.getOperation, { id: operation }, of)
  expect(shown.targets).toEqual({ 'seizure-page': 1, sinkholed: 1, gone: 1, moved: 1, up: 1 })
})

test('what was down and is there again is back; and what looks like it is shown with the reasons', async () => {
  pages.set('127.0.0.11', shop('cracked'))
  await look()
  await look()
  expect((await statuses())['cracked.example']).toBe('back')
  pages.set('127.0.0.11', seized)
  await look()
  names['cracked-2.example'] = ['127.0.0.15']
  pages.set('127.0.0.15 cracked-2.example', shop('cracked'))
  await watch('cracked-2.example')
  await look()
  const { items } = await anna().get(findReemergence, { operation }, of)
  const found = items.find(
    ({ candidateName, likeName }) => candidateName === 'cracked-2.example' && likeName === 'cracked.example',
  )
  expect(found).toMatchObject({ verdict: 'likely' })
  expect(found?.because.join(' ')).toContain('The text is the same')
})

test('one that sends without end, one that never answers, a redirect inwards, and a wildcard zone harm nothing', async () => {
  const endless = await startSite((_request, response) => {
    const send = () => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'x')));
    }
    response.on('drain', send)
    send()
  })
  const inwards = await startSite(
    (_request, response) => void response.writeHead(302, { location: 'http://10.0.0.1/secret' }).end(),
  )
  sites.push(endless, inwards)
  const pit = createTcp((socket) => void socket.on('error', () => undefined).resume())
  tarPits.push(pit)
  await new Promise<void>((resolve) => pit.listen(0, '127.0.0.1', resolve))
  const port = (pit.address() as { port: number }).port
  for (const name of ['endless.example', 'inwards.example', 'pit.example', 'wild.zone.example'])
    names[name] = ['127.0.0.1']
  const ids = [
    await watch('endless.example', { httpPort: endless.port }),
    await watch('inwards.example', { httpPort: inwards.port }),
    await watch('pit.example', { httpPort: port }),
  ]
  // A name that leads out of the stand-ins is not asked.
  names['outside.example'] = ['192.0.2.1']
  ids.push(await watch('outside.example'))
  const before = process.memoryUsage().rss
  const began = performance.now()
  await look()
  expect(performance.now() - began).toBeLessThan(30_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  const seen = await Promise.all(ids.map((id) => anna().get(targetApi.getTarget, { id }, of)))
  expect(seen[0]?.last).toMatchObject({ page: 'answered', cut: true })
  expect(seen[1]?.last).toMatchObject({ page: 'answered', status: 302, leadsTo: '10.0.0.1' })
  expect(seen[2]?.last).toMatchObject({ page: 'no-answer' })
  expect(seen[3]?.last).toMatchObject({ page: 'closed-address' })
  expect((await statuses())['outside.example']).toBe('undetermined')
})

test('in an exercise nothing is looked at but stand-ins that the administrator allows', async () => {
  const targets = [{ kind: 'domain' as const, name: 'real.example' }]
  const { added } = await anna().get(targetApi.addTargets, { operation, targets }, of)
  const { id = '', version = 0 } = added[0] ?? {}
  const ask = (standIn: object | null) =>
    anna().call(targetApi.watchTarget, { id, version, watched: true, standIn } as never, of)
  const ports = { httpPort: 80, tlsPort: null, dnsPort: null }
  for (const standIn of [
    null,
    { address: '10.0.0.1', ...ports },
    { address: '192.0.2.1', ...ports },
    { address: '::1', ...ports },
  ]) {
    const answer = await ask(standIn)
    expect(answer.ok ? 'done' : answer.problem.refusal).toBe('not-watchable')
  }
})
