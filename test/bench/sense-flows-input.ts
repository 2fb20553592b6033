// The input of the bench of flows: captures whose sources lie in real country ranges, and the same ranges for the peer.
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '#platform/worker.ts'
import { flatten, rangesOfPrefixes } from '../../tools/geo-ranges.mjs'
import type { FlowProtocol } from '../setup/flow-formats.ts'
import { type FlowTruth, type SourceRange, writeFlows } from '../setup/flow-writer.ts'

interface Range {
  from: number
  to: number
  code: string
}

const root = packageRoot()
const folder = join(root, 'node_modules/@ip-location-db/geo-whois-asn-country')

function ranges4(): Range[] {
  const text = readFileSync(join(folder, 'geo-whois-asn-country-ipv4-num.csv'), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [from, to, code = ''] = line.split(',')
      return { from: Number(from), to: Number(to), code }
    })
}

const dotted = (word: number) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.')

/** Networks of /24 drawn by size, so that a country has the share of its addresses. */
function drawn(ranges: Range[], count: number, random: () => number): SourceRange[] {
  const sums: number[] = []
  let total = 0
  for (const { from, to } of ranges) {
    total += to - from + 1
    sums.push(total)
  }
  return Array.from({ length: count }, () => {
    const wanted = random() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    const { from, to } = ranges[low] as Range
    const address = (Math.floor(from + random() * (to - from)) & ~255) >>> 0
    return { prefix: `${dotted(address)}/24`, weight: 1 }
  })
}

const six = ['2a02:a000::/64', '2a01:e0a::/64', '2600:1700::/64', '2408:8000::/64', '2804:14d::/64', '2405:4800::/64']

/** An hour with three waves. Of the attack: US 30, VN 22, BR 20, UA 0.5 %, the rest from anywhere, as story 1 has it. */
export function writeCapture(protocol: FlowProtocol, flows: number, file: string): FlowTruth {
  let state = 0x1234567
  const random = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const all = ranges4().filter(({ from, to }) => to - from >= 255)
  const of = (code: string) => all.filter((range) => range.code === code)
  const sixes = six.map((prefix) => ({ prefix, weight: 20 }))
  const sources = [...drawn(all, 2200, random), ...sixes]
  const attackSources = [
    ...drawn(of('US'), 60, random),
    ...drawn(of('VN'), 44, random),
    ...drawn(of('BR'), 40, random),
    ...drawn(of('UA'), 1, random),
    ...drawn(all, 55, random),
    ...sixes.map(({ prefix }) => ({ prefix, weight: 2 })),
  ]
  const writer = writeFlows({ protocol, flows, seed: 7, sources, attackSources, exporters: 1, domains: 8 })
  const handle = openSync(file, 'w')
  let step = writer.next()
  while (!step.done) {
    writeSync(handle, step.value)
    step = writer.next()
  }
  closeSync(handle)
  return step.value
}

/** Country ranges of IPv4 as networks with a number for each country, in the way of pmacct's networks_file. */
export function writeNetworksFile(file: string, codes: readonly string[]): number {
  const numbers = new Map(codes.map((code, at) => [code, at]))
  const bogons = JSON.parse(readFileSync(join(root, 'data/sense/bogons.json'), 'utf8')).ipv4
  const flat: { from: bigint; value: number }[] = flatten(
    [
      ...ranges4().map(({ from, to, code }) => ({
        from: BigInt(from),
        to: BigInt(to) + 1n,
        value: numbers.get(code) ?? 0,
      })),
      ...rangesOfPrefixes(bogons, 32, 1),
    ],
    32n,
  )
  const lines: string[] = []
  for (const [at, { from, value }] of flat.entries()) {
    const end = Number(flat[at + 1]?.from ?? 2 ** 32)
    for (let address = Number(from); value > 0 && address < end; ) {
      let size = address === 0 ? 2 ** 32 : (address & -address) >>> 0
      while (address + size > end) size /= 2
      lines.push(`${value},${dotted(address)}/${32 - Math.log2(size)}`)
      address += size
    }
  }
  writeFileSync(file, `${lines.join('\n')}\n`)
  return lines.length
}
