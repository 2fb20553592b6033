// Opening the ladder, answering what only a person can say, and putting a step before those who decide it.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/ladder.ts'
import type { CriterionAnswer, Ladder } from '../../model/ladder.ts'
import type { LadderEvent, StepCell } from '../../model/ladder-table.ts'
import { ladderRecord } from '../../rules/ladder/ladder-record.ts'
import { callsFor, criteriaOf, modeOf } from '../../rules/ladder/propose.ts'
import { contradiction, gapsOf } from '../../rules/ladder/steps.ts'
import { gather } from './gather.ts'
import { changedStep, crisisFor, type LadderRoom, ladderAt, ladderFor, mustBePerson, onLadder, seen } from './room.ts'
import { asked } from './show-ladder.ts'

export function openLadder(
  room: LadderRoom,
  { crisis: id }: InputOf<typeof api.openLadder>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.openLadder>>> {
  return onLadder(room, call, async (unit) => {
    const { held, opened } = await ladderFor(room, unit, await crisisFor(unit, id))
    return done({ id: held.id, version: held.version, opened })
  })
}

export function answerLadder(
  room: LadderRoom,
  { crisis: id, version, asked: question, value, reason }: InputOf<typeof api.answerLadder>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.answerLadder>>> {
  return onLadder(room, call, async (unit) => {
    mustBePerson(unit)
    const { id: ladder, state } = await ladderAt(room, unit, await crisisFor(unit, id), version)
    if (!room.table.asked.some((one) => one.id === question))
      unit.refuse('unknown-question', `The ladder does not ask ${question}.`, '/asked')
    const before = state.answers[question]
    if ((before?.value ?? null) === value && (value === null || before?.reason === reason))
      unit.refuse('nothing-to-change')
    const body = { asked: question, value, reason }
    const { entry, held } = await unit.append(ladderRecord, 'coordinate.ladderAnswered', ladder, body, seen(version))
    return done({ id: held.id, version: held.version, entry })
  })
}

const mostSteps = 1_000

export function proposeStep(
  room: LadderRoom,
  input: InputOf<typeof api.proposeStep>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.proposeStep>>> {
  return onLadder(room, call, async (unit) => {
    mustBePerson(unit)
    const crisis = await crisisFor(unit, input.crisis)
    const ladder = await ladderAt(room, unit, crisis, input.version)
    const { event, from, cell } = cellFor(room, unit, ladder, input)
    if (crisis.state.status === 'closed' && event.direction === 'up')
      unit.refuse('wrong-state', `${crisis.state.reference} is closed: nothing is raised for it. Reopen it first.`)
    const against = contradiction(ladder.state, input.network, event)
    if (against) unit.refuse(against.refusal, against.why)
    if (ladder.state.steps.length >= mostSteps) unit.refuse('ladder-full', `It has ${mostSteps} steps.`)
    const facts = (await gather(room, unit.view, crisis, ladder, unit.now)).within(ladder.marking)
    const criteria = criteriaOf(room.table, facts, cell)
    const standing = callsFor(criteria)
    const { reason = '', network } = input
    if (standing !== 'met' && reason === '') unit.refuse('reason-needed', whyNotCalledFor(criteria), '/reason')
    const decider = { ...cell.decider, source: cell.decider.source ?? cell.source }
    const appended = await unit.append(
      ladderRecord,
      'coordinate.ladderStepProposed',
      ladder.id,
      {
        ...{ network, event: event.id, from, to: cell.to, direction: event.direction, reason, standing, criteria },
        ...{ trigger: cell.trigger, source: cell.source, verification: cell.verification },
        decider: { ...decider, verification: cell.decider.verification ?? cell.verification },
        toConsult: asked(room, cell, facts),
      },
      { ...seen(input.version), cause: restsOn(criteria) },
    )
    const key = appended.held.state.steps.at(-1)?.key ?? ''
    return done(changedStep(room, appended, key))
  })
}

function cellFor(
  { table }: LadderRoom,
  unit: Unit,
  { state }: Held<Ladder>,
  { network: id, event: name }: { network: string; event: string },
): { event: LadderEvent; from: string; cell: StepCell } {
  const network = table.network(id)
  const event = table.event(name)
  if (!network) return unit.refuse('no-such-step', `The ladder has no network ${id}.`, '/network')
  if (!event) return unit.refuse('no-such-step', `The ladder knows no event ${name}.`, '/event')
  const from = modeOf(state, network)
  const cell = table.cell(id, from, name)
  if ('none' in cell) return unit.refuse('no-such-step', `${network.name}, ${event.label}: ${cell.none}`, '/event')
  return { event, from, cell }
}

function whyNotCalledFor(criteria: readonly CriterionAnswer[]): string {
  const nobody = {
    toConsult: [],
    consulted: [],
    decider: { text: '', actors: [], source: '', verification: 'unverified' as const },
  }
  const gaps = gapsOf(nobody, criteria, null)
  if (gaps.length === 0) return 'The table names no facts that would call for it.'
  // Whoever asks may read more than the record of a step may keep: to them the same facts seemed to call for it.
  return `${gaps.join(' ')} Only what everybody who reads the ladder may know is counted: it is marked like the crisis.`
}

const mostCauses = 200

/** The entries on which the criteria rest. */
export function restsOn(criteria: readonly CriterionAnswer[]): string[] {
  const entries = criteria.flatMap(({ evidence }) => evidence.flatMap(({ entry }) => entry ?? []))
  return [...new Set(entries)].slice(0, mostCauses)
}
