// What becomes of each object of an intake, what can be kept at all, and who may read and write in a collection.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Reader, systemReader } from '#kernel/reader.ts'
import type { ObjectIn } from '../../model/objects.ts'
import { mayReadIn, mayWriteIn } from './collection-access.ts'
import { labelOf } from './object-label.ts'
import { orderedVersion } from './ordered-version.ts'
import { readableFields } from './readable-fields.ts'
import { sameJson } from './same-json.ts'
import { besideKept, screen } from './sort-intake.ts'
import { whyNotStorable } from './storable.ts'

const [ours, theirs, others] = ['1', '2', '3'].map((n) => `01980f3c-8a00-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]
const marking = { tlp: 'GREEN' as const, owner: ours, audience: [], persons: [], releasableTo: [] }
const object = (id: string, version: string, content: object): ObjectIn => {
  return { format: 'stix', id, version, type: 'indicator', spec: '2.1', object: content, marking }
}
const reader = (organisation: string, more: Partial<Reader> = {}): Reader => ({
  ...{ kind: 'token', id: 'x', person: null, organisation, clientOf: [], communities: [] },
  ...{ roles: ['analyst'], realms: ['live'], ...more },
})

test('two JSON values are the same whatever the order of their keys, and a value is always itself', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(value, JSON.parse(JSON.stringify(value)))).toBe(true)
      expect(sameJson({ a: value }, { b: value })).toBe(false)
      expect(sameJson([value], [value, value])).toBe(false)
    }),
  )
  expect(sameJson({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true)
  expect(sameJson([1, 2], [2, 1])).toBe(false)
  expect(sameJson({}, [])).toBe(false)
})

test('each object of an intake ends in exactly one place', () => {
  const kept = [
    { id: 'a', version: '1', object: { n: 1 } },
    { id: 'gone', version: '1', object: null },
  ]
  const given = [
    object('a', '1', { n: 1 }),
    object('a', '2', { n: 2 }),
    object('a', '2', { n: 3 }),
    object('gone', '1', { n: 1 }),
    object('b', '1', { n: 1 }),
    { ...object('c', '1', {}), format: 'misp' as const },
  ]
  const sorted = besideKept(screen(given, ['stix']), kept)
  expect(sorted.added.map(({ id, version }) => [id, version])).toEqual([
    ['a', '2'],
    ['b', '1'],
  ])
  expect(sorted.known.map(({ id }) => id)).toEqual(['a'])
  expect(sorted.refused.map(({ id, refusal }) => [id, refusal]).sort()).toEqual([
    ['a', 'other-content'],
    ['c', 'other-format'],
    ['gone', 'erased'],
  ])
})

test('versions in text order are in time order, however finely they are spelt', () => {
  expect(orderedVersion('2026-03-10T09:45:00.935Z') < orderedVersion('2026-03-10T09:45:00.935382Z')).toBe(true)
  expect(orderedVersion('2026-03-10T09:45:00Z')).toBe(orderedVersion('2026-03-10T09:45:00.000000Z'))
  expect(orderedVersion('0000000007')).toBe('0000000007')
})

test('what the database cannot keep is named, and no depth hurts', () => {
  let deep: unknown = 1
  for (let n = 0; n < 100_000; n++) deep = { a: deep }
  expect(whyNotStorable(deep)).toMatch(/nests deeper/)
  expect(whyNotStorable({ 'a\u0000': 1 })).toMatch(/NUL/)
  expect(whyNotStorable(['\ud800'])).toMatch(/surrogate/)
  expect(whyNotStorable(['😀', { a: null }])).toBeUndefined()
  expect(whyNotStorable(Array.from({ length: 300_000 }, () => 0))).toMatch(/more than/)
})

test('a collection is read by those whom it names, and written by its own and those whom it names', () => {
  const state = { read: { organisations: [], roles: [] }, write: { organisations: [theirs], roles: [] }, open: true }
  const held = { state, marking }
  expect([ours, theirs, others].map((one) => mayReadIn(reader(one), held))).toEqual([true, true, true])
  expect([ours, theirs, others].map((one) => mayWriteIn(reader(one), held))).toEqual([true, true, false])
  const named = { ...held, state: { ...state, read: { organisations: [theirs], roles: [] } } }
  expect([ours, theirs, others].map((one) => mayReadIn(reader(one), named))).toEqual([true, true, false])
  const byRole = { ...held, state: { ...state, write: { organisations: [], roles: ['liaison' as const] } } }
  expect(mayWriteIn(reader(ours), byRole)).toBe(false)
  expect(mayWriteIn(reader(ours, { roles: ['reader'] }), held)).toBe(false)
  const readOnly = { readOnly: true, only: null, refusal: 'outside-scope' as const }
  expect(mayWriteIn(reader(ours, { limits: readOnly }), held)).toBe(false)
  expect(mayWriteIn(systemReader('x', ['live'], ours), { ...held, state: { ...state, open: false } })).toBe(false)
})

test('any object has a label and fields that are short lines of text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(labelOf(value).length).toBeLessThanOrEqual(160)
      for (const { text } of readableFields(value)) expect(text.length).toBeLessThanOrEqual(600)
    }),
  )
  expect(labelOf({ name: ' ', pattern: '[a:b = 1]' })).toBe('[a:b = 1]')
  expect(labelOf({ Event: { info: 'Flood\nof the port' } })).toBe('Flood of the port')
})
