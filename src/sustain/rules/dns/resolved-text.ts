// The drop-in of systemd-resolved as text, and the routing domains of its links.
import type { Upstream } from '../../model/resolvers.ts'
import { portOf } from './can-forward.ts'
import { plainZone } from './unbound-text.ts'

/** `DNS=` with nothing first: the lists of earlier files are dropped. `~.`: names go here before they go to a link. */
export function resolvedDropIn(upstreams: readonly Upstream[], mark: string): string {
  const tls = upstreams.some(({ transport }) => transport === 'dot')
  const lines = [
    `# ${mark}`,
    '[Resolve]',
    'DNS=',
    `DNS=${upstreams.map(resolvedAddress).join(' ')}`,
    'FallbackDNS=',
    'Domains=~.',
    `DNSOverTLS=${tls ? 'yes' : 'no'}`,
  ]
  return `${lines.join('\n')}\n`
}

function resolvedAddress(upstream: Upstream): string {
  const address = upstream.address.includes(':') ? `[${upstream.address}]` : upstream.address
  const name = upstream.transport === 'dot' && upstream.tlsName ? `#${upstream.tlsName}` : ''
  return `${address}:${portOf(upstream)}${name}`
}

export function resolvedUpstreams(text: string): string[] {
  return [...text.matchAll(/^\s*DNS=(.+)$/gm)].flatMap(([, list = '']) => list.trim().split(/\s+/))
}

/** Of `resolvectl domain`: "Link 3 (tun0): corp.example ~int.example". Names of links alone, '~.' aside. */
export function linkDomains(text: string): string[] {
  const found = text
    .split('\n')
    .flatMap((line) => /^Link \d+ \([^)]*\):(.*)$/.exec(line)?.[1]?.trim().split(/\s+/) ?? [])
  return [...new Set(found.map((name) => plainZone(name.replace(/^~/, ''))))]
    .filter((name) => name && name !== '.')
    .sort()
}
