// Networks: one spelling for each, nothing guessed, nothing overlooked.
import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds, type Network, readPrefix } from './network.ts'

function network(text: string): Network {
  const read = readPrefix(text)
  if (!read.ok) throw new Error(read.why)
  return read.network
}

test.each([
  ['198.51.100.0/24', '198.51.100.0/24'],
  ['198.51.100.7', '198.51.100.7/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['255.255.255.255', '255.255.255.255/32'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1/128'],
  ['2001:0db8:0000:0001:0000:0000:0000:0000/64', '2001:db8:0:1::/64'],
  ['::ffff:192.0.2.1', '::ffff:c000:201/128'],
  ['::', '::/128'],
  ['::1', '::1/128'],
  ['1::', '1::/128'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8/128'],
  ['1:0:3:4:5:6:7:8', '1:0:3:4:5:6:7:8/128'],
])('%s is spelled %s', (given, spelled) => {
  expect(network(given).text).toBe(spelled)
})

test.each([
  '198.51.100.1/24',
  '2001:db8::1/32',
  '0.0.0.1/0',
  '198.51.100.0/33',
  '198.51.100.0/',
  '198.51.100.0/024',
  '198.51.100.0/-1',
  '198.51.100.0/8/8',
  '198.51.100',
  '198.051.100.0',
  '256.1.1.1',
  '2001:db8::/129',
  '2001:db8:::',
  '1::2::3',
  ':1',
  '1:',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8:9',
  '1.2.3.4::',
  '12345::',
  '',
  '/',
  'example.org',
])('%s is refused', (given) => {
  expect(readPrefix(given).ok).toBe(false)
})

test('what is spelled is read as the same, and is an address to others too', () => {
  const word = fc.nat(0xffffffff)
  fc.assert(
    fc.property(fc.oneof(fc.tuple(word), fc.tuple(word, word, word, word)), fc.nat(128), (words, bits) => {
      const groups = words.flatMap((one) => [(one >>> 16).toString(16), (one & 0xffff).toString(16)])
      const address =
        words.length === 4 ? groups.join(':') : [24, 16, 8, 0].map((by) => (Number(words[0]) >>> by) & 255).join('.')
      const whole = network(address)
      expect(network(whole.text)).toEqual(whole)
      const bare = whole.text.slice(0, whole.text.indexOf('/'))
      expect(words.length === 4 ? isIPv6(bare) : isIPv4(bare)).toBe(true)
      expect([...whole.words]).toEqual(words)
      const length = bits % (words.length * 32 + 1)
      const read = readPrefix(`${address}/${length}`)
      const cut = read.ok ? read.network : network(/the network is (\S+)\.$/.exec(read.why)?.[1] ?? '')
      expect(cut.length).toBe(length)
      expect(holds(cut, whole)).toBe(true)
      expect(holds(whole, cut)).toBe(length === whole.length)
    }),
  )
})

test('a network holds what lies in it and nothing beside it', () => {
  expect(holds(network('198.51.100.0/22'), network('198.51.103.0/24'))).toBe(true)
  expect(holds(network('198.51.100.0/22'), network('198.51.104.0/24'))).toBe(false)
  expect(holds(network('198.51.100.0/24'), network('198.51.100.0/22'))).toBe(false)
  expect(holds(network('2001:db8::/33'), network('2001:db8:8000::/34'))).toBe(false)
  expect(holds(network('2001:db8::/32'), network('2001:db8:8000::/34'))).toBe(true)
  expect(holds(network('0.0.0.0/0'), network('::/0'))).toBe(false)
})
