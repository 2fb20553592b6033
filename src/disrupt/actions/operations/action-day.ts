// The plan and the action day: steps, the word of each partner, clocks, and what is started when.
import type { InputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/operations/action-day.ts'
import { operationRecord } from '../../events/operations.ts'
import { targetRecord } from '../../events/targets.ts'
import type { Operation } from '../../model/operations/operation.ts'
import type { Step } from '../../model/operations/plan.ts'
import { goStanding, whyNotSign } from '../../rules/operations/go.ts'
import { faultOfStep, type Hold, whatIsInTheWay } from '../../rules/operations/steps.ts'
import { changed, differing, momentOf, mustHaveSpace, namedPerson } from '../desk.ts'
import type { DisruptRoom } from '../room.ts'
import { actsFor, asItStands, type Changed, forEvent, partnerOf, writerFor } from './area.ts'

export function planStep(
  room: DisruptRoom,
  { id, version, ...given }: InputOf<typeof api.planStep>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, { id, version }, 'plan')
    mustHaveSpace(unit, state.steps, 500)
    const { what = '', targets = [], after = [], minutes = 0, fallback = '' } = given
    const body = {
      phase: given.phase,
      title: given.title,
      partner: given.partner,
      what,
      targets,
      after,
      minutes,
      fallback,
    }
    await mustBePlannable(unit, id, state, { ...body, key: 's0' })
    return changed(await unit.append(operationRecord, 'disrupt.stepPlanned', id, body, { expectedVersion: version }))
  })
}

export function changeStep(
  room: DisruptRoom,
  { id, version, step: key, ...given }: InputOf<typeof api.changeStep>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, { id, version }, 'plan')
    const step = stepOf(unit, state, key)
    if (step.state !== 'planned' && step.state !== 'failed') unit.refuse('wrong-state', `The step is ${step.state}.`)
    const body = differing(unit, step, given)
    await mustBePlannable(unit, id, state, { ...step, ...body })
    const options = { expectedVersion: version }
    return changed(await unit.append(operationRecord, 'disrupt.stepChanged', id, { step: key, ...body }, options))
  })
}

async function mustBePlannable(
  unit: Unit,
  operation: Id,
  state: Operation,
  step: Pick<Step, 'key' | 'after' | 'partner' | 'targets'>,
): Promise<void> {
  const fault = faultOfStep(state, step)
  if (fault) unit.refuse('impossible-plan', fault)
  const known = new Set(
    (await unit.some(targetRecord, step.targets))
      .filter((held) => held.state.operation === operation && held.state.state === 'listed')
      .map(({ id }) => id),
  )
  const missing = step.targets.find((id) => !known.has(id))
  if (missing) unit.refuse('unknown-target', `There is no target ${missing} in the operation.`, '/targets')
}

export function stepOf(unit: Unit, { steps }: Operation, key: string): Step {
  return steps.find((one) => one.key === key) ?? unit.refuse('no-such-part', `There is no step ${key}.`, '/step')
}

export function setHHour(
  room: DisruptRoom,
  { hHour: given, ...which }: InputOf<typeof api.setHHour>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await forEvent(unit, which, 'plan')
    const hHour = given === null ? null : momentOf(unit, given, '/hHour')
    differing(unit, state, { hHour })
    const options = { expectedVersion: which.version }
    return changed(await unit.append(operationRecord, 'disrupt.hHourSet', which.id, { hHour }, options))
  })
}

export async function sayGo(room: DisruptRoom, input: InputOf<typeof api.sayGo>, call: Call): Changed {
  const { id, partner, says, revision, words = '', heard = null } = input
  return room.journal.commit(await writerFor(room, call, id), async (unit) => {
    const person = namedPerson(unit)
    const { state } = await asItStands(unit, id, 'sign')
    partnerOf(unit, state, partner)
    const why = whyNotSign(state, partner, person, heard)
    if (why) unit.refuse('not-your-word', why)
    // No go can be said to any plan; go only to the one that is before them.
    if (says === 'go' && revision !== state.revision)
      unit.refuse('stale-plan', `You saw revision ${revision}; the plan is at revision ${state.revision}.`)
    const body = { partner, says, revision: state.revision, words, heard }
    return changed(await unit.append(operationRecord, 'disrupt.goSaid', id, body))
  })
}

export async function compareClock(
  room: DisruptRoom,
  { id, partner: key, theirs }: InputOf<typeof api.compareClock>,
  call: Call,
): Changed {
  return room.journal.commit(await writerFor(room, call, id), async (unit) => {
    const { state } = await asItStands(unit, id, 'sign')
    const partner = partnerOf(unit, state, key)
    if (!actsFor(unit, partner)) unit.refuse('not-your-word', `You do not act for ${partner.name}.`)
    const offsetMilliseconds = Date.parse(momentOf(unit, theirs, '/theirs')) - Date.parse(unit.now)
    if (Math.abs(offsetMilliseconds) > 31_536_000_000)
      unit.refuse('impossible-times', 'That is more than a year apart.', '/theirs')
    return changed(
      await unit.append(operationRecord, 'disrupt.clockCompared', id, { partner: key, offsetMilliseconds }),
    )
  })
}

export function beginActionDay(room: DisruptRoom, { id }: InputOf<typeof api.beginActionDay>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await asItStands(unit, id, 'begin')
    const { go, because } = goStanding(state)
    if (go !== 'yes') unit.refuse('not-all-go', because.join(' '))
    return changed(await unit.append(operationRecord, 'disrupt.actionDayBegun', id, {}))
  })
}

export async function startStep(room: DisruptRoom, input: InputOf<typeof api.startStep>, call: Call): Changed {
  const { id, step: key, despite = null } = input
  return room.journal.commit(await writerFor(room, call, id), async (unit) => {
    namedPerson(unit)
    const { state } = await asItStands(unit, id, 'start')
    const step = stepOf(unit, state, key)
    mustActFor(unit, state, step)
    const { open, early } = whatIsInTheWay(state, step, unit.now, await holdsOn(unit, state, step.targets))
    const why = despite === null ? [...open, ...early] : open
    if (why.length > 0) unit.refuse('in-the-way', why.join(' '))
    const body = { step: key, despite: early.length > 0 ? despite : null }
    return changed(await unit.append(operationRecord, 'disrupt.stepStarted', id, body))
  })
}

export async function endStep(room: DisruptRoom, input: InputOf<typeof api.endStep>, call: Call): Changed {
  const { id, step: key, to, result = '' } = input
  return room.journal.commit(await writerFor(room, call, id), async (unit) => {
    namedPerson(unit)
    const { state } = await asItStands(unit, id, 'finish')
    const step = stepOf(unit, state, key)
    mustActFor(unit, state, step)
    const from = to === 'dropped' ? ['planned', 'started', 'failed'] : ['started']
    if (!from.includes(step.state)) unit.refuse('wrong-state', `The step is ${step.state}.`)
    return changed(await unit.append(operationRecord, 'disrupt.stepEnded', id, { step: key, to, result }))
  })
}

function mustActFor(unit: Unit, state: Operation, step: Step): void {
  const partner = partnerOf(unit, state, step.partner)
  if (!actsFor(unit, partner)) unit.refuse('not-your-word', `The step is for ${partner.name} to take.`)
}

export async function holdsOn(unit: Unit, { partners }: Operation, targets: readonly Id[]): Promise<Hold[]> {
  const held = await unit.some(targetRecord, targets)
  return held.flatMap(({ id, state }) =>
    state.holds.map(({ partner }) => ({
      ...{ target: id, name: state.reads },
      partner: partners.find(({ key }) => key === partner)?.name ?? partner,
    })),
  )
}

export function endActionDay(
  room: DisruptRoom,
  { id, despite }: InputOf<typeof api.endActionDay>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    namedPerson(unit)
    const { state } = await asItStands(unit, id, 'end')
    const open = state.steps.filter((step) => step.phase === 'action' && ['planned', 'started'].includes(step.state))
    if (open.length > 0 && despite === undefined)
      unit.refuse('still-open', open.map(({ title, state: how }) => `“${title}” is ${how}.`).join(' '))
    return changed(await unit.append(operationRecord, 'disrupt.actionDayEnded', id, { despite: despite ?? null }))
  })
}
