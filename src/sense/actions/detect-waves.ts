// One turn of detection: what came since the last one is judged, and what was found is written with where each judge stands.
import { systemReader } from '#kernel/reader.ts'
import { done } from '#kernel/reply.ts'
import type { Held } from '#platform/journal/types.ts'
import type { Target } from '../model/targets.ts'
import { type Judged, seriesName } from '../rules/measure.ts'
import { momentOf } from '../rules/moments.ts'
import { settled } from '../rules/target-judge.ts'
import { partOf } from '../rules/waves.ts'
import { type DetectorHead, detectorHeads, type OpenWave, OvertakenDetector, saveDetector } from '../store/detectors.ts'
import { activeTargets, realmsWithTargets, recentAttacks } from '../store/records.ts'
import { characterise } from './characterise.ts'
import { detectMeters } from './measured.ts'
import { heardSeries, horizonOf, type PointReader, pointReader } from './new-points.ts'
import { observe } from './observe.ts'
import type { SenseRoom } from './room.ts'
import { type Found, type Runner, type Runners, rowOf } from './runners.ts'
import { type Touched, type Turn, tellWaves } from './tell-waves.ts'

/** Where a judge stands is written when it found something, and else this often: so much is judged again after a crash. */
const saveEverySeconds = 300
/** Chunks of one series in one turn, so that a long history does not keep the others waiting. */
const chunksPerTurn = 6

export async function detectWaves(room: SenseRoom, runners: Runners): Promise<void> {
  const meters = detectMeters(room.metrics)
  const stop = meters.seconds.startTimer()
  for (const realm of await realmsWithTargets(room.journal)) {
    await detectIn(room, runners, realm, Math.floor(room.clock.in(realm).getTime() / 1000))
  }
  stop()
}

async function detectIn(room: SenseRoom, runners: Runners, realm: string, nowSeconds: number): Promise<void> {
  const view = { reader: systemReader('sense.detect', [realm], room.journal.home), realm, own: true as const }
  const [targets, heads, horizon, running] = await Promise.all([
    activeTargets(room.journal, view),
    detectorHeads(room.journal.sql, realm),
    horizonOf(room, realm, nowSeconds),
    recentAttacks(room.journal, view, momentOf(nowSeconds)),
  ])
  runners.keepOnly(realm, new Set(targets.map(({ id }) => id)))
  const reader = pointReader(room, realm, horizon)
  const headOf = new Map(heads.map((head) => [`${head.target} ${head.series}`, head]))
  const runs = new Set(running.map(({ state }) => state.target))
  for (const target of targets) {
    const series = heardSeries(horizon, target.id)
    const turn = { room, runners, realm, target, nowSeconds, reader, headOf, runs: runs.has(target.id) }
    try {
      if (series.length > 0) await detectOn(turn, series)
    } catch (error) {
      runners.forget(realm, target.id)
      // Somebody else was quicker: what they wrote is what is. Anything else must not keep other targets waiting.
      if (!(error instanceof OvertakenDetector)) {
        room.log.error({ target: target.id, err: error }, 'a target could not be judged; tried again at the next turn')
      }
    }
  }
}

interface OneTarget {
  room: SenseRoom
  runners: Runners
  realm: string
  target: Held<Target>
  nowSeconds: number
  reader: PointReader
  headOf: ReadonlyMap<string, DetectorHead>
  /** An attack on it runs. */
  runs: boolean
}

async function detectOn(one: OneTarget, series: readonly Judged[]): Promise<void> {
  const { room, realm, target, nowSeconds } = one
  const found: Found[] = []
  for (const judged of series) {
    const runner = await one.runners.of(realm, target, judged, one.headOf.get(`${target.id} ${seriesName(judged)}`))
    found.push(await judgeNew(one, runner))
  }
  const news = found.some(({ told }) => told.length > 0)
  const due = found.some(({ runner }) => isDue(runner, nowSeconds))
  if (!news && !one.runs && !due) return
  const turn: Turn = {
    realm,
    target,
    limits: settled(target.state, room.standard),
    nowSeconds,
    judgedUntil: judgedUntil(found),
  }
  const touched = await write(room, turn, found)
  if (news || one.runs) await characterise(room, one.runners.looked, turn, touched)
}

/** Pushes all that is new into one judge. */
async function judgeNew({ room, reader, target }: OneTarget, runner: Runner): Promise<Found> {
  const told: Found['told'] = []
  const points = detectMeters(room.metrics).points
  for (let chunk = 0; chunk < chunksPerTurn; ) {
    const next = await reader.next(target.id, runner)
    for (const { at, value } of next.points) told.push(...runner.judge.push(at, value))
    const stood = next.nextAt === runner.nextAt
    runner.nextAt = next.nextAt
    const measured = next.points.filter(({ value }) => value !== null).length
    runner.judgedBuckets += measured
    points.inc(measured)
    if (stood) break
    // Looking for the beginning of a history costs next to nothing.
    if (next.points.length > 0) chunk += 1
    const last = next.points.at(-1)
    const lasts = last && runner.judge.now(last.at)
    if (lasts) told.push(lasts)
  }
  return { runner, told }
}

function isDue({ nextAt, savedAt }: Runner, nowSeconds: number): boolean {
  return nextAt !== null && nowSeconds - savedAt >= saveEverySeconds
}

/** What lasts is no reason to write where a judge stands: judged again, it lasts again. */
function toSave(found: readonly Found[], open: ReadonlyMap<Runner, OpenWave | null>, nowSeconds: number): Runner[] {
  const turned = ({ runner, told }: Found) =>
    told.some(({ kind }) => kind !== 'lasts') || (open.get(runner) ?? null) !== runner.open
  return found.filter((one) => turned(one) || isDue(one.runner, nowSeconds)).map(({ runner }) => runner)
}

async function write(room: SenseRoom, turn: Turn, found: readonly Found[]): Promise<ReadonlyMap<string, Touched>> {
  const { realm, target } = turn
  const view = { reader: systemReader('sense.detect', [realm], room.journal.home), realm, own: true as const }
  let open = new Map<Runner, OpenWave | null>()
  let touched: ReadonlyMap<string, Touched> = new Map()
  let saved: Runner[] = []
  const reply = await room.journal.commit({ view, verb: 'sense.detect' }, async (unit) => {
    const written = await tellWaves(room, unit, turn, found)
    ;({ open, touched } = written)
    await observe(room, unit, turn, written.touched.values())
    saved = toSave(found, open, turn.nowSeconds)
    if (saved.length === 0) return done(null)
    unit.also(async (sql) => {
      for (const runner of saved) await saveDetector(sql, rowOf(realm, target.id, runner, open.get(runner) ?? null))
    })
    return done(null)
  })
  if (!reply.ok) throw new Error(`${reply.refusal}: ${reply.detail ?? ''}`)
  for (const runner of saved) {
    runner.version += 1
    runner.savedAt = turn.nowSeconds
    runner.open = open.get(runner) ?? null
  }
  return touched
}

/** By part, up to when all of its series were judged. */
function judgedUntil(found: readonly Found[]): Map<string, number> {
  const until = new Map<string, number>()
  for (const { runner } of found) {
    if (runner.nextAt === null) continue
    const part = partOf(runner.judged.measure)
    until.set(part, Math.min(until.get(part) ?? Number.POSITIVE_INFINITY, runner.nextAt))
  }
  return until
}
