// Debian's nfacctd on the same capture: CPU seconds without its start, and its rows.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const nfacctd = '/usr/sbin/nfacctd'
export const hasPeer = () => existsSync(nfacctd) && existsSync('/usr/bin/time')

export interface PeerRun {
  cpuSeconds: number
  /** `network protocol country-number` to `[flows, packets, bytes]`. IPv4 only. */
  rows: Map<string, [number, number, number]>
}

/** Pinned to the last core, as ours is. Takes some 20 seconds of wall time, most of it asleep, as nfacctd reads captures. */
export async function runPeer(folder: string, capture: string, networks: string): Promise<PeerRun> {
  const [config, output, log] = ['nfacctd.conf', 'nfacctd.csv', 'nfacctd.log'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const file of [output, log]) rmSync(file, { force: true })
  writeFileSync(config, settings(capture, networks, output, log))
  const child = spawn('/usr/bin/time', ['-f', 'CPU %U %S', 'taskset', '-c', '1', nfacctd, '-f', config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.on('data', (piece) => {
    told += piece
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  try {
    await until(() => existsSync(log) && readFileSync(log, 'utf8').includes('finished reading'), 300)
    await settled(pidsOf(child.pid))
  } finally {
    // The plugin first, which then writes its rows: asked to stop, the core sends its last buffer a second time.
    const [core, plugin] = pidsOf(child.pid)
    if (plugin) {
      process.kill(plugin, 'SIGINT')
      await until(() => !existsSync(`/proc/${plugin}`) || isGone(plugin), 60).catch(() => {})
    }
    if (core) process.kill(core, 'SIGINT')
    await ended
  }
  const [, user, system] = /CPU ([\d.]+) ([\d.]+)/.exec(told) ?? []
  return { cpuSeconds: Number(user) + Number(system), rows: existsSync(output) ? readRows(output) : new Map() }
}

function settings(capture: string, networks: string, output: string, log: string): string {
  return Object.entries({
    daemonize: false,
    pcap_savefile: capture,
    // Without it, it ends before its rows are written.
    pcap_savefile_wait: true,
    plugins: 'print[p]',
    'aggregate[p]': 'dst_net, dst_mask, proto, src_as, flows',
    // The number of the country travels as an AS number: the same table, without a GeoIP library between.
    nfacctd_as: 'file',
    networks_file: networks,
    nfacctd_net: 'mask',
    networks_mask: 24,
    'print_refresh_time[p]': 7200,
    'print_output[p]': 'csv',
    'print_output_file[p]': output,
    'print_cache_entries[p]': 50_021,
    print_num_protos: true,
    plugin_pipe_size: 268_435_456,
    plugin_buffer_size: 65_536,
    logfile: log,
  })
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')
}

function readRows(file: string): PeerRun['rows'] {
  const rows: PeerRun['rows'] = new Map()
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n').slice(1)) {
    const [as, net, , protocol, packets, flows, bytes] = line.split(',')
    if (net?.includes(':')) continue
    rows.set(`${net} ${protocol} ${as}`, [Number(flows), Number(packets), Number(bytes)])
  }
  return rows
}

/** Children of a process and theirs. */
function pidsOf(parent: number | undefined): number[] {
  if (!parent) return []
  try {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number)
    return [...children, ...children.flatMap(pidsOf)]
  } catch {
    return []
  }
}

/** Waits until the processes have used no CPU for three seconds: then the plugin has taken everything. */
async function settled(pids: number[]): Promise<void> {
  let [last, quiet] = [-1, 0]
  await until(() => {
    const ticks = pids.reduce((sum, pid) => sum + ticksOf(pid), 0)
    quiet = ticks === last ? quiet + 1 : 0
    last = ticks
    return quiet >= 6
  }, 120)
}

function ticksOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  } catch {
    return 0
  }
}

/** Ended, and not yet asked about by its parent. */
function isGone(pid: number): boolean {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
}

async function until(isDone: () => boolean, mostSeconds: number): Promise<void> {
  for (let waited = 0; waited < mostSeconds * 2; waited++) {
    if (isDone()) return
    await sleep(500)
  }
  throw new Error('nfacctd did not come to an end')
}
