// A name is found however it is written, and no other is.
import { expect, test } from 'vitest'
import { namedAs } from './target-names.ts'

test.each([
  ['Tax-Portal ', 'TAX  portal'],
  ['Café Zürich', 'cafe zurich'],
  ['www.tax.example.org', 'Tax.Example.org'],
  ['Tax–Portal', 'tax portal'],
])('%s is %s', (one, other) => {
  expect(namedAs(one)).toBe(namedAs(other))
})

test('parts of a name are another name', () => {
  expect(namedAs('Tax portal')).not.toBe(namedAs('Tax'))
  expect(namedAs('Tax portal')).not.toBe(namedAs('Taxportal'))
})
