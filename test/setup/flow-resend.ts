// Sends what `flow-writer.ts` wrote as an exporter would: over and over, with sequence numbers that go on and times of now.
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

const fileHead = 24
const recordHead = 16
/** Ethernet 14, IPv4 20, UDP 8: what flow-writer puts before each payload. */
const packetHead = 42

export interface Resender {
  /** Datagrams of one pass. */
  readonly count: number
  /** The whole capture; records are patched where they stand. */
  readonly capture: Buffer
  /** Where the record in the capture begins and ends. */
  from(index: number): number
  to(index: number): number
  /** The payload of datagram `index`, with its sequence number and times of now. Only NetFlow v9. */
  payload(index: number, nowSeconds: number): Buffer
}

/** Sequence numbers count datagrams per source id, and go on from pass to pass (RFC 3954 section 5.1). */
export function createResender(bytes: Uint8Array): Resender {
  const capture = Buffer.from(bytes)
  const starts: number[] = []
  for (let at = fileHead; at < capture.length; at += recordHead + capture.readUInt32LE(at + 8)) starts.push(at)
  const sequences = new Map<number, number>()
  const to = (index: number) => starts[index + 1] ?? capture.length
  return {
    count: starts.length,
    capture,
    from: (index) => starts[index] ?? 0,
    to,
    payload(index, nowSeconds) {
      const start = starts[index] ?? 0
      const payload = start + recordHead + packetHead
      const source = capture.readUInt32BE(payload + 16)
      const sequence = sequences.get(source) ?? 0
      sequences.set(source, sequence + 1)
      capture.writeUInt32LE(nowSeconds, start)
      capture.writeUInt32BE(nowSeconds, payload + 8)
      capture.writeUInt32BE(sequence >>> 0, payload + 12)
      return capture.subarray(payload, to(index))
    },
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const turn = () => new Promise((resolve) => setImmediate(resolve))

export interface Sent {
  datagrams: number
  seconds: number
  failed: number
}

/** `datagrams` of them to one port of loopback, at `perSecond`, evenly, from `sockets` sockets. */
export async function sendDatagrams(
  resender: Resender,
  { port, perSecond, datagrams, sockets = 4 }: { port: number; perSecond: number; datagrams: number; sockets?: number },
): Promise<Sent> {
  const open: Socket[] = []
  for (let at = 0; at < sockets; at++) {
    const socket = createSocket('udp4')
    socket.on('error', () => {})
    socket.connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.setSendBufferSize(4 << 20)
    open.push(socket)
  }
  let failed = 0
  const done = (error: Error | null) => {
    if (error) failed++
  }
  const began = performance.now()
  for (let sent = 0; sent < datagrams; ) {
    const elapsed = (performance.now() - began) / 1000
    const due = Math.min(datagrams, Math.floor(elapsed * perSecond))
    const nowSeconds = Math.floor(Date.now() / 1000)
    // A receiver of flows sees bursts of some milliseconds, not of a second in which the sender did not run.
    const until = Math.min(due, sent + Math.ceil(perSecond / 200))
    for (; sent < until; sent++) open[sent % sockets]?.send(resender.payload(sent % resender.count, nowSeconds), done)
    if (sent >= due) await pause(1)
    else await turn()
  }
  const seconds = (performance.now() - began) / 1000
  await pause(50)
  for (const socket of open) socket.close()
  return { datagrams, seconds, failed }
}
