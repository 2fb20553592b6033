// Plans and failovers as they are looked at; of a plan also what its resolver says of itself at this moment.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { isExercise } from '#kernel/realm.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { View } from '#platform/journal/types.ts'
import type * as api from '../../api/failover.ts'
import { shownControl } from '../../control/controls-file.ts'
import { openControl } from '../../control/open-control.ts'
import { practiceEntry, practiceResolver } from '../../control/practice.ts'
import { failoverRecord, planRecord } from '../../events.ts'
import type { ControlEntry } from '../../model/controls.ts'
import type { Control } from '../../model/failover.ts'
import { faultsOfPlan } from '../../rules/dns/check-plan.ts'
import { movingStates, whyNot } from '../../rules/dns/failover-lifecycle.ts'
import { failoverPage, type HeldFailover, type HeldPlan, openFailovers, planPage } from '../../store/failovers.ts'
import type { SustainRoom } from '../room.ts'
import { askedBecause } from './alone.ts'
import type { FailoverArea } from './area.ts'
import { controlFor } from './control-for.ts'
import { practised } from './run-move.ts'
import { shown } from './shown.ts'

export async function listPlans(
  room: SustainRoom,
  { limit = 100, ...filter }: InputOf<typeof api.listPlans>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listPlans>>> {
  const found = await planPage(room.journal, call.view, { ...filter, limit: limit + 1 })
  const page = found.slice(0, limit)
  const ids = page.map(({ id }) => id)
  const open = new Map((await openFailovers(room.journal, call.view, ids)).map((one) => [one.state.plan, one]))
  const read = await room.failover.controls.all()
  const practice = isExercise(call.view.realm) ? [practiceEntry('practice')].filter((one) => one !== undefined) : []
  return done({
    plans: page.map((plan) => {
      const failover = open.get(plan.id)
      const brief = failover && {
        id: failover.id,
        version: failover.version,
        state: failover.state.state,
        drill: failover.state.drill,
        astray: Boolean(failover.state.astray),
      }
      return { ...shown(plan), open: brief ?? null }
    }),
    controls: [...practice, ...(read.ok ? read.entries : [])].map(shownControl),
    controlsFault: read.ok ? null : read.why,
    next: found.length > limit ? (ids.at(-1) ?? null) : null,
  })
}

export async function getPlan(
  room: SustainRoom,
  { id }: InputOf<typeof api.getPlan>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getPlan>>> {
  const plan = await room.journal.reads.one(planRecord, call.view, id)
  if (!plan) return refuse('unknown', `There is no plan ${id} that you may read.`)
  const [open] = await openFailovers(room.journal, call.view, [id])
  return done({
    plan: shown(plan),
    ...(await standing(room, call.view, plan, isAway(open))),
    open: open ? shown(open) : null,
    asks: await askedBecause(room, plan, call.view.realm, plan.state.preAuthorised?.only[0] ?? 'failing'),
  })
}

const isAway = (open: HeldFailover | undefined) =>
  open !== undefined && (open.state.state === 'switched' || open.state.state === 'returning')

/** Only of a plan of our own: a copy names a control of another house. */
async function standing(
  room: SustainRoom,
  view: View,
  plan: HeldPlan,
  away: boolean,
): Promise<Pick<OutputOf<typeof api.getPlan>, 'control' | 'stands' | 'against'>> {
  const { state, origin } = plan
  if (origin) return { control: null, stands: null, against: ['This plan belongs to another node.'] }
  const control = await controlFor(room, view.realm, state.control)
  if (!control.ok) return { control: null, stands: null, against: [control.why] }
  const { entry } = control
  const faults = faultsOfPlan(state, entry.kind === 'practice' ? null : entry.kind)
  const shownHere = shownControl(entry)
  if (view.asOf) return { control: shownHere, stands: null, against: faults }
  const read =
    entry.kind === 'practice'
      ? await practiceResolver(practised(room, view.realm, plan, away), entry).control.read()
      : await readRecently(room.failover, entry)
  if (!read.ok) return { control: shownHere, stands: null, against: [...faults, read.why] }
  const { upstreams, moved } = read.value
  return { control: shownHere, stands: { upstreams: [...upstreams], moved }, against: faults }
}

const keptMilliseconds = 2000

/** However many look at the same moment, the resolver is asked once. */
function readRecently({ readings }: FailoverArea, entry: ControlEntry): ReturnType<Control['read']> {
  const known = readings.get(entry.name)
  if (known && performance.now() - known.at < keptMilliseconds) return known.read
  const read = openControl(entry).read()
  readings.set(entry.name, { at: performance.now(), read })
  return read
}

export async function listFailovers(
  room: SustainRoom,
  { limit = 100, ...filter }: InputOf<typeof api.listFailovers>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listFailovers>>> {
  const found = await failoverPage(room.journal, call.view, { ...filter, limit: limit + 1 })
  const page = found.slice(0, limit)
  return done({ failovers: page.map(shown), next: found.length > limit ? (page.at(-1)?.id ?? null) : null })
}

const lookAgainSeconds = 2

export async function getFailover(
  room: SustainRoom,
  { id }: InputOf<typeof api.getFailover>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getFailover>>> {
  const failover = await room.journal.reads.one(failoverRecord, call.view, id)
  if (!failover) return refuse('unknown', `There is no failover ${id} that you may read.`)
  const plan = await room.journal.reads.one(planRecord, call.view, failover.state.plan)
  const { state } = failover.state
  const moves = movingStates.some((one) => one === state)
  return done({
    failover: shown(failover),
    planName: plan?.state.name ?? null,
    can: (['go', 'dismiss', 'again', 'back'] as const).filter(
      (event) => whyNot(state, event) === null && (event !== 'again' || Boolean(failover.state.astray)),
    ),
    lookAgainAt: moves ? new Date(Date.parse(call.now) + lookAgainSeconds * 1000).toISOString() : null,
  })
}
