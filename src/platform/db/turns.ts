// Turn-taking on one connection: single statements pass at once and side by side, a transaction has it alone.
// First come, first served; a statement that finds a transaction running or waiting queues behind it.
import { busyHint, DatabaseBusy } from './faults.ts'

interface Waiting {
  alone: boolean
  go(): void
}

export class Turns {
  readonly #queue: Waiting[] = []
  readonly #patienceMs: number
  #held = false
  #heldSince = 0

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs
  }

  /** Resolves when a single statement may be sent. Nothing to give back. */
  statement(): Promise<void> | undefined {
    return this.#held || this.#queue.length > 0 ? this.#wait(false) : undefined
  }

  /** Resolves when a transaction may begin; the holder calls done() when its last statement was sent. */
  async transaction(): Promise<void> {
    if (this.#held || this.#queue.length > 0) return this.#wait(true)
    this.#hold()
  }

  done(): void {
    this.#held = false
    while (!this.#held) {
      const next = this.#queue.shift()
      if (!next) return
      if (next.alone) this.#hold()
      next.go()
    }
  }

  #hold(): void {
    this.#held = true
    this.#heldSince = performance.now()
  }

  #wait(alone: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1)
        const held = ((performance.now() - this.#heldSince) / 1000).toFixed(1)
        reject(
          new DatabaseBusy(
            `No turn on the database within ${this.#patienceMs / 1000} s; a transaction has held it for ${held} s. ${busyHint}`,
          ),
        )
      }, this.#patienceMs)
      const waiting: Waiting = {
        alone,
        go() {
          clearTimeout(timer)
          resolve()
        },
      }
      this.#queue.push(waiting)
    })
  }
}
