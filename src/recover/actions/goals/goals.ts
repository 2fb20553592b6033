// Recovery goals: set, worked towards step by step, told of, and ended.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/goals.ts'
import { goalRecord } from '../../events/goal.ts'
import type { Goal } from '../../model/goal.ts'
import { standingOf } from '../../rules/goal-standing.ts'
import { goalLife, whyNot } from '../../rules/lifecycles.ts'
import { listed, namesOf } from '../../store/records.ts'
import { changed, differing, momentFor, mustHaveSpace, namedPerson, obey, placed, shown, take } from '../desk.ts'
import type { RecoverRoom } from '../room.ts'

type Changed = Promise<Reply<OutputOf<typeof api.changeGoal>>>

function mustBeSound(
  unit: Unit,
  goal: Pick<Goal, 'minimumLevel' | 'targetLevel' | 'outageSince' | 'goodDataUntil'>,
): void {
  if (goal.targetLevel < goal.minimumLevel)
    unit.refuse('impossible-levels', `${goal.targetLevel} is below ${goal.minimumLevel}.`, '/targetLevel')
  if (goal.goodDataUntil !== null && goal.goodDataUntil > unit.now)
    unit.refuse('impossible-times', `${goal.goodDataUntil} has not come yet.`, '/goodDataUntil')
}

export function setGoal(room: RecoverRoom, input: InputOf<typeof api.setGoal>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { options } = await placed(room, unit, input)
    const body = {
      ...{ service: input.service, crisis: input.crisis ?? null, incident: input.incident ?? null },
      ...{ part: input.part ?? null, watched: input.watched ?? null, owner: input.owner ?? null },
      outageSince: momentFor(unit, input.outageSince, '/outageSince'),
      goodDataUntil: input.goodDataUntil ? momentFor(unit, input.goodDataUntil, '/goodDataUntil') : null,
      rtoMinutes: input.rtoMinutes ?? null,
      rpoMinutes: input.rpoMinutes ?? null,
      mtpdMinutes: input.mtpdMinutes ?? null,
      minimumLevel: input.minimumLevel ?? 0.5,
      targetLevel: input.targetLevel ?? 1,
      dependsOn: input.dependsOn ?? [],
      level: input.level ?? 0,
    }
    mustBeSound(unit, body)
    return changed(await unit.open(goalRecord, 'recover.goalSet', body, options))
  })
}

const lateFirst = { late: 0, running: 1, unknown: 2, none: 3, kept: 4 } as const

export async function listGoals(
  { journal }: RecoverRoom,
  filter: InputOf<typeof api.listGoals>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listGoals>>> {
  const now = call.view.asOf ?? call.now
  const items = (await listed(journal, call.view, goalRecord, filter)).map((held) => withStanding(held, now))
  const rank = (one: (typeof items)[number]) => (one.state.state === 'open' ? lateFirst[one.standing.rto.state] : 9)
  return done({ items: items.sort((a, b) => rank(a) - rank(b)) })
}

function withStanding(held: Held<Goal>, now: string) {
  return { ...shown(held), standing: standingOf(held.state, now) }
}

export async function getGoal(
  { journal }: RecoverRoom,
  { id }: InputOf<typeof api.getGoal>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.getGoal>>> {
  const held = await journal.reads.one(goalRecord, call.view, id)
  if (!held) return refuse('unknown', `There is no goal ${id} that you may read.`)
  const now = call.view.asOf ?? call.now
  const of = [...(held.state.part ? [held.state.part] : []), ...held.state.dependsOn]
  const [names, goals] = await Promise.all([
    namesOf(journal, call.view, [...new Set(of)]),
    journal.reads.some(goalRecord, call.view, held.state.dependsOn),
  ])
  const says = new Map(
    goals.map(({ id: one, state }) => [one, `${Math.round(standingOf(state, now).level * 100)} % back`]),
  )
  return done({
    ...withStanding(held, now),
    hangsOn: names.map((one) => ({
      ...one,
      says: says.get(one.id) ?? (one.id === held.state.part ? 'the service itself' : ''),
    })),
  })
}

export function changeGoal(
  room: RecoverRoom,
  { id, version, ...given }: InputOf<typeof api.changeGoal>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, { id, version })
    const body = differing(unit, state, given)
    if (body.outageSince) body.outageSince = momentFor(unit, body.outageSince, '/outageSince')
    mustBeSound(unit, { ...state, ...body })
    return changed(await unit.append(goalRecord, 'recover.goalChanged', id, body, { expectedVersion: version }))
  })
}

async function open(unit: Unit, which: { id: string; version: number }): Promise<Held<Goal>> {
  const held = await take(unit, goalRecord, which)
  obey(unit, whyNot(goalLife, held.state.state, 'change'))
  return held
}

export function planGoalStep(
  room: RecoverRoom,
  { text, owner, due, ...which }: InputOf<typeof api.planGoalStep>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    mustHaveSpace(unit, state.steps, 200)
    const body = { text, owner: owner ?? null, due: due ?? null }
    const options = { expectedVersion: which.version }
    return changed(await unit.append(goalRecord, 'recover.goalStepPlanned', which.id, body, options))
  })
}

export function moveGoalStep(
  room: RecoverRoom,
  { step, to, note = '', ...which }: InputOf<typeof api.moveGoalStep>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    if (!state.steps.some(({ key }) => key === step)) unit.refuse('no-such-part', `There is no step ${step}.`, '/step')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(goalRecord, 'recover.goalStepMoved', which.id, { step, to, note }, options))
  })
}

export function reportProgress(
  room: RecoverRoom,
  { level, note = '', at, ...which }: InputOf<typeof api.reportProgress>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    mustHaveSpace(unit, state.progress, 5_000)
    const observedAt = momentFor(unit, at)
    if (observedAt < state.outageSince)
      unit.refuse('impossible-times', `The outage began at ${state.outageSince}.`, '/at')
    const options = { expectedVersion: which.version, observedAt }
    return changed(await unit.append(goalRecord, 'recover.progressReported', which.id, { level, note }, options))
  })
}

export function nameBlocker(
  room: RecoverRoom,
  { text, ...which }: InputOf<typeof api.nameBlocker>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    mustHaveSpace(unit, state.blockers, 200)
    const options = { expectedVersion: which.version }
    return changed(await unit.append(goalRecord, 'recover.blockerNamed', which.id, { text }, options))
  })
}

export function clearBlocker(
  room: RecoverRoom,
  { blocker, how, ...which }: InputOf<typeof api.clearBlocker>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await open(unit, which)
    const standing = state.blockers.some(({ key, cleared }) => key === blocker && cleared === null)
    if (!standing) unit.refuse('no-such-part', `Nothing of the key ${blocker} stands in the way.`, '/blocker')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(goalRecord, 'recover.blockerCleared', which.id, { blocker, how }, options))
  })
}

export function tellOfGoal(
  room: RecoverRoom,
  { party, how, words, at, ...which }: InputOf<typeof api.tellOfGoal>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await take(unit, goalRecord, which)
    mustHaveSpace(unit, state.told, 1_000)
    const options = { expectedVersion: which.version, observedAt: momentFor(unit, at) }
    return changed(await unit.append(goalRecord, 'recover.goalTold', which.id, { party, how, words }, options))
  })
}

export function endGoal(
  room: RecoverRoom,
  { to, because, ...which }: InputOf<typeof api.endGoal>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await take(unit, goalRecord, which)
    obey(unit, whyNot(goalLife, state.state, to === 'met' ? 'meet' : 'give-up'))
    const { level } = standingOf(state, unit.now)
    const percent = (share: number) => `${Math.round(share * 100)} %`
    if (to === 'met' && level < state.targetLevel)
      unit.refuse('still-open', `It stands at ${percent(level)}; the goal is ${percent(state.targetLevel)}.`, '/to')
    const options = { expectedVersion: which.version }
    return changed(await unit.append(goalRecord, 'recover.goalEnded', which.id, { to, because }, options))
  })
}

export function reopenGoal(
  room: RecoverRoom,
  { because, ...which }: InputOf<typeof api.reopenGoal>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await take(unit, goalRecord, which)
    obey(unit, whyNot(goalLife, state.state, 'reopen'))
    const options = { expectedVersion: which.version }
    return changed(await unit.append(goalRecord, 'recover.goalReopened', which.id, { because }, options))
  })
}
