// Services probed over and over from one place, each as often as it says and never sooner than it allows, a few at a time.
import type { ReachSample } from '../model/reach.ts'
import type { WatchedService } from '../model/services.ts'
import type { Finder } from './reach-name.ts'
import { probeRound } from './reach-round.ts'

export interface ServiceToProbe {
  id: string
  state: Pick<WatchedService, 'endpoints' | 'controls' | 'everySeconds'>
}

const atATime = 4

/** Answers a function that probes those that are due at this moment, four at a time, and tells of each. */
export function createServiceRounds(finder: Finder, now: () => Date) {
  const notBefore = new Map<string, number>()

  async function probeOne({ id, state }: ServiceToProbe, heard: (id: string, samples: readonly ReachSample[]) => void) {
    const began = now().getTime()
    if (began < (notBefore.get(id) ?? 0)) return
    const { samples, retryAfter } = await probeRound(state, finder, now)
    // A service that asks to be left alone is left alone.
    notBefore.set(id, began + Math.max(state.everySeconds, retryAfter ?? 0) * 1000)
    heard(id, samples)
  }

  return async function probeDue(
    services: readonly ServiceToProbe[],
    heard: (id: string, samples: readonly ReachSample[]) => void,
  ): Promise<void> {
    const waiting = [...services].reverse()
    for (const id of notBefore.keys()) if (!services.some((one) => one.id === id)) notBefore.delete(id)
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await probeOne(next, heard)
    }
    await Promise.all(Array.from({ length: atATime }, work))
  }
}
