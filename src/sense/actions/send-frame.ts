// A frame that comes over HTTP: read, held against the register, kept once, and answered when it is on the disk.
import type { Readable } from 'node:stream'
import type { OutputOf } from '#kernel/contract.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../api/targets.ts'
import { mostFrameBytes } from '../tally/frame-codec.ts'
import { gateFor } from './admit-frame.ts'
import { frameCounters } from './measured.ts'
import type { SenseRoom } from './room.ts'
import { takeFrame } from './take-frame.ts'

export async function sendFrame(room: SenseRoom, call: Call): Promise<Reply<OutputOf<typeof api.sendFrame>>> {
  const counters = frameCounters(room.metrics)
  const bytes = await bytesOf(call.upload, mostFrameBytes)
  if (!bytes) return refuse('too-large', `A frame has at most ${mostFrameBytes} bytes.`)
  const { realm } = call.view
  const taken = await takeFrame(
    gateFor(
      room,
      (frame, sensor) => frame.realm === realm && mayWrite(call.reader, realm, sensor.marking, room.journal.home),
    ),
    bytes,
    null,
  )
  if (taken.ok) return done({ counted: taken.counted, buckets: taken.buckets })
  counters.refused(taken.refused)
  return taken.refused === 'unknown-sensor'
    ? refuse('unknown-sensor', `No active sensor of that id in the realm ${realm} belongs to whoever sends this.`)
    : refuse('bad-frame', `The frame is refused: ${taken.refused}.`)
}

/** Undefined when there are more than `most`: the rest is not read. */
export async function bytesOf(upload: Readable | undefined, most: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of upload ?? []) {
    length += chunk.length
    if (length > most) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
