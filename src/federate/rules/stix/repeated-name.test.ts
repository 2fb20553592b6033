// Names that come twice: found wherever they stand and however they are spelt, and nothing else is.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { repeatedName } from './repeated-name.ts'

const found = (text: string) => repeatedName(Buffer.from(text), JSON.parse(text))

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['[{"b":[{"c":{"id":1,"x":":{}","id":1}}]}]', 'id'],
  ['{"na\\u006de":1,"name":1}', 'name'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"":1,"":2}', ''],
  [`{"a" : 1 , "b":"\\"a\\":", "a"${' '.repeat(500)}: 2}`, 'a'],
])('%s', (text, name) => {
  expect(found(text)).toBe(name)
})

test.each([
  '{"a":1,"b":{"a":2}}',
  '[{"a":1},{"a":1}]',
  '{"a":"a","b":"a","c":["a","a"]}',
  '{"a":"\\\\","b":":"}',
  '1',
  '""',
])('%s says nothing twice', (text) => {
  expect(found(text)).toBeUndefined()
})

test('no JSON value as it is written names anything twice, and any object with a member said again does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), fc.jsonValue(), (value, name, again) => {
      for (const space of [0, 2]) expect(found(JSON.stringify({ [name]: value }, null, space))).toBeUndefined()
      const twice = `{${JSON.stringify(name)}:${JSON.stringify(value)},${JSON.stringify(name)}:${JSON.stringify(again)}}`
      expect(found(twice)).toBe(name)
    }),
  )
})
