// Datagrams of four protocols to rows: what is told is kept, what is not told is not guessed, what cannot be is counted.
import { describe, expect, test } from 'vitest'
import { createDecoder, type Decoder } from './decoder.ts'
import { createFlowBatch, directionUnknown, type FlowBatch } from './flow-batch.ts'
import {
  arenaOf,
  ipfixMessage,
  netflow5Datagram,
  netflow9Datagram,
  type Part,
  set,
  template,
} from './testdata/datagrams.ts'

const received = 1_773_135_000

function start(capacity = 64, budget = {}) {
  const rows: ReturnType<typeof rowOf>[] = []
  const take = (batch: FlowBatch) => {
    for (let row = 0; row < batch.length; row++) rows.push(rowOf(batch, row))
    batch.length = 0
  }
  const sink = { v4: createFlowBatch(4, capacity), v6: createFlowBatch(6, capacity), full: take }
  const decoder: Decoder = createDecoder(sink, budget)
  return {
    decoder,
    send(datagram: Uint8Array, exporter: string | number = '192.0.2.1', at = received) {
      decoder.datagram(arenaOf(datagram), 0, datagram.length, exporter, at)
    },
    rows() {
      take(sink.v4)
      take(sink.v6)
      return rows.splice(0)
    },
  }
}

function rowOf(batch: FlowBatch, row: number) {
  const words = batch.family === 4 ? 1 : 4
  return {
    family: batch.family,
    source: [...batch.source.subarray(row * words, (row + 1) * words)],
    destination: [...batch.destination.subarray(row * words, (row + 1) * words)],
    ports: [batch.sourcePort[row], batch.destinationPort[row]],
    protocol: batch.protocol[row],
    tcpFlags: batch.tcpFlags[row],
    bytes: batch.bytes[row],
    packets: batch.packets[row],
    start: (batch.start[row] ?? 0) - received,
    end: (batch.end[row] ?? 0) - received,
    direction: batch.direction[row],
    sampling: batch.sampling[row],
  }
}

/** Addresses, ports, protocol, flags, counters of eight bytes, milliseconds. */
const plain: Part[] = [[8, 4], [12, 4], [7, 2], [11, 2], [4, 1], [6, 1], [1, 8], [2, 8], [152, 8], [153, 8]] // biome-ignore format: a table
const plainValues = [0x0a000001, 0xc6120701, 4321, 443, 6, 0x12, 9000, 12, (received - 5) * 1000, (received - 1) * 1000]
const plainRow = {
  family: 4,
  source: [0x0a000001],
  destination: [0xc6120701],
  ports: [4321, 443],
  protocol: 6,
  tcpFlags: 0x12,
  bytes: 9000,
  packets: 12,
  start: -5,
  end: -1,
  direction: directionUnknown,
  sampling: 1,
}

function ipfix(sequence: number, ...sets: Uint8Array[]) {
  return ipfixMessage({ seconds: received, sequence, domain: 1 }, ...sets)
}

describe('templates', () => {
  test('a record is read by its template, and what is not told is zero, or unknown', () => {
    const { send, rows, decoder } = start()
    send(ipfix(0, template(256, plain), set(256, plain, [plainValues])))
    expect(rows()).toEqual([plainRow])
    expect(decoder.counters).toMatchObject({ datagrams: 1, records: 1, lost: {}, exporters: 1, templates: 1 })
  })

  test('records before their template are counted as such, and never kept for later', () => {
    const { send, rows, decoder } = start()
    send(ipfix(0, set(256, plain, [plainValues])))
    send(ipfix(1, template(256, plain)))
    expect(rows()).toEqual([])
    expect(decoder.counters.lost).toEqual({ 'no-template': 1 })
  })

  test('a template that changes holds for what comes after it', () => {
    const { send, rows } = start()
    send(ipfix(0, template(256, plain), set(256, plain, [plainValues])))
    const swapped = [plain[1], plain[0], ...plain.slice(2)] as Part[]
    send(ipfix(1, template(256, swapped), set(256, plain, [plainValues])))
    expect(rows().map((row) => row.source[0])).toEqual([0x0a000001, 0xc6120701])
  })

  test('a template that was withdrawn reads nothing more', () => {
    const { send, rows, decoder } = start()
    send(ipfix(0, template(256, plain), template(256, []), set(256, plain, [plainValues])))
    expect(rows()).toEqual([])
    expect(decoder.counters.lost).toEqual({ 'no-template': 1 })
    expect(decoder.counters.templates).toBe(0)
  })

  test('templates belong to one exporter and one domain', () => {
    const { send, rows, decoder } = start()
    send(ipfix(0, template(256, plain)))
    send(ipfix(0, set(256, plain, [plainValues])), '192.0.2.2')
    send(ipfixMessage({ seconds: received, sequence: 0, domain: 2 }, set(256, plain, [plainValues])))
    expect(rows()).toEqual([])
    expect(decoder.counters.lost).toEqual({ 'no-template': 2 })
  })

  test('fields of another enterprise are passed over by their length', () => {
    const { send, rows } = start()
    const parts: Part[] = [[1, 4, 9], ...plain]
    send(ipfix(0, template(256, parts), set(256, parts, [[77, ...plainValues]])))
    expect(rows()).toEqual([plainRow])
  })

  test('fields of variable length move what stands behind them, short and long', () => {
    const { send, rows } = start()
    const parts: Part[] = [...plain.slice(0, 3), [82, 65535], ...plain.slice(3), [83, 65535]]
    const line = (name: string, more: string) => [...plainValues.slice(0, 3), name, ...plainValues.slice(3), more]
    send(ipfix(0, template(256, parts), set(256, parts, [line('eth0', ''), line('x'.repeat(300), 'up'), line('', '')])))
    expect(rows()).toEqual([plainRow, plainRow, plainRow])
  })

  test('counters of one to eight bytes are read alike', () => {
    for (const width of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const { send, rows } = start()
      const parts = plain.map((part) => (part[0] === 1 || part[0] === 2 ? ([part[0], width] as Part) : part))
      const values = plainValues.with(6, 200).with(7, 3)
      send(ipfix(0, template(256, parts), set(256, parts, [values])))
      expect(rows()).toEqual([{ ...plainRow, bytes: 200, packets: 3 }])
    }
  })

  test('a template without both addresses, or without a counter, gives no flows', () => {
    const { send, rows, decoder } = start()
    const half = plain.filter((part) => part[0] !== 8)
    const dumb = plain.filter((part) => part[0] !== 1 && part[0] !== 2)
    send(ipfix(0, template(256, half), set(256, half, [plainValues.slice(1)])))
    send(ipfix(1, template(257, dumb), set(257, dumb, [[...plainValues.slice(0, 6), ...plainValues.slice(8)]])))
    expect(rows()).toEqual([])
    expect(decoder.counters.lost).toEqual({ 'no-address': 1, 'no-counter': 1 })
  })

  test('a template of no length, of too many fields or of an id below 256 is refused', () => {
    const { send, decoder } = start(64, { fieldsPerTemplate: 8 })
    send(ipfix(0, template(256, [[8, 0], [12, 0]]), template(257, plain), template(255, plain.slice(0, 3)))) // biome-ignore format: a table
    expect(decoder.counters.lost).toEqual({ 'bad-template': 3 })
    expect(decoder.counters.templates).toBe(0)
  })
})

describe('families and ways', () => {
  const six = plain.map((part): Part => (part[0] === 8 ? [27, 16] : part[0] === 12 ? [28, 16] : part))
  const address = (low: number, third = 0) => [0x20010db8, 1, third, low]

  test('IPv6 goes to its own batch, four words an address', () => {
    const { send, rows } = start()
    send(ipfix(0, template(256, six), set(256, six, [[address(1), address(2), ...plainValues.slice(2)]])))
    expect(rows()).toEqual([{ ...plainRow, family: 6, source: address(1), destination: address(2) }])
  })

  test('IPv4 that is written as IPv6 counts as IPv4', () => {
    const { send, rows } = start()
    const mapped = (word: number) => [0, 0, 0xffff, word]
    const values = [mapped(0x0a000001), mapped(0xc6120701), ...plainValues.slice(2)]
    const mixed = [address(1), mapped(0xc6120701), ...plainValues.slice(2)]
    send(ipfix(0, template(256, six), set(256, six, [values, mixed, values])))
    const seen = rows()
    expect(seen.filter((row) => row.family === 4)).toEqual([plainRow, plainRow])
    expect(seen.filter((row) => row.family === 6)).toHaveLength(1)
  })

  test('a template with addresses of both families is read by those that are filled in', () => {
    const { send, rows } = start()
    const both: Part[] = [[27, 16], [28, 16], ...plain]
    const none = [0, 0, 0, 0]
    const line4 = [none, none, ...plainValues]
    const line6 = [address(1), address(2), 0, 0, ...plainValues.slice(2)]
    send(ipfix(0, template(256, both), set(256, both, [line4, line6])))
    expect(rows().map((row) => row.family)).toEqual([4, 6])
  })

  test('a two-way flow is two flows, and a way on which nothing came is none', () => {
    const { send, rows } = start()
    const parts: Part[] = [...plain, [61, 1], [1, 8, 29305], [2, 8, 29305]]
    send(ipfix(0, template(256, parts), set(256, parts, [[...plainValues, 0, 500, 4], [...plainValues, 0, 0, 0]]))) // biome-ignore format: pairs
    const forward = { ...plainRow, direction: 0 }
    const back = { ...forward, source: forward.destination, destination: forward.source, ports: [443, 4321] }
    expect(rows()).toEqual([forward, forward, { ...back, bytes: 500, packets: 4, tcpFlags: 0, direction: 1 }])
  })

  test('what an initiator and a responder sent are two flows too', () => {
    const { send, rows } = start()
    const parts: Part[] = [...plain.filter((part) => part[0] > 2), [231, 4], [232, 4], [298, 4], [299, 4]]
    const values = [...plainValues.slice(0, 6), ...plainValues.slice(8), 700, 90, 7, 1]
    send(ipfix(0, template(256, parts), set(256, parts, [values])))
    expect(rows().map(({ bytes, packets }) => [bytes, packets])).toEqual([[700, 7], [90, 1]]) // biome-ignore format: pairs
  })
})

describe('times', () => {
  const timed = (start: Part, end: Part, from: number | number[], to: number | number[]) => {
    const { send, rows, decoder } = run
    const parts: Part[] = [...plain.slice(0, 8), start, end]
    send(ipfix(0, template(256, parts), set(256, parts, [[...plainValues.slice(0, 8), from, to]])))
    return { rows: rows().map((row) => [row.start, row.end]), lost: decoder.counters.lost }
  }
  let run = start()

  test.each([
    ['seconds', [150, 4], [151, 4], received - 7, received - 3],
    ['NTP microseconds', [154, 8], [155, 8], [received - 7 + 2208988800, 0], [received - 3 + 2208988800, 2 ** 31]],
    ['microseconds before export', [158, 4], [159, 4], 7_000_000, 3_000_000],
    ['milliseconds of six bytes', [152, 6], [153, 6], (received - 7) * 1000, (received - 3) * 1000],
  ] as [string, Part, Part, number | number[], number | number[]][])('%s', (_name, begin, end, from, to) => {
    run = start()
    expect(timed(begin, end, from, to)).toEqual({ rows: [[-7, -3]], lost: {} })
  })

  test('time since the exporter booted needs to be told when that was; else the time of export stands in', () => {
    run = start()
    expect(timed([22, 4], [21, 4], 1000, 5000)).toEqual({ rows: [[0, 0]], lost: { 'no-uptime': 1 } })
    run = start()
    const init: Part[] = [
      [149, 4],
      [160, 8],
    ]
    run.send(ipfix(0, template(300, init, 1), set(300, init, [[1, (received - 10) * 1000]])))
    expect(timed([22, 4], [21, 4], 3000, 7000)).toEqual({ rows: [[-7, -3]], lost: {} })
  })

  test('a counter of uptime that wraps between flow and export does no harm', () => {
    run = start()
    const parts: Part[] = [...plain.slice(0, 8), [22, 4], [21, 4]]
    const values = [...plainValues.slice(0, 8), 2 ** 32 - 4000, 1000]
    const head = { seconds: received, uptimeMs: 3000, sequence: 1, domain: 1 }
    run.send(netflow9Datagram(head, template(256, parts, null, 9), set(256, parts, [values])))
    expect(run.rows().map((row) => [row.start, row.end])).toEqual([[-7, -2]])
  })

  test('an exporter whose clock is hours off has its flows where they were received, and counted', () => {
    run = start()
    const late = ipfixMessage(
      { seconds: received - 4000, sequence: 0, domain: 1 },
      template(256, plain),
      set(256, plain, [plainValues]),
    )
    run.send(late)
    expect(run.rows().map((row) => [row.start, row.end])).toEqual([[0, 0]])
    expect(run.decoder.counters.lost).toEqual({ clock: 1 })
  })

  test('one flow with an impossible time does not take the others along', () => {
    run = start()
    const future = plainValues.with(9, (received + 90_000) * 1000)
    const backwards = plainValues.with(8, (received + 5) * 1000)
    run.send(ipfix(0, template(256, plain), set(256, plain, [plainValues, future, backwards])))
    expect(run.rows().map((row) => [row.start, row.end])).toEqual([[-5, -1], [0, 0], [-1, -1]]) // biome-ignore format: pairs
    expect(run.decoder.counters.lost).toEqual({ clock: 2 })
  })

  test('a clock that jumps back is not believed at first, and is when it stays there', () => {
    run = start()
    const at = (offset: number, sequence: number) =>
      ipfixMessage(
        { seconds: received + offset, sequence, domain: 1 },
        template(256, plain),
        set(256, plain, [plainValues]),
      )
    run.send(at(0, 0))
    for (let index = 0; index < 20; index++) run.send(at(-600, 1 + index))
    const moved = run.rows().filter((row) => row.end === 0)
    expect(moved).toHaveLength(15)
    expect(run.decoder.counters.lost).toEqual({ clock: 15 })
  })
})

describe('NetFlow v5', () => {
  test('records and sampling come from where they always stand', () => {
    const { send, rows } = start()
    const flow = { source: 0x0a000001, destination: 0xc6120701, packets: 12, bytes: 9000, first: 5000, last: 9000 }
    send(netflow5Datagram({ seconds: received, uptimeMs: 10_000, sequence: 0, sampling: 0x4000 | 100 }, [flow]))
    expect(rows()).toEqual([{ ...plainRow, ports: [1, 2], protocol: 17, tcpFlags: 3, sampling: 100 }])
  })

  test('a header that announces more than there is gives what there is', () => {
    const { send, rows, decoder } = start()
    const flow = { source: 1, destination: 2, packets: 1, bytes: 1, first: 0, last: 0 }
    const whole = netflow5Datagram({ seconds: received, uptimeMs: 0, sequence: 0, sampling: 0 }, [flow, flow])
    send(whole.subarray(0, whole.length - 1))
    expect(rows()).toHaveLength(1)
    expect(decoder.counters.lost).toEqual({ truncated: 1 })
  })
})

test('a full batch is handed over, and no row comes twice or gets lost', () => {
  const { send, rows } = start(4)
  const many = Array.from({ length: 23 }, (_, index) => plainValues.with(6, index))
  send(ipfix(0, template(256, plain), set(256, plain, many)))
  expect(rows().map((row) => row.bytes)).toEqual(many.map((_, index) => index))
})

describe('budgets', () => {
  test('ten thousand exporters are remembered up to the budget, the least recently heard go', () => {
    const { send, rows, decoder } = start(1024, { exporters: 1000 })
    for (let index = 0; index < 10_000; index++) send(ipfix(0, template(256, plain)), index)
    expect(decoder.counters.exporters).toBeLessThanOrEqual(1000)
    expect(decoder.counters.templates).toBeLessThanOrEqual(1000)
    expect(decoder.counters.lost['exporter-budget']).toBe(10_000 - decoder.counters.exporters)
    send(ipfix(0, set(256, plain, [plainValues])), 9999)
    expect(rows()).toHaveLength(1)
  })

  test('an exporter that floods templates loses its own; one in use stays, and so does its neighbour', () => {
    const { send, rows, decoder } = start(64, { templatesPerExporter: 64, templates: 1000 })
    send(ipfix(0, template(256, plain)), 'neighbour')
    send(ipfix(0, template(256, plain)))
    for (let id = 300; id < 3000; id++) {
      send(ipfix(id - 300, template(id, plain.slice(0, 8))))
      send(ipfix(id - 300, set(256, plain, [plainValues.with(6, id)])))
    }
    send(ipfix(0, set(256, plain, [plainValues])), 'neighbour')
    expect(rows()).toHaveLength(2701)
    expect(decoder.counters.templates).toBeLessThanOrEqual(65)
    expect(decoder.counters.lost['template-budget']).toBe(2702 - decoder.counters.templates)
  })
})
