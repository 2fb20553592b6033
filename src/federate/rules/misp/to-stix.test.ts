// MISP events as objects of STIX.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MispTypes } from '../../model/misp/event.ts'
import { observableOf, patternOf } from './observables.ts'
import { readMisp } from './read-event.ts'
import { type StixDesk, toStix } from './to-stix.ts'

const types = JSON.parse(readFileSync('data/federate/misp-types.json', 'utf8')) as MispTypes
const hash = (text: string) => createHash('sha1').update(text).digest('hex').slice(0, 12)
const desk: StixDesk = {
  idOf: (type, seed) => `${type}--${hash(seed)}`,
  observableId: (type, properties) => `${type}--${hash(JSON.stringify(properties))}`,
}
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const attribute = (n: number, type: string, value: string, more: object = {}) => ({
  ...{ uuid: uuid(n), type, value, category: 'Other', to_ids: false, timestamp: '1700000000', distribution: '5' },
  ...more,
})

function converted(attributes: object[], more: object = {}) {
  const base = { uuid: uuid(1), info: 'Flood', date: '2026-03-10', timestamp: '1700000000', distribution: '3' }
  const event = { ...base, Orgc: { uuid: uuid(9), name: 'CERT' }, Attribute: attributes, ...more }
  const [read] = readMisp(event, types, 1_800_000_000).events
  if (!read) throw new Error('no event')
  return toStix(read.event, desk)
}
const ofType = (all: ReturnType<typeof toStix>, type: string) =>
  all.objects.map(({ object }) => object).filter((one) => one.type === type)

test('for detection it is an indicator with its sightings; otherwise what was observed; the rest is counted', () => {
  const seen = { uuid: uuid(60), type: '0', date_sighting: '1700000100', source: '' }
  const all = converted([
    attribute(10, 'ip-dst', '203.0.113.7', { to_ids: true, Sighting: [seen, { ...seen, uuid: uuid(61), type: '1' }] }),
    attribute(11, 'domain', 'example.org'),
    attribute(12, 'vulnerability', 'CVE-2021-44228'),
    attribute(13, 'text', 'words'),
    attribute(14, 'yara', 'rule a { condition: true }', { to_ids: true }),
    attribute(15, 'url', 'http://example.org/', { deleted: true }),
  ])
  const indicators = ofType(all, 'indicator')
  expect(indicators.map(({ pattern, pattern_type }) => [pattern, pattern_type])).toEqual([
    ["[ipv4-addr:value = '203.0.113.7']", 'stix'],
    ['rule a { condition: true }', 'yara'],
  ])
  expect(ofType(all, 'sighting')).toMatchObject([{ sighting_of_ref: indicators[0]?.id, count: 1 }])
  expect(ofType(all, 'domain-name')).toMatchObject([{ value: 'example.org' }])
  expect(ofType(all, 'observed-data')[0]?.object_refs).toEqual([ofType(all, 'domain-name')[0]?.id])
  expect([ofType(all, 'vulnerability').length, ofType(all, 'url').length, all.without]).toEqual([1, 0, 1])
})

test('a report holds together what reaches as far as the event, and names nothing that is marked more strictly', () => {
  const all = converted([
    attribute(10, 'ip-dst', '203.0.113.7', { to_ids: true }),
    attribute(11, 'ip-dst', '203.0.113.8', { to_ids: true, Tag: [{ name: 'tlp:red' }] }),
    attribute(12, 'ip-dst', '203.0.113.9', { to_ids: true, distribution: '0' }),
  ])
  const [report] = ofType(all, 'report')
  expect(report?.object_refs).toEqual([ofType(all, 'indicator')[0]?.id])
  const note = converted([], {
    EventReport: [{ uuid: uuid(40), name: 'N', content: 'Words', distribution: '5', timestamp: '1' }],
  })
  expect(ofType(note, 'note')).toMatchObject([{ content: 'Words', object_refs: [ofType(note, 'report')[0]?.id] }])
})

test('the same attribute of another event, or of another owner, is another object', () => {
  const one = converted([attribute(10, 'md5', 'd41d8cd98f00b204e9800998ecf8427e', { to_ids: true })])
  const other = converted([attribute(10, 'md5', 'd41d8cd98f00b204e9800998ecf8427e', { to_ids: true })], {
    Orgc: { uuid: uuid(8), name: 'Somebody' },
  })
  expect(ofType(one, 'indicator')[0]?.id).not.toBe(ofType(other, 'indicator')[0]?.id)
})

test('parts of values become what they are', () => {
  const sha = 'a'.repeat(64)
  expect(observableOf('filename|sha256', `x.exe|${sha}`)).toEqual({
    type: 'file',
    name: 'x.exe',
    hashes: { 'SHA-256': sha },
  })
  expect(observableOf('AS', 'AS64496')).toEqual({ type: 'autonomous-system', number: 64_496 })
  expect(observableOf('ip-src', '2001:db8::1')).toEqual({ type: 'ipv6-addr', value: '2001:db8::1' })
  expect(observableOf('constructor', 'x')).toBeUndefined()
  expect(patternOf('ip-dst|port', '203.0.113.7|443')?.pattern).toBe(
    "[network-traffic:dst_ref.value = '203.0.113.7' AND network-traffic:dst_port = 443]",
  )
  expect(patternOf('domain|ip', 'a.org|203.0.113.7')?.pattern).toContain("resolves_to_refs[*].value = '203.0.113.7'")
})

test('no value ends its literal in a pattern', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (value) => {
      const pattern = patternOf('url', value)?.pattern ?? ''
      const literal = /^\[url:value = '((?:[^'\\]|\\['\\])*)'\]$/su.exec(pattern)
      expect(literal?.[1]?.replace(/\\(['\\])/g, '$1')).toBe(value)
    }),
  )
})
