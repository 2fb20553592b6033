// The hub's end of NATS JetStream: makes the stream, takes one frame after the other, and acknowledges what the store has
// on its disk. What is killed in between comes again, and the store counts it once.
import type { Consumer, ConsumerMessages, JetStreamManager, JsMsg } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { connectNats } from '../collect/nats-connection.ts'
import { natsPrefix, natsStream, originOf } from '../collect/nats-subject.ts'
import type { FrameOrigin, Taken } from './take-frame.ts'

export interface FrameIntakeOptions {
  url: string
  take(bytes: Uint8Array, origin: FrameOrigin): Promise<Taken>
  /** A frame that will never be taken: `why` is a word for a counter. It is not delivered again. */
  onRefused(why: string): void
  /** The store or NATS failed; frames wait in the stream meanwhile. */
  onTrouble(error: unknown): void
  stream?: string
  prefix?: string
  /** Beyond, the stream takes nothing more, and frames wait in the spools of their sensors. */
  maxBytes?: number
  ackWaitMs?: number
  firstWaitMs?: number
}

export interface FrameIntake {
  close(): Promise<void>
}

const durable = 'tocsin-hub'
const secondNanos = 1_000_000_000
const duplicateWindowSeconds = 600
const standardMaxBytes = 8 * 1024 ** 3
/** Frames in memory at once, each of at most some megabytes. */
const framesAhead = 16
const longestWaitMs = 60_000

/** Goes on until it is closed; a NATS that is not there yet is tried again and again. */
export function createFrameIntake(options: FrameIntakeOptions): FrameIntake {
  const { url, onTrouble, firstWaitMs = 1_000 } = options
  let closed = false
  let connection: NatsConnection | undefined
  let messages: ConsumerMessages | undefined
  let wake: () => void = () => {}

  async function serve(): Promise<void> {
    connection = await connectNats(url, 'tocsin hub')
    if (closed) return
    const { jetstream, jetstreamManager } = await import('@nats-io/jetstream')
    await prepareStream(await jetstreamManager(connection), options)
    const consumer = await jetstream(connection).consumers.get(options.stream ?? natsStream, durable)
    messages = await follow(consumer)
    if (closed) return
    // One after the other: frames of a sensor stay in order, and the store is never asked for more than one at a time.
    for await (const message of messages) await takeMessage(options, message)
  }

  async function run(): Promise<void> {
    for (let failures = 0; !closed; failures++) {
      try {
        await serve()
        failures = 0
      } catch (error) {
        if (!closed) onTrouble(error)
      }
      await connection?.close().catch(() => {})
      if (!closed) await pause(Math.min(firstWaitMs * 2 ** Math.min(failures, 16), longestWaitMs))
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      timer.unref()
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const running = run()
  return {
    async close() {
      closed = true
      wake()
      messages?.stop()
      // The frame that is being taken is taken to its end, so that its acknowledgement leaves.
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 5_000).unref())])
      await connection?.close().catch(() => {})
      await running
    },
  }
}

function follow(consumer: Consumer): Promise<ConsumerMessages> {
  return consumer.consume({ max_messages: framesAhead })
}

async function takeMessage(
  { take, onRefused, onTrouble, prefix, firstWaitMs = 1_000 }: FrameIntakeOptions,
  message: JsMsg,
): Promise<void> {
  const origin = originOf(message.subject, prefix)
  try {
    const taken = origin ? await take(message.data, origin) : ({ ok: false, refused: 'other-origin' } as const)
    if (taken.ok) return message.ack()
    onRefused(taken.refused)
    // Without the reason: servers before 2.10.4 take a term that bears one for no word at all, and deliver again.
    message.term()
  } catch (error) {
    onTrouble(error)
    const tries = Math.min(message.info.deliveryCount, 16)
    message.nak(Math.min(firstWaitMs * 2 ** (tries - 1), longestWaitMs))
  }
}

/**
 * On disk, bounded, and never dropping what it acknowledged: when it is full, new frames are refused and wait at their
 * sensors. A frame leaves it when it was acknowledged. Settings that an administrator changed at the server stay.
 */
async function prepareStream(
  manager: JetStreamManager,
  { stream = natsStream, prefix = natsPrefix, maxBytes = standardMaxBytes, ackWaitMs = 60_000 }: FrameIntakeOptions,
): Promise<void> {
  const { AckPolicy, DiscardPolicy, RetentionPolicy, StorageType } = await import('@nats-io/jetstream')
  const there = await manager.streams.info(stream).catch(() => null)
  if (!there) {
    await manager.streams.add({
      name: stream,
      subjects: [`${prefix}.*.*`],
      storage: StorageType.File,
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.New,
      max_bytes: maxBytes,
      duplicate_window: duplicateWindowSeconds * secondNanos,
    })
  }
  const known = await manager.consumers.info(stream, durable).catch(() => null)
  if (known) return
  await manager.consumers.add(stream, {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    ack_wait: ackWaitMs * 1_000_000,
    max_ack_pending: framesAhead * 4,
    max_deliver: -1,
  })
}
