// One target over time, for charts: rates, what is usual, bands, sources, complaints, waves, the biggest, and the doubts.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Refused, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type * as api from '../api/measurements.ts'
import { targetRecord } from '../events.ts'
import type { AttackWave, Measure } from '../model/attacks.ts'
import { type Bucket, type Channel, type Heavy, type Resolution, resolutions } from '../model/bucket.ts'
import type { Target } from '../model/targets.ts'
import { bandsOf } from '../rules/bands.ts'
import { channelsOf } from '../rules/measure.ts'
import { sourceMix } from '../rules/mix.ts'
import { momentOf } from '../rules/moments.ts'
import { addUp, listed } from '../rules/window.ts'
import { attacksWithin } from '../store/records.ts'
import { type Grid, gridFor, type Loaded, lineOf, loadSeries, marksOf, mostPoints } from './load-series.ts'
import type { SenseRoom } from './room.ts'
import { usualLine } from './usual-line.ts'

type Shown = OutputOf<typeof api.showSeries>

export interface Asked {
  target: Held<Target>
  grid: Grid
}

/** Finds the target and settles the span; the same for charts and for files. */
export async function settleSpan(
  room: SenseRoom,
  input: { target: Id; from: string; to: string; bucketSeconds?: Resolution },
  call: Call,
): Promise<Asked | Refused> {
  const target = await room.journal.reads.one(targetRecord, call.view, input.target)
  if (!target) return refuse('unknown', `There is no target ${input.target} that you may read.`)
  const [from, to] = [Date.parse(input.from) / 1000, Date.parse(input.to) / 1000]
  if (Number.isNaN(from)) return refuse('bad-input', 'That moment does not exist.', '/from')
  if (Number.isNaN(to)) return refuse('bad-input', 'That moment does not exist.', '/to')
  if (to <= from) return refuse('bad-input', 'The end lies before the beginning.', '/to')
  const grid = gridFor(from, to, input.bucketSeconds, Date.parse(call.now) / 1000)
  if ((grid.to - grid.from) / grid.seconds > mostPoints) {
    const coarser = resolutions.find((seconds) => (to - from) / seconds <= mostPoints)
    const possible = coarser ? `possible from ${coarser} seconds on` : `at most ${(mostPoints * 3600) / 86_400} days`
    return refuse('span-too-long', `${grid.seconds} seconds are too fine for so long a time: ${possible}.`)
  }
  return { target, grid }
}

export async function showSeries(
  room: SenseRoom,
  input: InputOf<typeof api.showSeries>,
  call: Call,
): Promise<Reply<Shown>> {
  const asked = await settleSpan(room, input, call)
  if ('ok' in asked) return asked
  const { target, grid } = asked
  const { realm } = call.view
  const loaded = await loadSeries(room, realm, target.id, grid)
  const measure = input.measure ?? loaded.measures[0] ?? 'bits'
  const channel = channelsOf[measure].find((one) => loaded.totals.has(one)) ?? channelsOf[measure][0] ?? 'flow'
  const key = { realm, series: target.id, channel }
  const earlier = input.compareSeconds === undefined ? null : shifted(grid, input.compareSeconds)
  const [usual, compared, rows, whole, waves] = await Promise.all([
    usualLine(room, realm, target, measure, loaded),
    earlier && loadSeries(room, realm, target.id, earlier),
    room.store.buckets(key, grid, grid.seconds, 'rows'),
    wholeOf(room, key, grid),
    wavesWithin(room, call, target.id, grid),
  ])
  return done({
    target: { id: target.id, name: target.state.name },
    measure,
    measures: loaded.measures,
    bucketSeconds: grid.seconds,
    at: loaded.at,
    values: lineOf(loaded, measure),
    usual,
    compared: compared && lineOf(compared, measure),
    bands: bandsOf(rows, loaded.at, grid.seconds, measure, input.bands ?? 'country', input.most ?? 8),
    sources: lineOf(loaded, 'sources'),
    complaints: lineOf(loaded, 'complaints'),
    waves,
    ...biggest(room, channel, whole),
    marks: marksOf(loaded),
  })
}

/** Whole buckets earlier, so that both lines have the same grid. */
function shifted({ seconds, from, to }: Grid, bySeconds: number): Grid {
  const by = Math.round(bySeconds / seconds) * seconds
  return { seconds, from: from - by, to: to - by }
}

/** For the mix and the biggest, which need sketches: at most some hundred buckets, coarser ones where there are more. */
const mostWithSketches = 400

function wholeOf(room: SenseRoom, key: { realm: string; series: string; channel: Channel }, grid: Grid) {
  const fits = (seconds: number) => seconds >= grid.seconds && (grid.to - grid.from) / seconds <= mostWithSketches
  return room.store.buckets(key, grid, resolutions.find(fits) ?? 3600)
}

function biggest(room: SenseRoom, channel: Channel, buckets: readonly Bucket[]): Pick<Shown, 'mix' | 'heavy'> {
  const window = addUp(buckets)
  if (!window) return { mix: null, heavy: [] }
  const mix =
    channel === 'flow' || channel === 'web' ? sourceMix(window, { ...room.places.mixWith(window), usual: null }) : null
  const kinds = [...new Set(window.heavy.map(({ kind }) => kind))]
  return {
    mix,
    heavy: kinds.flatMap((kind) =>
      listed(window, kind)
        .slice(0, 20)
        .map((one) => named(room, one)),
    ),
  }
}

function named(room: SenseRoom, { kind, key, amount, error }: Heavy): Shown['heavy'][number] {
  return { kind, key, name: kind === 'as' ? room.places.nameOf('as', key) : key, amount, error }
}

async function wavesWithin(room: SenseRoom, call: Call, target: Id, grid: Grid): Promise<AttackWave[]> {
  const [from, to] = [momentOf(grid.from), momentOf(grid.to)]
  const attacks = await attacksWithin(room.journal, call.view, target, from, to)
  return attacks
    .flatMap(({ state }) => state.waves)
    .filter((wave) => wave.onset < to && (wave.end === null || wave.end >= from))
    .sort((a, b) => (a.onset < b.onset ? -1 : 1))
}

export type { Loaded, Measure }
