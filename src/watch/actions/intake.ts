// How much may come in at once: who comes while it is full is told to come back, instead of piling up in memory.

export interface Intake {
  /** A place in the queue, or null when there is none. Give it back, whatever happens. */
  enter(): Place | null
  /** For metrics and tests: how much is inside, and the most there ever was. */
  readonly inside: { places: number; bytes: number }
  readonly most: { places: number; bytes: number }
}

export interface Place {
  /** Says how large it turned out to be. False: too much together with the others. One alone always fits. */
  weigh(bytes: number): boolean
  leave(): void
}

export interface IntakeLimits {
  places: number
  bytes: number
}

export function createIntake(limits: IntakeLimits = { places: 32, bytes: 64 * 1024 * 1024 }): Intake {
  const inside = { places: 0, bytes: 0 }
  const most = { places: 0, bytes: 0 }

  function note(): void {
    most.places = Math.max(most.places, inside.places)
    most.bytes = Math.max(most.bytes, inside.bytes)
  }

  return {
    inside,
    most,
    enter() {
      if (inside.places >= limits.places) return null
      inside.places += 1
      note()
      let mine = 0
      let here = true
      return {
        weigh(bytes) {
          if (inside.bytes > mine && inside.bytes - mine + bytes > limits.bytes) return false
          inside.bytes += bytes - mine
          mine = bytes
          note()
          return true
        },
        leave() {
          if (!here) return
          here = false
          inside.places -= 1
          inside.bytes -= mine
        },
      }
    },
  }
}

export interface Turns {
  /** Runs the work when fewer than `most` others run; the rest wait in order. */
  run<T>(work: () => Promise<T>): Promise<T>
  readonly running: number
}

export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let running = 0
  return {
    get running() {
      return running
    },
    async run(work) {
      if (running < most) running += 1
      else await new Promise<void>((go) => waiting.push(go))
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}
