// How much waits, as figures that can be seen from outside: texts in analysis, imports, polls, and the most there were.
import type { Metrics } from '#platform/metrics.ts'
import type { Analyser } from '../analyse.ts'

/** Counts up and down, and remembers the most. */
export function waitingGauge(metrics: Metrics, name: string, help: string): { up(): void; down(): void } {
  const now = metrics.gauge(name, help)
  const highest = metrics.gauge(`${name}_most`, `${help}: the most since the start`)
  let waiting = 0
  let most = 0
  return {
    up() {
      waiting += 1
      now.set(waiting)
      most = Math.max(most, waiting)
      highest.set(most)
    },
    down() {
      waiting -= 1
      now.set(waiting)
    },
  }
}

/** The same analyser, with its texts counted from when they are handed over until they are answered. */
export function measured(analyser: Analyser, metrics: Metrics): Analyser {
  const texts = waitingGauge(metrics, 'tocsin_watch_texts_waiting', 'Texts that are analysed or wait for it')
  async function counted<T>(work: Promise<T>): Promise<T> {
    texts.up()
    try {
      return await work
    } finally {
      texts.down()
    }
  }
  return {
    ...analyser,
    analyse: (...given) => counted(analyser.analyse(...given)),
    analyseBytes: (...given) => counted(analyser.analyseBytes(...given)),
  }
}
