// The threads of one sensor: one or more that count flows, one that counts lines, each started again when it crashes.

import { startWorker } from '#platform/worker.ts'
import type { SensorSettings, SensorTarget } from '../model/sensor-config.ts'
import type { FlowWorkerData, FromLinesWorker, IntakeMark, LinesWorkerData, TakenReport } from './messages.ts'
import { type Supervised, supervise } from './supervise.ts'

export interface Threads {
  all: readonly Supervised[]
  flows: readonly Supervised[]
  /** Hands something to the lines thread and waits until it is on the disk and counted. */
  ask(what: Asked): Promise<Asking>
  /** Everything that can end has ended: a capture, with nothing else to listen to. */
  exhausted: Promise<void>
}

export type Asked =
  | { kind: 'report'; report: TakenReport }
  | { kind: 'remote-write' | 'complaint-file'; bytes: Uint8Array }
export type Asking = { status: number; says: string }

export interface ThreadEvents {
  /** `taken` lets the thread tell more; called when what it counted is on disk. */
  heard(kind: 'flow' | 'lines', message: FromLinesWorker, taken: (intake?: IntakeMark) => void): void
  restarted(kind: 'flow' | 'lines', sinceMs: number, why: string): void
  nowMs(): number
  say(line: string): void
  /** Something may come on standard input. */
  stdinCarries: boolean
  standardPorts: readonly number[]
}

/** The heap of a thread; its tables and sketches are outside of it. One that grows past this is started again, counted. */
const limits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }
const askWithinMs = 10_000
/** Great bodies at once; reports are small, and bounded by the connections. */
const mostBodies = 16

/** All or none: throws what stands in the way when the threads that were begun have ended. */
export async function openThreads(
  settings: SensorSettings,
  targetsNow: () => SensorTarget[],
  intake: LinesWorkerData['intake'],
  events: ThreadEvents,
): Promise<Threads> {
  const flows: Supervised[] = []
  try {
    return await openAll(settings, targetsNow, intake, events, flows)
  } catch (error) {
    await Promise.all(flows.map((one) => one.stop(1000)))
    throw error
  }
}

async function openAll(
  settings: SensorSettings,
  targetsNow: () => SensorTarget[],
  intake: LinesWorkerData['intake'],
  events: ThreadEvents,
  flows: Supervised[],
): Promise<Threads> {
  const open = (source: FlowWorkerData['source']) => openFlowThread(settings, targetsNow, events, source)
  let exhausted: Promise<void> = new Promise(() => {})
  const listen = settings.flows.listen
  if (events.stdinCarries) {
    const { thread, empty } = await open({ kind: 'capture' })
    flows.push(thread)
    const only = listen === null && !settings.http && settings.logs.length + settings.syslog.length === 0
    // Nothing at all came, as from a job that was started without input: then the ports are what was meant.
    if (listen === null)
      void empty.then((nothing) => (nothing ? listenAfterAll(settings, events, open, flows) : undefined))
    if (only)
      exhausted = Promise.all([thread.ended, empty]).then(([, nothing]) =>
        nothing ? new Promise(() => {}) : undefined,
      )
  }
  if (listen !== null || !events.stdinCarries) await openSockets(settings, events, open, flows)
  const hasLines = settings.http !== null || settings.logs.length + settings.syslog.length > 0
  const lines = hasLines ? await openLinesThread(settings, targetsNow, intake, events) : null
  return {
    flows,
    get all() {
      return lines ? [...flows, lines.thread] : flows
    },
    ask: lines ? createAsking(lines) : async () => ({ status: 404, says: 'Nothing reads this here.' }),
    exhausted,
  }
}

async function listenAfterAll(
  settings: SensorSettings,
  events: ThreadEvents,
  open: OpenFlow,
  flows: Supervised[],
): Promise<void> {
  try {
    await openSockets(settings, events, open, flows)
  } catch (error) {
    events.say(
      `Nothing came on standard input, and no port could be opened: ${error instanceof Error ? error.message : error}`,
    )
  }
}

type OpenFlow = (source: FlowWorkerData['source']) => Promise<{ thread: Supervised; empty: Promise<boolean> }>

async function openSockets(
  settings: SensorSettings,
  events: ThreadEvents,
  open: OpenFlow,
  flows: Supervised[],
): Promise<void> {
  const { receiveBufferBytes } = settings.flows
  const listen = settings.flows.listen ?? events.standardPorts.map((port) => ({ host: '::', port }))
  if (listen.length === 0) return
  const count = Number(process.versions.node.split('.')[0]) >= 22 ? settings.flows.threads : 1
  for (let at = 0; at < count; at++) {
    const { thread } = await open({ kind: 'udp', listen, receiveBufferBytes, shared: count > 1 })
    flows.push(thread)
  }
}

/** Answers when it listens. Throws what stands in the way; the thread has then ended. */
async function openFlowThread(
  settings: SensorSettings,
  targetsNow: () => SensorTarget[],
  events: ThreadEvents,
  source: FlowWorkerData['source'],
): Promise<{ thread: Supervised; empty: Promise<boolean> }> {
  let wasEmpty: (nothing: boolean) => void = () => {}
  const readiness = createReadiness()
  const empty = new Promise<boolean>((resolve) => {
    wasEmpty = resolve
  })
  const { settleSeconds, maxSeries, flows, networkLists } = settings
  const workerData: Omit<FlowWorkerData, 'targets'> = {
    source,
    allow: flows.allow,
    networkLists,
    settleSeconds,
    maxSeries,
    warmUp: true,
  }
  const thread = supervise(
    // Also after a crash it begins with the targets of that moment.
    () =>
      startWorker('sense/collect/flow-worker', {
        workerData: { ...workerData, targets: targetsNow() } satisfies FlowWorkerData,
        resourceLimits: limits,
      }),
    {
      message(message) {
        // After a crash the next life takes the same ports, also where any free one was asked for.
        if (message.kind === 'listening' && source.kind === 'udp')
          workerData.source = { ...source, listen: message.bound.map(({ host, port }) => ({ host, port })) }
        readiness.heard(message)
        if (message.kind === 'ended') wasEmpty(message.empty)
        events.heard('flow', message, () => thread.send({ kind: 'taken' }))
      },
      restarted: (sinceMs, why) => events.restarted('flow', sinceMs, why),
    },
    events.nowMs,
  )
  if (source.kind === 'capture') return { thread, empty }
  const error = await readiness.ready
  if (!error) return { thread, empty }
  await thread.stop(1000)
  throw error
}

interface LinesThread {
  thread: Supervised
  answered: Map<number, (answer: Asking) => void>
}

async function openLinesThread(
  settings: SensorSettings,
  targetsNow: () => SensorTarget[],
  intake: LinesWorkerData['intake'],
  events: ThreadEvents,
): Promise<LinesThread> {
  const { logs, syslog, series, settleSeconds, maxSeries } = settings
  const workerData: Omit<LinesWorkerData, 'targets'> = { logs, syslog, series, intake, settleSeconds, maxSeries }
  const answered: LinesThread['answered'] = new Map()
  const readiness = createReadiness()
  const thread = supervise(
    () =>
      startWorker('sense/collect/lines-worker', {
        workerData: { ...workerData, targets: targetsNow() } satisfies LinesWorkerData,
        resourceLimits: limits,
      }),
    {
      message(message) {
        if (message.kind === 'listening')
          workerData.syslog = message.bound.map(({ host, port }, at) => ({
            protocol: syslog[at]?.protocol ?? 'udp',
            host,
            port,
          }))
        // The next life counts again what neither frames nor buckets that were told hold.
        if (message.kind === 'counted' && message.intake && workerData.intake)
          workerData.intake = { ...workerData.intake, mark: message.intake }
        readiness.heard(message)
        if (message.kind === 'answer') answered.get(message.id)?.(message)
        else events.heard('lines', message, (mark) => thread.send({ kind: 'taken', ...(mark ? { intake: mark } : {}) }))
      },
      restarted: (sinceMs, why) => events.restarted('lines', sinceMs, why),
    },
    events.nowMs,
  )
  const error = await readiness.ready
  if (!error) return { thread, answered }
  await thread.stop(1000)
  throw error
}

/** Resolves with null when a thread listens, or with what stands in the way. */
function createReadiness(): { heard(message: FromLinesWorker): void; ready: Promise<Error | null> } {
  let settle: (error: Error | null) => void = () => {}
  const ready = new Promise<Error | null>((resolve) => {
    settle = resolve
  })
  return {
    ready,
    heard(message) {
      if (message.kind === 'listening') settle(null)
      if (message.kind === 'refused') settle(Object.assign(new Error(message.why), { code: message.code }))
    },
  }
}

function createAsking({ thread, answered }: LinesThread): Threads['ask'] {
  let last = 0
  let bodies = 0
  return (what) => {
    const great = what.kind !== 'report'
    if (great && bodies >= mostBodies) return Promise.resolve({ status: 503, says: 'Busy. Try again in a moment.' })
    if (great) bodies++
    const id = ++last
    return new Promise((resolve) => {
      const late = setTimeout(() => settle({ status: 503, says: 'Not read in time. Try again.' }), askWithinMs)
      function settle(answer: Asking): void {
        clearTimeout(late)
        if (answered.delete(id) && great) bodies--
        resolve({ status: answer.status, says: answer.says })
      }
      answered.set(id, settle)
      if (what.kind === 'report') thread.send({ ...what, id })
      else {
        const bytes = new Uint8Array(what.bytes)
        thread.send({ kind: what.kind, id, bytes }, [bytes.buffer])
      }
    })
  }
}
