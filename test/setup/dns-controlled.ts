// Resolvers that can be changed: real ones with the entry of a control each, on loopback, forwarding to stubs that a test kills and revives.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ControlEntry } from '#sustain/model/controls.ts'
import { type DnsServer, freeDnsPort, serve, startDnsdist, startUnbound } from './dns-servers.ts'

export interface Place {
  address: string
  port: number
}

export interface Controlled {
  server: DnsServer
  entry: ControlEntry
}

export interface InternalZone extends Place {
  zone: string
}

const serves = (name: string, { address, port }: Place) =>
  ({ name, transport: 'udp', address, port, unionBased: false }) as const

/** With a file of forwards, or without: then only what runs is changed. */
export async function controlledUnbound(
  usual: Place,
  { inFile = true, internal }: { inFile?: boolean; internal?: InternalZone } = {},
): Promise<Controlled> {
  const folder = mkdtempSync(join(tmpdir(), 'unbound-forwards-'))
  const forwards = join(folder, 'forwards.conf')
  const zone = `forward-zone:\n  name: "."\n  # the usual one\n  forward-addr: ${usual.address}@${usual.port}\n`
  writeFileSync(forwards, zone)
  const server = await startUnbound({
    stubZones: internal ? [internal] : [],
    // What comes last in the block of the server may open blocks of its own.
    more: ['tls-cert-bundle: "/etc/ssl/certs/ca-certificates.crt"', `include: "${forwards}"`],
  })
  const common = { name: 'the-unbound', serves: serves('unbound', server), timeoutMilliseconds: 5000 }
  return {
    server,
    entry: {
      ...common,
      kind: 'unbound',
      config: server.configuration,
      ...(inFile ? { forwardsFile: forwards } : {}),
    },
  }
}

export async function controlledDnsdist(usual: Place): Promise<Controlled> {
  const server = await startDnsdist({ upstreams: [usual], more: ['setServerPolicy(firstAvailable)'] })
  return {
    server,
    entry: {
      name: 'the-dnsdist',
      kind: 'dnsdist',
      serves: serves('dnsdist', server),
      timeoutMilliseconds: 5000,
      config: server.configuration,
    },
  }
}

export async function controlledKnot(usual: Place, internal?: InternalZone): Promise<Controlled> {
  const folder = mkdtempSync(join(tmpdir(), 'kresd-'))
  const port = await freeDnsPort()
  const configuration = join(folder, 'kresd.conf')
  const socket = join(folder, 'control.sock')
  writeFileSync(
    configuration,
    [
      `net.listen('127.0.0.1', ${port}, { kind = 'dns' })`,
      `net.listen('${socket}', nil, { kind = 'control' })`,
      "modules = { 'policy' }",
      'cache.size = 10 * MB',
      'cache.min_ttl(0)',
      'cache.max_ttl(2)',
      "trust_anchors.remove('.')",
      ...(internal
        ? [
            `policy.add(policy.suffix(policy.STUB('${internal.address}@${internal.port}'), policy.todnames({ '${internal.zone}' })))`,
          ]
        : []),
      `policy.add(policy.all(policy.FORWARD({ '${usual.address}@${usual.port}' })))`,
      '',
    ].join('\n'),
  )
  const server = await serve('kresd', ['-n', '-c', configuration, folder], {
    address: '127.0.0.1',
    port,
    folder,
    configuration,
  })
  return {
    server,
    entry: {
      name: 'the-knot',
      kind: 'knot-resolver',
      serves: serves('Knot Resolver', server),
      timeoutMilliseconds: 5000,
      sockets: [socket],
    },
  }
}

export async function controlledBind(usual: Place, internal?: InternalZone): Promise<Controlled> {
  const folder = mkdtempSync(join(tmpdir(), 'named-'))
  const [port, rndcPort] = [await freeDnsPort(), await freeDnsPort()]
  const configuration = join(folder, 'named.conf')
  const forwarders = join(folder, 'forwarders.conf')
  const key = `key "rndc-key" { algorithm hmac-sha256; secret "${Buffer.alloc(32, 5).toString('base64')}"; };\n`
  const keyFile = join(folder, 'rndc.key')
  mkdirSync(join(folder, 'run'))
  writeFileSync(keyFile, key)
  writeFileSync(forwarders, `// the usual one\nforward only;\nforwarders { ${usual.address} port ${usual.port}; };\n`)
  writeFileSync(
    configuration,
    [
      key,
      `controls { inet 127.0.0.1 port ${rndcPort} allow { 127.0.0.1; } keys { "rndc-key"; }; };`,
      'options {',
      `  directory "${folder}"; pid-file "${folder}/run/named.pid"; session-keyfile "${folder}/run/session.key";`,
      `  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; recursion yes; allow-query { any; };`,
      '  dnssec-validation no; max-cache-ttl 1; max-ncache-ttl 1; servfail-ttl 0; qname-minimization off;',
      '  empty-zones-enable no; resolver-query-timeout 2000;',
      `  include "${forwarders}";`,
      '};',
      ...(internal
        ? [
            `zone "${internal.zone}" { type forward; forward only; forwarders { ${internal.address} port ${internal.port}; }; };`,
          ]
        : []),
      '',
    ].join('\n'),
  )
  const server = await serve('named', ['-g', '-n', '1', '-c', configuration], {
    address: '127.0.0.1',
    port,
    folder,
    configuration,
  })
  return {
    server,
    entry: {
      name: 'the-bind',
      kind: 'bind',
      serves: serves('BIND', server),
      timeoutMilliseconds: 5000,
      config: configuration,
      forwardersFile: forwarders,
      rndc: { keyFile, server: '127.0.0.1', port: rndcPort },
    },
  }
}
