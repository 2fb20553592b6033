// The thread that turns datagrams into buckets: from sockets, or from a capture stream on standard input.
import { parentPort, workerData } from 'node:worker_threads'
import { openFlowCounter } from './flow-counter.ts'
import type { FlowWorkerData, FromWorker, ToWorker } from './messages.ts'
import { readCaptureStream } from './read-capture.ts'
import { listenForDatagrams } from './udp-sockets.ts'

const intervalMs = 500
const data = workerData as FlowWorkerData
const say = (message: FromWorker) => parentPort?.postMessage(message)
const counter = openFlowCounter(data, say)
const source = await opened()
const ticking = setInterval(() => counter.tick(), intervalMs)

parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'targets') counter.setTargets(message.targets)
  if (message.kind === 'taken') counter.taken()
  if (message.kind === 'pressure') counter.press(message.dropped)
  if (message.kind === 'stop') void finish(false)
})

async function opened(): Promise<{ close(): Promise<void> }> {
  if (data.source.kind === 'capture') {
    return readCaptureStream(0, counter.takeCapture, {
      recognised: (format) => say({ kind: 'recognised', format }),
      ended: (empty) => void finish(empty),
    })
  }
  try {
    const sockets = await listenForDatagrams(data.source, counter.takeDatagram)
    say({ kind: 'listening', bound: sockets.bound })
    return sockets
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    // Whoever supervises this thread tries again, or gives up.
    say({ kind: 'refused', why: message, code })
    throw error
  }
}

/** Takes nothing more, gives away what is open, and lets the thread end. */
async function finish(empty: boolean): Promise<void> {
  clearInterval(ticking)
  await source.close()
  counter.finish()
  say({ kind: 'ended', empty })
  parentPort?.close()
}
