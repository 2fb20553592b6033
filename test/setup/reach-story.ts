// The story of a video platform that is held to one rate in one country, as samples of three vantage points.
import type { Id } from '#kernel/id.ts'
import { addWatchedService, reportReach } from '#sustain/api/services.ts'
import type { ReachSample } from '#sustain/model/reach.ts'
import type { Client, TestNode } from './node.ts'
import type { SetClock } from './sense.ts'

export const places = [
  ['Helsinki', 'AS1', 'FI'],
  ['Home line one', 'AS64510', 'XX'],
  ['Home line two', 'AS64511', 'XX'],
] as const

export const cap = 16_250

export function sampleAt(role: ReachSample['role'], at: number, bytesPerSecond: number): ReachSample {
  return {
    at: new Date(at * 1000).toISOString(),
    ...{ role, endpoint: 0, kind: 'throughput', outcome: 'ok', milliseconds: 5000 },
    ...{ dnsMilliseconds: 4, connectMilliseconds: 30, tlsMilliseconds: 50, firstByteMilliseconds: 60 },
    ...{ status: 200, bytes: 500_000, bytesPerSecond, slices: new Array<number>(20).fill(bytesPerSecond) },
    ...{ addresses: ['198.51.100.7'], certificate: null, why: null },
  }
}

export function watchVideo(analyst: Client): Promise<{ id: Id }> {
  return analyst.get(addWatchedService, {
    name: 'Video platform',
    endpoints: [{ kind: 'throughput', host: 'video.example', path: '/large', bytes: 1_000_000 }],
    controls: [{ kind: 'throughput', host: 'mirror.example', path: '/large', bytes: 1_000_000 }],
    vantages: places.map(([vantage]) => vantage),
    forPeers: true,
    marking: { tlp: 'GREEN' },
  })
}

export interface Story {
  node: TestNode
  analyst: Client
  service: Id
  clock: SetClock
}

/** The minute that ends at `now`, from each place; then the node judges. `slow`: at the cap in XX. */
export async function playMinute({ node, analyst, service, clock }: Story, now: number, slow: boolean): Promise<void> {
  clock.set(now)
  for (const [vantage, network, country] of places) {
    const samples = [0, 20, 40].flatMap((second) => {
      const at = now - 60 + second
      return [sampleAt('service', at, slow && country === 'XX' ? cap : 4_000_000), sampleAt('control', at, 4_000_000)]
    })
    await analyst.get(reportReach, { service, vantage, network, country, samples })
  }
  await runJob(node, 'sustain-find-states')
}

export async function runJob(node: TestNode, name: string): Promise<void> {
  const job = node.node.jobs.find((one) => one.name === name)
  if (!job) throw new Error(`this node has no job ${name}`)
  await job.run()
}
