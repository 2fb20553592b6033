// The wall: every target at a glance from one question to the store, and how the sensors are.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type * as api from '../api/measurements.ts'
import type { Attack } from '../model/attacks.ts'
import type { Channel } from '../model/bucket.ts'
import type { Target } from '../model/targets.ts'
import { judgedSeries, rateOf, seriesName } from '../rules/measure.ts'
import { momentOf } from '../rules/moments.ts'
import { minuteLine, moreUnusual, wallMeasures, wallState } from '../rules/wall.ts'
import { type DetectorHead, detectorHeads } from '../store/detectors.ts'
import { activeTargets, recentAttacks, sensorList } from '../store/records.ts'
import type { Total } from '../store/telemetry-store.ts'
import { organisationNames } from './attacks.ts'
import type { SenseRoom } from './room.ts'
import { newestHeard, silentAfterSeconds } from './sensors.ts'

type Shown = OutputOf<typeof api.showWall>
type Tile = Shown['targets'][number]

const attackShownSeconds = 3600

export async function showWall(
  room: SenseRoom,
  { limit = 100 }: InputOf<typeof api.showWall>,
  call: Call,
): Promise<Reply<Shown>> {
  const { view } = call
  const nowSeconds = Math.floor(Date.parse(call.now) / 1000)
  const end = Math.floor(nowSeconds / 60) * 60
  const [targets, attacks, totals, heads, sensors] = await Promise.all([
    activeTargets(room.journal, view),
    recentAttacks(room.journal, view, momentOf(nowSeconds - attackShownSeconds)),
    room.recent.of(view.realm, nowSeconds),
    detectorHeads(room.journal.sql, view.realm),
    sensorsNow(room, call),
  ])
  const names = await organisationNames(
    room,
    call.reader,
    targets.map(({ state }) => state.organisation),
  )
  const learned = byTarget(heads)
  const attackOf = new Map(attacks.map((attack) => [attack.state.target, attack]))
  const tiles = targets.map((target) =>
    tileOf(target, {
      organisation: names.get(target.state.organisation) ?? '',
      attack: newestRunning(attackOf.get(target.id), attacks, target.id),
      totals: totals.get(target.id) ?? new Map(),
      learned: learned.get(target.id) ?? [],
      nowSeconds,
      end,
    }),
  )
  tiles.sort((a, b) => moreUnusual(rank(a), rank(b)))
  return done({ at: call.now, targets: tiles.slice(0, limit), total: tiles.length, sensors })
}

interface Known {
  organisation: string
  attack: Held<Attack> | null
  totals: ReadonlyMap<Channel, readonly Total[]>
  learned: readonly DetectorHead[]
  nowSeconds: number
  end: number
}

function tileOf({ id, state }: Held<Target>, known: Known): Tile {
  const { totals, nowSeconds, end, attack, learned } = known
  const flat = [...totals.values()].flat()
  const newest = flat.reduce<number | null>((latest, { at }) => (latest === null ? at : Math.max(latest, at)), null)
  const measured = totals.get('flow') ?? totals.get('web')
  const lines = wallMeasures(new Set(totals.keys())).map(({ channel, measure }) => {
    const of = totals.get(channel) ?? []
    const judged = judgedSeries.find((one) => one.channel === channel && one.measure === measure)
    const line = minuteLine(of, measure, end)
    const last = of.at(-1)
    const now = measure === 'complaints' ? (line.at(-1) ?? null) : last ? rateOf(measure, last, 10) : null
    return {
      measure,
      line,
      now,
      usual: (judged && learned.find(({ series }) => series === seriesName(judged))?.usual) ?? null,
    }
  })
  const complaints = totals.get('complaint')
  return {
    id,
    name: state.name,
    organisation: { id: state.organisation, name: known.organisation },
    state: wallState(
      attack && { ...attack.state, crowd: attack.state.crowd.verdict },
      newest === null ? null : nowSeconds - newest,
      Math.max(0, ...learned.map(({ judged }) => judged)),
    ),
    attack: attack && {
      id: attack.id,
      state: attack.state.state,
      onset: attack.state.onset,
      waves: attack.state.waves.length,
    },
    lines,
    sources: measured?.at(-1)?.sources ?? null,
    complaintsPerMinute: complaints ? (minuteLine(complaints, 'complaints', end).at(-1) ?? null) : null,
    newest: newest === null ? null : momentOf(newest),
    marks: [...new Set(flat.filter(({ at }) => at >= nowSeconds - 600).flatMap(({ marks }) => marks))],
  }
}

/** Traffic goes before complaints, and what runs before what ended. */
function newestRunning(
  newest: Held<Attack> | undefined,
  all: readonly Held<Attack>[],
  target: Id,
): Held<Attack> | null {
  const own = newest ? all.filter(({ state }) => state.target === target) : []
  const running = own.filter(({ state }) => state.state !== 'over')
  return running.findLast(({ state }) => state.measure !== 'complaints') ?? running.at(-1) ?? newest ?? null
}

function rank(tile: Tile) {
  const [first] = tile.lines
  return { state: tile.state, name: tile.name, now: first?.now ?? null, usual: first?.usual ?? null }
}

function byTarget(heads: readonly DetectorHead[]): Map<Id, DetectorHead[]> {
  const own = new Map<Id, DetectorHead[]>()
  for (const head of heads) own.set(head.target, [...(own.get(head.target) ?? []), head])
  return own
}

async function sensorsNow(room: SenseRoom, call: Call): Promise<Shown['sensors']> {
  // When frames came is real time, also in an exercise.
  const nowSeconds = room.clock.now().getTime() / 1000
  const [sensors, heard] = await Promise.all([sensorList(room.journal, call.view), newestHeard(room, call.view.realm)])
  const active = sensors.filter(({ state }) => state.active)
  const says = active.flatMap(({ id }) => heard.get(id) ?? [])
  const silent = active.filter(({ id }) => nowSeconds - (heard.get(id)?.keptAt ?? 0) > silentAfterSeconds).length
  const records = says.reduce((sum, { health }) => sum + health.records, 0)
  const lost = says.reduce((sum, { health }) => sum + Object.values(health.lost).reduce((all, one) => all + one, 0), 0)
  const lostShare = says.length === 0 || records + lost === 0 ? null : lost / (records + lost)
  return { heard: active.length - silent, silent, lostShare }
}
