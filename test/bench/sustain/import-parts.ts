// A table of 100,000 parts and 500,000 options into a whole node on the embedded store: wall time, processor, memory, what is told meanwhile,
// and how long the node is held up at a time while it goes on answering. BENCH_PARTS=10000 takes fewer.
import { readFileSync } from 'node:fs'
import os from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { importParts, listParts } from '#sustain/api/parts.ts'
import { csvHead, csvLines } from '#sustain/rules/files/write-parts.ts'
import type { KnownPart } from '../../../src/sustain/rules/graph/from-parts.ts'
import { startTestNode } from '../../setup/node.ts'
import { madeMap } from './made-map.ts'

export async function measure(): Promise<unknown> {
  const size = Number(process.env.BENCH_PARTS ?? 100_000)
  const upload = table(size)
  const node = await startTestNode()
  const analyst = await node.signedIn({ roles: ['analyst'] })
  await analyst.get(listParts, {})
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const began = performance.now()
  const used = process.cpuUsage()
  const turns: Record<string, number>[] = []
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 250)
  delay.enable()
  const held = heldUpByWork()
  let added = 0
  for (let left = 1; left > 0; ) {
    const answer = await analyst.get(importParts, { name: 'map.csv' }, { upload })
    left = answer.left ?? 0
    if (answer.leftOutTotal > 0)
      throw new Error(`${answer.leftOutTotal} left out: ${JSON.stringify(answer.leftOut[0])}`)
    added += answer.added
    turns.push({ seconds: seconds(began), added, left, longestMilliseconds: Math.round(delay.max / 1e6) })
    console.error(`sustain: import ${JSON.stringify(turns.at(-1))}`)
  }
  delay.disable()
  const ownTurns = held.stop()
  clearInterval(watch)
  const { user, system } = process.cpuUsage(used)
  const { total } = await analyst.get(listParts, { limit: 1 })
  await node.stop()
  if (total !== size) throw new Error(`${total} parts are on the map, not ${size}`)
  return {
    ...{ limits: 'held up 50 ms at a time', parts: size, fileMegabytes: Math.round(upload.length / 1e6) },
    ...{ seconds: seconds(began), cpuSeconds: (user + system) / 1e6 },
    heldUp: {
      ...{
        longestOfItsOwnMilliseconds: ownTurns.at(-1),
        p99OfItsOwnMilliseconds: ownTurns[Math.floor(ownTurns.length * 0.99)],
      },
      longestMilliseconds: Math.round(delay.max / 1e6),
      p999Milliseconds: Math.round(delay.percentile(99.9) / 1e6),
      p99Milliseconds: Math.round(delay.percentile(99) / 1e6),
    },
    ...{ peakRssMegabytes: Math.round(peak / 1024 / 1024), turns, load: os.loadavg() },
  }
}

/**
 * On a machine that others use, the wall says how long this process waited for its turn as well. What the thread itself worked between two
 * looks is told by the kernel: sorted, in milliseconds. Linux only.
 */
function heldUpByWork() {
  const worked = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  const turns: number[] = []
  let before = worked()
  const timer = setInterval(() => {
    const now = worked()
    turns.push(Math.round(now - before))
    before = now
  }, 1)
  return {
    stop() {
      clearInterval(timer)
      return turns.sort((one, other) => one - other)
    },
  }
}

/** Made and let go before anything is measured. */
function table(size: number): Uint8Array {
  const { parts } = madeMap({ parts: size, options: size * 5 })
  const pieces = [csvHead('AMBER'), ...parts.map(lines)]
  return Buffer.from(pieces.join(''))
}

/** As the schema spells sectors. */
function lines({ id, state }: KnownPart): string {
  const sectors = state.sectors.map((one) => one.replaceAll('-', '_'))
  return csvLines(id, { ...state, sectors }, state.needs)
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 100) / 10
}
