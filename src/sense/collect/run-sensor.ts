// One life of a sensor: starts its threads and its web server, makes frames of what they count, and ends in order.
import type { Channel, Mark } from '../model/bucket.ts'
import { type SensorSettings, standardPorts } from '../model/sensor-config.ts'
import { createDisturbances } from './disturbances.ts'
import { createFrameMaker } from './frame-maker.ts'
import { createDropCounter } from './kernel-drops.ts'
import { knowTargets } from './known-targets.ts'
import type { Bound, FromLinesWorker, IntakeMark } from './messages.ts'
import { openOutbox } from './outbox.ts'
import { mayCarryCapture } from './read-capture.ts'
import { openSensorHttp, type SensorHttp } from './sensor-http.ts'
import { createNewest, healthOf, metricsText, type Snapshot } from './sensor-state.ts'
import type { NumberedFrame } from './spool.ts'
import { addCounters } from './supervise.ts'
import { openThreads, type Threads } from './threads.ts'

export interface RunningSensor {
  readonly bound: readonly Bound[]
  snapshot(): Snapshot
  /** Takes nothing more, gives what it has to the hub or to the disk, and ends; at most `withinMs`. */
  stop(withinMs: number): Promise<void>
  /** Resolves when all input has come to its end by itself: a capture that was read to the end. */
  exhausted: Promise<void>
}

export interface SensorOutside {
  nowMs(): number
  /** A sentence for the person at the terminal. */
  say(line: string): void
}

const flowChannels: readonly Channel[] = ['flow']
const lineChannels: readonly Channel[] = ['web', 'complaint', 'value']
/** An exporter tells of a flow after its active timeout, commonly a minute: what was lost reaches so far back. */
const reachSeconds = 60
const heartbeatSeconds = 30
const biggestShown = 8

/** Throws what is wrong with an address to listen on. */
export async function runSensor(settings: SensorSettings, outside: SensorOutside): Promise<RunningSensor> {
  const { nowMs, say } = outside
  const nowSeconds = () => Math.floor(nowMs() / 1000)
  const startedMs = nowMs()
  const startedAt = Math.floor(startedMs / 1000)
  const own: Record<string, number> = {}
  const lose = (reason: string, count = 1) => {
    own[reason] = (own[reason] ?? 0) + count
  }
  const disturbances = createDisturbances(reachSeconds)
  const disturb = (mark: Mark, channels: readonly Channel[], from: number, to: number) =>
    disturbances.add({ mark, channels, from, to })
  const newest = createNewest()
  const maker = createFrameMaker({ realm: settings.realm, sensor: settings.sensor, run: startedMs }, disturbances)
  const outbox = await openOutbox(settings)
  const drops = createDropCounter()
  const bound: Bound[] = []
  /** Threads that wait until what they told is on disk. */
  const untaken: ((intake?: IntakeMark) => void)[] = []
  /** How far buckets that were heard hold the intake log; not yet on disk. */
  let heardMark: IntakeMark | null = null
  let dropped = drops.read() ?? 0
  let lastSeen = startedAt
  let lastFrame = startedAt

  function heard(kind: 'flow' | 'lines', message: FromLinesWorker, taken: (intake?: IntakeMark) => void): void {
    if (message.kind === 'listening') bound.push(...message.bound)
    if (message.kind === 'recognised') say(recognisedWords(message.format))
    if (message.kind === 'again')
      say(`Counted again from the intake log, after an end without warning: ${message.inputs} inputs.`)
    if (message.kind !== 'counted') return
    const channels = kind === 'flow' ? flowChannels : lineChannels
    for (const mark of message.disturbed) disturb(mark, channels, lastSeen - 1, nowSeconds())
    maker.add(message.buckets)
    newest.add(message.buckets)
    untaken.push(taken)
    if (message.intake) heardMark = message.intake
  }

  let threads: Threads | null = null
  const all = () => threads?.all ?? []
  const known = knowTargets(settings, (targets) => {
    for (const thread of all()) thread.send({ kind: 'targets', targets })
  })
  const atFirst = known.now()
  const opened = await openThreads(settings, known.now, outbox.intake, {
    heard,
    say,
    restarted(kind, sinceMs, why) {
      lose('worker-crash')
      disturb(
        'gap',
        kind === 'flow' ? flowChannels : lineChannels,
        Math.floor(sinceMs / 1000) - settings.settleSeconds,
        nowSeconds(),
      )
      say(`A thread (${kind}) crashed and was started again: ${why}`)
    },
    nowMs,
    stdinCarries: settings.flows.stdin === 'auto' && mayCarryCapture(0),
    standardPorts,
  })
  threads = opened
  // The hub may have answered while they were opened, when nobody could be told.
  if (known.now() !== atFirst) for (const thread of opened.all) thread.send({ kind: 'targets', targets: known.now() })

  function countDrops(): void {
    const now = drops.read()
    if (now === null || now <= dropped) return
    disturb('dropped', settings.syslog.length > 0 ? marksEverything : flowChannels, lastSeen - 1, nowSeconds())
    lose('kernel-drop', now - dropped)
    for (const thread of opened.flows) thread.send({ kind: 'pressure', dropped: now - dropped })
    dropped = now
  }

  function snapshot(): Snapshot {
    const counters = all()
      .map((one) => one.counters())
      .reduce(addCounters, {
        datagrams: 0,
        records: 0,
        bytes: 0,
        lost: { ...own, ...outbox.lost(), ...(maker.left > 0 ? { 'bucket-too-large': maker.left } : {}) },
        exporters: 0,
        shedRate: 1,
      })
    return {
      startedAt,
      at: nowSeconds(),
      bound,
      counters,
      residentBytes: process.memoryUsage.rss(),
      waiting: outbox.waiting(),
      sent: outbox.sent(),
      restarts: all().reduce((sum, one) => sum + one.restarts, 0),
      trouble: [known.trouble(), outbox.trouble()].filter((sentence) => sentence !== null),
      targets: known.now().length,
      biggest: newest.biggest(biggestShown),
    }
  }

  /** Serial, so that frames reach the disk in the order of their numbers. */
  let writing: Promise<void> = Promise.resolve()
  function sendFrames(): Promise<void> {
    if (settings.hub === null) maker.drop()
    const idle = nowSeconds() - lastFrame >= heartbeatSeconds && settings.hub !== null
    const frames = maker.take(healthOf(snapshot()), idle)
    const told = untaken.splice(0)
    const mark = heardMark
    heardMark = null
    if (frames.length > 0) lastFrame = nowSeconds()
    const numbered = frames.map(({ sequence, bytes }) => ({ number: { run: startedMs, sequence }, bytes }))
    writing = writing.then(async () => {
      if (numbered.length > 0 || mark) for (const fault of await putAll(numbered, mark)) notKept(fault)
      for (const taken of told) taken(mark ?? undefined)
    })
    return writing
  }

  const putAll = (frames: readonly NumberedFrame[], mark: IntakeMark | null) =>
    outbox.put(frames, mark).catch((error: unknown): unknown[] => [error])

  function notKept(fault: unknown): void {
    lose('spool')
    say(`A frame could not be kept on disk: ${fault instanceof Error ? fault.message : fault}`)
  }

  const web: SensorHttp | null = settings.http
    ? await openSensorHttp(settings.http, {
        services: () => known.now().flatMap(({ services = [] }) => services.slice(0, 1)),
        report: (report) => opened.ask({ kind: 'report', report }),
        remoteWrite: (bytes) => opened.ask({ kind: 'remote-write', bytes }),
        complaintFile: (bytes) => opened.ask({ kind: 'complaint-file', bytes }),
        health: () => healthSays(snapshot()),
        metrics: () => metricsText(snapshot()),
        lost: lose,
        nowMs,
      })
    : null
  if (web) bound.push(web.bound)

  const ticking = setInterval(() => {
    countDrops()
    lastSeen = nowSeconds()
    void sendFrames()
  }, 1000)

  return {
    bound,
    snapshot,
    exhausted: opened.exhausted,
    async stop(withinMs) {
      const until = nowMs() + withinMs
      clearInterval(ticking)
      known.stop()
      await web?.close()
      await Promise.all(all().map((one) => one.stop(withinMs / 2)))
      countDrops()
      await sendFrames()
      await outbox.close(Math.max(500, until - nowMs() - 500))
    },
  }
}

const marksEverything: readonly Channel[] = ['flow', 'web', 'complaint', 'value']

function recognisedWords(format: string): string {
  return format === 'unknown'
    ? 'What comes on standard input is no capture (pcap or pcapng), and is not read.'
    : `Reading a ${format} stream from standard input. What the capturing program dropped is not in it; gaps in sequence numbers are.`
}

function healthSays(snapshot: Snapshot): { healthy: boolean; says: Record<string, unknown> } {
  const { at, startedAt, counters, waiting, trouble, residentBytes } = snapshot
  return {
    healthy: true,
    says: {
      upSeconds: at - startedAt,
      lost: counters.lost,
      shedRate: counters.shedRate,
      waiting,
      trouble,
      residentBytes,
    },
  }
}
