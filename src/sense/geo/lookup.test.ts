// That every address of the source data is found where the data says, the more specific winning.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '#platform/worker.ts'
import { buildGeo } from '../../../tools/geo.mjs'
import { bogonNumber, unknownNumber } from './country-table.ts'
import { type Geo, openGeo, openGeoIn, whereIs } from './lookup.ts'

const folder = mkdtempSync(join(tmpdir(), 'geo-'))
let geo: Geo

beforeAll(() => {
  buildGeo()
  geo = openGeo()
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function lines(name: string, file: string): string[] {
  return readFileSync(join(packageRoot(), 'node_modules', '@ip-location-db', name, file), 'utf8')
    .trimEnd()
    .split('\n')
}

const isBogon = (number: number) => number === bogonNumber

test('the first and last address of every range of IPv4 is in its country, unless a smaller range says otherwise', () => {
  const rows = lines('geo-whois-asn-country', 'geo-whois-asn-country-ipv4-num.csv').map((line) => {
    const [from, to, code] = line.split(',')
    return { from: Number(from), to: Number(to), code }
  })
  const nested = rows.filter((row, at) => {
    const following = rows[at + 1]
    return following && following.from <= row.to
  })
  expect(nested.length).toBeGreaterThan(0)
  let wrong = 0
  for (const [at, row] of rows.entries()) {
    const following = rows[at + 1]
    if (following && following.from <= row.to) continue
    for (const word of [row.from, row.to]) {
      const number = geo.country.of4(word)
      // The last of an outer range that ends together with an inner one is the inner one's; both are in the data.
      if (!isBogon(number) && geo.country.codes[number] !== row.code && !insideSmaller(rows, row, word, at)) wrong++
    }
  }
  expect(wrong).toBe(0)
}, 60_000)

function insideSmaller(
  rows: { from: number; to: number }[],
  row: { from: number; to: number },
  word: number,
  at: number,
) {
  return rows
    .slice(Math.max(0, at - 600), at + 600)
    .some((one) => one !== row && one.from <= word && word <= one.to && one.to - one.from <= row.to - row.from)
}

test('an inner range wins over the one around it', () => {
  // Both are in the data: the longer first, the shorter inside.
  const rows = lines('geo-whois-asn-country', 'geo-whois-asn-country-ipv4-num.csv').map((line) => line.split(','))
  const at = rows.findIndex((row, n) => {
    const next = rows[n + 1]
    return next && Number(next[0]) > Number(row[0]) && Number(next[1]) < Number(row[1]) && next[2] !== row[2]
  })
  const [outer, inner] = [rows[at], rows[at + 1]]
  expect(at).toBeGreaterThan(0)
  expect(geo.country.codes[geo.country.of4(Number(inner?.[0]))]).toBe(inner?.[2])
  expect(geo.country.codes[geo.country.of4(Number(outer?.[0]))]).toBe(outer?.[2])
})

test('addresses of IPv6 are in the country of their range', () => {
  const rows = lines('geo-whois-asn-country', 'geo-whois-asn-country-ipv6-num.csv')
  let agreed = 0
  let asked = 0
  for (const line of rows) {
    const [from = '0', , code] = line.split(',')
    const word = BigInt(from) >> 64n
    // Some 4 % of the rows divide a network of /64, which the table does not.
    if (word << 64n !== BigInt(from)) continue
    asked++
    const number = geo.country.of6(Number(word >> 32n), Number(word & 0xffffffffn))
    if (geo.country.codes[number] === code || isBogon(number)) agreed++
  }
  // The rest begin with a smaller range that lies inside them.
  expect(asked).toBeGreaterThan(200_000)
  expect(agreed / asked).toBeGreaterThan(0.998)
}, 60_000)

test('systems are found by the ranges of the data', () => {
  let wrong = 0
  for (const line of lines('asn', 'asn-ipv4-num.csv').filter((_, n) => n % 7 === 0)) {
    const [from, to, number] = line.split(',')
    if (geo.as.of4(Number(from)) !== Number(number) || geo.as.of4(Number(to)) !== Number(number)) wrong++
  }
  expect(wrong).toBe(0)
  expect(geo.as.of4(0)).toBe(0)
  expect(geo.asName(13335)).toContain('Cloudflare')
  expect(geo.asName(4_294_967_295)).toBeNull()
}, 60_000)

test('addresses as texts', () => {
  expect(whereIs(geo, '8.8.8.8')).toEqual({ country: 'US', as: 15169, bogon: false })
  expect(whereIs(geo, '::ffff:8.8.8.8')).toEqual(whereIs(geo, '8.8.8.8'))
  expect(whereIs(geo, '2001:4860:4860::8888')).toMatchObject({ country: 'US', as: 15169 })
  expect(whereIs(geo, '10.1.2.3')).toMatchObject({ country: '??', bogon: true })
  expect(whereIs(geo, 'fe80::1')).toMatchObject({ country: '??', bogon: true })
  expect(whereIs(geo, 'no address')).toEqual({ country: '??', as: 0, bogon: false })
})

test('many at once answer what one answers', () => {
  const words = Uint32Array.from({ length: 1000 }, (_, n) => Math.imul(n, 0x9e3779b1) >>> 0)
  const into = new Uint8Array(1000)
  geo.country.all4(words, 1000, into)
  expect([...into]).toEqual([...words].map((word) => geo.country.of4(word)))
  geo.country.all6(words, 250, into)
  const six = Array.from({ length: 250 }, (_, n) => geo.country.of6(words[4 * n] ?? 0, words[4 * n + 1] ?? 0))
  expect([...into.subarray(0, 250)]).toEqual(six)
})

test('the data says where it is from, of which day, and under which licence', () => {
  expect(geo.provenance.map((one) => one.licence)).toEqual(['CC0-1.0', 'CC-BY-4.0'])
  for (const one of geo.provenance) expect(one.date).toMatch(/^20\d\d-\d\d-\d\d$/)
})

test('without data, and with damaged data, nothing is known and the reason is told', () => {
  const none = openGeoIn(folder)
  expect(none.provenance).toEqual([])
  expect(none.faults.join()).toContain('npm run build')
  expect(none.country.of4(0x08080808)).toBe(unknownNumber)
  expect(none.asName(13335)).toBeNull()
  const bytes = readFileSync(join(packageRoot(), 'build/geo/country.bin'))
  bytes[5000] = (bytes[5000] ?? 0) ^ 1
  writeFileSync(join(folder, 'country.bin'), bytes)
  expect(openGeoIn(folder).faults.join()).toContain('checksum')
  expect(whereIs(openGeoIn(folder), '8.8.8.8').country).toBe('??')
})
