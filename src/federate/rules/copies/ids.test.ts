// Ids inside states: all are found, whatever they hide in, and nothing else is touched.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#platform/journal/proof/index.ts'
import { maxDepth, tooMuch } from './bounds.ts'
import { idsIn, skeleton, skeletonText, withIds } from './ids.ts'
import { parentsOf } from './parents.ts'

const id = '01980f3c-8a00-7000-8000-0000000000a1'
const other = '01980f3c-8a00-7000-8000-0000000000b2'
const named = '9f8e7d6c-1111-4222-8333-444455556666'

test('ids are found alone, behind the word that says whose they are, in names of fields and in sentences', () => {
  const state = { by: `person:${id}/token:${other}`, [id]: [`See ${other.toUpperCase()}.`], deep: [[{ at: id }]] }
  expect(idsIn(state)).toEqual(new Set([id, other]))
  expect(withIds(state, () => 'x')).toEqual({ by: 'person:x/token:x', x: ['See x.'], deep: [[{ at: 'x' }]] })
})

test('names that standards give are ids where they stand alone, and words inside a sentence', () => {
  expect(idsIn([named])).toEqual(new Set([named]))
  expect(idsIn(`https://misp.example/events/${named}`)).toEqual(new Set())
  expect(idsIn(`indicator--${named}`)).toEqual(new Set())
})

test('a state is left as it is where no id is replaced, and its skeleton does not depend on which ids are in it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.uuid({ version: 7 }), fc.uuid({ version: 8 }), (value, one, two) => {
      expect(withIds(value, (found) => found)).toEqual(value)
      expect(skeleton([value, one, `by ${one}.`])).toEqual(skeleton([value, two, `by ${two}.`]))
    }),
  )
})

test('a skeleton made from the text is that of the value, or there is none', () => {
  const words = fc.constantFrom(
    id,
    other.toUpperCase(),
    `by ${named}.`,
    `\u0001${id.slice(1)}`,
    `a"${id}"b\\`,
    'é',
    'plain',
  )
  const values = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, words, fc.integer(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('any'), { maxLength: 4 }),
    object: fc.dictionary(fc.oneof(words, fc.string()), tie('any'), { maxKeys: 4 }),
  })).any
  let made = 0
  fc.assert(
    fc.property(values, (value) => {
      const text = skeletonText(canonicalJson(value), value)
      if (text !== undefined) made++
      if (text !== undefined) expect(text).toBe(canonicalJson(skeleton(value)))
    }),
    { numRuns: 1000 },
  )
  expect(made).toBeGreaterThan(100)
  expect(skeletonText(canonicalJson([{ [id]: 1 }]), [{ [id]: 1 }])).toBeUndefined()
})

test('nothing of an id is left, wherever it stands', () => {
  const places = fc.constantFrom(
    (it: string) => [it] as unknown,
    (it: string) => ({ [it]: 1 }),
    (it: string) => `person:${it}`,
    (it: string) => `Words before ${it}, and after.`,
    (it: string) => ({ a: { b: [`token:${it}`, { c: it.toUpperCase() }] } }),
  )
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), fc.array(places, { minLength: 1 }), (hidden, put) => {
      const state = put.map((place) => place(hidden))
      expect(JSON.stringify(withIds(state, () => 'blind')).toLowerCase()).not.toContain(hidden)
    }),
  )
})

test('a million fields, depth without end and a megabyte of text are measured in no time, and refused with the reason', () => {
  const wide: Record<string, number> = {}
  for (let n = 0; n < 1_000_000; n++) wide[`k${n}`] = n
  let deep: unknown = 1
  for (let n = 0; n < 100_000; n++) deep = [deep]
  expect(tooMuch({ wide })).toContain('values')
  expect(tooMuch(Array.from({ length: 1_000_000 }))).toContain('values')
  expect(tooMuch(deep)).toContain(`deeper than ${maxDepth}`)
  expect(tooMuch({ text: 'x'.repeat(1_100_000) })).toContain('larger')
  expect(tooMuch({ text: 'x'.repeat(900_000), list: Array.from({ length: 10_000 }, () => 1) })).toBeUndefined()
})

test('a record names what it hangs on by the pointers of the data, and one that names nothing stands alone', () => {
  const rules = [{ of: 'test.leaf', record: 'test.sheet', at: '/in/parent' }]
  expect(parentsOf(rules, 'test.leaf', { in: { parent: id } })).toEqual([{ record: 'test.sheet', subject: id }])
  for (const state of [{ in: { parent: null } }, { in: 3 }, null, 'text', {}])
    expect(parentsOf(rules, 'test.leaf', state)).toEqual([])
  expect(parentsOf(rules, 'test.sheet', { in: { parent: id } })).toEqual([])
})
