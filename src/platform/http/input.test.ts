// Query strings: text that is read as the schema expects it.
import Type from 'typebox'
import { expect, test } from 'vitest'
import { fromQuery } from './input.ts'

const schema = Type.Object({
  words: Type.Array(Type.String()),
  shocks: Type.Array(Type.Object({ kind: Type.String(), at: Type.Number() })),
})
const shock = { kind: 'fails', at: 5 }

test('one object of a list is read whole, though it has a comma inside', () => {
  expect(fromQuery(schema, { shocks: JSON.stringify(shock) })).toEqual({ shocks: [shock] })
})

test('several objects of a list come one by one, and words are parted by commas', () => {
  const text = JSON.stringify(shock)
  expect(fromQuery(schema, { shocks: [text, text], words: 'a,b' })).toEqual({
    shocks: [shock, shock],
    words: ['a', 'b'],
  })
})
