// The thread that counts lines: access logs from files and syslog, complaints, and metrics that are written to us.
import { parentPort, workerData } from 'node:worker_threads'
import { followFile } from './follow-file.ts'
import { openLineCounter } from './line-counter.ts'
import type { Bound, FromLinesWorker, LinesWorkerData, ToLinesWorker } from './messages.ts'
import { listenForSyslog, type SyslogListener } from './syslog-listener.ts'

const pollMs = 500
const data = workerData as LinesWorkerData
const say = (message: FromLinesWorker) => parentPort?.postMessage(message)
const counter = await openLineCounter(data, say)
const files = data.logs.map(({ path, target }) => {
  const log = counter.openLog(target)
  return followFile(path, { fromStart: false }, log.push, log.cut)
})
const listeners = await opened()
let polling = poll()
const ticking = setInterval(() => {
  polling = polling.then(poll)
  counter.tick()
}, pollMs)

parentPort?.on('message', (message: ToLinesWorker) => {
  if (message.kind === 'targets') counter.setTargets(message.targets)
  if (message.kind === 'taken') counter.taken(message.intake)
  if (message.kind === 'report') void counter.takeReport(message.id, message.report).then(say)
  if (message.kind === 'remote-write') void counter.takeRemoteWrite(message.id, message.bytes).then(say)
  if (message.kind === 'complaint-file') void counter.takeComplaintFile(message.id, message.bytes).then(say)
  if (message.kind === 'stop') void finish()
})

/** One after another, each with a budget, so that no file starves the others. */
async function poll(): Promise<void> {
  for (const file of files) await file.poll()
}

async function opened(): Promise<SyslogListener[]> {
  const all: SyslogListener[] = []
  try {
    for (const place of data.syslog) all.push(await listenForSyslog(place, counter.syslog))
    say({ kind: 'listening', bound: all.map(({ bound }): Bound => bound) })
    return all
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    say({ kind: 'refused', why: message, code })
    throw error
  }
}

/** What was written before the stop is still read. */
async function finish(): Promise<void> {
  clearInterval(ticking)
  await Promise.all(listeners.map((one) => one.close()))
  await polling
  await poll()
  await Promise.all(files.map((file) => file.close()))
  await counter.finish()
  say({ kind: 'ended', empty: false })
  parentPort?.close()
}
