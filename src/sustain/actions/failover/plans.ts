// Plans: made, changed, and allowed to move by themselves.
import { isDeepStrictEqual } from 'node:util'
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { organisationRecord } from '#people/index.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/types.ts'
import type * as api from '../../api/failover.ts'
import { planRecord } from '../../events.ts'
import type { Plan } from '../../model/failover.ts'
import { faultsOfPlan } from '../../rules/dns/check-plan.ts'
import { type PlanValues, planValues } from '../../rules/dns/plan-values.ts'
import { openFailovers } from '../../store/failovers.ts'
import type { SustainRoom } from '../room.ts'
import { controlFor } from './control-for.ts'
import { shown } from './shown.ts'

type ShownPlan = OutputOf<typeof api.addPlan>

export function addPlan(
  room: SustainRoom,
  { organisation, marking, ...given }: InputOf<typeof api.addPlan>,
  call: Call,
): Promise<Reply<ShownPlan>> {
  const owner = call.reader.organisation ?? room.journal.home
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const values = planValues(given)
    await judge(room, unit, values)
    // Somebody looks at what a guideline came to, and wakes it: until then nothing is asked, proposed or moved.
    const plan = {
      ...values,
      ...(values.guideline === null ? {} : { active: false }),
      organisation: await organisationOf(room, unit, organisation ?? owner),
    }
    const { held } = await unit.open(planRecord, 'sustain.planAdded', plan, marking ? { marking } : {})
    return done(shown(held))
  })
}

export function changePlan(
  room: SustainRoom,
  { id, version, ...asked }: InputOf<typeof api.changePlan>,
  call: Call,
): Promise<Reply<ShownPlan>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const before = await foundPlan(unit, id)
    const changed = differing(before.state, asked)
    if (before.version === version && Object.keys(changed).length === 0) return unit.refuse('nothing-to-change')
    const { organisation: _o, preAuthorised: _p, active: _a, ...values } = { ...before.state, ...changed }
    await judge(room, unit, values)
    await notOnItsWay(room, unit, id)
    const { held } = await unit.append(planRecord, 'sustain.planChanged', id, changed, { expectedVersion: version })
    return done(shown(held))
  })
}

const mostDays = 366

export function preAuthorise(
  room: SustainRoom,
  { id, version, ...allowed }: InputOf<typeof api.preAuthorise>,
  call: Call,
): Promise<Reply<ShownPlan>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { person } = call.reader
    if (person === null) return unit.refuse('person-needed')
    const days = (Date.parse(allowed.until) - Date.parse(unit.now)) / 86_400_000
    if (!(days > 0 && days <= mostDays))
      return unit.refuse('bad-permission', `It must end after now and within ${mostDays} days.`, '/until')
    await foundPlan(unit, id)
    const body = { ...allowed, person, at: unit.now }
    const { held } = await unit.append(planRecord, 'sustain.planPreAuthorised', id, body, { expectedVersion: version })
    return done(shown(held))
  })
}

export function withdrawPreAuthorisation(
  room: SustainRoom,
  { id, version, reason }: InputOf<typeof api.withdrawPreAuthorisation>,
  call: Call,
): Promise<Reply<ShownPlan>> {
  return room.journal.commit(call.writer, async (unit) => {
    if (call.reader.person === null) return unit.refuse('person-needed')
    const before = await foundPlan(unit, id)
    if (before.state.preAuthorised === null) return unit.refuse('nothing-to-change', 'Nothing is allowed.')
    const options = { expectedVersion: version }
    const { held } = await unit.append(planRecord, 'sustain.planPermissionEnded', id, { reason }, options)
    return done(shown(held))
  })
}

export async function foundPlan(unit: Unit, id: string) {
  const plan = await unit.read(planRecord, id)
  return plan ?? unit.refuse('unknown', `There is no plan ${id} that you may read.`)
}

async function judge(room: SustainRoom, unit: Unit, plan: PlanValues): Promise<void> {
  const control = await controlFor(room, unit.view.realm, plan.control)
  if (!control.ok) unit.refuse(control.refusal, control.why, '/control')
  const faults = faultsOfPlan(plan, control.ok && control.entry.kind !== 'practice' ? control.entry.kind : null)
  if (faults.length > 0) unit.refuse('bad-plan', faults.join(' '))
}

/** Only the fields that would really be different. */
function differing(before: Plan, asked: Partial<Plan>): Partial<Plan> {
  const kept = Object.entries(asked).filter(([name, value]) => !isDeepStrictEqual(before[name as keyof Plan], value))
  return Object.fromEntries(kept)
}

/** While names are away, the plan says where they are: it stays as it was. */
async function notOnItsWay(room: SustainRoom, unit: Unit, id: string): Promise<void> {
  const [open] = await openFailovers(room.journal, unit.view, [id])
  if (open && open.state.state !== 'proposed')
    unit.refuse('wrong-state', `A failover of this plan is ${open.state.state}; put it back first.`)
}

/** Organisations exist once, in the live realm; an exercise names them too. */
async function organisationOf(room: SustainRoom, unit: Unit, id: string): Promise<Plan['organisation']> {
  const found = await room.journal.reads.one(organisationRecord, { reader: unit.view.reader, realm: 'live' }, id)
  return found
    ? id
    : unit.refuse('no-organisation', `There is no organisation ${id} that you may read.`, '/organisation')
}
