// Many drawn runs as people read them: how likely each service falls, how soon, and by which distributions that was drawn.
import type { OutputOf } from '#kernel/contract.ts'
import type { drawChances } from '../../api/analysis.ts'
import type { Graph } from '../../model/graph.ts'
import { percentile, wilson } from './chance.ts'
import type { Draw, Drawable, Drawn } from './drawn.ts'

type Answer = OutputOf<typeof drawChances>
type Chance = Answer['services'][number]

const mostListed = 2000

export function answerChances(
  graph: Graph,
  drawable: Drawable,
  draw: Draw,
  drawn: Drawn,
  notes: readonly string[],
): Answer {
  const services = drawn.services.flatMap((one) => chanceFrom(graph, one, drawn.runs))
  services.sort(
    (a, b) => b.down - a.down || (a.minutes?.p50 ?? 0) - (b.minutes?.p50 ?? 0) || (a.part < b.part ? -1 : 1),
  )
  const said = [...notes]
  if (drawn.runs < draw.runs)
    said.push(`Time was up after ${drawn.runs} of ${draw.runs} runs; the intervals are wider for it.`)
  if (drawn.cut > 0) said.push(`${drawn.cut} runs met a bound of counting; services may fall more often than shown.`)
  if (drawable.disordered > 0)
    said.push(
      `${drawable.disordered} spans have a likely value outside least and most; the range was widened to hold it.`,
    )
  if (services.length > mostListed)
    said.push(`${services.length} services fall in some run; the ${mostListed} likeliest are listed.`)
  return {
    runs: drawn.runs,
    seed: draw.seed,
    distributions: distributionsOf(drawable, draw),
    services: services.slice(0, mostListed),
    notes: said,
  }
}

function chanceFrom(graph: Graph, { part, downAt, downMinutes }: Drawn['services'][number], runs: number): Chance[] {
  const one = graph.parts[part]
  if (!one) return []
  const { low, high } = wilson(downAt.length, runs)
  const soon = [...downAt].sort((a, b) => a - b)
  // Runs in which it stood cost nobody a minute; they come first in the order.
  const stood: number[] = Array(runs - downMinutes.length).fill(0)
  const lost = [...stood, ...downMinutes.toSorted((a, b) => a - b)]
  const { users } = one
  return [
    {
      part: one.id,
      name: one.name,
      kind: one.kind,
      down: downAt.length / runs,
      downLow: low,
      downHigh: high,
      minutes: soon.length === 0 ? null : percentiles(soon, 1),
      userMinutes: users === null ? null : percentiles(lost, users),
    },
  ]
}

function percentiles(sorted: readonly number[], times: number): { p5: number; p50: number; p95: number } {
  return {
    p5: percentile(sorted, 0.05) * times,
    p50: percentile(sorted, 0.5) * times,
    p95: percentile(sorted, 0.95) * times,
  }
}

function distributionsOf({ needs, options, standbys, fixed }: Drawable, { seed, standbyWorks }: Draw): string[] {
  const said = [
    `${needs.length} spans of holding out and ${options.length} spans of switching are drawn from triangular distributions (least, likely, most), each for itself.`,
    `${fixed} spans of which only what is likely is known stay at that.`,
    standbyWorks === null
      ? 'Every standby works when it is called on.'
      : `Each of ${standbys.length} standbys works with a chance of ${standbyWorks}, for itself, anew in each run.`,
    `Drawn by xoshiro128** from the seed ${seed}; shares of runs have 95 % intervals by Wilson.`,
  ]
  if (needs.length === 0 && options.length === 0 && (standbyWorks === null || standbys.length === 0))
    said.push('Nothing in reach is drawn, so every run is the same.')
  return said
}
