// Which field of others becomes which of ours, form by form, and what each wrong field is answered with.
import { describe, expect, test } from 'vitest'
import file from '../../../../data/federate/event-types.json' with { type: 'json' }
import type { AbuseEvent, EventForm } from '../../model/abuse-event.ts'
import { readEventTypes } from '../../store/reports/read-event-types.ts'
import { eventsAsXarf } from './as-file.ts'
import { type Reading, readEvent } from './read-event.ts'

const types = readEventTypes()
const reading: Reading = { types, tlp: 'GREEN', feed: 'the file', now: '2027-03-10T12:00:00.000Z' }
type Row = [field: string, value: unknown, becomes: Partial<AbuseEvent> | string]

const end = { ip: null, port: null, asn: null, cc: null, fqdn: null, url: null }
const forms: Record<EventForm, { least: Record<string, unknown>; source: AbuseEvent['source']; rows: Row[] }> = {
  intelmq: {
    least: { 'classification.type': 'scanner', 'time.source': '2027-03-10T08:00:00Z', 'source.ip': '192.0.2.1' },
    source: { ...end, ip: '192.0.2.1' },
    rows: [
      ['classification.type', 'C&C', { kind: 'c2-server' }],
      ['classification.type', 'odd', 'classification.type is none that is known: odd'],
      ['time.source', '2027-03-10T08:00:00', { at: '2027-03-10T08:00:00.000Z' }],
      ['time.source', 'yesterday', 'time.source is no moment: yesterday'],
      ['source.ip', '2001:DB8::1', { source: { ...end, ip: '2001:db8::1' } }],
      ['source.ip', '192.0.2', 'source.ip is no address of IPv4 or IPv6: 192.0.2'],
      ['source.port', 65535, { source: { ...end, ip: '192.0.2.1', port: 65535 } }],
      ['source.port', -1, 'source.port is not a whole number from 0 to 65535: -1'],
      ['source.asn', 'AS64500', { source: { ...end, ip: '192.0.2.1', asn: 64500 } }],
      ['source.asn', 4294967296, 'source.asn is not a whole number from 0 to 4294967295: 4294967296'],
      ['source.geolocation.cc', 'de', { source: { ...end, ip: '192.0.2.1', cc: 'DE' } }],
      ['source.fqdn', 'X.Example.', { source: { ...end, ip: '192.0.2.1', fqdn: 'x.example' } }],
      ['source.fqdn', 'a/b', 'source.fqdn is no domain name: a/b'],
      ['source.url', 'http://x.example/?a', { source: { ...end, ip: '192.0.2.1', url: 'http://x.example/?a' } }],
      ['source.url', 'x'.repeat(2001), 'source.url is longer than 2000 characters.'],
      ['destination.ip', '192.0.2.2', { destination: { ...end, ip: '192.0.2.2' } }],
      ['destination.port', '25', { destination: { ...end, port: 25 } }],
      ['malware.name', 'family', { malware: 'family' }],
      ['feed.name', 'a sinkhole', { feed: 'a sinkhole' }],
      ['feed.code', 'sink', { feed: 'sink' }],
      ['feed.accuracy', 12.6, { confidence: 13 }],
      ['feed.accuracy', 101, 'feed.accuracy is not between 0 and 100: 101'],
      ['event_description.text', 'words', { text: 'words' }],
      ['extra.tlp', 'AMBER', { tlp: 'AMBER' }],
      ['tlp', ['red'], 'tlp is no text.'],
    ],
  },
  n6: {
    least: { category: 'bots', time: '2027-03-10 08:00:00', address: [{ ip: '192.0.2.1' }] },
    source: { ...end, ip: '192.0.2.1' },
    rows: [
      ['category', 'tor', { kind: 'other' }],
      ['category', null, 'category is missing.'],
      ['time', null, 'time is missing.'],
      [
        'address',
        [{ ip: '192.0.2.9', asn: 64500, cc: 'PL' }],
        { source: { ...end, ip: '192.0.2.9', asn: 64500, cc: 'PL' } },
      ],
      ['address', '192.0.2.9', 'address is no list.'],
      ['sport', 1024, { source: { ...end, ip: '192.0.2.1', port: 1024 } }],
      ['fqdn', 'x.example', { source: { ...end, ip: '192.0.2.1', fqdn: 'x.example' } }],
      ['url', 'http://x.example/', { source: { ...end, ip: '192.0.2.1', url: 'http://x.example/' } }],
      ['dip', '192.0.2.3', { destination: { ...end, ip: '192.0.2.3' } }],
      ['dport', 99999, 'dport is not a whole number from 0 to 65535: 99999'],
      ['name', 'somebot', { malware: 'somebot' }],
      ['source', 'provider.channel', { feed: 'provider.channel' }],
      ['confidence', 'low', { confidence: 25 }],
      ['confidence', 'medium', { confidence: 50 }],
      ['confidence', 'odd', { confidence: null }],
      ['target', 'a bank', { text: 'a bank' }],
      ['restriction', 'public', { tlp: 'GREEN' }],
      ['restriction', 'internal', { tlp: 'AMBER+STRICT' }],
      ['restriction', 'secret', { tlp: 'AMBER+STRICT' }],
    ],
  },
  'x-arf': {
    least: {
      ...{ xarf_version: '4.0.0', category: 'connection', type: 'ddos' },
      timestamp: '2027-03-10T08:00:00Z',
      source_identifier: '192.0.2.1',
    },
    source: { ...end, ip: '192.0.2.1' },
    rows: [
      ['type', 'login-attack', { kind: 'brute-force' }],
      ['type', 'what nobody listed', { kind: 'ids-alert' }],
      ['category', 'odd', 'category is none that is known: odd'],
      ['xarf_version', '5.0.0', 'xarf_version is 5.0.0; 4.x is read.'],
      ['timestamp', '', 'timestamp is missing.'],
      ['source_port', 5060, { source: { ...end, ip: '192.0.2.1', port: 5060 } }],
      ['url', 'http://x.example/', { source: { ...end, ip: '192.0.2.1', url: 'http://x.example/' } }],
      ['destination_ip', '192.0.2.3', { destination: { ...end, ip: '192.0.2.3' } }],
      ['reporter', { org: 'A hosting company' }, { feed: 'A hosting company' }],
      ['malware_family', 'family', { malware: 'family' }],
      ['confidence', 0.25, { confidence: 25 }],
      ['confidence', 25, { confidence: null }],
      ['description', 'words', { text: 'words' }],
      ['tags', ['rsit:dos', 'TLP:AMBER'], { kind: 'dos', tlp: 'AMBER' }],
      ['tags', ['rsit:odd', 7], { kind: 'ddos' }],
      ['tags', ['tlp:odd'], { tlp: 'RED' }],
    ],
  },
  arf: {
    least: {
      'feedback-type': 'abuse',
      version: '1',
      'arrival-date': 'Wed, 10 Mar 2027 08:00:00 +0000',
      'source-ip': '192.0.2.1',
    },
    source: { ...end, ip: '192.0.2.1' },
    rows: [
      ['feedback-type', 'FRAUD', { kind: 'phishing' }],
      ['feedback-type', 'odd', { kind: 'other' }],
      ['version', '', 'Version is missing.'],
      ['arrival-date', '', 'Neither Arrival-Date nor the Date of the mail says when it was.'],
      ['source-ip', '[192.0.2.7]', { source: { ...end, ip: '192.0.2.7' } }],
      ['source-port', '25', { source: { ...end, ip: '192.0.2.1', port: 25 } }],
      ['reported-domain', 'x.example', { source: { ...end, ip: '192.0.2.1', fqdn: 'x.example' } }],
      ['reported-uri', '<http://x.example/>', { source: { ...end, ip: '192.0.2.1', url: 'http://x.example/' } }],
      ['reporting-mta', 'dns; mail.example', { feed: 'dns; mail.example' }],
      ['subject', 'You have won', { text: 'You have won' }],
    ],
  },
}

describe.each(Object.entries(forms))('%s', (form, { least, source, rows }) => {
  const read = (value: unknown) => readEvent(form as EventForm, value, reading)

  test('with the least that it needs', () => {
    const expected = {
      at: '2027-03-10T08:00:00.000Z',
      source,
      destination: end,
      malware: null,
      feed: 'the file',
      tlp: 'GREEN',
    }
    expect(read(least)).toMatchObject({ ok: true, value: { ...expected, confidence: null, text: null } })
  })

  test.each(rows)('%s as %j', (field, value, becomes) => {
    const reply = read({ ...least, [field]: value })
    if (typeof becomes === 'string') expect(reply).toMatchObject({ refusal: 'unreadable', detail: becomes })
    else expect(reply).toMatchObject({ ok: true, value: becomes })
  })
})

test.each(Object.entries(file.intelmq))('IntelMQ calls it %s, we call it %s', (said, kind) => {
  expect(readEvent('intelmq', { ...forms.intelmq.least, 'classification.type': said }, reading)).toMatchObject({
    value: { kind },
  })
})
test.each(Object.entries(file.n6))('n6 calls it %s, we call it %s', (said, kind) => {
  expect(readEvent('n6', { ...forms.n6.least, category: said }, reading)).toMatchObject({ value: { kind } })
})

test('every kind goes out as XARF and comes in again as the same kind', () => {
  const kinds = [...types.kinds.keys()]
  const event = (kind: string) => ({
    ...{ kind, at: reading.now, source: { ...end, ip: '192.0.2.1' }, destination: end, malware: null, feed: 'x' },
    ...{ confidence: null, text: null, tlp: 'GREEN' as const, id: '0', firstSeen: reading.now, lastSeen: reading.now },
    ...{ seen: 1, organisation: null, toldAt: null, intake: '' },
    marking: { tlp: 'GREEN' as const, owner: '', audience: [], persons: [], releasableTo: [] },
  })
  const reporter = { org: 'Us', contact: 'abuse@csirt.example', domain: 'csirt.example' }
  const lines = eventsAsXarf(kinds.map(event), reporter, kinds, 'live').trimEnd().split('\n')
  const back = lines.map((line) => readEvent('x-arf', JSON.parse(line), reading))
  expect(back.map((one) => (one.ok ? one.value.kind : one.detail))).toEqual(kinds)
})
