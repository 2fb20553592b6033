// Frames to a hub over NATS JetStream: a frame is sent when the stream has it on its disk. A frame that is sent twice has
// the same message id, and the hub counts by the frame's name besides.
import type { JetStreamClient } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { decodeFrame } from '../tally/frame-codec.ts'
import { type FrameCarrier, FrameRefused } from './frame-carrier.ts'
import { connectNats } from './nats-connection.ts'
import { natsPrefix, natsStream, subjectOf } from './nats-subject.ts'

export interface NatsCarrierOptions {
  url: string
  stream?: string
  prefix?: string
  patienceMs?: number
}

interface Line {
  connection: NatsConnection
  stream: JetStreamClient
}

export function createNatsCarrier(options: NatsCarrierOptions): FrameCarrier {
  const { url, stream = natsStream, prefix = natsPrefix, patienceMs = 15_000 } = options
  let opening: Promise<Line> | undefined

  async function open(): Promise<Line> {
    const { jetstream } = await import('@nats-io/jetstream')
    const connection = await connectNats(url, 'tocsin sensor')
    return { connection, stream: jetstream(connection, { timeout: patienceMs }) }
  }

  /** A connection that could not be made is tried anew at the next frame. */
  function line(): Promise<Line> {
    opening ??= open()
    opening.catch(() => {
      opening = undefined
    })
    return opening
  }

  return {
    async send(bytes) {
      const read = decodeFrame(bytes)
      if (!read.ok) throw new FrameRefused(`That is no frame: ${read.why}.`)
      const { realm, sensor, run, sequence } = read.frame
      const { connection, stream: client } = await line()
      const most = connection.info?.max_payload
      if (most !== undefined && bytes.length > most) {
        throw new FrameRefused(`The frame has ${bytes.length} bytes; the NATS server takes ${most} (max_payload).`)
      }
      await client.publish(subjectOf({ realm, sensor }, prefix), bytes, {
        msgID: `${realm} ${sensor} ${run} ${sequence}`,
        expect: { streamName: stream },
        timeout: patienceMs,
      })
    },
    async close() {
      const open = await opening?.catch(() => undefined)
      opening = undefined
      await open?.connection.close()
    },
  }
}
