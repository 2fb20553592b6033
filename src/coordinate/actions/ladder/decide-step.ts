// From a proposed step to the end of it: who was consulted, what was decided by whom, and that what it passes on was received.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { type Instant, later } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/ladder.ts'
import type { Crisis } from '../../model/crisis.ts'
import type { CriterionAnswer, Ladder, LadderStep } from '../../model/ladder.ts'
import { crisisRecord } from '../../rules/crises/crisis-record.ts'
import { ladderRecord } from '../../rules/ladder/ladder-record.ts'
import { criteriaOf } from '../../rules/ladder/propose.ts'
import { gapsOf, type StepAct, whyNotFrom } from '../../rules/ladder/steps.ts'
import { gather } from './gather.ts'
import { restsOn } from './propose-step.ts'
import {
  changedStep,
  crisisFor,
  type LadderRoom,
  ladderOf,
  momentFor,
  mustBeKnown,
  mustBePerson,
  onLadder,
  seen,
  stepFor,
} from './room.ts'

type Changed = OutputOf<typeof api.decideStep>
interface At {
  crisis: string
  version: number
  step: string
}

/** The crisis, its ladder at the version that the caller saw, and the step, where that may be done to it. */
async function stepAt(
  room: LadderRoom,
  unit: Unit,
  { crisis: id, version, step: key }: At,
  act: StepAct,
): Promise<{ crisis: Held<Crisis>; ladder: Held<Ladder>; step: LadderStep }> {
  mustBePerson(unit)
  const crisis = await crisisFor(unit, id)
  const found = await ladderOf(room.journal, unit.view, id)
  const ladder = found && (await unit.read(ladderRecord, found.id))
  if (!ladder) return unit.refuse('no-such-step', 'Nobody has opened the ladder of this crisis yet.')
  if (ladder.version !== version)
    unit.refuse('stale-version', `You saw version ${version} of the ladder; it is at version ${ladder.version}.`)
  return { crisis, ladder, step: stepFor(unit, ladder, key, act) }
}

const mostSaid = 200

export function recordConsultation(
  room: LadderRoom,
  input: InputOf<typeof api.recordConsultation>,
  call: Call,
): Promise<Reply<Changed>> {
  return onLadder(room, call, async (unit) => {
    const { ladder, step } = await stepAt(room, unit, input, 'consult')
    const { party, how, position, words } = input
    await mustBeKnown(room, unit, party, '/party')
    if (step.consulted.length >= mostSaid) unit.refuse('ladder-full', `Step ${step.key} has ${mostSaid} consultations.`)
    const body = { step: step.key, party, at: momentFor(unit, input.at), how, position, words }
    const appended = await unit.append(ladderRecord, 'coordinate.ladderConsulted', ladder.id, body, seen(input.version))
    return done(changedStep(room, appended, step.key))
  })
}

export function decideStep(
  room: LadderRoom,
  input: InputOf<typeof api.decideStep>,
  call: Call,
): Promise<Reply<Changed>> {
  return onLadder(room, call, async (unit) => {
    const taking = input.outcome === 'taken'
    const { crisis, ladder, step } = await stepAt(room, unit, input, taking ? 'take' : 'refuse')
    const { decider, reason, despite = null, outcome } = input
    await mustBeKnown(room, unit, decider, '/decider')
    const { at, knownAt, past } = momentsOf(unit, crisis, ladder, step, input)
    const known = past ? await criteriaAsOf(room, unit, crisis, ladder, step, knownAt) : null
    const criteria = known ?? (await presentCriteria(room, unit, crisis, ladder, step))
    if (taking) {
      const elsewhere = whyNotFrom(room.table, ladder.state, step)
      if (elsewhere) unit.refuse('wrong-state', elsewhere)
      const gaps = gapsOf(step, criteria, decider)
      if (gaps.length > 0 && despite === null) unit.refuse('despite-needed', gaps.join(' '), '/despite')
    }
    const body = { step: step.key, outcome, decider, at, reason, despite: taking ? despite : null, knownAt, criteria }
    const appended = await unit.append(ladderRecord, 'coordinate.ladderStepDecided', ladder.id, body, {
      ...seen(input.version),
      cause: restsOn(criteria),
      observedAt: at,
    })
    return done(changedStep(room, appended, step.key))
  })
}

/** When it was decided, and on which picture: neither lies ahead, and a picture there is only since the crisis was opened. */
function momentsOf(
  unit: Unit,
  { state }: Held<Crisis>,
  { state: ladder }: Held<Ladder>,
  { network, key }: LadderStep,
  input: Pick<InputOf<typeof api.decideStep>, 'at' | 'knownAt' | 'outcome'>,
): { at: Instant; knownAt: Instant; past: boolean } {
  const at = momentFor(unit, input.at)
  const stood = ladder.modes[network]
  if (input.outcome === 'taken' && stood?.step && at < stood.since)
    unit.refuse(
      'impossible-times',
      `Step ${stood.step} was taken at ${stood.since}; ${key} cannot come before it.`,
      '/at',
    )
  const said = momentFor(unit, input.knownAt ?? at, '/knownAt')
  if (input.knownAt !== undefined && said < state.openedAt)
    unit.refuse(
      'impossible-times',
      `The crisis was opened at ${state.openedAt}: there is no picture before.`,
      '/knownAt',
    )
  if (said > at)
    unit.refuse('impossible-times', `What was known at ${said} was not before those who decided at ${at}.`, '/knownAt')
  const knownAt = later(said, state.openedAt)
  return { at, knownAt, past: knownAt < unit.now }
}

async function presentCriteria(
  room: LadderRoom,
  unit: Unit,
  crisis: Held<Crisis>,
  ladder: Held<Ladder>,
  step: LadderStep,
): Promise<CriterionAnswer[]> {
  const facts = (await gather(room, unit.view, crisis, ladder, unit.now)).within(ladder.marking)
  const cell = room.table.cell(step.network, step.from, step.event)
  return 'none' in cell ? step.criteria : criteriaOf(room.table, facts, cell)
}

/** As they stood on the picture of a past moment; null where nothing of the crisis was recorded by then. */
async function criteriaAsOf(
  room: LadderRoom,
  unit: Unit,
  { id }: Held<Crisis>,
  { marking }: Held<Ladder>,
  step: LadderStep,
  asOf: Instant,
): Promise<CriterionAnswer[] | null> {
  const view = { ...unit.view, asOf }
  const crisis = await room.journal.reads.one(crisisRecord, view, id)
  if (!crisis) return null
  const facts = (await gather(room, view, crisis, await ladderOf(room.journal, view, id), asOf)).within(marking)
  const cell = room.table.cell(step.network, step.from, step.event)
  return 'none' in cell ? null : criteriaOf(room.table, facts, cell)
}

export function withdrawStep(
  room: LadderRoom,
  input: InputOf<typeof api.withdrawStep>,
  call: Call,
): Promise<Reply<Changed>> {
  return onLadder(room, call, async (unit) => {
    const { ladder, step } = await stepAt(room, unit, input, 'withdraw')
    const body = { step: step.key, reason: input.reason }
    const options = seen(input.version)
    const appended = await unit.append(ladderRecord, 'coordinate.ladderStepWithdrawn', ladder.id, body, options)
    return done(changedStep(room, appended, step.key))
  })
}

export function handOver(room: LadderRoom, input: InputOf<typeof api.handOver>, call: Call): Promise<Reply<Changed>> {
  return onLadder(room, call, async (unit) => {
    const { ladder, step } = await stepAt(room, unit, input, 'hand-over')
    const { to, what } = input
    await mustBeKnown(room, unit, to, '/to')
    const body = { step: step.key, to, what, at: momentFor(unit, input.at) }
    const options = seen(input.version)
    const appended = await unit.append(ladderRecord, 'coordinate.ladderHandedOver', ladder.id, body, options)
    return done(changedStep(room, appended, step.key))
  })
}

export function receiptHandOver(
  room: LadderRoom,
  input: InputOf<typeof api.receiptHandOver>,
  call: Call,
): Promise<Reply<Changed>> {
  return onLadder(room, call, async (unit) => {
    const { ladder, step } = await stepAt(room, unit, input, 'receipt')
    const at = momentFor(unit, input.at)
    const given = step.handOver?.at ?? at
    if (at < given) unit.refuse('impossible-times', `It was handed over at ${given}: nobody had it before.`, '/at')
    const body = { step: step.key, at, text: input.text }
    const options = seen(input.version)
    const appended = await unit.append(ladderRecord, 'coordinate.ladderHandOverReceipted', ladder.id, body, options)
    return done(changedStep(room, appended, step.key))
  })
}
