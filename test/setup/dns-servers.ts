// Real DNS servers on free ports of loopback: unbound, dnsdist and knotd from Debian, in a folder of their own, killed and paused at will.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Answer, decode, encode, RECURSION_DESIRED } from 'dns-packet'

export { type Behaviour, type StubOptions, type StubServer, startStub } from './dns-stub.ts'

const paths = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin']
const placeOf = (program: string) =>
  paths.map((path) => join(path, program)).find((place) => existsSync(place)) ?? program

/** For `describe.skipIf`: whether all of these programs are on this machine. */
export const isInstalled = (...programs: string[]) => programs.every((one) => existsSync(placeOf(one)))

/** A port of that address that was free a moment ago, for UDP and for TCP. */
export async function freeDnsPort(address = '127.0.0.1'): Promise<number> {
  for (let turn = 0; turn < 50; turn++) {
    const probe = createServer().listen(0, address)
    await once(probe, 'listening')
    const bound = probe.address()
    const port = typeof bound === 'object' && bound ? bound.port : 0
    const socket = createSocket('udp4')
    const free = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false))
      socket.bind(port, address, () => resolve(true))
    })
    socket.close()
    await new Promise((resolve) => probe.close(resolve))
    if (free) return port
  }
  throw new Error(`No port of ${address} is free`)
}

export interface Certificate {
  name: string
  certificate: string
  key: string
  /** The certificate as text: what a client is told to trust. */
  pem: string
}

/** A certificate for that name, signed by itself. */
export function makeCertificate(folder: string, name: string): Certificate {
  const certificate = join(folder, `${name}.pem`)
  const key = join(folder, `${name}.key`)
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=${name} -addext subjectAltName=DNS:${name}`
  execFileSync('openssl', [...words.split(' '), '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  return { name, certificate, key, pem: execFileSync('cat', [certificate], { encoding: 'utf8' }) }
}

/** A server as a process of its own. Its ports stay the same when it is started again. */
export interface DnsServer {
  readonly address: string
  readonly port: number
  readonly folder: string
  readonly configuration: string
  readonly pid: number | undefined
  /** What it said so far. */
  said(): string
  /** Ends it at once. */
  kill(): Promise<void>
  /** Starts it again after `kill`, with the configuration file as it is then. */
  start(): Promise<void>
  /** Stops its clock: sockets stay open and nobody answers. */
  pause(): void
  resume(): void
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

export interface Forward {
  address: string
  port: number
  /** Asked over TLS, under this name. */
  tlsName?: string
}

export interface UnboundOptions {
  address?: string
  upstreams?: readonly Forward[]
  /** Zones that are asked of an authoritative server: 'example.test'. */
  stubZones?: readonly { zone: string; address: string; port: number }[]
  /** Lines of DS or DNSKEY; with any, it validates. */
  trustAnchors?: readonly string[]
  /** Serves DoT and DoH besides, with a certificate for this name. */
  tlsName?: string
  /** PEM file of what it trusts as a client. */
  trust?: string
  /** Lines below `server:`. */
  more?: readonly string[]
}

export interface Unbound extends DnsServer {
  readonly dotPort: number
  readonly dohPort: number
  readonly certificate: Certificate | null
  /** Words for unbound-control: `execFile('unbound-control', [...control, 'status'])`. */
  readonly control: readonly string[]
}

export async function startUnbound(options: UnboundOptions = {}): Promise<Unbound> {
  const address = options.address ?? '127.0.0.1'
  const folder = mkdtempSync(join(tmpdir(), 'unbound-'))
  const [port, dotPort, dohPort] = [await freeDnsPort(address), await freeDnsPort(address), await freeDnsPort(address)]
  const certificate = options.tlsName ? makeCertificate(folder, options.tlsName) : null
  const configuration = join(folder, 'unbound.conf')
  writeFileSync(
    configuration,
    unboundLines(options, { address, folder, port, dotPort, dohPort, certificate }).join('\n'),
  )
  const served = await serve('unbound', ['-d', '-c', configuration], { address, port, folder, configuration })
  return { ...served, dotPort, dohPort, certificate, control: ['-c', configuration] }
}

interface UnboundPlace {
  address: string
  folder: string
  port: number
  dotPort: number
  dohPort: number
  certificate: Certificate | null
}

function unboundLines(options: UnboundOptions, { address, folder, port, dotPort, dohPort, certificate }: UnboundPlace) {
  const anchors = options.trustAnchors ?? []
  const forwards = options.upstreams ?? []
  return [
    'server:',
    '  chroot: ""\n  username: ""\n  pidfile: ""\n  use-syslog: no\n  logfile: ""\n  verbosity: 1\n  log-time-ascii: yes',
    `  directory: "${folder}"\n  interface: ${address}@${port}\n  access-control: 127.0.0.0/8 allow`,
    '  do-not-query-localhost: no\n  do-ip6: no\n  num-threads: 1\n  so-reuseport: no\n  msg-cache-size: 1m\n  rrset-cache-size: 1m',
    // Nothing is remembered: not what was answered, not which upstream failed.
    '  cache-max-ttl: 0\n  cache-max-negative-ttl: 0\n  infra-host-ttl: 1\n  infra-keep-probing: yes',
    '  local-zone: "test." nodefault\n  domain-insecure: "test."\n  qname-minimisation: no',
    `  module-config: "${anchors.length > 0 ? 'validator iterator' : 'iterator'}"`,
    ...anchors.map((anchor) => `  trust-anchor: "${anchor}"`),
    ...(certificate
      ? [
          `  interface: ${address}@${dotPort}\n  tls-port: ${dotPort}\n  interface: ${address}@${dohPort}\n  https-port: ${dohPort}`,
          `  tls-service-pem: "${certificate.certificate}"\n  tls-service-key: "${certificate.key}"`,
        ]
      : []),
    ...(options.trust ? [`  tls-cert-bundle: "${options.trust}"`] : []),
    ...(options.more ?? []).map((line) => `  ${line}`),
    `remote-control:\n  control-enable: yes\n  control-interface: "${folder}/control.sock"\n  control-use-cert: no`,
    ...(options.stubZones ?? []).map(
      (stub) => `stub-zone:\n  name: "${stub.zone}"\n  stub-addr: ${stub.address}@${stub.port}`,
    ),
    ...(forwards.length > 0
      ? [
          'forward-zone:\n  name: "."',
          ...(forwards.some(({ tlsName }) => tlsName) ? ['  forward-tls-upstream: yes'] : []),
          ...forwards.map((one) => `  forward-addr: ${one.address}@${one.port}${one.tlsName ? `#${one.tlsName}` : ''}`),
        ]
      : []),
    '',
  ]
}

export interface DnsdistOptions {
  address?: string
  upstreams: readonly Forward[]
  tlsName?: string
  /** Lines of Lua after the others. */
  more?: readonly string[]
}

export interface Dnsdist extends DnsServer {
  readonly dotPort: number
  readonly dohPort: number
  readonly certificate: Certificate | null
  /** Of its console: where it listens, and the key in base64. */
  readonly console: { address: string; port: number; key: string }
}

export async function startDnsdist(options: DnsdistOptions): Promise<Dnsdist> {
  const address = options.address ?? '127.0.0.1'
  const folder = mkdtempSync(join(tmpdir(), 'dnsdist-'))
  const port = await freeDnsPort(address)
  const [dotPort, dohPort, consolePort] = [
    await freeDnsPort(address),
    await freeDnsPort(address),
    await freeDnsPort(address),
  ]
  const certificate = options.tlsName ? makeCertificate(folder, options.tlsName) : null
  const key = Buffer.alloc(32, 7).toString('base64')
  const configuration = join(folder, 'dnsdist.conf')
  const files = certificate ? `'${certificate.certificate}', '${certificate.key}'` : ''
  const lines = [
    `setLocal('${address}:${port}')`,
    // It asks nobody outside about its own version.
    "setSecurityPollSuffix('')",
    `setKey('${key}')\ncontrolSocket('${address}:${consolePort}')`,
    ...(certificate
      ? [
          `addTLSLocal('${address}:${dotPort}', ${files})`,
          `addDOHLocal('${address}:${dohPort}', ${files}, { '/dns-query' })`,
        ]
      : []),
    ...options.upstreams.map(
      (one, at) => `newServer({ address='${one.address}:${one.port}', name='upstream-${at}', checkInterval=1 })`,
    ),
    ...(options.more ?? []),
    '',
  ]
  writeFileSync(configuration, lines.join('\n'))
  const words = ['--supervised', '--disable-syslog', '-C', configuration]
  const served = await serve('dnsdist', words, { address, port, folder, configuration })
  return { ...served, dotPort, dohPort, certificate, console: { address, port: consolePort, key } }
}

export interface SignedServer extends DnsServer {
  readonly zone: string
  /** The DS record of the zone, as a trust anchor for unbound. */
  readonly anchor: string
}

/** Knot DNS with one zone that it signs itself: `www`, `mail` and the apex have addresses. */
export async function startSigned(zone: string, address = '127.0.0.1'): Promise<SignedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'knot-'))
  const port = await freeDnsPort(address)
  const configuration = join(folder, 'knot.conf')
  writeFileSync(
    join(folder, 'zone.txt'),
    [
      `$ORIGIN ${zone}.`,
      '$TTL 60',
      '@ SOA ns hostmaster 1 60 60 600 1',
      '@ NS ns',
      'ns A 127.0.0.1',
      '@ A 192.0.2.1',
      'www A 192.0.2.80',
      'mail A 192.0.2.25',
      '',
    ].join('\n'),
  )
  writeFileSync(
    configuration,
    [
      `server:\n  rundir: "${folder}"\n  listen: ${address}@${port}`,
      `database:\n  storage: "${folder}"`,
      'log:\n  - target: stderr\n    any: warning',
      'policy:\n  - id: own\n    algorithm: ecdsap256sha256\n    single-type-signing: on',
      `zone:\n  - domain: ${zone}\n    storage: "${folder}"\n    file: zone.txt\n    dnssec-signing: on\n    dnssec-policy: own`,
      '',
    ].join('\n'),
  )
  const served = await serve('knotd', ['-c', configuration], { address, port, folder, configuration, name: zone })
  const said = execFileSync(placeOf('keymgr'), ['-c', configuration, zone, 'ds'], { encoding: 'utf8' })
  const anchor = said.split('\n').find((line) => / DS \d+ \d+ 2 /.test(line)) ?? said.split('\n')[0] ?? ''
  return { ...served, zone, anchor }
}

export interface Place {
  address: string
  port: number
  folder: string
  configuration: string
  /** What it is asked to see that it runs. */
  name?: string
}

export async function serve(program: string, words: readonly string[], place: Place): Promise<DnsServer> {
  let child: ChildProcess | undefined
  let said = ''
  async function kill(): Promise<void> {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    ending.kill('SIGKILL')
    await once(ending, 'exit')
  }
  async function start(): Promise<void> {
    const started = spawn(placeOf(program), words, { cwd: place.folder, stdio: ['pipe', 'pipe', 'pipe'] })
    child = started
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-20_000)
      })
    started.on('error', (error) => {
      said += String(error)
    })
    const until = Date.now() + 30_000
    while (Date.now() < until) {
      if (started.exitCode !== null || started.pid === undefined) break
      if (await answers(place)) return
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    await kill()
    throw new Error(`${program} did not start:\n${said}`)
  }
  await start().catch((error: unknown) => {
    rmSync(place.folder, { recursive: true, force: true })
    throw error
  })
  return {
    address: place.address,
    port: place.port,
    folder: place.folder,
    configuration: place.configuration,
    get pid() {
      return child?.pid
    },
    said: () => said,
    kill,
    start,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async stop() {
      child?.kill('SIGCONT')
      await kill()
      rmSync(place.folder, { recursive: true, force: true })
    },
  }
}

/** It runs when it takes connections: what it answers does not matter yet. */
async function answers({ address, port, name }: Place): Promise<boolean> {
  if (name !== undefined) return (await digOnce(address, port, name, 300))?.rcode === 'NOERROR'
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 500 })
    const end = (up: boolean) => {
      socket.destroy()
      resolve(up)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
}

export interface Dug {
  rcode: string
  addresses: string[]
}

/** One A question over UDP, as a plain client asks it; null: no answer in time. The witness beside the code that is tested. */
export function digOnce(address: string, port: number, name: string, milliseconds = 1000): Promise<Dug | null> {
  const socket = createSocket('udp4')
  const query = encode({ type: 'query', id: 4711, flags: RECURSION_DESIRED, questions: [{ type: 'A', name }] })
  return new Promise((resolve) => {
    const end = (dug: Dug | null) => {
      clearTimeout(timer)
      socket.close()
      resolve(dug)
    }
    const timer = setTimeout(() => end(null), milliseconds)
    socket.on('error', () => end(null))
    socket.on('message', (bytes) => {
      const packet = decode(bytes) as ReturnType<typeof decode> & { rcode: string }
      const addresses = (packet.answers ?? []).flatMap((one: Answer) => (one.type === 'A' ? [one.data] : []))
      end({ rcode: packet.rcode, addresses: addresses.sort() })
    })
    socket.send(query, port, address, (error) => (error ? end(null) : undefined))
  })
}
