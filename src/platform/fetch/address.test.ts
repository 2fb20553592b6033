// The judgement of addresses: every range, every disguise, and what the administrator opens.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closedAddress, readAllowed } from './address.ts'

const nothing = readAllowed([])
const closed = (address: string, allow: string[] = [], host = address) =>
  closedAddress(address, host, readAllowed(allow))

const privateV4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), fc.nat(255), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255)),
)
const hex = (high: number, low: number) => ((high << 8) | low).toString(16)

describe('addresses of the public internet', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '193.99.144.80',
    '2606:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('%s may be reached', (address) => expect(closed(address)).toBeUndefined())
})

describe('addresses that are closed', () => {
  test.each([
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    'fc00::1',
    'fdff::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '100::1',
    '64:ff9b:1::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '::ffff:0:10.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    '2002:c0a8:101::1',
    'localhost',
    '',
    '127.1',
  ])('%s may not be reached', (address) => expect(closed(address)).toBeTypeOf('string'))

  test('no private IPv4 address may be reached, in plain or wrapped in any form of IPv6', () => {
    fc.assert(
      fc.property(privateV4, ([a, b, c, d]) => {
        const plain = `${a}.${b}.${c}.${d}`
        const tail = `${hex(a, b)}:${hex(c, d)}`
        const forms = [
          plain,
          `::ffff:${plain}`,
          `::ffff:${tail}`,
          `::${tail === '0:0' ? '' : tail}`,
          `64:ff9b::${tail}`,
          `2002:${tail}::1`,
          `0:0:0:0:0:FFFF:${tail}`,
        ]
        for (const form of forms)
          if (form !== '::') expect(closedAddress(form, form, nothing), form).toBeTypeOf('string')
      }),
    )
  })
})

describe('what the administrator allows', () => {
  test('a range opens its addresses and no others', () => {
    expect(closed('10.1.2.3', ['10.1.0.0/16'])).toBeUndefined()
    expect(closed('10.2.2.3', ['10.1.0.0/16'])).toBe('private')
    expect(closed('::ffff:10.1.2.3', ['10.1.0.0/16'])).toBeUndefined()
    expect(closed('::1', ['[::1]'])).toBeUndefined()
  })

  test('a name opens whatever the name points to, whichever way it is written', () => {
    expect(closed('10.9.9.9', ['Feeds.Intern'], 'feeds.intern.')).toBeUndefined()
    expect(closed('10.9.9.9', ['feeds.intern'], 'other.intern')).toBe('private')
  })

  test.each(['10.0.0.0/33', '300.1.1.1', 'http://x', 'a b', '*', '', '10.0.0', '::1/200'])(
    'the entry %j is refused',
    (entry) => {
      expect(() => readAllowed([entry])).toThrow('neither a host name')
    },
  )
})
