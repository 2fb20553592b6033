// What `sustain dns watch` does: this place becomes a vantage point, for a node elsewhere or only for who looks on. Loaded when it runs.
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { OutputOf } from '#kernel/contract.ts'
import { listVerdicts, reportVantage } from '#sustain/api/vantage.ts'
import { readPlan } from '#sustain/control/index.ts'
import type { Verdict } from '#sustain/model/resolvers.ts'
import { type Watched, type Watching, watchPlan } from '#sustain/probe/index.ts'
import { planValues } from '#sustain/rules/dns/plan-values.ts'
import { hubAt } from './hub.ts'
import { answer, say } from './print-to.ts'
import { BadUsage, readText } from './program.ts'
import { type Reach, reach } from './reach.ts'
import type { Session } from './session.ts'

export interface WatchOptions {
  plan: string
  vantage: string
  hub?: string
  realm: string
  trust?: string
  json?: boolean
}

interface Hub {
  /** Undefined: there is no such plan for this token, or the hub does not answer. */
  fetchPlan(): Promise<{ version: number; plan: Watched } | undefined>
  /** The version of the plan that the hub has; undefined: it was not taken. */
  report(verdicts: readonly Verdict[]): Promise<number | undefined>
}

/** What did not change is said again before it would count as silent. */
const reportEveryMs = 3000
const askAgainMs = 5000

export async function watch(session: Session, options: WatchOptions): Promise<number> {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  if (existsSync(options.plan)) {
    const watching = begin(planValues(readPlan(readText(options.plan))), options, async () => {})
    await untilAborted(stopping.signal)
    await watching.stop()
    return 0
  }
  const url = options.hub ?? session.env.TOCSIN_URL
  if (!url) throw new BadUsage(`There is no file ${options.plan}. For the plan of a node, name the node with --hub.`)
  const there = await reach(session.settings, { ...session.env, TOCSIN_URL: url }, () => {
    throw new Error('A node elsewhere is asked.')
  })
  const hub = hubOf(there, options)
  while (!stopping.signal.aborted) await watchFor(hub, options, stopping.signal)
  await there.close()
  return 0
}

/** One version of the plan, until the hub has another one. */
async function watchFor(hub: Hub, options: WatchOptions, signal: AbortSignal): Promise<void> {
  const fetched = await hub.fetchPlan()
  if (!fetched) return void (await wait(askAgainMs, undefined, { signal }).catch(() => {}))
  const over = new AbortController()
  const unwatch = () => over.abort()
  signal.addEventListener('abort', unwatch, { once: true })
  let said = ''
  let saidAt = 0
  let busy = false
  const watching = begin(fetched.plan, options, async (verdicts) => {
    const now = verdicts.map(({ upstream, health }) => `${upstream} ${health}`).join('\n')
    if (busy || (now === said && performance.now() - saidAt < reportEveryMs)) return
    busy = true
    const version = await hub.report(verdicts).finally(() => {
      busy = false
    })
    saidAt = performance.now()
    if (version !== undefined) said = now
    if (version !== undefined && version !== fetched.version) over.abort()
  })
  await untilAborted(over.signal)
  signal.removeEventListener('abort', unwatch)
  await watching.stop()
}

function begin(plan: Watched, options: WatchOptions, heard: (verdicts: Verdict[]) => Promise<void>): Watching {
  const before = new Map<string, string>()
  return watchPlan(plan, {
    vantage: options.vantage,
    ...(options.trust === undefined ? {} : { trust: readFileSync(options.trust, 'utf8') }),
    async onRound(verdicts) {
      for (const verdict of verdicts) {
        if (before.get(verdict.upstream) === verdict.health) continue
        before.set(verdict.upstream, verdict.health)
        if (options.json) answer(JSON.stringify(verdict))
        else answer([`${verdict.at}  ${verdict.upstream}: ${verdict.health}`, ...verdict.because].join('\n    '))
      }
      await heard(verdicts)
    },
    onFault: (error) => say(error instanceof Error ? error.message : String(error)),
  })
}

function hubOf(there: Reach, { plan, vantage, realm }: WatchOptions): Hub {
  const ask = hubAt(there)
  async function call<T>(...asked: Parameters<typeof ask>): Promise<T | undefined> {
    const reply = await ask(...asked)
    return reply.ok ? (reply.value as T) : undefined
  }
  return {
    async fetchPlan() {
      const found = await call<OutputOf<typeof listVerdicts>>(listVerdicts, { input: { plan, hours: 1 }, realm })
      const held = found?.plans[0]?.plan
      return held ? { version: held.version, plan: held.state } : undefined
    },
    async report(verdicts) {
      const own = verdicts.map(({ vantage: _here, ...verdict }) => verdict)
      const input = { plan, vantage, verdicts: own }
      const taken = await call<OutputOf<typeof reportVantage>>(reportVantage, { input, realm })
      return taken?.planVersion
    },
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
