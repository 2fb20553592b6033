// Measurements for tests: synthetic days as frames of a registered sensor, a clock that is set, and turns of detection.

import { type Clock, sameEverywhere } from '#platform/clock.ts'
import { readSettings } from '#platform/config.ts'
import { silent } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { packageRoot } from '#platform/worker.ts'
import { sendFrame } from '#sense/api.ts'
import type { Bucket, Frame } from '#sense/index.ts'
import { createSense, type Sense } from '#sense/index.ts'
import { encodeFrames } from '#sense/tally/frame-codec.ts'
import type { Answer, Client, TestNode } from './node.ts'
import { outboxOf } from './outbox.ts'

/** A clock that stands where it was set. */
export interface SetClock extends Clock {
  set(seconds: number): void
}

export function clockAt(seconds: number): SetClock {
  let now = seconds
  return {
    ...sameEverywhere({ now: () => new Date(now * 1000) }),
    set(to) {
      now = to
    },
  }
}

export const health: Frame['health'] = {
  at: 1_741_600_000,
  startedAt: 1_741_500_000,
  datagrams: 1000,
  records: 30_000,
  bytes: 1_400_000,
  lost: { 'sequence-gap': 3 },
  exporters: 2,
  residentBytes: 90_000_000,
}

export function frameOf(sensor: string, sequence: number, buckets: Bucket[], realm = 'live'): Frame {
  return { realm, sensor, run: 1_741_500_000_000, sequence, buckets, health }
}

/** Sends buckets as frames of 500 each, with sequences from `sequence` on. Answers how many frames were counted. */
export async function sendBuckets(
  client: Client,
  sensor: string,
  buckets: readonly Bucket[],
  { realm = 'live', sequence = 1 } = {},
): Promise<number> {
  let counted = 0
  let next = sequence
  for (let at = 0; at < buckets.length; at += 500) {
    for (const { bytes, sequence: used } of framesOf(sensor, next, buckets.slice(at, at + 500), realm)) {
      const reply = await client.get(sendFrame, {}, { upload: bytes, realm })
      if (reply.counted) counted += 1
      next = used + 1
    }
  }
  return counted
}

function framesOf(sensor: string, sequence: number, buckets: Bucket[], realm: string) {
  const { frames, left } = encodeFrames(frameOf(sensor, sequence, buckets, realm))
  if (left > 0) throw new Error(`${left} buckets fit into no frame`)
  return frames
}

export function send(
  client: Client,
  frame: Frame,
  realm = frame.realm,
): Promise<Answer<{ counted: boolean; buckets: number }>> {
  const [first] = encodeFrames(frame).frames
  if (!first) throw new Error('no frame')
  return client.call(sendFrame, {}, { upload: first.bytes, realm })
}

/** The room on the same database as a node, with turns that the test takes: as another process would. */
export function senseBeside(node: TestNode, clock: Clock): Sense {
  const settings = readSettings({ ...node.storage.env, TOCSIN_PORT: '1' }, packageRoot())
  return createSense({
    journal: node.node.journal,
    clock,
    settings,
    log: silent,
    metrics: createMetrics(),
    outbox: outboxOf(node.node.journal, clock),
  })
}
