// The commands by which each kind of resolver is pointed elsewhere and back, as text for a playbook. Nothing here carries them out.
import type { ControlKind } from '../../model/failover.ts'
import type { Guideline, Variant } from '../../model/guideline.ts'
import type { Upstream } from '../../model/resolvers.ts'
import type { KnownResolvers } from '../resolvers/known.ts'
import { upstreamsOf } from './plan-from.ts'
import { canForward } from './transports.ts'

export interface Commands {
  save: string
  move: string
  /** Written out on a line of its own for zones that stay. */
  keep: string
  verify: string
  back: string
}

const tls = ({ transport }: Upstream) => transport === 'dot' || transport === 'doh'

export function commandsFor(kind: ControlKind, it: Guideline, variant: Variant, known: KnownResolvers): Commands {
  const upstreams = variant.fallback.flatMap(({ resolver, transport }) => {
    const one = known.byId.get(resolver)
    return one && canForward(kind, transport) ? upstreamsOf(one, transport, 'both') : []
  })
  const zones = it.exclusions.map(({ zone }) => zone)
  return { ...makers[kind](upstreams, zones), verify: verifyWith(it) }
}

type Maker = (upstreams: readonly Upstream[], zones: readonly string[]) => Omit<Commands, 'verify'>

const at = (one: Upstream, port: number) => `${one.address}@${one.port ?? port}`
const named = (one: Upstream) => (one.tlsName ? `${at(one, 853)}#${one.tlsName}` : at(one, 853))
const keepOwn = (zones: readonly string[], how: string) =>
  zones.length === 0 ? 'echo "no zone is excluded"' : `echo "these stay where they are (${how}): ${zones.join(' ')}"`

const loadUnbound =
  'unbound-checkconf && unbound-control reload_keep_cache && unbound-control flush_infra all && unbound-control flush_bogus && unbound-control flush_negative'

const makers: Record<ControlKind, Maker> = {
  // unbound-control of 1.17 adds no forwarder over TLS: the file that unbound.conf includes is written, and the cache kept.
  unbound: (upstreams, zones) => ({
    save: 'cp -a /etc/unbound/forwards.conf /etc/unbound/forwards.before',
    move: `printf 'forward-zone:\\n  name: "."\\n${upstreams.some(tls) ? '  forward-tls-upstream: yes\\n' : ''}${upstreams.map((one) => `  forward-addr: ${tls(one) ? named(one) : at(one, 53)}\\n`).join('')}' > /etc/unbound/forwards.conf && ${loadUnbound}`,
    keep: keepOwn(zones, 'forward and stub zones of their own are more specific than the root'),
    back: `cp -a /etc/unbound/forwards.before /etc/unbound/forwards.conf && ${loadUnbound}`,
  }),
  dnsdist: (upstreams, zones) => ({
    save: "dnsdist -e 'showServers()' > /var/lib/dnsdist/servers.before",
    move: `dnsdist -e '${upstreams.map((one) => `newServer({${luaServer(one)}, pool="failover"})`).join('; ')}; addAction(AllRule(), PoolAction("failover"), {name="failover"})'`,
    keep: keepOwn(zones, 'rules with a pool of their own stand before the rule named failover'),
    back: 'dnsdist -e \'rmRule("failover"); for _, s in ipairs(getPoolServers("failover")) do s:rmPool("failover"); rmServer(s) end\'',
  }),
  'knot-resolver': (upstreams, zones) => ({
    save: 'echo "the rule that is added has a number, which is kept in /var/lib/knot-resolver/failover.id"',
    move: `echo 'failover = policy.add(policy.all(policy.${upstreams.some(tls) ? 'TLS_FORWARD' : 'FORWARD'}({${upstreams.map(luaUpstream).join(', ')}}))); cache.clear()' | socat - UNIX-CONNECT:/run/knot-resolver/control/1`,
    keep: keepOwn(zones, 'policies for a suffix stand before the one for all names'),
    back: "echo 'policy.del(failover.id); cache.clear()' | socat - UNIX-CONNECT:/run/knot-resolver/control/1",
  }),
  'systemd-resolved': (upstreams, zones) => ({
    save: 'cp -a /etc/systemd/resolved.conf.d /var/lib/tocsin/resolved.before',
    move: `printf '[Resolve]\\nDNS=\\nDNS=${upstreams.map((one) => (one.tlsName ? `${one.address}#${one.tlsName}` : one.address)).join(' ')}\\nDNSOverTLS=${upstreams.some(tls) ? 'yes' : 'no'}\\nDomains=~.\\n' > /etc/systemd/resolved.conf.d/90-failover.conf && systemctl reload-or-restart systemd-resolved`,
    keep: keepOwn(zones, 'links with a routing domain keep it'),
    back: 'rm /etc/systemd/resolved.conf.d/90-failover.conf && systemctl reload-or-restart systemd-resolved',
  }),
  bind: (upstreams, zones) => ({
    save: 'cp -a /etc/bind/forwarders.conf /etc/bind/forwarders.before',
    move: `printf 'forward only;\\nforwarders { ${upstreams.map((one) => `${one.address};`).join(' ')} };\\n' > /etc/bind/forwarders.conf && named-checkconf && rndc reconfig && rndc flush`,
    keep: keepOwn(zones, 'zones of type forward keep their own forwarders'),
    back: 'cp -a /etc/bind/forwarders.before /etc/bind/forwarders.conf && named-checkconf && rndc reconfig && rndc flush',
  }),
}

function luaServer(one: Upstream): string {
  const { address, port, tlsName, path, transport } = one
  const standard = transport === 'dot' ? 853 : transport === 'doh' ? 443 : 53
  const host = address.includes(':') ? `[${address}]` : address
  const secured = tls(one) ? `, tls="openssl", subjectName="${tlsName ?? ''}", validateCertificates=true` : ''
  return `address="${host}:${port ?? standard}"${secured}${transport === 'doh' ? `, dohPath="${path ?? '/dns-query'}"` : ''}`
}

function luaUpstream(one: Upstream): string {
  return tls(one) ? `{"${at(one, 853)}", hostname="${one.tlsName ?? ''}"}` : `"${at(one, 53)}"`
}

function verifyWith({ health: { questions } }: Guideline): string {
  const lines = questions.slice(0, 10).map(({ name, type, expect }) => {
    const wanted = expect === 'answers' ? 'NOERROR' : expect === 'nxdomain' ? 'NXDOMAIN' : 'SERVFAIL'
    return `dig +time=2 +tries=1 @127.0.0.1 ${name} ${type} | grep -q 'status: ${wanted}'`
  })
  return lines.join(' && ')
}
