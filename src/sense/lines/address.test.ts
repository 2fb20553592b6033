// Addresses from bytes: compared with what the platform itself makes of the same text.
import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressText, createAddressWords, readAddress } from './address.ts'

function read(text: string): string | null {
  const words = createAddressWords()
  const bytes = new TextEncoder().encode(text)
  return readAddress(bytes, 0, bytes.length, words) ? addressText(words) : null
}

/** Whether two texts are the same address, as the platform sees it. */
function same(one: string, two: string): boolean {
  const list = new BlockList()
  list.addAddress(one, isIP(one) === 6 ? 'ipv6' : 'ipv4')
  return list.check(two, isIP(two) === 6 ? 'ipv6' : 'ipv4')
}

test('every IPv4 address is read back as it was', () => {
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      expect(read(text)).toBe(text)
    }),
  )
})

test('every IPv6 address is read as the same address', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const shown = read(text)
      expect(shown).not.toBeNull()
      expect(same(text, shown ?? '')).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('what the platform does not call an address is none here', () => {
  const text = fc.oneof(fc.stringMatching(/^[0-9a-f:.]{1,24}$/), fc.stringMatching(/^[0-9.]{6,16}$/))
  fc.assert(
    fc.property(text, (one) => {
      // A port may follow an IPv4 address; leading zeros are read as decimal, as logs write them.
      if (isIP(one) !== 0) expect(read(one)).not.toBeNull()
      else if (read(one) !== null) expect(one).toMatch(/^\d{1,3}(\.\d{1,3}){3}(:|$)/)
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['192.0.2.1:443', '192.0.2.1'],
  ['192.0.2.1, 10.0.0.1', '192.0.2.1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::', '::'],
  ['1::', '1::'],
  ['1.2.3.4.5', null],
  ['1.2.3.4x', null],
  ['12345::', null],
  ['1:2:3:4:5:6:7:8:9', null],
  ['', null],
  ['-', null],
])('%s is %s', (text, shown) => {
  expect(read(text)).toBe(shown)
})
