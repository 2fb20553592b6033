// Questions to real resolvers over every transport: unbound, dnsdist and a signed zone of Knot DNS, on loopback.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttps } from 'node:https'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTls } from 'node:tls'
import { decode, encode } from 'dns-packet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Question, Sample, Transport, Upstream } from '#sustain/model/resolvers.ts'
import { ask } from '#sustain/probe/ask.ts'
import { createConnections } from '#sustain/probe/connections.ts'
import {
  type Certificate,
  type Dnsdist,
  isInstalled,
  makeCertificate,
  type SignedServer,
  type StubServer,
  startDnsdist,
  startSigned,
  startStub,
  startUnbound,
  type Unbound,
} from '../setup/dns-servers.ts'

const name = 'www.example.test'
const addresses = ['192.0.2.1', '192.0.2.2']
const question: Question = { name, type: 'A', expect: 'answers', compare: true }

function upstream(transport: Transport, port: number, more: Partial<Upstream> = {}): Upstream {
  return { name: transport, transport, address: '127.0.0.1', port, unionBased: true, ...more }
}

const patient = { timeoutMilliseconds: 5000 }

describe('a stub that misbehaves', () => {
  let stub: StubServer
  beforeAll(async () => {
    stub = await startStub({ names: { [name]: addresses } })
  })
  afterAll(() => stub.kill())
  const over = (transport: 'udp' | 'tcp', timeoutMilliseconds = 5000) =>
    ask(upstream(transport, stub.port), question, { timeoutMilliseconds })

  test('answers over UDP and TCP alike, in whatever pieces the answer comes', async () => {
    stub.behave({ kind: 'well' })
    for (const transport of ['udp', 'tcp'] as const) {
      expect(await over(transport)).toMatchObject({ outcome: 'answered', answers: addresses, authenticated: false })
    }
  })

  test.each([
    ['servfail', 'servfail'],
    ['refused', 'refused'],
    ['nxdomain', 'nxdomain'],
    ['empty', 'empty'],
    ['garbage', 'garbage'],
  ] as const)('that says %s is heard as %s', async (kind, outcome) => {
    stub.behave({ kind })
    for (const transport of ['udp', 'tcp'] as const) expect((await over(transport)).outcome).toBe(outcome)
  })

  test('that cuts its answers short over UDP is asked again over TCP, and that is said', async () => {
    stub.behave({ kind: 'truncating' })
    expect(await over('udp')).toMatchObject({ outcome: 'answered', answers: addresses, overTcp: true })
  })

  test('beside which somebody forges answers is heard, and the forgeries are counted', async () => {
    stub.behave({ kind: 'spoofed' })
    expect(await over('udp')).toMatchObject({ outcome: 'answered', answers: addresses, ignored: 2 })
  })

  test('that is silent costs its time and no more', async () => {
    stub.behave({ kind: 'silent' })
    for (const transport of ['udp', 'tcp'] as const) {
      const sample = await over(transport, 300)
      expect(sample.outcome).toBe('timeout')
      expect(sample.milliseconds).toBeGreaterThanOrEqual(295)
      expect(sample.milliseconds).toBeLessThan(1500)
    }
  })

  test('that is slow is heard when it answers', async () => {
    stub.behave({ kind: 'slow', milliseconds: 200 })
    const sample = await over('udp')
    expect(sample.outcome).toBe('answered')
    expect(sample.milliseconds).toBeGreaterThanOrEqual(195)
  })

  test('that died is unreachable at once', async () => {
    await stub.kill()
    for (const transport of ['udp', 'tcp'] as const) {
      const sample = await over(transport)
      expect(sample).toMatchObject({ outcome: 'unreachable', authenticated: null, why: /ECONNREFUSED/ })
      expect(sample.milliseconds).toBeLessThan(2000)
    }
    await stub.start()
  })

  test('is given up at once when whoever asks stops', async () => {
    stub.behave({ kind: 'silent' })
    const stopping = new AbortController()
    setTimeout(() => stopping.abort(), 50)
    const sample = await ask(upstream('tcp', stub.port), question, { ...patient, signal: stopping.signal })
    expect(sample.milliseconds).toBeLessThan(1500)
  })

  test('is not asked at all when there is no time, over any transport', async () => {
    for (const transport of ['udp', 'tcp', 'dot', 'doh'] as const) {
      const over = AbortSignal.abort()
      const sample = await ask(upstream(transport, stub.port), question, { ...patient, signal: over })
      expect(sample.outcome, transport).toBe('timeout')
    }
  })
})

test('an address that is none is unreachable, and no name is looked up for it', async () => {
  const sample = await ask(upstream('udp', 53, { address: 'dead:beef' }), question, patient)
  expect(sample).toMatchObject({ outcome: 'unreachable', why: 'dead:beef is no IP address' })
})

describe.skipIf(!isInstalled('unbound', 'dnsdist'))('unbound and dnsdist', () => {
  let stub: StubServer
  let unbound: Unbound
  let dnsdist: Dnsdist
  beforeAll(async () => {
    stub = await startStub({ names: { [name]: addresses } })
    unbound = await startUnbound({ upstreams: [stub], tlsName: 'dns.example.test' })
    dnsdist = await startDnsdist({ upstreams: [unbound], tlsName: 'front.example.test' })
  })
  afterAll(() => Promise.all([dnsdist?.stop(), unbound?.stop(), stub?.kill()]))

  const ways = (): [string, Upstream, string | undefined][] =>
    [unbound, dnsdist].flatMap((server, at): [string, Upstream, string | undefined][] => {
      const who = at === 0 ? 'unbound' : 'dnsdist'
      const tlsName = server.certificate?.name ?? ''
      const trust = server.certificate?.pem
      return [
        [`${who} over UDP`, upstream('udp', server.port), undefined],
        [`${who} over TCP`, upstream('tcp', server.port), undefined],
        [`${who} over TLS`, upstream('dot', server.dotPort, { tlsName }), trust],
        [`${who} over HTTPS`, upstream('doh', server.dohPort, { tlsName }), trust],
      ]
    })

  test('answer over every transport, and say what does not exist', async () => {
    for (const [who, up, trust] of ways()) {
      const options = { ...patient, ...(trust === undefined ? {} : { trust }) }
      expect(await ask(up, question, options), who).toMatchObject({ outcome: 'answered', answers: addresses })
      const missing = { ...question, name: 'missing.example.test', expect: 'nxdomain' as const }
      expect((await ask(up, missing, options)).outcome, who).toBe('nxdomain')
    }
  })

  test('are not believed under another name, nor under a certificate that nobody knows', async () => {
    for (const [who, up, trust] of ways()) {
      if (trust === undefined) continue
      const other = await ask({ ...up, tlsName: 'another.example.test' }, question, { ...patient, trust })
      expect(other, who).toMatchObject({ outcome: 'tls-failed', why: /another.example.test/ })
      const unknown = await ask(up, question, patient)
      expect(unknown, who).toMatchObject({ outcome: 'tls-failed', why: /self.signed/i })
    }
  })

  test('are asked again on the connection that is open, also after they closed it', async () => {
    for (const [who, up, trust] of ways()) {
      const connections = createConnections()
      const options = { ...patient, connections, ...(trust === undefined ? {} : { trust }) }
      const first = await ask(up, question, options)
      const several = await Promise.all(Array.from({ length: 10 }, () => ask(up, question, options)))
      expect(
        [first, ...several].map(({ outcome, why }) => why ?? outcome),
        who,
      ).toEqual(Array(11).fill('answered'))
      connections.close()
      expect((await ask(up, question, options)).outcome, who).toBe('answered')
      connections.close()
    }
  })

  test('that were killed and started again between two questions are asked on a new connection', async () => {
    const connections = createConnections()
    const tlsName = unbound.certificate?.name ?? ''
    const trust = unbound.certificate?.pem ?? ''
    for (const up of [upstream('dot', unbound.dotPort, { tlsName }), upstream('doh', unbound.dohPort, { tlsName })]) {
      const options = { ...patient, connections, trust }
      expect((await ask(up, question, options)).outcome).toBe('answered')
      await unbound.kill()
      expect((await ask(up, question, options)).outcome).toBe('unreachable')
      await unbound.start()
      expect((await ask(up, question, options)).outcome).toBe('answered')
    }
    connections.close()
  })

  test('that stand still are timed out on an open connection, and found again when they go on', async () => {
    const connections = createConnections()
    const up = upstream('dot', unbound.dotPort, { tlsName: unbound.certificate?.name ?? '' })
    const options = { timeoutMilliseconds: 400, connections, trust: unbound.certificate?.pem ?? '' }
    expect((await ask(up, question, { ...options, ...patient })).outcome).toBe('answered')
    unbound.pause()
    expect((await ask(up, question, options)).outcome).toBe('timeout')
    expect((await ask(up, question, options)).outcome).toBe('timeout')
    unbound.resume()
    expect((await ask(up, question, { ...options, ...patient })).outcome).toBe('answered')
    connections.close()
  })
})

describe.skipIf(!isInstalled('unbound', 'knotd', 'keymgr'))('a signed zone', () => {
  let zone: SignedServer
  let trusting: Unbound
  let mistrusting: Unbound
  beforeAll(async () => {
    zone = await startSigned('signed.test')
    const stubZones = [{ zone: 'signed.test', address: zone.address, port: zone.port }]
    trusting = await startUnbound({ stubZones, trustAnchors: [zone.anchor] })
    const wrong = zone.anchor.replace(/[0-9a-f]{64}/, 'a'.repeat(64))
    mistrusting = await startUnbound({ stubZones, trustAnchors: [wrong] })
  })
  afterAll(() => Promise.all([trusting?.stop(), mistrusting?.stop(), zone?.stop()]))
  const signed: Question = { name: 'www.signed.test', type: 'A', expect: 'answers', compare: true }

  test('is authenticated by a resolver that validates it', async () => {
    const sample = await ask(upstream('udp', trusting.port), signed, patient)
    expect(sample).toMatchObject({ outcome: 'answered', authenticated: true, answers: ['192.0.2.80'] })
    const missing = await ask(upstream('udp', trusting.port), { ...signed, name: 'missing.signed.test' }, patient)
    expect(missing).toMatchObject({ outcome: 'nxdomain', authenticated: true })
  })

  test('is a SERVFAIL where its signatures lead to another key', async () => {
    const sample = await ask(upstream('udp', mistrusting.port), signed, patient)
    expect(sample).toMatchObject({ outcome: 'servfail', authenticated: false })
  })

  test('shows its keys', async () => {
    const sample = await ask(
      upstream('udp', trusting.port),
      { ...signed, name: 'signed.test', type: 'DNSKEY' },
      patient,
    )
    expect(sample.answers).toEqual([expect.stringMatching(/^257 3 13 [A-Za-z0-9+/=]+$/)])
  })
})

describe('servers that hang or talk nonsense', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sustain-ask-'))
  const open: Server[] = []
  let certificate: Certificate
  beforeAll(() => {
    certificate = makeCertificate(folder, 'dns.example.test')
  })
  afterAll(() => {
    for (const server of open) server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const tls = () => ({ key: readFileSync(certificate.key), cert: readFileSync(certificate.certificate) })

  async function listening(server: Server): Promise<number> {
    open.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const bound = server.address()
    return typeof bound === 'object' && bound ? bound.port : 0
  }
  const dohTo = (port: number): Promise<Sample> =>
    ask(upstream('doh', port, { tlsName: 'dns.example.test' }), question, {
      timeoutMilliseconds: 1500,
      trust: certificate.pem,
    })

  test('in the middle of TLS, or drip bytes for ever, end in time', async () => {
    const silent = await listening(createServer(() => {}))
    const dripping = await listening(
      createServer((socket) => {
        const timer = setInterval(() => socket.write('\x00'), 20)
        socket.on('error', () => {}).on('close', () => clearInterval(timer))
      }),
    )
    const tlsName = 'dns.example.test'
    const short = { timeoutMilliseconds: 300 }
    const samples = await Promise.all([
      ask(upstream('dot', silent, { tlsName }), question, short),
      ask(upstream('doh', silent, { tlsName }), question, short),
      ask(upstream('tcp', dripping), question, short),
      ask(upstream('dot', dripping, { tlsName }), question, short),
    ])
    expect(samples.map(({ outcome }) => outcome)).toEqual(['timeout', 'timeout', 'garbage', 'tls-failed'])
    for (const { milliseconds } of samples) expect(milliseconds).toBeLessThan(2000)
  })

  test('with HTTP/1.1 only answer, and what is no DNS message is refused with its reason', async () => {
    let answer: (body: Buffer) => { status?: number; type?: string; body: Buffer }
    const port = await listening(
      createHttps(tls(), (request, response) => {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => {
          const { status = 200, type = 'application/dns-message', body } = answer(Buffer.concat(chunks))
          response.writeHead(status, { 'content-type': type }).end(body)
        })
      }),
    )
    const right = (body: Buffer) => {
      const query = decode(body)
      const [asked] = query.questions ?? []
      return encode({
        type: 'response',
        id: query.id ?? 0,
        questions: asked ? [asked] : [],
        answers: [{ type: 'A', name: asked?.name ?? '', ttl: 1, data: '192.0.2.7' }],
      })
    }
    answer = (body) => ({ body: right(body) })
    expect(await dohTo(port)).toMatchObject({ outcome: 'answered', answers: ['192.0.2.7'] })
    answer = (body) => ({ body: right(body), type: 'text/html; charset=utf-8' })
    expect(await dohTo(port)).toMatchObject({ outcome: 'http-failed', why: /text\/html/ })
    answer = () => ({ body: Buffer.from('no'), status: 503 })
    expect(await dohTo(port)).toMatchObject({ outcome: 'http-failed', why: 'HTTP status 503' })
    answer = () => ({ body: Buffer.alloc(70_000) })
    expect(await dohTo(port)).toMatchObject({ outcome: 'garbage', why: /65535/ })
    answer = () => ({ body: Buffer.from('<html>sign in to the hotel</html>') })
    expect(await dohTo(port)).toMatchObject({ outcome: 'garbage' })
    answer = () => ({ status: 302, body: Buffer.alloc(0) })
    expect(await dohTo(port)).toMatchObject({ outcome: 'http-failed', why: 'HTTP status 302' })
  })

  test('that speak TLS and then something else than DNS are told apart', async () => {
    const port = await listening(
      createTls(tls(), (socket) => void socket.on('error', () => {}).end('HTTP/1.1 400\r\n\r\n')),
    )
    const sample = await ask(upstream('dot', port, { tlsName: 'dns.example.test' }), question, {
      timeoutMilliseconds: 1500,
      trust: certificate.pem,
    })
    expect(['garbage', 'unreachable']).toContain(sample.outcome)
  })
})
