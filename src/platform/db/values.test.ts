// PostgreSQL's texts as JavaScript values.
import { expect, test } from 'vitest'
import { instant, valueTypes, wholeNumber } from './values.ts'

const parse = (oid: number, text: string): unknown => valueTypes.getTypeParser(oid, 'text')(text)

test('an instant is RFC 3339 in UTC with milliseconds, whatever the server had', () => {
  expect(instant('2025-03-10 09:45:00+00')).toBe('2025-03-10T09:45:00.000Z')
  expect(instant('2025-03-10 09:45:00.1+00')).toBe('2025-03-10T09:45:00.100Z')
  expect(instant('2025-03-10 09:45:00.123456+00')).toBe('2025-03-10T09:45:00.123Z')
  expect(instant('2025-03-10 11:45:00+02')).toBe('2025-03-10T09:45:00.000Z')
  expect(instant('2025-03-10 15:15:00+05:30')).toBe('2025-03-10T09:45:00.000Z')
  expect(instant('infinity')).toBe('infinity')
})

test('a whole number is a number while that is exact, and a bigint beyond', () => {
  expect(wholeNumber('9007199254740991')).toBe(9007199254740991)
  expect(wholeNumber('9007199254740993')).toBe(9007199254740993n)
})

test('arrays are read element by element, with nulls and inner arrays', () => {
  expect(parse(1016, '{1,NULL,9007199254740993}')).toEqual([1, null, 9007199254740993n])
  expect(parse(1009, '{"a,b","say \\"x\\"",NULL,"NULL"}')).toEqual(['a,b', 'say "x"', null, 'NULL'])
  expect(parse(1007, '{{1,2},{3,4}}')).toEqual([
    [1, 2],
    [3, 4],
  ])
  expect(parse(3807, '{"{\\"a\\": 1}"}')).toEqual([{ a: 1 }])
  expect(parse(1185, '{"2025-03-10 09:45:00+00"}')).toEqual(['2025-03-10T09:45:00.000Z'])
})

test('a type that is not in the table stays as text', () => {
  expect(parse(600, '(1,2)')).toBe('(1,2)')
})
