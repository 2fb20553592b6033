// What makes an event the same one is the hash of canonical JSON: events that were taken in by earlier versions stay known.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import type { AbuseEvent } from '../../model/abuse-event.ts'
import { readEvent } from '../../rules/reports/read-event.ts'
import { readEventTypes } from '../../store/reports/read-event-types.ts'
import { sameness } from './import-events.ts'

const reading = { types: readEventTypes(), tlp: 'GREEN' as const, feed: 'a file', now: '2027-03-10T12:00:00.000Z' }

function byTheBook({ at, confidence: _confidence, text: _text, ...event }: AbuseEvent): string {
  const text = canonicalJson({ ...event, day: at.slice(0, 10) })
  return createHash('sha256').update(text).digest('hex')
}

const words = fc.string({ unit: 'binary', maxLength: 250 })
test('for any event, with letters of any kind', () => {
  const any = fc.record({
    'classification.type': fc.constantFrom('scanner', 'spam', 'phishing'),
    'time.source': fc.constant('2027-03-10T08:00:00Z'),
    'source.ip': fc.ipV4(),
    'source.port': fc.option(fc.nat(65_535)),
    'source.url': fc.option(words),
    'malware.name': fc.option(words),
    'feed.name': fc.option(words),
    'event_description.text': fc.option(words),
    'destination.ip': fc.option(fc.ipV6()),
  })
  fc.assert(
    fc.property(any, (fields) => {
      const read = readEvent('intelmq', fields, reading)
      if (!read.ok) throw new Error(read.detail)
      expect(sameness(read.value)).toBe(byTheBook(read.value))
    }),
  )
})

test('half characters, as they came or where they were cut, are taken out, for a database does not keep them', () => {
  const least = { 'classification.type': 'spam', 'time.source': '2027-03-10T08:00:00Z', 'source.ip': '192.0.2.1' }
  const nameOf = (name: string) => {
    const read = readEvent('intelmq', { ...least, 'malware.name': name }, reading)
    return read.ok ? read.value.malware : read.detail
  }
  expect(nameOf('a\ud800b')).toBe('a\ufffdb')
  expect(nameOf(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}\ufffd`)
  expect(nameOf('a 😀')).toBe('a 😀')
})
