// When a target may reach a threshold, if it goes on like this: from the attack that runs, and from requests that fail.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held } from '#platform/journal/types.ts'
import type * as api from '../api/attacks.ts'
import { targetRecord } from '../events.ts'
import type { Attack } from '../model/attacks.ts'
import { affectedPoints } from '../rules/affected.ts'
import { forecastThreshold as forecastOf } from '../rules/forecast.ts'
import { momentOf } from '../rules/moments.ts'
import { recentAttacks } from '../store/records.ts'
import type { SenseRoom } from './room.ts'

/** An attack that ended so long ago is still asked about: whether it reached the threshold is known then. */
const recentSeconds = 24 * 3600
const mostMinutes = 7 * 24 * 60

export async function forecastThreshold(
  room: SenseRoom,
  { target: id, what, threshold }: InputOf<typeof api.forecastThreshold>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.forecastThreshold>>> {
  const target = await room.journal.reads.one(targetRecord, call.view, id)
  if (!target) return refuse('unknown', `There is no target ${id} that you may read.`)
  const nowSeconds = Math.floor(Date.parse(call.now) / 1000)
  const attack = newest(await recentAttacks(room.journal, call.view, momentOf(nowSeconds - recentSeconds), id))
  const over = attack?.state.state === 'over'
  const end = over && attack.state.end ? Date.parse(attack.state.end) / 1000 : nowSeconds
  const onset = attack ? Date.parse(attack.state.onset) / 1000 : null
  const span = { from: Math.max(onset ?? end, end - mostMinutes * 60), to: end }
  const key = { realm: call.view.realm, series: id, channel: 'web' as const }
  const buckets = onset === null ? [] : await room.store.buckets(key, span, 60, 'rows')
  const { points, complete } = affectedPoints(buckets, target.state.users)
  const told = forecastOf({
    ...{ what, threshold, onset, over, points, complete },
    now: end,
    allUsers: target.state.users,
    durations: room.durations,
  })
  const moment = (at: number | null) => (at === null ? null : momentOf(at))
  const times = { earliest: moment(told.earliest), median: moment(told.median), latest: moment(told.latest) }
  return done({ ...told, ...times })
}

/** What runs goes before what ended, traffic and requests before complaints. */
function newest(attacks: readonly Held<Attack>[]): Held<Attack> | undefined {
  const told = attacks.filter(({ state }) => state.judged?.as !== 'false alarm')
  const rank = ({ state }: Held<Attack>) => (state.state === 'over' ? 0 : 2) + (state.measure === 'complaints' ? 0 : 1)
  return told.reduce<Held<Attack> | undefined>((best, one) => (best && rank(best) > rank(one) ? best : one), undefined)
}
