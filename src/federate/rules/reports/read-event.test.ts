// What each form says of an event, and what is refused.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventForms } from '../../model/abuse-event.ts'
import { readEventTypes } from '../../store/reports/read-event-types.ts'
import { faultsIn } from './event-types.ts'
import { type Reading, readEvent } from './read-event.ts'

const reading: Reading = { types: readEventTypes(), tlp: 'GREEN', feed: 'file', now: '2027-03-10T12:00:00.000Z' }
const why = (form: (typeof eventForms)[number], value: unknown) => {
  const read = readEvent(form, value, reading)
  return read.ok ? 'ok' : `${read.refusal}: ${read.detail}`
}

const intelmq = {
  'classification.type': 'infected-system',
  'time.source': '2027-03-10T09:45:00+01:00',
  'source.ip': '2001:DB8:0:0::7',
  'source.port': '443',
  'source.asn': 64500,
  'source.geolocation.cc': 'el',
  'source.fqdn': 'Bücher.example.',
  'malware.name': 'a\u202ename',
  'feed.name': 'sinkhole',
  'feed.accuracy': 87.5,
}

test('an event of IntelMQ is read with its address and name in one spelling, flat or as a tree', () => {
  const read = readEvent('intelmq', intelmq, reading)
  expect(read).toMatchObject({
    ok: true,
    value: {
      kind: 'infected-system',
      at: '2027-03-10T08:45:00.000Z',
      source: { ip: '2001:db8::7', port: 443, asn: 64500, cc: 'GR', fqdn: 'xn--bcher-kva.example', url: null },
      malware: 'a name',
      feed: 'sinkhole',
      confidence: 88,
      tlp: 'GREEN',
    },
  })
  const { 'source.ip': ip, ...rest } = intelmq
  expect(readEvent('intelmq', { ...rest, source: { ip } }, reading)).toEqual(read)
})

test('a marking of its own counts where it is stricter, and never where it is looser', () => {
  const tlpOf = (tlp: string) => {
    const read = readEvent('intelmq', { ...intelmq, 'extra.tlp': tlp }, reading)
    return read.ok ? read.value.tlp : read.refusal
  }
  expect(['WHITE', 'TLP:AMBER', 'tlp:amber+strict', 'whatever'].map(tlpOf)).toEqual([
    'GREEN',
    'AMBER',
    'AMBER+STRICT',
    'RED',
  ])
})

test('an event of n6 has its category in the words of the taxonomy, its first address, and its restriction', () => {
  const n6 = {
    category: 'bots',
    time: '2027-03-10 08:00:00',
    source: 'provider.channel',
    restriction: 'need-to-know',
    confidence: 'high',
    address: [{ ip: '192.0.2.7', asn: 64501, cc: 'PL' }, { ip: '192.0.2.8' }],
    dport: 25,
    name: 'somebot',
  }
  expect(readEvent('n6', n6, reading)).toMatchObject({
    value: {
      kind: 'infected-system',
      at: '2027-03-10T08:00:00.000Z',
      source: { ip: '192.0.2.7', asn: 64501, cc: 'PL' },
      destination: { port: 25 },
      malware: 'somebot',
      confidence: 90,
      tlp: 'AMBER',
    },
  })
  expect(why('n6', { ...n6, category: 'odd' })).toBe('unreadable: category is none that is known: odd')
  expect(readEvent('n6', { ...n6, restriction: 'odd' }, reading)).toMatchObject({ value: { tlp: 'AMBER+STRICT' } })
})

test('a report of XARF v4 names its source by address, name or link; version 3 is read too', () => {
  const xarf = {
    xarf_version: '4.0.0',
    report_id: '01980f3c-8a00-7000-8000-000000000001',
    timestamp: '2027-03-10T08:00:00Z',
    reporter: { org: 'A hosting company', contact: 'abuse@host.example', domain: 'host.example' },
    category: 'connection',
    type: 'login_attack',
    confidence: 0.9,
  }
  const source = (source_identifier: string) => {
    const read = readEvent('x-arf', { ...xarf, source_identifier }, reading)
    return read.ok ? [read.value.kind, read.value.source.ip, read.value.source.fqdn, read.value.source.url] : read
  }
  expect(source('192.0.2.9')).toEqual(['brute-force', '192.0.2.9', null, null])
  expect(source('bad.example')).toEqual(['brute-force', null, 'bad.example', null])
  expect(source('https://bad.example/x')).toEqual(['brute-force', null, null, 'https://bad.example/x'])
  const older = {
    Version: '3',
    ReporterInfo: { ReporterOrg: 'Somebody' },
    Disclosure: false,
    Report: { ReportType: 'PortScan', Date: '2027-03-10T08:00:00Z', SourceIp: '192.0.2.9' },
  }
  expect(readEvent('x-arf', older, reading)).toMatchObject({ value: { kind: 'scanner', tlp: 'AMBER+STRICT' } })
})

test('a feedback report of RFC 5965 needs its type, its version and a moment', () => {
  const arf = {
    'feedback-type': 'fraud',
    version: '1',
    'arrival-date': 'Wed, 10 Mar 2027 08:00:00 +0000',
    'source-ip': '192.0.2.10',
    'reported-uri': '<https://bad.example/login>',
  }
  expect(readEvent('arf', arf, reading)).toMatchObject({
    value: { kind: 'phishing', source: { ip: '192.0.2.10', url: 'https://bad.example/login' } },
  })
  expect(why('arf', { ...arf, version: '' })).toBe('unreadable: Version is missing.')
})

test('what is no event is refused with the field that is wrong', () => {
  expect(why('intelmq', [])).toContain('not-an-object')
  expect(why('intelmq', { ...intelmq, 'source.ip': '192.0.2.0/24' })).toContain('source.ip is no address')
  expect(why('intelmq', { ...intelmq, 'source.ip': '0192.0.2.1' })).toContain('source.ip is no address')
  expect(why('intelmq', { ...intelmq, 'source.port': 65_536 })).toContain('source.port')
  expect(why('intelmq', { ...intelmq, 'source.fqdn': 'a b' })).toContain('source.fqdn is no domain name')
  expect(why('intelmq', { ...intelmq, 'time.source': '2027-03-12T00:00:00Z' })).toContain('in the future')
  expect(why('intelmq', { ...intelmq, 'classification.type': 'odd' })).toContain('none that is known')
  const { 'source.ip': _ip, 'source.fqdn': _name, ...nowhere } = intelmq
  expect(why('intelmq', nowhere)).toContain('no-source')
})

test('no value of any form makes the reader throw', () => {
  const keys = [
    ...Object.keys(intelmq),
    'category',
    'time',
    'address',
    'xarf_version',
    'Report',
    'feedback-type',
    'version',
  ]
  const value = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), fc.jsonValue({ maxDepth: 3 }), {
    maxKeys: 20,
  })
  fc.assert(
    fc.property(fc.constantFrom(...eventForms), fc.oneof(value, fc.jsonValue()), (form, it) => {
      expect(typeof readEvent(form, it, reading).ok).toBe('boolean')
    }),
  )
})

test('a mapping that leads nowhere is a fault of the data', () => {
  const file = { types: [], intelmq: { a: 'b' }, n6: {}, xarf: {}, arf: {}, n6Restriction: {} }
  expect(faultsIn(file)).toEqual(['“a” leads to b, which is no type of the list.'])
})
