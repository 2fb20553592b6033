// Flows over the network: datagrams lost by plain sockets at 10,000, 20,000 and 40,000 a second, and by a capture stream at
// 120,000; CPU and memory of the collector; nfcapd in the same run. Aims: nothing lost at 40,000 and (stream) 120,000, the
// collector below 300 MB. BENCH_FLOWS: flows of each run (25 million); loss on a machine that others use says little.
import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '#platform/worker.ts'
import { createResender, sendDatagrams } from '../setup/flow-resend.ts'
import { writtenFlows } from '../setup/flow-writer.ts'

const flowsEach = Number(process.env.BENCH_FLOWS ?? 25_000_000)
const passFlows = 400_000
const program = join(packageRoot(), 'build/server/main.js')
const self = process.argv[1] ?? ''
const plan = { protocol: 'netflow9', flows: passFlows, seed: 7, seconds: 60, waves: [], domains: 8 } as const
const collectorWords = ['sense', '--json', '--settle-seconds', '5', '--target', 'net=198.18.0.0/18,2001:db8::/32']
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const flowsPerDatagram = process.argv[2] ? 0 : passFlows / createResender(writtenFlows(plan).capture).count

if (process.argv[2] === 'send') {
  const { port, perSecond, datagrams } = JSON.parse(process.argv[3] ?? '{}')
  const sent = await sendDatagrams(createResender(writtenFlows(plan).capture), { port, perSecond, datagrams })
  process.stdout.write(JSON.stringify(sent))
} else if (process.argv[2] === 'pipe') {
  await writeStream(JSON.parse(process.argv[3] ?? '{}'))
} else if (process.argv[2] === 'hold') {
  // Somebody must own the port, or the kernel answers each datagram; whoever started this stops it, so it never reads.
  createSocket('udp4').bind(Number(process.argv[3]), '127.0.0.1', () => process.stdout.write('bound'))
} else {
  process.stdout.write(JSON.stringify(await measureAll()))
}

/** Writes a capture to standard output, so many datagrams a second, in pieces as a pipe takes them. */
async function writeStream({ perSecond, datagrams }: { perSecond: number; datagrams: number }): Promise<void> {
  const resender = createResender(writtenFlows(plan).capture)
  const out = process.stdout
  out.write(resender.capture.subarray(0, 24))
  const began = performance.now()
  for (let sent = 0; sent < datagrams; ) {
    const due = Math.min(datagrams, Math.floor(((performance.now() - began) / 1000) * perSecond))
    const first = sent % resender.count
    const most = Math.min(due - sent, resender.count - first, 256)
    if (most <= 0) {
      await pause(1)
      continue
    }
    const now = Math.floor(Date.now() / 1000)
    for (let at = 0; at < most; at++) resender.payload(first + at, now)
    sent += most
    // A copy, since the records are patched again in the next pass while the pipe may still hold them.
    if (!out.write(Buffer.from(resender.capture.subarray(resender.from(first), resender.to(first + most - 1)))))
      await once(out, 'drain')
  }
  process.stderr.write(JSON.stringify({ datagrams, seconds: (performance.now() - began) / 1000 }))
}

interface Said {
  datagrams: number
  records: number
  lost: Record<string, number>
  shedRate: number
  residentBytes: number
  bound: { port: number }[]
}

/** CPU seconds and the highest memory of a process that still runs. */
function usage(pid: number): { cpuSeconds: number; peakMb: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const columns = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return { cpuSeconds: (Number(columns[11]) + Number(columns[12])) / 100, peakMb: Math.round(Number(peak) / 1024) }
}

/** The newest JSON line of a collector. */
function watchLines(child: ChildProcess): () => Said | undefined {
  let rest = ''
  let last: Said | undefined
  child.stdout?.on('data', (piece: Buffer) => {
    const lines = (rest + piece.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('{')) last = JSON.parse(line) as Said
  })
  return () => last
}

async function until<T>(look: () => T | undefined, withinMs: number): Promise<T> {
  for (const end = Date.now() + withinMs; Date.now() < end; await pause(50)) {
    const found = look()
    if (found !== undefined) return found
  }
  throw new Error('waited in vain')
}

async function send(port: number, perSecond: number, datagrams: number) {
  const sender = spawn(process.execPath, [self, 'send', JSON.stringify({ port, perSecond, datagrams })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  sender.stdout?.on('data', (piece) => {
    said += piece
  })
  await once(sender, 'close')
  return JSON.parse(said) as { datagrams: number; seconds: number; failed: number }
}

function judged(
  said: Said,
  sent: { datagrams: number; seconds: number },
  used: { cpuSeconds: number; peakMb: number },
) {
  const lost = sent.datagrams - said.datagrams
  return {
    sentPerSecond: Math.round(sent.datagrams / sent.seconds),
    sentDatagrams: sent.datagrams,
    lostDatagrams: lost,
    lostPercent: Number(((lost / sent.datagrams) * 100).toFixed(4)),
    kernelDrops: said.lost['kernel-drop'] ?? 0,
    sequenceGaps: said.lost['sequence-gap'] ?? 0,
    flows: said.records,
    shedRate: said.shedRate,
    cpuSeconds: used.cpuSeconds,
    microsecondsPerDatagram: Number(((used.cpuSeconds / sent.datagrams) * 1e6).toFixed(2)),
    millionFlowsPerCpuSecond: Number((said.records / used.cpuSeconds / 1e6).toFixed(2)),
    peakResidentMb: used.peakMb,
  }
}

async function bySockets(perSecond: number) {
  const words = [program, ...collectorWords, '--stdin', 'off', '--listen', '127.0.0.1:0']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] })
  const last = watchLines(child)
  const { port } = (await until(() => last()?.bound[0], 30_000)) as { port: number }
  const before = usage(child.pid ?? 0)
  const sent = await send(port, perSecond, Math.round(flowsEach / flowsPerDatagram))
  await pause(2500)
  const used = usage(child.pid ?? 0)
  const said = last()
  child.kill('SIGTERM')
  await once(child, 'exit')
  if (!said) throw new Error('the collector said nothing')
  return judged(said, sent, { ...used, cpuSeconds: used.cpuSeconds - before.cpuSeconds })
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch {
    // it has ended
  }
}

/** A stream of captured packets on a pipe, as `tcpdump -w -` writes one, from a generator that keeps to the rate. */
async function byStream(perSecond: number) {
  const asked = JSON.stringify({ perSecond, datagrams: Math.round(flowsEach / flowsPerDatagram) })
  const line = `"$1" "$2" pipe '${asked}' 2>"$5" | "$1" "$3" $4`
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-udp-'))
  const told = join(folder, 'writer.json')
  const words = ['-c', line, 'sh', process.execPath, self, program, collectorWords.join(' '), told]
  const shell = spawn('sh', words, { stdio: ['ignore', 'pipe', 'ignore'] })
  const last = watchLines(shell)
  await until(() => last()?.datagrams || undefined, 60_000)
  const pid = childrenOf(shell.pid ?? 0).find((one) => nameOf(one).includes('main.js'))
  let used = { cpuSeconds: 0, peakMb: 0 }
  const looking = setInterval(() => {
    try {
      if (pid) used = usage(pid)
    } catch {
      // it has ended
    }
  }, 100)
  await once(shell, 'close')
  clearInterval(looking)
  const sent = JSON.parse(readFileSync(told, 'utf8')) as { datagrams: number; seconds: number }
  rmSync(folder, { recursive: true, force: true })
  const said = last()
  if (!said) throw new Error('the collector said nothing')
  return judged(said, sent, used)
}

/** The real thing: datagrams over loopback, tcpdump's ring, a pipe. The sender, tcpdump and the collector share the machine. */
async function byTcpdump(perSecond: number) {
  const held = spawn(process.execPath, [self, 'hold', '29955'], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(held.stdout as NodeJS.ReadableStream, 'data')
  held.kill('SIGSTOP')
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-udp-'))
  const told = join(folder, 'tcpdump.txt')
  const line = `tcpdump -i lo -B 131072 -s 0 -w - udp dst port 29955 2>"$4" | "$1" "$2" $3`
  const shell = spawn('sh', ['-c', line, 'sh', process.execPath, program, collectorWords.join(' '), told], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const last = watchLines(shell)
  try {
    await until(() => (existsSync(told) && readFileSync(told, 'utf8').includes('listening') ? true : undefined), 20_000)
    await pause(1500)
    const children = childrenOf(shell.pid ?? 0)
    const collector = children.find((one) => nameOf(one).includes('main.js')) ?? 0
    const ring = children.find((one) => nameOf(one).startsWith('tcpdump')) ?? 0
    const before = usage(collector)
    const sent = await send(29_955, perSecond, Math.round(flowsEach / flowsPerDatagram))
    await pause(3000)
    const used = usage(collector)
    const ringUsed = usage(ring)
    process.kill(ring, 'SIGINT')
    await once(shell, 'close')
    const said = last()
    if (!said) throw new Error('the collector said nothing')
    const droppedByRing = Number(/(\d+) packets dropped by kernel/.exec(readFileSync(told, 'utf8'))?.[1])
    return {
      ...judged(said, sent, { ...used, cpuSeconds: used.cpuSeconds - before.cpuSeconds }),
      droppedByRing,
      tcpdumpCpuSeconds: ringUsed.cpuSeconds,
    }
  } finally {
    held.kill('SIGKILL')
    if (shell.exitCode === null) for (const pid of childrenOf(shell.pid ?? 0)) endProcess(pid)
    await ended(shell)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function byNfcapd(perSecond: number) {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-nfcapd-'))
  const child = spawn('nfcapd', ['-l', folder, '-p', '29956', '-b', '127.0.0.1', '-B', '4194304', '-t', '3600'], {
    stdio: 'ignore',
  })
  try {
    await pause(1500)
    const sent = await send(29_956, perSecond, Math.round(flowsEach / flowsPerDatagram))
    await pause(1500)
    const used = usage(child.pid ?? 0)
    child.kill('SIGTERM')
    await ended(child)
    const counted = spawn('nfdump', ['-R', folder, '-I'], { stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    counted.stdout?.on('data', (piece) => {
      text += piece
    })
    await once(counted, 'close')
    const flows = Number(/^Flows: (\d+)/m.exec(text)?.[1])
    const wanted = Math.round(sent.datagrams * flowsPerDatagram)
    return {
      sentPerSecond: Math.round(sent.datagrams / sent.seconds),
      flows,
      lostPercent: Number((((wanted - flows) / wanted) * 100).toFixed(4)),
      sequenceFailures: Number(/^Sequence failures: (\d+)/m.exec(text)?.[1]),
      cpuSeconds: used.cpuSeconds,
      millionFlowsPerCpuSecond: Number((flows / used.cpuSeconds / 1e6).toFixed(2)),
    }
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T | { failed: string }> {
  const loadBefore = os.loadavg()[0]
  try {
    return { ...(await work()), loadBefore, loadAfter: os.loadavg()[0] }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

async function measureAll() {
  const sockets: Record<string, unknown> = {}
  for (const rate of [10_000, 20_000, 40_000]) {
    process.stderr.write(`    sockets, ${rate} datagrams a second\n`)
    sockets[rate] = await attempt(() => bySockets(rate))
  }
  process.stderr.write('    capture stream, 120000 datagrams a second\n')
  const stream = await attempt(() => byStream(120_000))
  const has = (name: string) => ['/usr/bin', '/usr/sbin'].some((folder) => existsSync(join(folder, name)))
  process.stderr.write('    tcpdump on loopback\n')
  const tcpdump = has('tcpdump') ? await attempt(() => byTcpdump(40_000)) : { failed: 'tcpdump is not installed' }
  process.stderr.write('    nfcapd\n')
  const nfcapd = has('nfcapd') ? await attempt(() => byNfcapd(40_000)) : { failed: 'nfcapd is not installed' }
  return {
    flowsEach,
    flowsPerDatagram: Number(flowsPerDatagram.toFixed(2)),
    kernelReceiveBufferMost: Number(readFileSync('/proc/sys/net/core/rmem_max', 'utf8')),
    sockets,
    stream120000: stream,
    tcpdump40000: tcpdump,
    nfcapd40000: nfcapd,
    aims: { lostPercentAt40000: 0, lostPercentOfStreamAt120000: 0, peakResidentMb: 300 },
  }
}
