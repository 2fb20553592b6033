// Standard input as a capture stream: read in large pieces into one buffer that is used again and again.
import { fstatSync, read } from 'node:fs'
import { Socket } from 'node:net'

const pieceBytes = 1 << 20

export interface CaptureEvents {
  /** The first bytes say that it is a capture, and of which kind; or that it is none. */
  recognised(format: string): void
  /** Nothing more will come. `empty`: nothing ever came. */
  ended(empty: boolean): void
}

const magics: Record<string, string> = {
  d4c3b2a1: 'pcap',
  a1b2c3d4: 'pcap',
  '4d3cb2a1': 'pcap of nanoseconds',
  a1b23c4d: 'pcap of nanoseconds',
  '0a0d0d0a': 'pcapng',
}

/** What a capture's first four bytes say it is, or undefined. */
export function captureFormat(first: Uint8Array): string | undefined {
  return magics[Buffer.from(first.subarray(0, 4)).toString('hex')]
}

/** Could a capture come on this descriptor? A terminal and /dev/null could not. */
export function mayCarryCapture(descriptor: number): boolean {
  try {
    const kind = fstatSync(descriptor)
    return kind.isFIFO() || kind.isFile() || kind.isSocket()
  } catch {
    return false
  }
}

export function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile()
  } catch {
    return false
  }
}

/**
 * Gives pieces to `take`, which must be done with each when it returns. Pipes are read by the event loop, files by the
 * thread pool: either way messages and timers of the thread go on.
 */
export function readCaptureStream(
  descriptor: number,
  take: (piece: Uint8Array) => void,
  events: CaptureEvents,
): { close(): Promise<void> } {
  const buffer = Buffer.allocUnsafeSlow(pieceBytes)
  const gate = createGate(take, events)
  let open = true
  function end(): void {
    if (!open) return
    open = false
    events.ended(gate.empty())
  }
  if (isFile(descriptor)) {
    const next = () =>
      read(descriptor, buffer, 0, pieceBytes, null, (error, length) => {
        if (!open) return
        if (error || length === 0) return end()
        gate.take(buffer.subarray(0, length))
        // Timers and messages get their turn between two pieces.
        setImmediate(next)
      })
    next()
    return {
      async close() {
        open = false
      },
    }
  }
  const onread = {
    buffer,
    callback(length: number, piece: Uint8Array): boolean {
      if (open) gate.take(piece.subarray(0, length))
      return true
    },
  }
  // `onread`, one buffer for all pieces, is missing from the types of Node 20, but not from Node 20.
  const options = { fd: descriptor, readable: true, writable: false, onread }
  const socket = new Socket(options)
  socket.on('end', end)
  socket.on('error', end)
  socket.on('close', end)
  // A socket that is made from a descriptor reads only when it is asked to.
  socket.resume()
  return {
    async close() {
      open = false
      socket.destroy()
    },
  }
}

/** Holds the first bytes back until there are four, then says what they are; lets nothing through that is no capture. */
function createGate(take: (piece: Uint8Array) => void, events: CaptureEvents) {
  let first: Uint8Array = new Uint8Array(0)
  let state: 'waiting' | 'open' | 'shut' = 'waiting'
  return {
    empty: () => first.length === 0 && state === 'waiting',
    take(piece: Uint8Array): void {
      if (state === 'open') take(piece)
      if (state !== 'waiting') return
      first = Buffer.concat([first, piece])
      if (first.length < 4) return
      const format = captureFormat(first)
      state = format ? 'open' : 'shut'
      events.recognised(format ?? 'unknown')
      if (format) take(first)
    },
  }
}
