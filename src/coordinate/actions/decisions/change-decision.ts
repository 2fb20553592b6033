// Working on a decision: its words, its options, who was asked; who chose, who agreed, who sees it otherwise.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import { type Instant, instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/decisions.ts'
import type { Decision } from '../../model/decision.ts'
import { decisionRecord } from '../../rules/decisions/decision-record.ts'
import { taskRecord } from '../../rules/tasks/task-record.ts'
import { reviewFor } from './open-decision.ts'
import {
  changedDecision,
  type DecidingRoom,
  decisionFor,
  evidenceFor,
  momentFor,
  mustBeKnown,
  mustHaveSpace,
} from './room.ts'

type Changed = Promise<Reply<OutputOf<typeof api.addOption>>>

export function describeDecision(room: DecidingRoom, input: InputOf<typeof api.describeDecision>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state, marking } = await decisionFor(unit, input, 'describe')
    const { id, version, question, background, evidence, reviewAt } = input
    const told = {
      ...(question === undefined ? {} : { question }),
      ...(background === undefined ? {} : { background }),
      ...(reviewAt === undefined ? {} : { reviewAt: reviewFor(unit, reviewAt) }),
      ...(evidence === undefined ? {} : { evidence: await evidenceFor(room, unit, evidence, marking) }),
    }
    const before: Record<string, unknown> = state
    const differs = Object.entries(told).some(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
    )
    if (!differs) return unit.refuse('nothing-to-change')
    const options = { expectedVersion: version }
    return done(changedDecision(await unit.append(decisionRecord, 'coordinate.decisionDescribed', id, told, options)))
  })
}

export function addOption(room: DecidingRoom, input: InputOf<typeof api.addOption>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await decisionFor(unit, input, 'add-option')
    mustHaveSpace(unit, state.options, 30)
    const { id, version, text, speaksFor = '', speaksAgainst = '' } = input
    const body = { text, speaksFor, speaksAgainst }
    const options = { expectedVersion: version }
    const appended = await unit.append(decisionRecord, 'coordinate.decisionOptionAdded', id, body, options)
    return done(changedDecision(appended, appended.held.state.options.at(-1)?.key ?? null))
  })
}

function mustBeOption(unit: Unit, { state }: Held<Decision>, key: string): void {
  const option = state.options.find((one) => one.key === key)
  if (!option) unit.refuse('no-such-option', `${state.reference} has no option ${key}.`, '/option')
  else if (option.dropped !== null)
    unit.refuse('no-such-option', `Option ${key} was dropped: ${option.dropped}`, '/option')
}

export function dropOption(room: DecidingRoom, input: InputOf<typeof api.dropOption>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    mustBeOption(unit, await decisionFor(unit, input, 'drop-option'), input.option)
    const { id, version, option, reason } = input
    const options = { expectedVersion: version }
    const body = { option, reason }
    const appended = await unit.append(decisionRecord, 'coordinate.decisionOptionDropped', id, body, options)
    return done(changedDecision(appended, option))
  })
}

export function consultOnDecision(
  room: DecidingRoom,
  input: InputOf<typeof api.consultOnDecision>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await decisionFor(unit, input, 'consult')
    const { id, version, party, how, position, words } = input
    await mustBeKnown(room, unit, party, '/party')
    mustHaveSpace(unit, state.consulted, 300)
    const body = { party, at: momentFor(unit, input.at), how, position, words }
    const options = { expectedVersion: version }
    const appended = await unit.append(decisionRecord, 'coordinate.decisionConsulted', id, body, options)
    return done(changedDecision(appended, appended.held.state.consulted.at(-1)?.key ?? null))
  })
}

export function chooseOption(room: DecidingRoom, input: InputOf<typeof api.chooseOption>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    mustBeOption(unit, await decisionFor(unit, input, 'choose'), input.option)
    const { id, version, option, decider, reasons } = input
    await mustBeKnown(room, unit, decider, '/decider')
    const { at, knownAt } = momentsFor(unit, input)
    const body = { option, decider, at, reasons, knownAt }
    const options = { expectedVersion: version, observedAt: at }
    const appended = await unit.append(decisionRecord, 'coordinate.decisionChosen', id, body, options)
    return done(changedDecision(appended, option))
  })
}

/** What was known was known before it was decided, and neither lies ahead. */
function momentsFor(unit: Unit, input: { at?: Instant; knownAt?: Instant }): { at: Instant; knownAt: Instant } {
  const at = momentFor(unit, input.at)
  const knownAt = input.knownAt === undefined ? at : instant(input.knownAt)
  if (knownAt > at)
    unit.refuse(
      'impossible-times',
      `What was known at ${knownAt} was not before those who decided at ${at}.`,
      '/knownAt',
    )
  return { at, knownAt }
}

export function secondDecision(room: DecidingRoom, input: InputOf<typeof api.secondDecision>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await decisionFor(unit, input, 'second')
    const { id, version, words = '' } = input
    const options = { expectedVersion: version }
    return done(
      changedDecision(await unit.append(decisionRecord, 'coordinate.decisionSeconded', id, { words }, options)),
    )
  })
}

export function returnDecision(room: DecidingRoom, input: InputOf<typeof api.returnDecision>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await decisionFor(unit, input, 'return')
    mustHaveSpace(unit, state.returned, 100)
    const { id, version, reason } = input
    const options = { expectedVersion: version }
    return done(
      changedDecision(await unit.append(decisionRecord, 'coordinate.decisionReturned', id, { reason }, options)),
    )
  })
}

export function dissent(room: DecidingRoom, input: InputOf<typeof api.dissent>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await decisionFor(unit, input, 'dissent')
    const { id, version, party = null, words } = input
    if (party) await mustBeKnown(room, unit, party, '/party')
    mustHaveSpace(unit, state.dissents, 200)
    const options = { expectedVersion: version }
    const appended = await unit.append(decisionRecord, 'coordinate.decisionDissented', id, { party, words }, options)
    return done(changedDecision(appended, appended.held.state.dissents.at(-1)?.key ?? null))
  })
}

export function linkDecisionTasks(
  room: DecidingRoom,
  input: InputOf<typeof api.linkDecisionTasks>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await decisionFor(unit, input, 'link-tasks')
    const fresh = input.tasks.filter((task) => !state.tasks.includes(task))
    if (fresh.length === 0) return unit.refuse('nothing-to-change')
    mustHaveSpace(unit, state.tasks, 200, fresh.length)
    const found = new Map((await unit.some(taskRecord, fresh)).map((one) => [one.id, one.state]))
    for (const task of fresh) {
      const known = found.get(task)
      if (!known) return unit.refuse('unknown', `No task with the id ${task} that you may read.`, '/tasks')
      if (state.crisis !== null && known.crisis !== state.crisis)
        unit.refuse('another-crisis', `The task “${known.title}” is not one of this crisis.`, '/tasks')
    }
    const options = { expectedVersion: input.version }
    const body = { tasks: fresh }
    return done(
      changedDecision(await unit.append(decisionRecord, 'coordinate.decisionTasksLinked', input.id, body, options)),
    )
  })
}

export function supersedeDecision(
  room: DecidingRoom,
  input: InputOf<typeof api.supersedeDecision>,
  call: Call,
): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    const { state } = await decisionFor(unit, input, 'supersede')
    const { id, version, by, reason } = input
    const other = by === id ? undefined : await unit.read(decisionRecord, by)
    if (!other) return unit.refuse('unknown', `No other decision with the id ${by} that you may read.`, '/by')
    if (other.state.crisis !== state.crisis)
      unit.refuse('another-crisis', `${other.state.reference} is of another crisis.`, '/by')
    if (other.state.status !== 'decided')
      unit.refuse('not-decided', `${other.state.reference} is ${other.state.status}.`, '/by')
    const options = { expectedVersion: version }
    const body = { by, reason }
    return done(changedDecision(await unit.append(decisionRecord, 'coordinate.decisionSuperseded', id, body, options)))
  })
}

export function dropDecision(room: DecidingRoom, input: InputOf<typeof api.dropDecision>, call: Call): Changed {
  return room.journal.commit(call.writer, async (unit) => {
    await decisionFor(unit, input, 'drop')
    const { id, version, reason } = input
    const options = { expectedVersion: version }
    return done(
      changedDecision(await unit.append(decisionRecord, 'coordinate.decisionDropped', id, { reason }, options)),
    )
  })
}
