// Builds build/geo from the packages that say where addresses are registered. `node tools/geo.mjs`.
// The layout is read by src/sense/geo/geo-file.ts. Node built-ins only.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { flatten, pages4, pages6, rangesOfPrefixes } from './geo-ranges.mjs'
import { readStamp, root } from './sources.mjs'

const folder = path.join(root, 'build/geo')
const stampFile = 'build/geo.stamp.json'
const bogonFile = 'data/sense/bogons.json'
const sources = {
  country: {
    package: '@ip-location-db/geo-whois-asn-country',
    files: ['geo-whois-asn-country-ipv4-num.csv', 'geo-whois-asn-country-ipv6-num.csv'],
    licence: 'CC0-1.0',
    attribution: 'WHOIS and AS registrations, compiled by sapics/ip-location-db; statistics of the NRO (CC BY 4.0)',
    url: 'https://github.com/sapics/ip-location-db/tree/main/geo-whois-asn-country',
  },
  as: {
    package: '@ip-location-db/asn',
    files: ['asn-ipv4-num.csv', 'asn-ipv6-num.csv'],
    licence: 'CC-BY-4.0',
    attribution:
      'RouteViews (routeviews.org), DB-IP IP to ASN Lite (https://db-ip.com) and NRO, each CC BY 4.0, merged and modified by sapics/ip-location-db',
    url: 'https://github.com/sapics/ip-location-db/tree/main/asn',
  },
}
const products = ['country.bin', 'as.bin', 'as-names.bin']

const folderOf = (source) => path.join(root, 'node_modules', source.package)
const versionOf = (source) => JSON.parse(readFileSync(path.join(folderOf(source), 'package.json'), 'utf8')).version

/** The packages carry their day in the last part of their version: 2.3.2026061719. */
function dateOf(version) {
  const [, year, month, day] = /\.(\d{4})(\d{2})(\d{2})\d*$/.exec(version) ?? []
  if (!year) throw new Error(`No date in version ${version} of the address data.`)
  return `${year}-${month}-${day}`
}

/** What the product depends on: names and sizes of the data, not 60 MB of contents, since this is asked at every start. */
function stampNow() {
  const hash = createHash('sha256')
  for (const source of Object.values(sources)) {
    if (!existsSync(folderOf(source))) return { hash: 'no packages' }
    hash.update(`${source.package} ${versionOf(source)}\0`)
    for (const file of source.files) hash.update(`${file} ${statSync(path.join(folderOf(source), file)).size}\0`)
  }
  for (const file of ['tools/geo.mjs', 'tools/geo-ranges.mjs', bogonFile])
    hash.update(readFileSync(path.join(root, file)))
  return { hash: hash.digest('hex') }
}

/** Are the tables as old as what they are made from? Without the packages there is nothing to make, and nothing is old. */
export function isGeoFresh() {
  const now = stampNow()
  if (now.hash === 'no packages') return true
  return readStamp(stampFile)?.hash === now.hash && products.every((file) => existsSync(path.join(folder, file)))
}

/** Builds the tables when they are old. Some five seconds and 600 MB, once per version of the data. */
export function buildGeo() {
  if (isGeoFresh()) return { built: false }
  const bogons = JSON.parse(readFileSync(path.join(root, bogonFile), 'utf8'))
  rmSync(path.join(root, stampFile), { force: true })
  replace('country.bin', countryFile(bogons))
  const { table, names } = asFiles()
  replace('as.bin', table)
  replace('as-names.bin', names)
  writeFileSync(path.join(root, stampFile), JSON.stringify(stampNow()))
  return { built: true }
}

function replace(file, bytes) {
  mkdirSync(folder, { recursive: true })
  const fresh = path.join(folder, `${file}.${process.pid}.new`)
  writeFileSync(fresh, bytes)
  renameSync(fresh, path.join(folder, file))
}

/** Rows of a CSV whose first two columns are the first and last address as numbers. `family` 6: cut to the upper 64 bits. */
function* rowsOf(source, at) {
  const six = at === 1
  const textOf = readFileSync(path.join(folderOf(source), source.files[at]), 'latin1')
  const utf8 = (words) => Buffer.from(words, 'latin1').toString('utf8')
  for (const line of textOf.split('\n')) {
    if (line === '') continue
    const [, first, last, rest] = /^(\d+),(\d+),(.*?)\r?$/.exec(line) ?? []
    if (first === undefined) throw new Error(`${source.files[at]} has a line that is no range: ${line.slice(0, 80)}`)
    // An end within a network of /64 counts as the whole of it: nobody is registered finer.
    yield six
      ? { from: BigInt(first) >> 64n, to: (BigInt(last) >> 64n) + 1n, rest: utf8(rest) }
      : { from: BigInt(first), to: BigInt(last) + 1n, rest: utf8(rest) }
  }
}

function countryFile(bogons) {
  const rows = [0, 1].map((at) => [...rowsOf(sources.country, at)])
  const codes = [...new Set(rows.flat().map((row) => row.rest))].filter((code) => /^[A-Z]{2}$/.test(code)).sort()
  if (codes.length > 254) throw new Error('More countries than fit a byte.')
  const numbers = new Map(codes.map((code, at) => [code, at + 2]))
  const [ranges4, ranges6] = rows.map((list) =>
    list.map(({ from, to, rest }) => ({ from, to, value: numbers.get(rest) ?? 0 })),
  )
  const four = pages4(flatten([...ranges4, ...rangesOfPrefixes(bogons.ipv4, 32, 1)], 32n))
  const six = pages6(flatten([...ranges6, ...rangesOfPrefixes(bogons.ipv6, 64, 1)], 64n))
  const head = { kind: 'country', countries: ['??', '??', ...codes], ...provenance(sources.country) }
  const sections = { ...prefixed('four', four), ...prefixed('six', six) }
  return pack(head, sections)
}

const prefixed = (word, sections) =>
  Object.fromEntries(Object.entries(sections).map(([name, array]) => [`${word}.${name}`, array]))

function provenance(source) {
  const version = versionOf(source)
  const { licence, attribution, url } = source
  return { package: source.package, version, date: dateOf(version), licence, attribution, url }
}

function asFiles() {
  const names = new Map()
  const [ranges4, ranges6] = [0, 1].map((at) =>
    [...rowsOf(sources.as, at)].map(({ from, to, rest }) => {
      const [, number, quoted] = /^(\d+),(.*)$/.exec(rest) ?? []
      const value = Number(number)
      const name = quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted
      if (name !== '') names.set(value, name)
      return { from, to, value }
    }),
  )
  const [four, six] = [flatten(ranges4, 32n), flatten(ranges6, 64n)]
  const table = pack(
    { kind: 'as', ...provenance(sources.as) },
    {
      'four.starts': Uint32Array.from(four, (range) => Number(range.from)),
      'four.values': Uint32Array.from(four, (range) => range.value),
      'six.starts0': Uint32Array.from(six, (range) => Number(range.from >> 32n)),
      'six.starts1': Uint32Array.from(six, (range) => Number(range.from & 0xffffffffn)),
      'six.values': Uint32Array.from(six, (range) => range.value),
    },
  )
  return { table, names: nameFile(names) }
}

function nameFile(names) {
  const sorted = [...names].sort(([a], [b]) => a - b)
  const texts = sorted.map(([, name]) => Buffer.from(name, 'utf8'))
  const offsets = new Uint32Array(sorted.length + 1)
  for (const [at, text] of texts.entries()) offsets[at + 1] = offsets[at] + text.length
  const numbers = Uint32Array.from(sorted, ([number]) => number)
  const sections = { numbers, offsets, texts: new Uint8Array(Buffer.concat(texts)) }
  return pack({ kind: 'as-names', ...provenance(sources.as) }, sections)
}

/** 'TSG1', length of the JSON head, CRC-32 of all after 12 bytes; the head names each section's type, place and length. */
function pack(head, arrays) {
  const places = {}
  let at = 0
  for (const [name, array] of Object.entries(arrays)) {
    at = Math.ceil(at / 8) * 8
    places[name] = { type: array.constructor.name, at, length: array.length }
    at += array.byteLength
  }
  const json = Buffer.from(JSON.stringify({ ...head, sections: places }))
  const bodyAt = Math.ceil((12 + json.length) / 8) * 8
  const bytes = Buffer.alloc(bodyAt + at)
  bytes.write('TSG1')
  bytes.writeUInt32LE(json.length, 4)
  json.copy(bytes, 12)
  for (const [name, array] of Object.entries(arrays)) {
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(bytes, bodyAt + places[name].at)
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(12)), 8)
  return bytes
}

if (process.argv[1] === import.meta.filename) {
  const { built } = buildGeo()
  process.stderr.write(built ? '  address data built\n' : '  address data is up to date\n')
}
