// resolved.conf(5) and its drop-ins: the section [Resolve].
import { linesOf, plainName, type Reading } from './reading.ts'

export function readResolved(text: string, it: Reading): void {
  let section = ''
  let tls: string | null = null
  const servers: { number: number; line: string; value: string; role: 'used' | 'fallback' }[] = []
  let dnssec: string | null = null
  for (const { number, text: line } of linesOf(text, ['#', ';'])) {
    const head = /^\[([^\]]{1,60})\]$/.exec(line)
    if (head) {
      section = head[1] ?? ''
      continue
    }
    const [, word = '', value = ''] = /^([A-Za-z]{1,40})\s*=\s*(.*)$/.exec(line) ?? []
    if (section !== 'Resolve' || word === '') {
      it.skip(number, line, section === 'Resolve' ? 'Neither a section nor a setting.' : 'Stands outside of [Resolve].')
      continue
    }
    if (word === 'DNS' || word === 'FallbackDNS') {
      const role = word === 'DNS' ? 'used' : 'fallback'
      // An empty setting takes back what stood before.
      if (value === '') dropRole(servers, role)
      for (const one of value.split(/\s+/).filter(Boolean)) servers.push({ number, line, value: one, role })
    } else if (word === 'DNSOverTLS') tls = value.toLowerCase()
    else if (word === 'DNSSEC') dnssec = value.toLowerCase()
    else if (word === 'Domains') domains(number, line, value, it)
    else if (
      !/^(Cache|CacheFromLocalhost|DNSStubListener|DNSStubListenerExtra|LLMNR|MulticastDNS|ReadEtcHosts|ResolveUnicastSingleLabel|StaleRetentionSec)$/.test(
        word,
      )
    )
      it.skip(number, line, 'Not looked at, or not known.')
  }
  for (const { number, value, role } of servers) server(number, value, role, tls === 'yes' || tls === 'true', it)
  conclude(tls, dnssec, it)
}

function dropRole(servers: { role: string }[], role: string): void {
  for (let at = servers.length - 1; at >= 0; at--) if (servers[at]?.role === role) servers.splice(at, 1)
}

/** 111.222.333.444:9953%ifname#example.com, [1111:2222::3333]:9953%ifname#example.com */
function server(number: number, value: string, role: 'used' | 'fallback', tls: boolean, it: Reading): void {
  const [before = '', tlsName] = value.split('#')
  const plain = before.replace(/%[\w.-]{1,20}$/, '')
  const [, six, sixPort] = /^\[([0-9a-fA-F:.]{2,45})\](?::(\d{1,5}))?$/.exec(plain) ?? []
  const [, four, fourPort] = /^([0-9.]{7,15})(?::(\d{1,5}))?$/.exec(plain) ?? []
  const port = sixPort ?? fourPort
  const asked = {
    transport: tls ? ('dot' as const) : ('udp' as const),
    port: port === undefined ? undefined : Number(port),
    tlsName,
    role,
  }
  it.resolver(number, value, six ?? four ?? plain, asked)
}

function domains(number: number, line: string, value: string, it: Reading): void {
  for (const one of value.split(/\s+/).filter(Boolean).slice(0, 100)) {
    if (one === '~.') it.read(number, line, 'All names go to these servers, whatever the network hands out.')
    else if (one.startsWith('~') && plainName(one.slice(1)) !== null) it.zone(number, line, one.slice(1), [], null)
    else it.read(number, line, 'Short names are tried below this.')
  }
}

function conclude(tls: string | null, dnssec: string | null, it: Reading): void {
  const { result } = it
  if (tls === 'opportunistic')
    it.remark(
      'DNSOverTLS=opportunistic: encrypted if the server can, plain otherwise, and nobody is checked. Counted as plain.',
    )
  if (dnssec === 'yes' || dnssec === 'true') result.validates = true
  else if (dnssec === 'no' || dnssec === 'false') result.validates = false
  else if (dnssec === 'allow-downgrade') {
    result.validates = false
    it.remark('DNSSEC=allow-downgrade: somebody on the way can switch validation off. Counted as no validation.')
  } else it.remark('DNSSEC does not stand here; what holds then depends on how systemd was built.')
  if (result.resolvers.some(({ role }) => role === 'used')) {
    result.bootstrap = 'address'
    it.remark('Servers that a link gets by DHCP are asked as well, unless Domains=~. stands here.')
  } else it.remark('No DNS= stands here: servers come from each link, mostly by DHCP.')
}
