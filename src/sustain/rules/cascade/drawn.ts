// The same cascade many times, with spans drawn: which of them are drawn, the runs, and what became of each service.

import type { Graph } from '../../model/graph.ts'
import type { Duration } from '../../model/words.ts'
import { chanceOf, triangular } from './chance.ts'
import type { Network } from './compile.ts'
import { type OwnChange, runAnew } from './run.ts'
import { createRun, type Spans } from './run-state.ts'

/** Least and most of each span that is drawn; everything else stays at what is likely. Only spans that the cascade can come by. */
export interface Drawable {
  needs: Int32Array
  needLeast: Float64Array
  needMost: Float64Array
  options: Int32Array
  optionLeast: Float64Array
  optionMost: Float64Array
  /** Standbys that may fail when they are called on. */
  standbys: Int32Array
  /** Spans in reach of which only what is likely is known. */
  fixed: number
  /** Spans whose least, likely and most are in another order than that; they were put in order. */
  disordered: number
  /** Options in reach: what one run may cost. */
  reach: number
}

export function drawableFrom(graph: Graph, network: Network, struck: readonly number[]): Drawable {
  const needs: [number, number, number][] = []
  const options: [number, number, number][] = []
  const standbys: number[] = []
  const count = { fixed: 0, disordered: 0, reach: 0 }
  const draw = (into: [number, number, number][], at: number, span: Duration) => {
    const { likely, least = likely, most = likely } = span
    if (least > likely || most < likely) count.disordered += 1
    if (least === likely && most === likely) count.fixed += 1
    else into.push([at, Math.min(least, likely), Math.max(most, likely)])
  }
  for (const p of downstream(network, struck)) {
    graph.parts[p]?.needs.forEach((need, place) => {
      const n = (network.needStart[p] as number) + place
      const first = network.optionStart[n] as number
      draw(needs, n, need.holds)
      count.reach += need.options.length
      need.options.forEach(({ switching }, at) => {
        // In use, or never to be counted on.
        if (switching === null || network.inUse[first + at] === 1 || network.switching[first + at] === Infinity) return
        standbys.push(first + at)
        draw(options, first + at, switching)
      })
    })
  }
  const column = (rows: [number, number, number][], place: 0 | 1 | 2) => rows.map((row) => row[place])
  return {
    needs: Int32Array.from(column(needs, 0)),
    needLeast: Float64Array.from(column(needs, 1)),
    needMost: Float64Array.from(column(needs, 2)),
    options: Int32Array.from(column(options, 0)),
    optionLeast: Float64Array.from(column(options, 1)),
    optionMost: Float64Array.from(column(options, 2)),
    standbys: Int32Array.from(standbys),
    ...count,
  }
}

/** All parts that could fall with these, whatever holds and stands by; in the order of the graph. */
function downstream({ parts, usedStart, usedBy, optionNeed, needOwner }: Network, struck: readonly number[]): number[] {
  const found = new Set(struck)
  for (const p of found) {
    for (let u = usedStart[p] as number; u < (usedStart[p + 1] as number); u += 1)
      found.add(needOwner[optionNeed[usedBy[u] as number] as number] as number)
  }
  return [...found].filter((p) => p < parts).sort((a, b) => a - b)
}

/** What became of one service over the runs: only those in which it fell have a moment and minutes. */
export interface Drawn {
  runs: number
  /** Runs that met a bound. */
  cut: number
  services: { part: number; downAt: number[]; downMinutes: number[] }[]
}

export interface Draw {
  runs: number
  seed: number
  /** Chance that a standby works; null: it always does. */
  standbyWorks: number | null
  horizon: number
}

/** `goOn` is asked before each run: with less time there are fewer runs, and the answer says so. */
export function drawRuns(
  network: Network,
  isService: Uint8Array,
  changes: readonly OwnChange[],
  drawable: Drawable,
  { runs, seed, standbyWorks, horizon }: Draw,
  goOn: (done: number) => boolean,
): Drawn {
  const run = createRun(network)
  const works = standbyWorks === null ? null : new Uint8Array(network.options).fill(1)
  const spans = { holds: network.holds.slice(), switching: network.switching.slice(), works }
  const services = new Map<number, Drawn['services'][number]>()
  const drawn = { runs: 0, cut: 0 }
  run.spans = spans
  for (let n = 0; n < runs && goOn(n); n += 1) {
    drawSpans(network, spans, drawable, standbyWorks, chanceOf(seed, n))
    runAnew(run, changes, horizon, false)
    for (let i = 0; i < run.seen.size; i += 1) {
      const part = run.seen.items[i] as number
      if (isService[part] === 0 || (run.downAt[part] as number) < 0) continue
      const one = services.get(part) ?? { part, downAt: [], downMinutes: [] }
      services.set(part, one)
      one.downAt.push(run.downAt[part] as number)
      one.downMinutes.push(run.downMinutes[part] as number)
    }
    if (run.cut.size > 0 || run.stoppedAt !== null) drawn.cut += 1
    drawn.runs += 1
  }
  return { ...drawn, services: [...services.values()] }
}

function drawSpans(
  { holds, switching }: Network,
  spans: Spans,
  drawable: Drawable,
  standbyWorks: number | null,
  chance: () => number,
): void {
  const { needs, needLeast, needMost, options, optionLeast, optionMost, standbys } = drawable
  needs.forEach((n, at) => {
    spans.holds[n] = triangular(needLeast[at] as number, holds[n] as number, needMost[at] as number, chance())
  })
  options.forEach((o, at) => {
    spans.switching[o] = triangular(
      optionLeast[at] as number,
      switching[o] as number,
      optionMost[at] as number,
      chance(),
    )
  })
  if (standbyWorks === null || !spans.works) return
  for (const o of standbys) spans.works[o] = chance() < standbyWorks ? 1 : 0
}
