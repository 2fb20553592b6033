// Looking at services from outside, against name servers and TLS servers on loopback: what is proposed, what is written, and hostile answers.
import { execFileSync } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createTcpServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { type Answer, decode, encode } from 'dns-packet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptObserved, observeService } from '#sustain/api/observe.ts'
import { addPart, getPart, listParts } from '#sustain/api/parts.ts'
import type { Proposal } from '#sustain/model/observed.ts'
import { type Client, freePort, startTestNode, type TestNode } from '../setup/node.ts'

let node: TestNode
let analyst: Client
let dns: Socket
let dnsPort = 0
const servers: Server[] = []
const folder = mkdtempSync(join(tmpdir(), 'tocsin-observe-'))

const cname = (name: string, data: string): Answer => ({ type: 'CNAME', name, data, ttl: 1 })
const a = (name: string, data: string): Answer => ({ type: 'A', name, data, ttl: 1 })
const ns = (name: string, data: string): Answer => ({ type: 'NS', name, data, ttl: 1 })

const records: Answer[] = [
  cname('portal.tax.example', 'tax.cdn-one.net'),
  cname('tax.cdn-one.net', 'edge.cdn-two.org'),
  a('edge.cdn-two.org', '127.0.0.1'),
  ns('tax.example', 'ns1.names.net'),
  ns('tax.example', 'ns2.names.net'),
  ns('tax.example', 'ns.other-names.org'),
  { type: 'MX', name: 'tax.example', data: { preference: 10, exchange: 'mx.post.net' }, ttl: 1 },
  cname('ring.example', 'gnir.example'),
  cname('gnir.example', 'ring.example'),
  ...Array.from({ length: 30 }, (_, at) => cname(`n${at}.long.example`, `n${at + 1}.long.example`)),
  cname('odd.example', 'a b\\c.example'),
  a('private.example', '10.1.2.3'),
  ...Array.from({ length: 400 }, (_, at) => ns('many.example', `ns${at}.${'x'.repeat(50)}.example`)),
  a('many.example', '127.0.0.1'),
]

/** Answers what is asked and no more, as a resolver does for a type of its own. */
function answerFor(bytes: Buffer): Buffer {
  const query = decode(bytes)
  const question = query.questions?.[0]
  const wanted = question?.name.toLowerCase()
  const answers = records.filter(({ name, type }) => name === wanted && type === question?.type)
  const known = records.some(({ name }) => name === wanted)
  const base = { id: query.id ?? 0, type: 'response' as const, questions: query.questions ?? [] }
  const whole = encode({ ...base, flags: 0x8180 | (known ? 0 : 3), answers })
  // Too long for UDP: cut, as servers do; there is nobody on TCP.
  return whole.length > 1232 ? encode({ ...base, flags: 0x8380 }) : whole
}

function certificate(): { cert: string; key: string } {
  const run = (words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  run([
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    '/O=Trust AS/CN=Trust Root',
  ])
  run(['req', ...key, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=portal.tax.example'])
  run([
    'x509',
    '-req',
    '-in',
    'leaf.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'leaf.pem',
    '-days',
    '10',
  ])
  return { cert: readFileSync(join(folder, 'leaf.pem'), 'utf8'), key: readFileSync(join(folder, 'leaf.key'), 'utf8') }
}

async function listening(server: Server): Promise<number> {
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  servers.push(server)
  return port
}

let tlsPort = 0
let silentPort = 0
let endlessPort = 0

beforeAll(async () => {
  node = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  analyst = await node.signedIn({ roles: ['analyst'] })
  dns = createSocket('udp4')
  dns.on('message', (bytes, from) => dns.send(answerFor(bytes), from.port, from.address))
  await new Promise<void>((resolve) => dns.bind(0, '127.0.0.1', resolve))
  dnsPort = dns.address().port
  tlsPort = await listening(createTlsServer(certificate()).on('tlsClientError', () => {}))
  silentPort = await listening(createTcpServer((socket) => void socket.on('error', () => {})))
  // A handshake record that promises much and is sent for ever.
  endlessPort = await listening(
    createTcpServer((socket) => {
      const record = Buffer.concat([
        Buffer.from([22, 3, 3, 0x40, 0]),
        Buffer.from([2, 0xff, 0xff, 0xff]),
        Buffer.alloc(16_380),
      ])
      const timer = setInterval(() => socket.write(record), 5)
      socket.on('error', () => {}).on('close', () => clearInterval(timer))
    }),
  )
}, 120_000)
afterAll(async () => {
  await node.stop()
  dns.close()
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true })
})

const look = (names: string[], port = tlsPort) =>
  analyst.call(observeService, { names, port, resolver: { address: '127.0.0.1', port: dnsPort } })
async function seen(names: string[], port?: number) {
  const answer = await look(names, port)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
  return answer.value
}

describe('a service', () => {
  let proposals: Proposal[] = []

  test('shows where its name leads, who answers for it, who takes its mail, and whose certificate it has', async () => {
    const answer = await seen(['Portal.Tax.Example.'])
    expect(answer.seen[0]).toMatchObject({
      name: 'portal.tax.example',
      aliases: ['tax.cdn-one.net', 'edge.cdn-two.org'],
      addresses: ['127.0.0.1'],
      zone: 'tax.example',
      mail: ['mx.post.net'],
      certificate: { subject: 'portal.tax.example', issuer: 'Trust AS', trusted: false },
      problems: [],
    })
    proposals = answer.proposals
    expect(proposals.map(({ need, name }) => `${need}: ${name}`).sort()).toEqual([
      'Certificate: Trust AS',
      'Delivery: cdn-two.org',
      'Mail: post.net',
      'Names (DNS): names.net',
      'Names (DNS): other-names.org',
    ])
    expect((await analyst.get(listParts, {})).total).toBe(0)
  })

  test('gets those proposals as parts and needs that a person chose, with what was seen as evidence', async () => {
    const given = { name: 'Tax portal', kind: 'service', layer: 'service' } as const
    const portal = await analyst.get(addPart, { ...given, aliases: ['portal.tax.example'] })
    const chosen = proposals.filter(({ need }) => need !== 'Mail')
    const taken = await analyst.get(acceptObserved, { part: portal.id, version: 1, chosen })
    expect(taken.added).toHaveLength(4)
    const { part, names } = await analyst.get(getPart, { id: portal.id })
    expect(part.state.needs.map(({ name, layer, least, of }) => [name, layer, least, of.length])).toEqual([
      ['Names (DNS)', 'dns', 1, 2],
      ['Certificate', 'certificate', 1, 1],
      ['Delivery', 'cloud', 1, 1],
    ])
    expect(Object.values(names).sort()).toEqual(['Trust AS', 'cdn-two.org', 'names.net', 'other-names.org'])
    expect(part.state.needs[1]?.holds.likely).toBeGreaterThan(9 * 1440)
    expect(part.state.evidence.filter(({ kind }) => kind === 'observed')).toHaveLength(4)
  })

  test('looked at again knows its providers, and taking them again adds no second one', async () => {
    const [portal] = (await analyst.get(listParts, { text: 'portal.tax.example' })).parts
    if (!portal) throw new Error('The portal is gone')
    const found = await analyst.get(observeService, {
      ...{ part: portal.id, port: tlsPort },
      resolver: { address: '127.0.0.1', port: dnsPort },
    })
    expect(found.proposals.filter(({ part }) => part === null).map(({ need }) => need)).toEqual(['Mail'])
    const unknowing = found.proposals.map((one) => ({ ...one, part: null }))
    const taken = await analyst.get(acceptObserved, { part: portal.id, version: portal.version, chosen: unknowing })
    expect(taken.added).toHaveLength(1)
    expect(taken.part.state.needs.map(({ of }) => of.length)).toEqual([2, 1, 1, 1])
    const [names] = (await analyst.get(listParts, { text: 'dns:names.net' })).parts
    expect(names?.version).toBe(2)
  })

  test('a part that is not there, or itself, is not taken as a provider', async () => {
    const [portal] = (await analyst.get(listParts, { text: 'portal.tax.example' })).parts
    const [one] = proposals
    if (!portal || !one) throw new Error('Nothing to choose from')
    const choose = (part: string) =>
      analyst.call(acceptObserved, {
        part: portal.id,
        version: portal.version,
        chosen: [{ ...one, need: 'New', part }],
      })
    expect(await choose('01980f3c-8a00-7000-8000-000000000009')).toMatchObject({ problem: { refusal: 'no-such-part' } })
    expect(await choose(portal.id)).toMatchObject({ problem: { refusal: 'contradictory-need' } })
  })
})

describe('what is not looked at', () => {
  test('a resolver at a private address that nobody opened', async () => {
    const answer = await analyst.call(observeService, { names: ['tax.example'], resolver: { address: '10.0.0.53' } })
    expect(answer).toMatchObject({ status: 422, problem: { refusal: 'resolver-closed' } })
  })

  test('a service at a private address, and the node itself', async () => {
    const [one] = (await seen(['private.example'])).seen
    expect(one?.problems.join()).toContain('private.example is at a private address')
    const own = Number(new URL(node.url).port)
    const [self] = (await seen(['portal.tax.example'], own)).seen
    expect(self).toMatchObject({ certificate: null })
    expect(self?.problems.join()).toContain("this node's own")
  })

  test('what is no host name, and a part without one', async () => {
    expect(await look(['127.0.0.1'])).toMatchObject({ status: 400 })
    const { id } = await analyst.get(addPart, {
      name: 'Nameless',
      kind: 'service',
      layer: 'service',
      aliases: ['pkg:npm/x'],
    })
    expect(await analyst.call(observeService, { part: id })).toMatchObject({
      problem: { refusal: 'nothing-to-observe' },
    })
  })
})

describe('hostile answers', () => {
  test('names that lead in a ring, on and on, or nowhere, end with a sentence', async () => {
    const answer = await seen(['ring.example', 'n0.long.example', 'odd.example', 'nowhere.example'])
    const [ring, long, odd, nowhere] = answer.seen.map(({ problems }) => problems.join(' '))
    expect(ring).toContain('lead in a ring')
    expect(long).toContain('on and on')
    expect(odd).toContain('which no service can be called')
    expect(nowhere).toContain('There is no nowhere.example')
    expect(answer.proposals).toEqual([])
  })

  test('an answer that fits nowhere is a problem, not a hang', async () => {
    const [many] = (await seen(['many.example'])).seen
    expect(many?.nameServers).toEqual([])
    expect(many?.problems.join()).toContain('Nobody says who answers')
  }, 60_000)

  test('a TLS server that says nothing, and one that never ends, are given up in time', async () => {
    const began = performance.now()
    const [silent] = (await seen(['portal.tax.example'], silentPort)).seen
    expect(silent?.problems.join()).toMatch(/No whole handshake within/)
    const [endless] = (await seen(['portal.tax.example'], endlessPort)).seen
    expect(endless?.certificate).toBeNull()
    expect(endless?.problems).toHaveLength(1)
    expect(performance.now() - began).toBeLessThan(25_000)
  }, 60_000)

  test('a resolver that is silent is told as that', async () => {
    const { address, port } = await new Promise<{ address: string; port: number }>((resolve) => {
      const quiet = createSocket('udp4')
      quiet.bind(0, '127.0.0.1', () => resolve(quiet.unref().address()))
    })
    const answer = await analyst.get(observeService, { names: ['tax.example'], resolver: { address, port } })
    expect(answer.seen[0]?.problems.join()).toContain('timeout')
  }, 60_000)
})
