// Reading MISP events: what is taken, what is refused, and where.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MispTypes } from '../../model/misp/event.ts'
import { readMisp, readMispText } from './read-event.ts'
import { spellEvent } from './spelling.ts'
import { mispBudget } from './taking.ts'
import { whyNotValue } from './values.ts'

const types = JSON.parse(readFileSync('data/federate/misp-types.json', 'utf8')) as MispTypes
const now = 1_800_000_000
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const attribute = (n: number, more: object = {}) => ({
  ...{ uuid: uuid(n), type: 'ip-dst', category: 'Network activity', value: '203.0.113.7', to_ids: true },
  ...{ timestamp: '1799990000', distribution: '5', comment: '' },
  ...more,
})
function valid(more: object = {}) {
  return {
    uuid: uuid(1),
    info: 'Flood',
    date: '2026-03-10',
    threat_level_id: '2',
    analysis: '0',
    distribution: '1',
    published: true,
    timestamp: '1799990000',
    publish_timestamp: '1799990001',
    Orgc: { uuid: uuid(900), name: 'Example CERT' },
    Org: { uuid: uuid(901), name: 'Example Hub' },
    Tag: [{ name: 'tlp:amber', colour: '#FFC000' }],
    Galaxy: [
      { uuid: uuid(700), type: 'threat-actor', name: 'Threat Actor', GalaxyCluster: [{ uuid: uuid(701), value: 'x' }] },
    ],
    Attribute: [
      attribute(10, { Sighting: [{ uuid: uuid(11), type: '0', date_sighting: '1799990000', source: 'probe' }] }),
      attribute(12, { type: 'filename|sha256', category: 'Payload delivery', value: `a|b.exe|${'a'.repeat(64)}` }),
    ],
    Object: [
      {
        ...{
          uuid: uuid(20),
          name: 'domain-ip',
          'meta-category': 'network',
          template_uuid: uuid(800),
          template_version: '9',
        },
        ...{ timestamp: '1799990000', distribution: '5' },
        Attribute: [attribute(21, { type: 'domain', value: 'example.org', object_relation: 'domain' })],
        ObjectReference: [
          { uuid: uuid(22), referenced_uuid: uuid(20), relationship_type: 'related-to', timestamp: '1' },
        ],
      },
    ],
    EventReport: [{ uuid: uuid(30), name: 'Report', content: '# Words', distribution: '5', timestamp: '1799990000' }],
    ShadowAttribute: [{ ...attribute(40), old_uuid: uuid(10), Org: { uuid: uuid(902), name: 'Other' } }],
    RelatedEvent: [{ Event: { uuid: uuid(2) } }],
    protected: true,
    ...more,
  }
}
const one = (value: unknown) => {
  const { events, refused } = readMisp(value, types, now)
  const [event] = events
  if (!event || refused.length > 0) throw new Error(JSON.stringify(refused))
  return event
}
const refusal = (value: unknown) => readMisp(value, types, now).refused.map(({ fault }) => [fault.at, fault.refusal])

test('an event is read whole, in every wrapping, and goes out as it came in', () => {
  const { event, faults } = one({ Event: valid() })
  expect(faults).toEqual([])
  expect(event).toMatchObject({ threatLevel: 2, distribution: 1, timestamp: 1_799_990_000, related: [uuid(2)] })
  expect(event.Attribute[0]).toMatchObject({ toIds: true, Sighting: [{ source: 'probe' }] })
  for (const wrapped of [
    valid(),
    [{ Event: valid() }],
    { response: [{ Event: valid() }] },
    { response: { Event: valid() } },
  ])
    expect(one(wrapped).event).toEqual(event)
  expect(one({ Event: JSON.parse(JSON.stringify(spellEvent(event, { deleted: true }))) }).event).toEqual(event)
})

test('numbers come as texts, lists as single things, truth in six spellings; fields of others are kept', () => {
  const { event } = one(
    valid({ published: '1', timestamp: 1_799_990_000, Tag: { name: 'tlp:red' }, Galaxy: null, analysis: 2 }),
  )
  expect(event).toMatchObject({ published: true, timestamp: 1_799_990_000, analysis: 2, more: { protected: true } })
  expect(event.Tag).toEqual([{ name: 'tlp:red' }])
})

test('a part that is wrong is left out under its pointer, and its neighbours stay', () => {
  const wrong = [
    attribute(50, { value: 'no address' }),
    attribute(10),
    attribute(51, { type: 'sha1', category: 'Payload delivery', value: 'abc' }),
    attribute(52, { value: '' }),
    { ...attribute(53), uuid: 'x' },
    'words',
    attribute(54, { type: 'constructor', value: 'kept, for the type is not known' }),
  ]
  const { event, faults, left } = one(valid({ Attribute: [...valid().Attribute, ...wrong] }))
  expect(event.Attribute.map((each) => each.uuid)).toEqual([uuid(10), uuid(12), uuid(54)])
  expect(faults.filter(({ cost }) => cost === 'part').map(({ at }) => at)).toEqual([
    '/Attribute/2/value',
    '/Attribute/3/uuid',
    '/Attribute/4/value',
    '/Attribute/5/value',
    '/Attribute/6/uuid',
    '/Attribute/7',
  ])
  expect(left).toBe(6)
  expect(faults.find(({ cost }) => cost === 'remark')).toMatchObject({
    at: '/Attribute/8/type',
    refusal: 'unknown-type',
  })
})

test('what an event cannot be without refuses the event, and no other', () => {
  expect(refusal({ Event: valid({ uuid: 'no' }) })).toEqual([['/Event/uuid', 'bad-uuid']])
  expect(refusal({ Event: valid({ info: ' ' }) })).toEqual([['/Event/info', 'no-info']])
  expect(refusal({ Event: valid({ Orgc: { name: 'x' } }) })).toEqual([['/Event/Orgc', 'no-owner']])
  expect(refusal({ Event: valid({ date: '2026-02-30' }) })).toEqual([['/Event/date', 'bad-date']])
  expect(refusal({ Event: valid({ info: 'a\u0000b' }) })).toEqual([['/Event/info', 'bad-text']])
  const two = readMisp([{ Event: valid() }, { Event: valid() }, { Event: valid({ uuid: uuid(3) }) }, 7], types, now)
  expect(two.events).toHaveLength(2)
  expect(two.refused.map(({ fault }) => [fault.at, fault.refusal])).toEqual([
    ['/1/Event', 'duplicate-uuid'],
    ['/3', 'no-event'],
  ])
})

test('a tag that cannot be read refuses the event, for it may carry a marking', () => {
  expect(refusal(valid({ Tag: [{ name: 7 }] }))).toEqual([['/Tag/0', 'bad-tag']])
  expect(refusal(valid({ Tag: 'tlp:red' }))).toEqual([['/Tag', 'bad-tags']])
  expect(refusal(valid({ Attribute: [attribute(10, { Tag: [{}] })] }))).toEqual([['/Attribute/0/Tag/0', 'bad-tag']])
})

test('what is not understood of a distribution goes to nobody else, and an event inherits from nothing', () => {
  for (const strange of ['7', 'all', -1, {}, [3], '', null])
    expect(one(valid({ distribution: strange })).event.distribution).toBe(0)
  expect(one(valid({ distribution: 5 })).event.distribution).toBe(0)
  expect(one(valid({ Attribute: [attribute(10, { distribution: 9 })] })).event.Attribute[0]?.distribution).toBe(0)
})

test('a moment far ahead counts as now, so that it wins against nothing', () => {
  const { event, faults } = one(
    valid({ timestamp: '99999999999', Attribute: [attribute(10, { timestamp: now + 90_000 })] }),
  )
  expect([event.timestamp, event.Attribute[0]?.timestamp]).toEqual([now, now])
  expect(faults.map(({ refusal: name }) => name)).toEqual(['time-ahead', 'time-ahead'])
})

test('bounds hold: depth, number of attributes, tags, clusters, and bytes of one event', () => {
  const deep = `{"Event":${'['.repeat(5_000)}${']'.repeat(5_000)}}`
  expect(readMispText(deep, types, now).refused[0]?.fault.refusal).toBe('too-deep')
  expect(readMispText('{"Event":', types, now).refused[0]?.fault.refusal).toBe('no-json')
  const many = Array.from({ length: mispBudget.attributes + 1 }, (_, n) => attribute(1_000 + n))
  expect(refusal(valid({ Attribute: many }))).toEqual([['/Attribute', 'too-many']])
  const clusters = Array.from({ length: mispBudget.clusters + 1 }, () => ({ value: 'x' }))
  expect(one(valid({ Galaxy: [{ type: 'x', GalaxyCluster: clusters }] })).faults[0]).toMatchObject({ at: '/Galaxy/0' })
  const long = Array.from({ length: 200 }, (_, n) => attribute(1_000 + n, { type: 'text', value: 'x'.repeat(60_000) }))
  expect(refusal(valid({ Attribute: long }))).toEqual([['/', 'too-large']])
})

test('values have the form of their type', () => {
  const good: [string, string][] = [
    ['ip-src', '2001:db8::1'],
    ['ip-dst', '203.0.113.0/24'],
    ['ip-dst|port', '203.0.113.7|443'],
    ['domain|ip', 'example.org|203.0.113.7'],
    ['url', 'http://example.org/?a=1'],
    ['md5', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['vulnerability', 'CVE-2021-44228'],
    ['AS', 'AS64496'],
    ['email-src', 'a.b@example.org'],
  ]
  for (const [type, value] of good) expect(whyNotValue(type, value), `${type} ${value}`).toBeUndefined()
  const bad: [string, string][] = [
    ['ip-src', '1.2.3'],
    ['ip-src', '010.1.1.1'],
    ['ip-src', '1::2::3'],
    ['ip-dst', '203.0.113.0/33'],
    ['ip-dst|port', '203.0.113.7'],
    ['ip-dst|port', '203.0.113.7|70000'],
    ['domain', 'a b'],
    ['md5', 'zz'],
    ['filename|md5', 'a.exe'],
    ['email', 'nobody'],
    ['port', '0'],
    ['text', '  '],
  ]
  for (const [type, value] of bad) expect(whyNotValue(type, value), `${type} ${value}`).toBeDefined()
})

/** A copy of a JSON value in which something at some place is something else. */
function changedAt(value: unknown, path: number[], by: unknown): unknown {
  const [at, ...rest] = path
  if (at === undefined || typeof value !== 'object' || value === null) return by
  const keys = Object.keys(value)
  const key = keys[at % Math.max(1, keys.length)]
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((each, n) => (String(n) === key ? changedAt(each, rest, by) : each))
  return { ...value, [key]: changedAt(Reflect.get(value, key), rest, by) }
}

test('wherever whatever stands, nothing is thrown, each refusal has a pointer, and what is kept is a valid event', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(fc.nat(30), { maxLength: 6 }), fc.jsonValue({ maxDepth: 3 })), {
        minLength: 1,
        maxLength: 5,
      }),
      (changes) => {
        let value: unknown = { response: [{ Event: valid() }, { Event: valid({ uuid: uuid(3) }) }] }
        for (const [path, by] of changes) value = changedAt(value, path, by)
        const { events, refused } = readMisp(value, types, now)
        for (const { fault } of refused) expect(fault.at).toMatch(/^\//)
        for (const { event, faults } of events) {
          for (const { at, why } of faults) expect([at.startsWith('/'), why.length > 3]).toEqual([true, true])
          expect(one({ Event: JSON.parse(JSON.stringify(spellEvent(event, { deleted: true }))) }).event.uuid).toBe(
            event.uuid,
          )
          expect(event.timestamp).toBeLessThanOrEqual(now + 86_400)
        }
      },
    ),
    { numRuns: 400 },
  )
})
