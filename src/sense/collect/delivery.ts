// From the spool to the hub: one frame after the other, the oldest first, for as long as it takes.

import { type FrameCarrier, FrameRefused, TryLater } from './frame-carrier.ts'
import type { FrameNumber } from './frame-files.ts'
import type { NumberedFrame, Spool } from './spool.ts'

export interface Delivery {
  /** Resolves when the frame is on this disk; it is sent from there. */
  put(number: FrameNumber, bytes: Uint8Array): Promise<void>
  /** As `Spool.putTogether`. */
  putTogether: Spool['putTogether']
  waiting(): { frames: number; bytes: number }
  sent(): number
  /** Frames that will never reach the hub, by reason: `spool-full`, `spool-unreadable`, `hub-refused`. */
  lost(): Record<string, number>
  /** Why nothing gets through at the moment, as a sentence; null: nothing is wrong. */
  trouble(): string | null
  /** Goes on sending for so long at most; what is left stays on the disk for the next start. */
  close(withinMs: number): Promise<void>
}

export interface DeliveryOptions {
  spool: Spool
  carrier: FrameCarrier
  firstWaitMs?: number
  longestWaitMs?: number
  /** From 0 to 1: many sensors must not come back at the same moment. */
  random?(): number
}

export function openDelivery(options: DeliveryOptions): Delivery {
  const { spool, carrier, firstWaitMs = 1_000, longestWaitMs = 60_000, random = Math.random } = options
  let sent = 0
  let refused = 0
  let trouble: string | null = null
  let closing = false
  let closed = false
  let wake: () => void = () => {}
  let loop: Promise<void> | null = null

  /** Answers how long to wait before the next try; 0: go on; null: nothing waits. */
  async function step(failures: number): Promise<number | null> {
    const next = await spool.oldest()
    if (!next) return null
    try {
      await carrier.send(next.bytes)
      sent++
      await spool.remove(next.name)
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      trouble = said
      if (!(error instanceof FrameRefused)) return waitMs(error, failures)
      refused++
      await spool.setAside(next.name)
      return 0
    }
    trouble = null
    return 0
  }

  function waitMs(error: unknown, failures: number): number {
    if (error instanceof TryLater) return error.afterMs
    const full = Math.min(firstWaitMs * 2 ** Math.min(failures, 16), longestWaitMs)
    return full * (0.5 + random() / 2)
  }

  async function run(): Promise<void> {
    for (let failures = 0; ; ) {
      const wait = await step(failures)
      if (wait === null) return
      failures = wait === 0 ? 0 : failures + 1
      // Whoever closes waits for one more try of what is left, and for no back-off.
      if (closed || (closing && wait > 0)) return
      if (wait > 0) await pause(wait)
    }
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** At most one loop runs; a frame that is put while it ends starts another. */
  function start(): void {
    loop ??= run().then(
      () => {
        loop = null
        if (!closing && spool.waiting().frames > 0) start()
      },
      (error: unknown) => {
        // The disk of the spool does not answer: the next frame tries again.
        loop = null
        trouble = error instanceof Error ? error.message : String(error)
      },
    )
  }

  start()
  return {
    async put(number, bytes) {
      await spool.put(number, bytes)
      start()
    },
    async putTogether(frames: readonly NumberedFrame[], keep) {
      const faults = await spool.putTogether(frames, keep)
      start()
      return faults
    },
    waiting: () => spool.waiting(),
    sent: () => sent,
    lost() {
      const { full, unreadable } = spool.givenUp()
      const all = { 'spool-full': full, 'spool-unreadable': unreadable, 'hub-refused': refused }
      return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0))
    },
    trouble: () => trouble,
    async close(withinMs) {
      closing = true
      start()
      wake()
      const ended = loop ?? Promise.resolve()
      let timer: NodeJS.Timeout | undefined
      await Promise.race([
        ended,
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, withinMs)
        }),
      ])
      clearTimeout(timer)
      closed = true
      // Ends a request that hangs; its frame is still in the spool, and the hub counts it once.
      await carrier.close()
    },
  }
}
