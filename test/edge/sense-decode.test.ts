// Decoded rows are those that nfdump and pmacct make of the same exports. Skipped where those tools are not installed.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { textOfIpv4, textOfIpv6 } from '#sense/decode/address-text.ts'
import { createCaptureReader } from '#sense/decode/capture.ts'
import { createDecoder } from '#sense/decode/decoder.ts'
import { createFlowBatch, type FlowBatch } from '#sense/decode/flow-batch.ts'
import type { FlowProtocol } from '../setup/flow-formats.ts'
import { type FlowPlan, writtenFlows } from '../setup/flow-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'sense-decode-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const paths = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin']
const isInstalled = (...tools: string[]) => tools.every((tool) => paths.some((path) => existsSync(join(path, tool))))
const withNfdump = isInstalled('nfcapd', 'nfdump')
const withPmacct = isInstalled('nfacctd', 'sfacctd')

const plan: Partial<FlowPlan> = {
  flows: 20_000,
  seconds: 300,
  waves: [{ onset: 100, seconds: 60, times: 2, kind: 'syn' }],
}

interface Row {
  source: string
  destination: string
  ports: string
  protocol: number
  packets: number
  bytes: number
  start: number
  end: number
}

function addressOf(words: Uint32Array, row: number, family: 4 | 6): string {
  const at = (index: number) => words[row * (family === 4 ? 1 : 4) + index] ?? 0
  return family === 4 ? textOfIpv4(at(0)) : textOfIpv6([at(0), at(1), at(2), at(3)])
}

function decode(capture: Uint8Array) {
  const rows: Row[] = []
  const full = (batch: FlowBatch) => {
    for (let row = 0; row < batch.length; row++) {
      rows.push({
        source: addressOf(batch.source, row, batch.family),
        destination: addressOf(batch.destination, row, batch.family),
        ports: `${batch.sourcePort[row]} ${batch.destinationPort[row]}`,
        protocol: batch.protocol[row] ?? 0,
        packets: batch.packets[row] ?? 0,
        bytes: batch.bytes[row] ?? 0,
        start: batch.start[row] ?? 0,
        end: batch.end[row] ?? 0,
      })
    }
    batch.length = 0
  }
  const sink = { v4: createFlowBatch(4, 512), v6: createFlowBatch(6, 512), full }
  const decoder = createDecoder(sink)
  const payloads: Uint8Array[] = []
  const reader = createCaptureReader((arena, offset, length, exporter, _port, seconds) => {
    payloads.push(arena.bytes.slice(offset, offset + length))
    decoder.datagram(arena, offset, length, exporter, seconds)
  })
  for (let at = 0; at < capture.length; at += 65_536) reader.push(capture.subarray(at, at + 65_536))
  reader.end()
  decoder.settle()
  full(sink.v4)
  full(sink.v6)
  return { rows, payloads, lost: decoder.counters.lost }
}

const ended = (child: ChildProcess) => new Promise<void>((resolve) => child.once('exit', () => resolve()))
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A port of loopback that was free a moment ago. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

async function send(payloads: readonly Uint8Array[], port: number): Promise<void> {
  const socket = createSocket('udp4')
  for (const [index, payload] of payloads.entries()) {
    await new Promise((resolve) => socket.send(payload, port, '127.0.0.1', resolve))
    if (index % 10 === 0) await pause(1)
  }
  socket.close()
}

/** nfcapd reads no captures: it is sent the same datagrams, and nfdump prints what it kept. */
async function byNfdump(payloads: readonly Uint8Array[], name: string): Promise<Row[]> {
  const kept = join(folder, name)
  const port = await freePort()
  const log = join(folder, `${name}.pid`)
  mkdirSync(kept)
  const nfcapd = spawn('nfcapd', [
    '-w',
    kept,
    '-b',
    '127.0.0.1',
    '-p',
    `${port}`,
    '-t',
    '3600',
    '-B',
    '8000000',
    '-P',
    log,
  ])
  const done = ended(nfcapd)
  try {
    for (let waited = 0; !existsSync(log) && waited < 100; waited++) await pause(100)
    await pause(300)
    await send(payloads, port)
    await pause(1000)
  } finally {
    nfcapd.kill('SIGINT')
    await done
  }
  const format = 'fmt:%pr,%sa,%da,%sp,%dp,%pkt,%byt,%ts,%te'
  const printed = execFileSync('nfdump', ['-R', kept, '-q', '-N', '-6', '-o', format], {
    env: { ...process.env, TZ: 'UTC' },
    maxBuffer: 1e8,
  })
  const seconds = (text: string) => Math.floor(Date.parse(`${text.replace(' ', 'T')}Z`) / 1000)
  return printed
    .toString()
    .trim()
    .split('\n')
    .map((line) => {
      const [protocol = '', source = '', destination = '', from = '', to = '', packets, bytes, start = '', end = ''] =
        line.split(',').map((cell) => cell.trim())
      return {
        source,
        destination,
        ports: `${Number(from)} ${Number(to)}`,
        protocol: Number(protocol),
        packets: Number(packets),
        bytes: Number(bytes),
        start: seconds(start),
        end: seconds(end),
      }
    })
}

/** pmacct's collectors read captures; they print when they are interrupted. */
async function byPmacct(tool: 'nfacctd' | 'sfacctd', capture: Uint8Array, name: string): Promise<string[]> {
  const file = (ending: string) => join(folder, `${name}.${ending}`)
  writeFileSync(file('pcap'), capture)
  const lines = [
    'daemonize: false',
    'plugins: print[a]',
    'aggregate[a]: src_host,dst_host,src_port,dst_port,proto',
    'print_output[a]: csv',
    `print_output_file[a]: ${file('csv')}`,
    'print_cache_entries[a]: 40009',
    'print_refresh_time[a]: 3600',
    'plugin_buffer_size[a]: 1024000',
    'plugin_pipe_size[a]: 102400000',
    `pcap_savefile: ${file('pcap')}`,
    'pcap_savefile_replay: 1',
    'pcap_savefile_wait: true',
    `logfile: ${file('log')}`,
  ]
  writeFileSync(file('conf'), `${lines.join('\n')}\n`)
  // A group of its own: the collector and its plugin are interrupted together, or it reads its file again before it ends.
  const collector = spawn(tool, ['-f', file('conf')], { detached: true, stdio: 'ignore' })
  const done = ended(collector)
  await pause(6000)
  if (collector.pid !== undefined) process.kill(-collector.pid, 'SIGINT')
  await done
  for (let waited = 0; !existsSync(file('csv')) && waited < 50; waited++) await pause(100)
  await pause(500)
  return readFileSync(file('csv'), 'utf8').trim().split('\n').slice(1).sort()
}

const protocolNames: Record<number, string> = { 1: 'icmp', 6: 'tcp', 17: 'udp' }

/** Rows as pmacct prints them: added up by addresses, ports and protocol. */
function addedUp(rows: readonly Row[]): string[] {
  const sums = new Map<string, { packets: number; bytes: number }>()
  for (const row of rows) {
    const key = `${row.source},${row.destination},${row.ports.replace(' ', ',')},${protocolNames[row.protocol]}`
    const sum = sums.get(key) ?? { packets: 0, bytes: 0 }
    sum.packets += row.packets
    sum.bytes += row.bytes
    sums.set(key, sum)
  }
  return [...sums].map(([key, { packets, bytes }]) => `${key},${packets},${bytes}`).sort()
}

/** nfdump 1.7.1 has type and code of ICMP in the destination port from NetFlow v5 and IPFIX, and nothing there from v9. */
const sorted = (rows: readonly Row[]) =>
  rows.map((row) => JSON.stringify(row.protocol === 1 ? { ...row, ports: 'icmp' } : row)).sort()

describe.skipIf(!withNfdump)('against nfdump (Debian package nfdump; skipped where it is not installed)', () => {
  test.each(['netflow5', 'netflow9', 'ipfix'] satisfies FlowProtocol[])(
    '%s: every row is the same',
    async (protocol) => {
      const { capture, truth } = writtenFlows({ ...plan, protocol })
      const { rows, payloads, lost } = decode(capture)
      expect(rows).toHaveLength(truth.flows)
      expect(lost).toEqual({})
      expect(sorted(rows)).toEqual(sorted(await byNfdump(payloads, protocol)))
    },
  )
})

describe.skipIf(!withPmacct)('against pmacct (Debian package pmacct; skipped where it is not installed)', () => {
  test.each([
    ['netflow5', 'nfacctd'],
    ['netflow9', 'nfacctd'],
    ['ipfix', 'nfacctd'],
    ['sflow5', 'sfacctd'],
  ] as const)('%s: packets and bytes of every conversation are the same', async (protocol, tool) => {
    const { capture, truth } = writtenFlows({ ...plan, flows: 5000, protocol })
    const { rows, lost } = decode(capture)
    expect(rows).toHaveLength(truth.flows)
    expect(lost).toEqual({})
    expect(addedUp(rows)).toEqual(await byPmacct(tool, capture, protocol))
  })
})
