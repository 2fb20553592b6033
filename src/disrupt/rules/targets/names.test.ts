// Names of targets: one spelling each, what is odd about them, and what is no name at all.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameTarget, odditiesOf, skeletonOf } from './names.ts'
import { unicodeOf } from './punycode.ts'

const named = (kind: Parameters<typeof nameTarget>[0], text: string) => {
  const it = nameTarget(kind, text)
  return it.ok ? it.name : null
}

describe('one spelling', () => {
  test.each([
    ['domain', 'Market.Example', 'market.example'],
    ['domain', ' market.example. ', 'market.example'],
    ['domain', 'bücher.example', 'xn--bcher-kva.example'],
    ['domain', 'XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['address', '2001:DB8:0::1', '2001:db8::1'],
    ['address', '[2001:db8::1]', '2001:db8::1'],
    ['address', '192.0.2.1', '192.0.2.1'],
    ['wallet', '1A2bC', '1A2bC'],
    ['channel', '@cracked', '@cracked'],
  ] as const)('%s %s is %s', (kind, text, name) => expect(named(kind, text)).toBe(name))

  test.each([
    ['domain', 'https://market.example/'],
    ['domain', 'market.example/path'],
    ['domain', 'user@market.example'],
    ['domain', 'localhost'],
    ['domain', '192.0.2.1'],
    ['domain', '0x7f000001'],
    ['domain', 'a..example'],
    ['domain', `${'a'.repeat(64)}.example`],
    ['domain', ''],
    ['domain', 'two words.example'],
    ['address', '2130706433'],
    ['address', '127.1'],
    ['address', 'market.example'],
    ['address', '::g'],
    ['account', ''],
    ['account', 'a\u0000b'],
  ] as const)('%s %j is none', (kind, text) => expect(named(kind, text)).toBeNull())

  test('naming a name again changes nothing, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('domain', 'address', 'wallet'),
        fc.string({ unit: 'binary', maxLength: 80 }),
        (kind, text) => {
          const once = named(kind, text)
          if (once !== null) expect(named(kind, once)).toBe(once)
        },
      ),
    )
  })
})

describe('names that look like others', () => {
  test('letters of two alphabets in one label', () => {
    const it = nameTarget('domain', 'crаcked.example') // the a is Cyrillic
    expect(it.ok && it.name.startsWith('xn--')).toBe(true)
    expect(it.ok && it.oddities).toEqual([
      '“crаcked” has letters of Latin and Cyrillic.',
      'It looks like cracked.example.',
    ])
  })

  test('a name of one other alphabet alone is not odd, unless all of it looks Latin', () => {
    expect(odditiesOf('почта.рф')).toEqual([])
    expect(odditiesOf('сосо.example')).toEqual(['It looks like coco.example.'])
    expect(odditiesOf('bücher.example')).toEqual(['It looks like bucher.example.'])
    expect(odditiesOf('market.example')).toEqual([])
    expect(skeletonOf('Ѕеllіх.io')).toBe('sellix.io')
  })

  test.each([
    ['xn--bcher-kva.example', 'bücher.example'],
    ['xn--80a1acny.xn--p1ai', 'почта.рф'],
    ['xn--fiqs8s', '中国'],
    ['xn--ls8h.example', '💩.example'],
    ['plain.example', 'plain.example'],
    ['xn--.example', 'xn--.example'],
    ['xn--99999999999.example', 'xn--99999999999.example'],
  ])('%s reads %s', (name, reads) => expect(unicodeOf(name)).toBe(reads))
})
