// Resolvers as people write them.
import { describe, expect, test } from 'vitest'
import { upstreamFrom } from './sustain-dns-check.ts'

describe('a resolver is written as', () => {
  test.each([
    ['9.9.9.9', { transport: 'udp', address: '9.9.9.9' }],
    ['127.0.0.1:5353', { transport: 'udp', address: '127.0.0.1', port: 5353 }],
    ['2620:fe::fe', { transport: 'udp', address: '2620:fe::fe' }],
    ['[2620:fe::fe]:53', { transport: 'udp', address: '2620:fe::fe', port: 53 }],
    ['tcp://9.9.9.9', { transport: 'tcp', address: '9.9.9.9' }],
    ['tls://86.54.11.100#unfiltered.joindns4.eu', { transport: 'dot', tlsName: 'unfiltered.joindns4.eu' }],
    ['tls://[2a13:1001::1]:853#a.example', { transport: 'dot', address: '2a13:1001::1', port: 853 }],
    ['https://86.54.11.100/dns-query', { transport: 'doh', address: '86.54.11.100', path: '/dns-query' }],
    ['https://doh.example@192.0.2.1:8443/q', { transport: 'doh', port: 8443, tlsName: 'doh.example', path: '/q' }],
  ])('%s', (text, upstream) => {
    expect(upstreamFrom(text)).toMatchObject({ name: text, unionBased: false, ...upstream })
  })

  test.each([
    ...['', 'resolver.example.org', 'https://doh.example/dns-query', 'ftp://127.0.0.1', 'tls://', '-1.2.3.4'],
    ...['127.0.0.1:70000', '127.0.0.1:0', '1.2.3', '1.2.3.4.5', '[::1', '::1::', 'tls://1.2.3.4#a b', '9.9.9.9; rm'],
  ])('and not as "%s"', (text) => {
    expect(() => upstreamFrom(text)).toThrow(/is no resolver/)
  })
})
