// Who may change an event: its owner, and nobody by way of synchronisation.
import { expect, test } from 'vitest'
import type { MispAttribute, MispEvent } from '../../model/misp/event.ts'
import { mergeEvents } from './merge.ts'
import { type MispWay, wayOf, whyNotBring } from './ownership.ts'
import { relaysUpTo } from './relays.ts'

const [home, cert, hub] = ['a', 'b', 'c']
const event = { Orgc: { uuid: 'orgc' } }
const way = (by: string, more: Partial<MispWay> = {}): MispWay => ({
  key: wayOf(by),
  by,
  relays: false,
  ours: false,
  ...more,
})
const held = (by: string, orgc = 'orgc') => ({ orgc, origin: { key: wayOf(by) } })
const why = (...[before, owned, come]: [Parameters<typeof whyNotBring>[1], string | null, MispWay]) =>
  whyNotBring(event, before, { owner: owned, home }, come)?.refusal

test('the owner brings and changes its events, by whatever way they came first', () => {
  expect(why(undefined, cert, way(cert))).toBeUndefined()
  expect(why(held(hub), cert, way(cert))).toBeUndefined()
})

test('nobody else does, unless an agreement lets them carry; then only what came by them', () => {
  expect(why(undefined, cert, way(hub))).toBe('not-owner')
  expect(why(undefined, null, way(hub))).toBe('not-owner')
  expect(why(undefined, null, way(hub, { relays: true }))).toBeUndefined()
  expect(why(held(hub), null, way(hub, { relays: true }))).toBeUndefined()
  expect(why(held(cert), null, way(hub, { relays: true }))).toBe('other-way')
})

test('who owns an event never changes, not even by its owner, by this node or by an agreement', () => {
  for (const come of [way(cert), way(home), way(hub, { relays: true }), way(home, { ours: true })])
    expect(why(held(cert, 'somebody else'), cert, come)).toBe('other-owner')
})

test('what belongs to this node comes from nobody else, but from its own people and its own MISP', () => {
  expect(why(undefined, home, way(hub, { relays: true }))).toBe('ours')
  expect(why(held(home), home, { ...way(home), key: 'source:feed', relays: true })).toBe('ours')
  expect(why(undefined, home, way(home))).toBeUndefined()
  expect(why(undefined, home, { ...way(home), key: 'source:own', ours: true })).toBeUndefined()
})

test('a feed does not change what came from another feed', () => {
  const feed = (key: string): MispWay => ({ key, by: home, relays: true, ours: false })
  const first = { orgc: 'orgc', origin: { key: 'source:one' } }
  expect(why(first, null, feed('source:one'))).toBeUndefined()
  expect(why(first, null, feed('source:two'))).toBe('other-way')
})

test('an agreement lets an organisation carry MISP events up to its highest label, in its direction only', () => {
  const flow = { from: 'n2', to: 'n1', formats: ['misp'], highest: 'GREEN' }
  const parties = [
    { node: 'n1', organisation: home, name: '' },
    { node: 'n2', organisation: hub, name: '' },
  ]
  const asked = (flows: object[], from = hub) =>
    relaysUpTo([{ parties, flows }] as unknown as Parameters<typeof relaysUpTo>[0], { from, to: home, node: 'n1' })
  expect(asked([flow])).toBe('GREEN')
  expect(asked([flow, { ...flow, from: hub, to: home, highest: 'AMBER' }])).toBe('AMBER')
  expect([
    asked([{ ...flow, formats: ['taxii/2.1'] }]),
    asked([{ ...flow, from: 'n1', to: 'n2' }]),
    asked([flow], cert),
  ]).toEqual([null, null, null])
})

const attribute = (uuid: string, timestamp: number, value: string, deleted = false) =>
  ({ uuid, timestamp, value, deleted, Sighting: [], Tag: [] }) as unknown as MispAttribute
const whole = (timestamp: number, Attribute: MispAttribute[], objects: unknown[] = []) =>
  ({
    uuid: 'e',
    timestamp,
    Orgc: { uuid: 'orgc' },
    Attribute,
    Object: objects,
    EventReport: [],
    Tag: [],
    ShadowAttribute: [],
  }) as unknown as MispEvent

test('the newer statement about each part counts, what is not mentioned stays, and a deletion stays', () => {
  const before = whole(10, [attribute('a', 10, 'old'), attribute('b', 10, 'stays'), attribute('c', 20, 'newer here')])
  const come = whole(30, [attribute('a', 30, 'old', true), attribute('c', 15, 'older'), attribute('d', 30, 'new')])
  const after = mergeEvents(before, come)
  expect(after?.Attribute.map(({ uuid, value, deleted }) => [uuid, value, deleted])).toEqual([
    ['a', 'old', true],
    ['b', 'stays', false],
    ['c', 'newer here', false],
    ['d', 'new', false],
  ])
  expect(mergeEvents(before, whole(10, []))).toBeNull()
  expect(mergeEvents(before, { ...come, Orgc: { uuid: 'other', name: '' } })?.Orgc.uuid).toBe('orgc')
})

test('an attribute that moves into an object is there once', () => {
  const object = { uuid: 'o', timestamp: 30, Tag: [], Attribute: [attribute('a', 30, 'moved')], ObjectReference: [] }
  const after = mergeEvents(whole(10, [attribute('a', 10, 'was here')]), whole(30, [], [object]))
  expect([after?.Attribute.length, after?.Object[0]?.Attribute[0]?.value]).toEqual([0, 'moved'])
})

test('a label that is left out stays, on the event and on its parts; another label takes its place', () => {
  const tag = (...names: string[]) => ({ Tag: names.map((name) => ({ name })) })
  const names = (one: { Tag: readonly { name: string }[] } | undefined) => one?.Tag.map(({ name }) => name)
  const before = { ...whole(10, [{ ...attribute('a', 10, 'x'), ...tag('tlp:red', 'own') }]), ...tag('TLP:AMBER') }
  const come = { ...whole(30, [attribute('a', 30, 'y')]), ...tag('other') }
  const after = mergeEvents(before, come)
  expect([names(after ?? undefined), names(after?.Attribute[0])]).toEqual([['other', 'TLP:AMBER'], ['tlp:red']])
  expect(names(mergeEvents(before, { ...come, ...tag('tlp:green') }) ?? undefined)).toEqual(['tlp:green'])
})
