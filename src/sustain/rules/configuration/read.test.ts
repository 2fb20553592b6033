// What is read out of the configurations of seven programs, with lines; and that what a file does not say is not guessed.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ConfigurationForm, ReadConfiguration } from '../../model/resolver-configuration.ts'
import type { KnownResolver } from '../../model/resolvers.ts'
import { indexResolvers } from '../resolvers/known.ts'
import { readConfiguration } from './read.ts'

const file = JSON.parse(readFileSync(new URL('../../../../data/sustain/resolvers.json', import.meta.url), 'utf8'))
const known = indexResolvers(file.resolvers as KnownResolver[])

function read(text: string, name = 'file', form?: ConfigurationForm): ReadConfiguration {
  const answer = readConfiguration({ name, text, form }, known)
  if (!answer.ok) throw new Error(answer.why)
  return answer.value
}

const asked = ({ resolvers }: ReadConfiguration) =>
  resolvers.map(({ address, tlsName, transport, role, port, known: id }) => [
    address ?? tlsName,
    transport,
    role,
    port ?? null,
    id,
  ])

describe('resolv.conf', () => {
  test('the first three servers count, the first is in use and the others stand by', () => {
    const it = read(
      '# mine\nnameserver 86.54.11.100\nnameserver 10.0.0.1 ; inner\nnameserver 2620:FE::FE\nnameserver 1.1.1.1\nsearch corp.example\n',
    )
    expect(asked(it)).toEqual([
      ['86.54.11.100', 'udp', 'used', null, 'dns4eu-unfiltered'],
      ['10.0.0.1', 'udp', 'fallback', null, null],
      ['2620:fe::fe', 'udp', 'fallback', null, 'quad9'],
    ])
    expect(it.notRead).toEqual([
      { line: 5, text: 'nameserver 1.1.1.1', means: 'The C library asks the first three only.' },
    ])
  })

  test('whether addresses came by DHCP is not in the file, so the bootstrap stays unknown and it is said', () => {
    const it = read('nameserver 192.0.2.1\n')
    expect(it.bootstrap).toBeNull()
    expect(it.validates).toBeNull()
    expect(it.remarks.join()).toContain('DHCP')
  })

  test('what is no address is left out with its line', () => {
    const it = read('nameserver 300.1.1.1\nnameserver 192.0.2.1\n')
    expect(it.notRead).toEqual([{ line: 1, text: 'nameserver 300.1.1.1', means: 'That is no address.' }])
    expect(it.resolvers).toHaveLength(1)
  })
})

describe('unbound.conf', () => {
  test('forwarders over TLS with their names, zones of their own, and validation', () => {
    const it = read(`server:
  auto-trust-anchor-file: "/var/lib/unbound/root.key"
  local-zone: "home.example." static
stub-zone:
  name: "corp.example"
  stub-addr: 10.0.0.53
forward-zone:
  name: "."
  forward-tls-upstream: yes
  forward-addr: 86.54.11.100@853#unfiltered.joindns4.eu # first
  forward-addr: 2001:148f:ffff::1@853#odvr.nic.cz
`)
    expect(it.form).toBe('unbound')
    expect(asked(it)).toEqual([
      ['86.54.11.100', 'dot', 'used', 853, 'dns4eu-unfiltered'],
      ['2001:148f:ffff::1', 'dot', 'used', 853, 'cznic-odvr'],
    ])
    expect(it.resolvers[0]?.tlsName).toBe('unfiltered.joindns4.eu')
    expect(it.validates).toBe(true)
    expect(it.bootstrap).toBe('address')
    expect(it.internalZones).toEqual([
      { name: 'home.example', servers: [], survives: true },
      { name: 'corp.example', servers: ['10.0.0.53'], survives: true },
    ])
  })

  test('without a forward zone it asks the authoritative servers itself', () => {
    const it = read('server:\n  trust-anchor-file: "/root.key"\n')
    expect(it.resolvers.map(({ how }) => how)).toEqual(['recursion'])
  })

  test('an included file may hold what does not stand here: nothing is concluded', () => {
    const it = read('include: "/etc/unbound/unbound.conf.d/*.conf"\nserver:\n  verbosity: 1\n')
    expect(it.resolvers).toEqual([])
    expect(it.validates).toBeNull()
    expect(it.remarks.join()).toContain('included')
    expect(it.notRead[0]).toMatchObject({ line: 1 })
  })

  test('a forwarder that is known by its name alone must itself be found', () => {
    const it = read('server:\nforward-zone:\n  name: "."\n  forward-host: dns.example\n')
    expect(it.bootstrap).toBe('name')
    expect(it.resolvers[0]).toMatchObject({ address: null, tlsName: 'dns.example' })
  })

  test.each([
    ['val-permissive-mode: yes', false],
    ['module-config: "iterator"', false],
    ['verbosity: 1', true],
  ])('with %s and a trust anchor validation is %s', (line, validates) => {
    expect(read(`server:\n  auto-trust-anchor-file: "/k"\n  ${line}\n`, 'unbound.conf').validates).toBe(validates)
  })
})

describe('named.conf', () => {
  test('forwarders in blocks, with ports, over TLS, and zones of types that stay', () => {
    const it = read(`// main
tls eu { remote-hostname "unfiltered.joindns4.eu"; };
options {
  /* two
     lines */
  forwarders port 853 tls eu { 86.54.11.100; 86.54.11.200 port 8853; };
  forward only; dnssec-validation auto;
};
zone "." { type hint; file "/usr/share/dns/root.hints"; };
zone "corp.example" IN { type forward; forwarders { 10.0.0.53; }; };
zone "10.in-addr.arpa" { type master; file "x"; };
`)
    expect(it.form).toBe('bind')
    expect(asked(it)).toEqual([
      ['86.54.11.100', 'dot', 'used', 853, 'dns4eu-unfiltered'],
      ['86.54.11.200', 'dot', 'used', 8853, 'dns4eu-unfiltered'],
    ])
    expect(it.resolvers[0]?.tlsName).toBe('unfiltered.joindns4.eu')
    expect(it.read.find(({ means }) => means.includes('86.54.11.100'))?.line).toBe(6)
    expect(it.validates).toBe(true)
    expect(it.internalZones).toEqual([{ name: 'corp.example', servers: ['10.0.0.53'], survives: true }])
  })

  test('forwarders in a view count; without a word on validation nothing is concluded', () => {
    const it = read('view "in" { forwarders { 192.0.2.7; }; };\n', 'named.conf')
    expect(asked(it).map(([address]) => address)).toEqual(['192.0.2.7'])
    expect(it.validates).toBeNull()
  })

  test('a brace that is never closed is named with its line, and what stood before it is kept', () => {
    const it = read('options {\n forwarders { 192.0.2.7; };\n', 'named.conf')
    expect(it.notRead[0]?.means).toContain('never closed')
    expect(it.resolvers).toHaveLength(1)
  })

  test('an empty list of forwarders is no forwarder', () => {
    expect(read('options { forwarders { }; };', 'named.conf').resolvers.map(({ how }) => how)).toEqual(['recursion'])
  })
})

describe('kresd.conf', () => {
  test('policies for all names and for a suffix, over TLS with names', () => {
    const it = read(`-- comment policy.add(policy.all(policy.FORWARD('9.9.9.9')))
net.listen('127.0.0.1', 53)
policy.add(policy.suffix(policy.FORWARD({'10.0.0.53'}), {todname('corp.example')}))
policy.add(policy.all(policy.TLS_FORWARD({
  {'86.54.11.100', hostname='unfiltered.joindns4.eu'},
  {'2001:148f:ffff::1', hostname="odvr.nic.cz"},
})))
`)
    expect(it.form).toBe('knot-resolver')
    expect(asked(it)).toEqual([
      ['86.54.11.100', 'dot', 'used', null, 'dns4eu-unfiltered'],
      ['2001:148f:ffff::1', 'dot', 'used', null, 'cznic-odvr'],
    ])
    expect(it.internalZones).toEqual([{ name: 'corp.example', servers: ['10.0.0.53'], survives: true }])
    expect(it.validates).toBe(true)
    expect(it.remarks.join()).toContain('default')
  })

  test('what is decided by a program is said, not guessed', () => {
    const it = read(
      "if hostname() == 'a' then\n  policy.add(policy.all(policy.FORWARD('192.0.2.1')))\nend\n",
      'kresd.conf',
    )
    expect(it.notRead[0]).toMatchObject({ line: 1, means: 'A program decides here; what it does was not worked out.' })
    expect(it.remarks.join()).toContain('within a block')
  })

  test('a trust anchor that is taken away ends validation', () => {
    expect(read("net.listen('::1')\ntrust_anchors.remove('.')\n").validates).toBe(false)
  })
})

describe('dnsdist.conf', () => {
  test('servers, their order, pools of their own and ways over TLS and HTTPS; keys are not shown', () => {
    const it = read(`setKey("c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTIzNDU2Nzg=")
setServerPolicy(firstAvailable)
newServer({address="[2a13:1001::86:54:11:100]:853", tls="openssl", subjectName="unfiltered.joindns4.eu", order=2})
newServer({address="193.17.47.1:443", tls="openssl", subjectName="odvr.nic.cz", dohPath="/doh", order=1})
newServer({address="10.0.0.53", pool="internal"})
addAction({"corp.example", "lan"}, PoolAction("internal"))
`)
    expect(it.form).toBe('dnsdist')
    expect(asked(it)).toEqual([
      ['193.17.47.1', 'doh', 'used', 443, 'cznic-odvr'],
      ['2a13:1001::86:54:11:100', 'dot', 'fallback', 853, 'dns4eu-unfiltered'],
    ])
    expect(it.internalZones.map(({ name, servers }) => [name, servers])).toEqual([
      ['corp.example', ['10.0.0.53']],
      ['lan', ['10.0.0.53']],
    ])
    expect(it.validates).toBeNull()
    expect(JSON.stringify(it)).not.toContain('c2VjcmV0')
  })
})

describe('resolved.conf', () => {
  test('servers with names, fallbacks, and a routing domain', () => {
    const it = read(`[Resolve]
DNS=86.54.11.100#unfiltered.joindns4.eu [2001:148f:ffff::1]:853#odvr.nic.cz
FallbackDNS=9.9.9.9%eth0#dns.quad9.net
DNSOverTLS=yes
DNSSEC=yes
Domains=~. ~corp.example
`)
    expect(asked(it)).toEqual([
      ['86.54.11.100', 'dot', 'used', null, 'dns4eu-unfiltered'],
      ['2001:148f:ffff::1', 'dot', 'used', 853, 'cznic-odvr'],
      ['9.9.9.9', 'dot', 'fallback', null, 'quad9'],
    ])
    expect(it.validates).toBe(true)
    expect(it.internalZones).toEqual([{ name: 'corp.example', servers: [], survives: null }])
  })

  test('opportunistic encryption counts as plain, and a downgrade as no validation', () => {
    const it = read('[Resolve]\nDNS=192.0.2.1\nDNSOverTLS=opportunistic\nDNSSEC=allow-downgrade\n')
    expect(it.resolvers[0]?.transport).toBe('udp')
    expect(it.validates).toBe(false)
    expect(it.remarks.join()).toMatch(/opportunistic.*allow-downgrade/s)
  })

  test('an empty setting takes back what stood before', () => {
    expect(asked(read('[Resolve]\nDNS=192.0.2.1\nDNS=\nDNS=192.0.2.2\n')).map(([address]) => address)).toEqual([
      '192.0.2.2',
    ])
  })
})

describe('dnsmasq.conf', () => {
  test('servers with ports, zones between slashes, strict order', () => {
    const it = read(
      'no-resolv\nstrict-order\nserver=192.0.2.1#5353\nserver=86.54.11.100@eth0\nserver=/corp.example/lan/10.0.0.53\nlocal=/home/\nserver=/public.example/#\n',
    )
    expect(it.form).toBe('dnsmasq')
    expect(asked(it)).toEqual([
      ['192.0.2.1', 'udp', 'used', 5353, null],
      ['86.54.11.100', 'udp', 'fallback', null, 'dns4eu-unfiltered'],
    ])
    expect(it.internalZones.map(({ name }) => name)).toEqual(['corp.example', 'lan', 'home'])
    expect(it.validates).toBe(false)
  })
})

test('the form is told from the content before the name, and refused when neither tells it', () => {
  expect(read('[Resolve]\nDNS=192.0.2.1\n', 'resolv.conf').form).toBe('systemd-resolved')
  expect(read('', 'unbound.conf').form).toBe('unbound')
  expect(readConfiguration({ name: 'x', text: 'hello world' }, known)).toMatchObject({ ok: false })
  expect(readConfiguration({ name: 'unbound.conf', text: 'a\0b' }, known)).toMatchObject({ ok: false })
})

test('a resolver that stands there twice is one', () => {
  expect(read('nameserver 192.0.2.1\nnameserver 192.0.2.1\n').resolvers).toHaveLength(1)
})

test('what moves a cursor is not shown', () => {
  const it = read('nameserver 192.0.2.1\nfoo \u001b[2J\u202eevil\n', 'resolv.conf')
  expect(JSON.stringify(it.notRead)).not.toMatch(/\\u001b|\u202e/)
})
