// One question over UDP (RFC 1035, 4.2.1), from a port of its own that the system chooses at random.
import { createSocket } from 'node:dgram'
import { type Query, receive } from './dns-message.ts'
import { type Ending, type Exchanged, failed, onEnd, reasonOf } from './exchange.ts'

/** Whoever sends more than that beside the answer is flooding. */
const mostIgnored = 1000

/**
 * The socket is connected: the system drops what comes from anywhere else, and says when nobody listens there. What comes from the
 * right place with another id or question is late or forged: it is counted, and the wait goes on.
 */
export function overUdp(address: string, port: number, query: Query, signal: AbortSignal): Promise<Exchanged> {
  return new Promise((resolve) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
    let ignored = 0
    let over = false
    const end = (ending: Ending) => {
      if (over) return
      over = true
      unwatch()
      socket.close()
      resolve({ ...ending, ignored })
    }
    const unwatch = onEnd(signal, () => end(failed('timeout', 'no answer in time')))
    socket.on('error', (error) => end(failed('unreachable', reasonOf(error))))
    socket.on('message', (bytes) => {
      const received = receive(bytes, query, true)
      if (received.kind !== 'other') return end(received)
      if (++ignored >= mostIgnored) end({ kind: 'garbage', why: `${mostIgnored} datagrams that answer nothing` })
    })
    socket.connect(port, address, () => {
      if (!over) socket.send(query.bytes)
    })
  })
}
