// What `sustain reach watch` does: this place probes the services that a node watches, and reports to it. Loaded when it runs.
import { setTimeout as wait } from 'node:timers/promises'
import type { OutputOf } from '#kernel/contract.ts'
import { readDataset } from '#platform/dataset.ts'
import { readAllowed } from '#platform/fetch/address.ts'
import { listWatchedServices, reportReach } from '#sustain/api/services.ts'
import { createNames, createServiceRounds, type ServiceToProbe } from '#sustain/probe/index.ts'
import { ReachData } from '#sustain/rules/reach/reach-data.ts'
import { createUnsent, type Unsent } from '#sustain/rules/reach/unsent.ts'
import { type AskHub, hubAt } from './hub.ts'
import { answer, say } from './print-to.ts'
import { BadUsage } from './program.ts'
import { reach } from './reach.ts'
import type { Session } from './session.ts'

export interface ReachWatchOptions {
  vantage: string
  hub?: string
  network?: string
  country?: string
  realm: string
  resolver?: string
  once?: boolean
  json?: boolean
}

const turnMilliseconds = 1000
/** What is watched, and how, is asked for again so often. */
const listEveryMilliseconds = 30_000
/** A day of ten services at a probe a minute, without the node. */
const mostUnsent = 20_000
const mostAtOnce = 200
/** The node takes no samples that are older than two days. */
const takenMilliseconds = 47 * 3_600_000

export async function watchReach(session: Session, options: ReachWatchOptions): Promise<number> {
  const url = options.hub ?? session.env.TOCSIN_URL
  if (!url) throw new BadUsage('Name the node to report to with --hub, and its token with TOCSIN_TOKEN.')
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const there = await reach(session.settings, { ...session.env, TOCSIN_URL: url }, () => {
    throw new Error('A node elsewhere is asked.')
  })
  const place = placeAt(session, options, hubAt(there))
  for (;;) {
    await place.turn()
    if (options.once || stopping.signal.aborted) break
    await wait(turnMilliseconds, undefined, { signal: stopping.signal }).catch(() => {})
  }
  await there.close()
  return place.waiting() === 0 && place.heard() ? 0 : 1
}

/** One turn asks what is watched, probes what is due, and sends what waits. Probing goes on while the node is away. */
function placeAt(session: Session, options: ReachWatchOptions, ask: AskHub) {
  const { blockPages } = readDataset(ReachData, 'sustain/reach.json')
  const finder = {
    names: createNames(options.resolver === undefined ? undefined : [options.resolver]),
    guard: { allowed: readAllowed(session.settings.fetchAllow), ownPort: () => null },
    blockPages,
  }
  const probeDue = createServiceRounds(finder, () => new Date())
  const unsent = createUnsent(mostUnsent, mostAtOnce)
  let services: ServiceToProbe[] | null = null
  let listedAt = 0

  return {
    async turn() {
      if (services === null || performance.now() - listedAt > listEveryMilliseconds) {
        services = (await listed(ask, options)) ?? services
        listedAt = performance.now()
      }
      await probeDue(services ?? [], (id, samples) => {
        unsent.add(id, samples)
        if (options.json) for (const sample of samples) answer(JSON.stringify({ service: id, ...sample }))
      })
      await send(ask, unsent, options)
      const lost = unsent.lost()
      if (lost > 0) say(`${lost} samples were let go unsent: too many waited, or for too long.`)
    },
    waiting: unsent.waiting,
    heard: () => services !== null,
  }
}

/** Services that this place counts for. null: the node does not say. */
async function listed(ask: AskHub, { vantage, realm }: ReachWatchOptions): Promise<ServiceToProbe[] | null> {
  const found: ServiceToProbe[] = []
  for (let after: string | undefined; ; ) {
    const input = { active: true, limit: 200, ...(after ? { after } : {}) }
    const reply = await ask(listWatchedServices, { input, realm })
    if (!reply.ok) return null
    const { services, next } = reply.value as OutputOf<typeof listWatchedServices>
    for (const { service } of services)
      if (service.state.vantages.length === 0 || service.state.vantages.includes(vantage)) found.push(service)
    if (next === null) return found
    after = next
  }
}

/** Until nothing waits, or the node does not take it now. What it will never take is let go, and the reason has been said. */
async function send(ask: AskHub, unsent: Unsent, options: ReachWatchOptions): Promise<void> {
  const { vantage, network, country, realm } = options
  for (;;) {
    const next = unsent.next(new Date(Date.now() - takenMilliseconds).toISOString())
    if (next === null) return
    const where = { vantage, ...(network ? { network } : {}), ...(country ? { country } : {}) }
    const reply = await ask(reportReach, { input: { service: next.service, ...where, samples: next.samples }, realm })
    if (!reply.ok && !neverTaken.has(reply.problem.status)) return
    unsent.done(next.service, next.samples.length)
  }
}

/** Not there, not for this place, not as it should be. A token may be renewed, and a busy node has time later. */
const neverTaken = new Set([400, 404, 409, 422])
