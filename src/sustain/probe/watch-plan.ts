// Asks a plan's questions of all its upstreams, over and over, from this process; after each round it says what it makes of them.
import { setMaxListeners } from 'node:events'
import { type Instant, instant } from '#kernel/time.ts'
import type { Plan } from '../model/failover.ts'
import type { Sample, Upstream, Verdict } from '../model/resolvers.ts'
import { judgeAll, within } from '../rules/dns/health.ts'
import { ask } from './ask.ts'
import { createConnections } from './connections.ts'

export type Watched = Pick<
  Plan,
  'usual' | 'fallback' | 'questions' | 'everySeconds' | 'timeoutMilliseconds' | 'thresholds'
>

export interface WatchOptions {
  /** Under which name this place reports. */
  vantage: string
  trust?: string
  now?: () => Date
  /** After each round, in the order in which they end. What it throws is given to `onFault`. */
  onRound(verdicts: Verdict[]): void | Promise<void>
  onFault?(error: unknown): void
}

export interface Watching {
  stop(): Promise<void>
}

/** Questions that wait for an answer at the same time; rounds beyond that are left out. */
const mostAtOnce = 400
const mostSamples = 20_000

/** An upstream that stands on both lists is asked once. */
export function upstreamsOf({ usual, fallback }: Pick<Plan, 'usual' | 'fallback'>): Upstream[] {
  return [...new Map([...usual, ...fallback].map((one) => [one.name, one])).values()]
}

export function watchPlan(plan: Watched, options: WatchOptions): Watching {
  const { now = () => new Date() } = options
  const upstreams = upstreamsOf(plan)
  const connections = createConnections()
  const stopping = new AbortController()
  // Every question that waits listens.
  setMaxListeners(mostAtOnce, stopping.signal)
  const rounds = new Set<Promise<void>>()
  let samples: Sample[] = []
  let waiting = 0

  async function askOne(upstream: Upstream, place: number): Promise<void> {
    const question = plan.questions[place]
    if (!question) return
    const { timeoutMilliseconds } = plan
    const common = { timeoutMilliseconds, signal: stopping.signal, place, connections, now }
    waiting++
    const sample = await ask(upstream, question, options.trust ? { ...common, trust: options.trust } : common)
    waiting--
    if (!stopping.signal.aborted) samples.push(sample)
  }

  async function round(): Promise<void> {
    await Promise.all(upstreams.flatMap((upstream) => plan.questions.map((_, place) => askOne(upstream, place))))
    if (stopping.signal.aborted) return
    const at: Instant = instant(now())
    samples = within(samples, plan.thresholds.windowSeconds, at).slice(-mostSamples)
    await options.onRound(judgeAll(upstreams, samples, plan, { vantage: options.vantage, now: at }))
  }

  function begin(): void {
    if (waiting + upstreams.length * plan.questions.length > mostAtOnce && waiting > 0) return
    const turn: Promise<void> = round()
      .catch((error: unknown) => options.onFault?.(error))
      .finally(() => rounds.delete(turn))
    rounds.add(turn)
  }

  const timer = setInterval(begin, plan.everySeconds * 1000)
  begin()
  return {
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await Promise.all(rounds)
      connections.close()
    },
  }
}
