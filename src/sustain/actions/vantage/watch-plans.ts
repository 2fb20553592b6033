// This node as a vantage point: active plans are watched by one process at a time, and what all places say is told on after each round.
import { isDeepStrictEqual } from 'node:util'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { instant } from '#kernel/time.ts'
import { organisationRecord } from '#people/index.ts'
import type { Held, View } from '#platform/journal/types.ts'
import { planRecord } from '../../events/failover.ts'
import type { Plan } from '../../model/failover.ts'
import type { Verdict } from '../../model/resolvers.ts'
import { watchPlan } from '../../probe/watch-plan.ts'
import { activePlans, keepVerdicts, verdictsOf } from '../../store/verdicts.ts'
import type { SustainRoom } from '../room.ts'
import type { Runner } from './area.ts'

export const mostPlans = 200
/** Who does not come back for so long has lost the lease to another process, and stops asking. */
const lapseSeconds = 14
/** What did not change is written again after so long, well before it would count as silent. */
const rewriteMilliseconds = 3000

/** The name under which this node reports: that of the organisation whose node it is. */
export async function nameOfThisPlace({ journal }: SustainRoom): Promise<string> {
  const reader = systemReader('sustain.watch', ['live'], journal.home)
  const home = await journal.reads.one(organisationRecord, { reader, realm: 'live' }, journal.home)
  return (home?.state.name ?? 'This node').slice(0, 200)
}

/** Called every few seconds while this process holds the lease: begins, ends and begins anew what changed. */
export async function keepWatching(room: SustainRoom): Promise<void> {
  const area = room.vantage
  if (area.stopped) return
  if (area.lapse) clearTimeout(area.lapse)
  area.lapse = setTimeout(() => void stopWatching(room), lapseSeconds * 1000).unref()
  const vantage = await nameOfThisPlace(room)
  const wanted = new Map<string, { realm: Realm; plan: Held<Plan> }>()
  for (const { realm, plan: id } of await activePlans(room.journal, mostPlans)) {
    const plan = await room.journal.reads.one(planRecord, viewFor(room, realm), id)
    if (plan?.state.active) wanted.set(`${realm} ${id}`, { realm, plan })
  }
  for (const [key, runner] of area.runners) {
    const now = wanted.get(key)
    if (now && isDeepStrictEqual(now.plan.state, runner.plan.state) && runner.vantage === vantage) {
      runner.plan = now.plan
      continue
    }
    area.runners.delete(key)
    await endRunner(runner)
    if (area.stopped) return
    if (now) area.runners.set(key, begin(room, now.realm, now.plan, vantage))
  }
  for (const [key, { realm, plan }] of wanted)
    if (!area.runners.has(key) && !area.stopped) area.runners.set(key, begin(room, realm, plan, vantage))
}

export async function stopWatching(room: SustainRoom): Promise<void> {
  const area = room.vantage
  if (area.lapse) clearTimeout(area.lapse)
  area.lapse = null
  const runners = [...area.runners.values()]
  area.runners.clear()
  await Promise.all(runners.map(endRunner))
}

async function endRunner(runner: Runner): Promise<void> {
  runner.stopped = true
  if (runner.timer) clearInterval(runner.timer)
  await runner.watching?.stop()
}

const viewFor = (room: SustainRoom, realm: Realm): View => ({
  reader: systemReader('sustain.watch', [realm], room.journal.home),
  realm,
  own: true,
})

/** Only what is live is asked of the world: in an exercise the places that play report, and this node judges what they say. */
function begin(room: SustainRoom, realm: Realm, plan: Held<Plan>, vantage: string): Runner {
  const { state } = plan
  const counts = state.vantages.length === 0 || state.vantages.includes(vantage)
  const runner: Runner = {
    ...{ plan, realm, vantage, watching: null, timer: null, own: [], writtenAt: 0, busy: false, stopped: false },
  }
  const onFault = (error: unknown) =>
    room.log.error({ err: error, plan: plan.id }, 'what is seen of a plan could not be judged')
  if (realm === 'live' && counts) {
    runner.watching = watchPlan(state, {
      vantage,
      now: () => room.clock.now(),
      onRound: (verdicts) => takeRound(room, runner, verdicts),
      onFault,
    })
  } else {
    const turn = () => void tell(room, runner).catch(onFault)
    runner.timer = setInterval(turn, Math.max(0.2, state.everySeconds) * 1000)
    runner.timer.unref()
  }
  return runner
}

async function takeRound(room: SustainRoom, runner: Runner, verdicts: Verdict[]): Promise<void> {
  const healths = (all: readonly Verdict[]) => all.map(({ upstream, health }) => `${upstream} ${health}`)
  const changed = !isDeepStrictEqual(healths(verdicts), healths(runner.own))
  runner.own = verdicts
  const now = room.clock.now().getTime()
  if (changed || now - runner.writtenAt >= rewriteMilliseconds || now < runner.writtenAt) {
    runner.writtenAt = now
    const key = { realm: runner.realm, plan: runner.plan.id }
    const speaker = { vantage: runner.vantage, reporter: `node:${room.journal.nodeId}` }
    await keepVerdicts(room.vantage.sql, key, speaker, verdicts, instant(room.clock.now()))
  }
  await tell(room, runner)
}

/** One after the other: a round that ends while the one before is still being told is left out. */
async function tell(room: SustainRoom, runner: Runner): Promise<void> {
  if (runner.busy || runner.stopped) return
  runner.busy = true
  try {
    const { realm, plan, vantage } = runner
    const kept = await verdictsOf(room.vantage.sql, { realm, plan: plan.id })
    const others = kept.filter((one) => one.vantage !== vantage)
    const verdicts = runner.own.length > 0 ? [...others, ...runner.own] : kept
    for (const hear of room.vantage.hearers) if (!runner.stopped) await hear({ realm, plan, verdicts })
  } finally {
    runner.busy = false
  }
}
