// Whose network a source is in, and the lines of CSV.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NetworkHeld } from '../../model/abuse-event.ts'
import { csvField, csvFields } from './csv-line.ts'
import { whoseNetworks } from './whose.ts'
import { nowhere } from './words.ts'

const of = (organisation: string, more: Partial<NetworkHeld>): NetworkHeld => ({
  ...{ organisation, prefixes: [], asns: [], domains: [], mail: null, ended: false },
  ...more,
})
const whose = whoseNetworks([
  of('country', { prefixes: ['192.0.2.0/24', '2001:db8::/32'], asns: [64500] }),
  of('school', { prefixes: ['192.0.2.64/26'], domains: ['school.example'] }),
  of('gone', { prefixes: ['192.0.2.65/32'], ended: true }),
])

test('the longest network that holds the address decides, then the system, then the name', () => {
  expect(whose({ ...nowhere, ip: '192.0.2.65', asn: 64500 })).toBe('school')
  expect(whose({ ...nowhere, ip: '192.0.2.1' })).toBe('country')
  expect(whose({ ...nowhere, ip: '2001:db8:7::1' })).toBe('country')
  expect(whose({ ...nowhere, ip: '198.51.100.1', asn: 64500 })).toBe('country')
  expect(whose({ ...nowhere, fqdn: 'www.school.example' })).toBe('school')
  expect(whose({ ...nowhere, url: 'https://mail.school.example/x' })).toBe('school')
  expect(whose({ ...nowhere, fqdn: 'notschool.example', ip: '198.51.100.1' })).toBeNull()
})

test('what is written as CSV is read as it was, and no field starts a formula', () => {
  expect(csvFields('a,"b ""c"", d",,')).toEqual(['a', 'b "c", d', '', ''])
  expect([csvFields('"a'), csvFields('"a"b')]).toEqual([null, null])
  expect(['=1+1', '+1', '-1', '@x'].map(csvField)).toEqual(["'=1+1", "'+1", "'-1", "'@x"])
  const plain = fc.string().filter((text) => !/[\r\n]|^[=+\-@\t]/.test(text))
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 8 }), (fields) => {
      expect(csvFields(fields.map(csvField).join(','))).toEqual(fields)
    }),
  )
})
