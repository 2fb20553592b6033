// Where a network's questions went: destinations with counts, as CSV or JSON of flow tools or of sense.
import { readCsv } from '#kernel/csv.ts'
import type { ObservedResolver } from '../../model/dns-use.ts'
import type { Transport } from '../../model/resolvers.ts'
import { type KnownResolvers, plainAddress } from '../resolvers/known.ts'

export const observationLimits = {
  bytes: 16 * 1024 * 1024,
  rows: 200_000,
  destinations: 20_000,
  kept: 200,
  shown: 100,
} as const

export interface ReadObservation {
  total: number
  resolvers: ObservedResolver[]
  /** Counts of port 443 to addresses of no known resolver: those are the web, and count for nothing. */
  notTold: { rows: number; count: number }
  leftOut: { line: number; why: string }[]
  leftOutTotal: number
  /** Destinations beyond the two hundred greatest, summed up. */
  rest: { destinations: number; count: number }
}

export type ObservationRead = { ok: true; value: ReadObservation } | { ok: false; why: string }

interface Row {
  line: number
  address: string
  port: string
  protocol: string
  count: string
}

const columns = {
  address: ['address', 'destination', 'dst', 'dst_ip', 'dstip', 'dst_addr', 'da', 'ip', 'resolver', 'server'],
  port: ['port', 'dport', 'dst_port', 'dstport', 'dp'],
  protocol: ['protocol', 'proto', 'pr', 'transport'],
  count: ['count', 'queries', 'questions', 'flows', 'fl', 'packets', 'pkt', 'ipkt', 'requests'],
} as const

export function readObservation(name: string, given: string, known: KnownResolvers): ObservationRead {
  const text = given.replace(/^\ufeff/, '')
  if (text.length > observationLimits.bytes)
    return { ok: false, why: `It is longer than ${observationLimits.bytes} characters.` }
  const looksJson = /^\s*[[{]/.test(text.slice(0, 200))
  const rows = looksJson || /\.json$/i.test(name) ? jsonRows(text) : csvRows(text)
  return typeof rows === 'string' ? { ok: false, why: rows } : { ok: true, value: sum(rows, known) }
}

function csvRows(text: string): Row[] | string {
  const read = readCsv(text, observationLimits.rows)
  if (!read.ok) return `Line ${read.line}: ${read.why}`
  const [head, ...lines] = read.lines
  if (!head) return 'The file is empty.'
  const names = head.cells.map((field) => field.toLowerCase())
  const at = (of: keyof typeof columns) =>
    names.findIndex((field) => (columns[of] as readonly string[]).includes(field))
  const where = { address: at('address'), port: at('port'), protocol: at('protocol'), count: at('count') }
  if (where.address < 0)
    return `Line ${head.line} names no column for the address, parted by commas or semicolons; known are ${columns.address.join(', ')}.`
  if (where.port < 0 && where.protocol < 0)
    return `Line ${head.line} names no column for the port; known are ${columns.port.join(', ')}.`
  return lines.map(({ line, cells }) => {
    const value = (column: number) => (cells[column] ?? '').slice(0, 200)
    const count = where.count < 0 ? '1' : value(where.count)
    return { line, address: value(where.address), port: value(where.port), protocol: value(where.protocol), count }
  })
}

function jsonRows(text: string): Row[] | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown fault'}.`
  }
  const list = Array.isArray(value) ? value : listWithin(value)
  if (!list) return 'It holds no list: neither at its top nor under rows, destinations, resolvers or flows.'
  if (list.length > observationLimits.rows) return `It has more than ${observationLimits.rows} entries.`
  return list.map((entry, index) => {
    const object = entry !== null && typeof entry === 'object' ? (entry as Record<string, unknown>) : {}
    const pick = (of: keyof typeof columns) => {
      const found = columns[of]
        .map((name) => object[name])
        .find((one) => typeof one === 'string' || typeof one === 'number')
      return found === undefined ? '' : String(found).slice(0, 100)
    }
    return {
      line: index + 1,
      address: pick('address'),
      port: pick('port'),
      protocol: pick('protocol'),
      count: pick('count') || '1',
    }
  })
}

function listWithin(value: unknown): unknown[] | null {
  if (value === null || typeof value !== 'object') return null
  const object = value as Record<string, unknown>
  const found = ['rows', 'destinations', 'resolvers', 'flows'].map((name) => object[name]).find(Array.isArray)
  return found ?? null
}

function sum(rows: readonly Row[], known: KnownResolvers): ReadObservation {
  const counts = new Map<string, ObservedResolver>()
  const result: ReadObservation = {
    ...{ total: 0, resolvers: [], notTold: { rows: 0, count: 0 }, leftOut: [], leftOutTotal: 0 },
    rest: { destinations: 0, count: 0 },
  }
  const leave = (line: number, why: string) => {
    result.leftOutTotal += 1
    if (result.leftOut.length < observationLimits.shown) result.leftOut.push({ line, why })
  }
  for (const row of rows) {
    const judged = judge(row, known)
    if (typeof judged === 'string') leave(row.line, judged)
    else if (judged.transport === 'doh' && judged.known === null) {
      result.notTold.rows += 1
      result.notTold.count += judged.count
    } else {
      const key = `${judged.address} ${judged.port} ${judged.transport}`
      const before = counts.get(key)
      if (before) before.count += judged.count
      else if (counts.size >= observationLimits.destinations)
        leave(row.line, `More than ${observationLimits.destinations} destinations.`)
      else counts.set(key, judged)
    }
  }
  const all = [...counts.values()].sort((a, b) => b.count - a.count || a.address.localeCompare(b.address, 'en'))
  result.total = all.reduce((total, { count }) => total + count, 0)
  result.resolvers = all
    .slice(0, observationLimits.kept)
    .map((one) => ({ ...one, share: result.total > 0 ? one.count / result.total : 0 }))
  const rest = all.slice(observationLimits.kept)
  result.rest = { destinations: rest.length, count: rest.reduce((total, { count }) => total + count, 0) }
  return result
}

function judge(row: Row, known: KnownResolvers): ObservedResolver | string {
  const address = plainAddress(row.address)
  if (address === null) return `"${row.address.slice(0, 60)}" is no address.`
  const count = /^\d{1,15}(\.\d{1,6})?$/.test(row.count) ? Number(row.count) : Number.NaN
  if (!Number.isFinite(count)) return `"${row.count.slice(0, 40)}" is no count.`
  const over = transportOf(row.port, row.protocol.toLowerCase())
  if (!over) return `Port ${row.port.slice(0, 20) || 'none'} is none of 53, 853 and 443.`
  return { address, ...over, count, share: 0, known: known.byAddress.get(address)?.id ?? null }
}

function transportOf(port: string, protocol: string): { port: number; transport: Transport } | null {
  const tcp = protocol === 'tcp' || protocol === '6'
  if (port === '53') return { port: 53, transport: tcp ? 'tcp' : 'udp' }
  if (port === '853' || (port === '' && protocol === 'dot')) return { port: 853, transport: 'dot' }
  if (port === '443' || (port === '' && protocol === 'doh')) return { port: 443, transport: 'doh' }
  if (port === '' && (protocol === 'udp' || protocol === 'tcp')) return { port: 53, transport: protocol }
  return null
}
