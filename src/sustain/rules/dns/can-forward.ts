// Which resolvers can send names where, and by which transport: said before anything is touched.
import { readPrefix } from '#kernel/network.ts'
import type { ControlKind } from '../../model/failover.ts'
import type { Transport, Upstream } from '../../model/resolvers.ts'

type Can = true | string

const doh = 'it cannot forward over HTTPS'
const tcpOnly = 'it cannot be told to use TCP alone for one upstream'

const table: Record<ControlKind, Record<Transport, Can>> = {
  unbound: { udp: true, tcp: tcpOnly, dot: true, doh },
  dnsdist: { udp: true, tcp: tcpOnly, dot: true, doh: true },
  'knot-resolver': { udp: true, tcp: tcpOnly, dot: true, doh },
  'systemd-resolved': { udp: true, tcp: tcpOnly, dot: true, doh },
  bind: { udp: true, tcp: tcpOnly, dot: 'BIND before 9.19 cannot forward over TLS', doh },
}

/** Each reason why a resolver of this kind cannot be pointed there; empty: it can. */
export function whyNotForward(kind: ControlKind, upstreams: readonly Upstream[]): string[] {
  const reasons = upstreams.flatMap((one) => [...whyNotAddress(one), ...whyNotTransport(kind, one)])
  const kinds = new Set(upstreams.map(({ transport }) => transport))
  if (kind !== 'dnsdist' && kinds.size > 1)
    reasons.push(`${kind} sends names either in the clear or over TLS; name upstreams of one transport only.`)
  const places = upstreams.map(placeOf)
  if (new Set(places).size < places.length) reasons.push('An address and port is named twice among the upstreams.')
  return reasons
}

function whyNotTransport(kind: ControlKind, { name, transport }: Upstream): string[] {
  const can = table[kind][transport]
  return can === true ? [] : [`${kind} cannot use "${name}" (${transport}): ${can}.`]
}

/** An address that is none, or TLS that nobody could check. */
export function whyNotAddress({ name, address, transport, tlsName }: Upstream): string[] {
  const read = readPrefix(address)
  const reasons = read.ok && !address.includes('/') ? [] : [`"${name}": ${address} is no address.`]
  if ((transport === 'dot' || transport === 'doh') && !tlsName)
    reasons.push(`"${name}" has no tlsName: over ${transport} nobody could tell whether it is the right one.`)
  return reasons
}

const standardPorts: Record<Transport, number> = { udp: 53, tcp: 53, dot: 853, doh: 443 }

export function portOf({ port, transport }: Upstream): number {
  return port ?? standardPorts[transport]
}

export function placeOf(upstream: Upstream): string {
  return `${upstream.address.toLowerCase()}@${portOf(upstream)}`
}
