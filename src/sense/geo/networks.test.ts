// That kinds of networks are told by lists, and that no list means not known.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createNetworks, openChangingNetworks, openNetworks, readNetworkList } from './networks.ts'

const word = (a: number, b: number, c: number, d: number) =>
  Uint32Array.of(((a << 24) | (b << 16) | (c << 8) | d) >>> 0)

test('the list of hosting is read, and nothing else is known without lists', () => {
  const networks = openNetworks()
  expect(networks.ids).toEqual(['hosting'])
  expect(networks.kindsOf(4, word(1, 2, 3, 4), 0, 24940)).toBe(1)
  expect(networks.kindsOf(4, word(1, 2, 3, 4), 0, 0)).toBe(0)
})

test('an address may be of several kinds, by prefixes of both families', () => {
  const networks = createNetworks({ hosting: [{ as: 7, name: 'Seven' }] }, [
    { kind: 'resolver', prefixes: ['192.0.2.0/24'] },
    { kind: 'tor', prefixes: ['192.0.2.9', '2001:db8::1/128'] },
  ])
  expect(networks.ids).toEqual(['hosting', 'tor', 'resolver'])
  expect(networks.kindsOf(4, word(192, 0, 2, 9), 0, 7)).toBe(0b111)
  expect(networks.kindsOf(4, word(192, 0, 2, 8), 0, 0)).toBe(0b100)
  expect(networks.kindsOf(6, Uint32Array.of(0x20010db8, 0, 0, 1), 0, 0)).toBe(0b010)
  expect(networks.kindsOf(6, Uint32Array.of(0x20010db8, 0, 0, 2), 0, 0)).toBe(0)
})

test('an empty list is no list', () => {
  expect(
    createNetworks({ hosting: [] }, [{ kind: 'proxy', prefixes: readNetworkList('# nothing yet\n\n') }]).ids,
  ).toEqual(['hosting'])
  expect(readNetworkList('198.51.100.0/24 # why\r\n\n2001:db8::/32')).toEqual(['198.51.100.0/24', '2001:db8::/32'])
})

test('a list that changes is read again; one that goes or is emptied leaves the old one in force', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-lists-'))
  const [tor, proxy] = [join(folder, 'tor.txt'), join(folder, 'proxy.txt')]
  writeFileSync(tor, '192.0.2.9\n')
  writeFileSync(proxy, '198.51.100.0/24\n')
  const { table, look } = openChangingNetworks([
    { kind: 'tor', path: tor },
    { kind: 'proxy', path: proxy },
  ])
  const kinds = () =>
    [word(192, 0, 2, 9), word(192, 0, 2, 10), word(198, 51, 100, 1)].map((one) => table.kindsOf(4, one, 0, 0))
  expect(table.ids).toEqual(['hosting', 'tor', 'proxy'])
  expect(kinds()).toEqual([0b010, 0, 0b100])
  writeFileSync(tor, '192.0.2.10 # moved\n')
  look()
  expect(kinds()).toEqual([0, 0b010, 0b100])
  writeFileSync(tor, '# being written\n')
  look()
  expect(kinds()).toEqual([0, 0b010, 0b100])
  rmSync(tor)
  look()
  expect(kinds()).toEqual([0, 0b010, 0b100])
  writeFileSync(tor, '192.0.2.0/28\n')
  look()
  expect(kinds()).toEqual([0b010, 0b010, 0b100])
  rmSync(folder, { recursive: true })
})
