// What is written for resolvers: only what moves is changed, and nothing from outside can be more than a value.
import { expect, test } from 'vitest'
import type { Upstream } from '../../model/resolvers.ts'
import { bindForwarders, bindUpstreams, bindZones, saysOnlyForwarders } from './bind-text.ts'
import { whyNotForward } from './can-forward.ts'
import { moveLua, poolServers, readPool } from './dnsdist-text.ts'
import { knotRules, moveKnotLua } from './knot-text.ts'
import { luaString } from './lua-text.ts'
import { linkDomains, resolvedDropIn } from './resolved-text.ts'
import { movedUnbound, rootUpstreams, withoutZone, zonesListed } from './unbound-text.ts'

const clear: Upstream = { name: 'Clear', transport: 'udp', address: '198.51.100.1', unionBased: true }
const tls: Upstream = {
  name: 'TLS',
  transport: 'dot',
  address: '2001:db8::1',
  tlsName: 'dns.example',
  unionBased: true,
}

const forwards = `# ours
forward-zone:
  name: "int.example"
  forward-addr: 192.0.2.9
forward-zone:
  name: "."   # all
  forward-first: no
  forward-addr: 192.0.2.53@5353
`

test('of a file of unbound only the zone of all names is changed', () => {
  expect(rootUpstreams(forwards)).toEqual(['192.0.2.53@5353'])
  const moved = movedUnbound(forwards, [tls], [], 'mark')
  if (!moved.ok) throw new Error(moved.why)
  expect(moved.text).toContain('# mark\n# ours\nforward-zone:\n  name: "int.example"\n  forward-addr: 192.0.2.9')
  expect(moved.text).not.toContain('192.0.2.53')
  expect(moved.text).toContain('forward-tls-upstream: yes\n    forward-addr: 2001:db8::1@853#dns.example\n')
  expect(rootUpstreams(moved.text)).toEqual(['2001:db8::1@853#dns.example'])
})

test('an excluded zone goes on as all names went before, with everything that was said of them', () => {
  const moved = movedUnbound(forwards, [clear], ['corp.example'], 'mark')
  if (!moved.ok) throw new Error(moved.why)
  expect(moved.text).toContain('name: "corp.example"\n  forward-first: no\n  forward-addr: 192.0.2.53@5353')
  expect(movedUnbound('', [clear], ['corp.example'], 'mark')).toMatchObject({ ok: false })
  expect(movedUnbound(forwards + forwards, [clear], [], 'mark')).toMatchObject({ ok: false })
})

test('a zone has a place of its own when it or one above it is listed', () => {
  expect(withoutZone(['a.corp.example', 'other.test'], ['.', 'corp.example'])).toEqual(['other.test'])
  expect(zonesListed('. IN forward 192.0.2.1\ncorp.example. IN stub noprime 192.0.2.2\n')).toHaveLength(2)
  expect(zonesListed('<html>no</html>')).toBeNull()
})

test('BIND: a file that says more than forwarders is not replaced', () => {
  const text = '// usual\nforward first;\nforwarders { 192.0.2.1 port 5353; 2001:db8::2; }; # all'
  expect(saysOnlyForwarders(text)).toBe(true)
  expect(bindUpstreams(text)).toEqual(['192.0.2.1@5353', '2001:db8::2'])
  expect(saysOnlyForwarders(`${text}\nrecursion no;`)).toBe(false)
  expect(bindForwarders([clear], 'mark')).toBe('// mark\nforward only;\nforwarders {\n    198.51.100.1 port 53;\n};\n')
  expect(bindZones('zone "corp.example" IN {\n\ttype forward;\n};\nzone "." { };')).toEqual(['corp.example'])
})

test('systemd-resolved: earlier lists are dropped, and TLS is asked for where the upstream has it', () => {
  expect(resolvedDropIn([tls], 'mark')).toBe(
    '# mark\n[Resolve]\nDNS=\nDNS=[2001:db8::1]:853#dns.example\nFallbackDNS=\nDomains=~.\nDNSOverTLS=yes\n',
  )
  expect(linkDomains('Global:\nLink 2 (eth0): ~.\nLink 3 (tun0): corp.example ~int.example')).toEqual([
    'corp.example',
    'int.example',
  ])
})

test('in Lua a value from outside is a string whatever stands in it', () => {
  expect(luaString("a'] os.execute('x")).toBe("'a\\039\\093\\032os\\046execute\\040\\039x'")
  const hostile = "x') os.execute('touch /tmp/x') --"
  const move = { pool: '', upstreams: [clear], exclusions: [hostile], usual: [hostile], ask: hostile, forgetAll: true }
  for (const lua of [moveLua(move), moveKnotLua([clear], [hostile], true), readPool(hostile)]) {
    expect(lua).not.toContain('os.execute')
    expect(lua).not.toContain('\n')
  }
})

test('what is no answer is none', () => {
  expect(poolServers('Error: boom')).toBeNull()
  expect(poolServers('TOCSIN\nonly one field')).toBeNull()
  expect(poolServers('TOCSIN\n')).toEqual([])
  expect(knotRules('TOCSIN\n1 own all works\n2 ours some works')).toEqual([
    { id: '1', ours: false, all: true },
    { id: '2', ours: true, all: false },
  ])
  expect(knotRules('TOCSIN\nnil')).toBeNull()
})

test('what a resolver cannot do is said before: transports, mixtures, names, addresses', () => {
  const doh: Upstream = { ...tls, name: 'DoH', transport: 'doh' }
  expect(whyNotForward('dnsdist', [clear, tls, doh])).toEqual([])
  expect(whyNotForward('bind', [tls]).join(' ')).toContain('BIND before 9.19')
  expect(whyNotForward('unbound', [clear, tls]).join(' ')).toContain('one transport only')
  expect(whyNotForward('unbound', [{ ...clear, address: '198.51.100.300' }]).join(' ')).toContain('is no address')
  expect(whyNotForward('unbound', [clear, clear]).join(' ')).toContain('named twice')
})
