// What becomes of a report that is owed: handed in, given more time, asked for. What follows from it for other clocks follows at once.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call } from '#platform/http/types.ts'
import { type Held, newestEntries, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/duties.ts'
import type { DutyChanges } from '../../model/assessment.ts'
import type { Duty, Submission } from '../../model/duty.ts'
import { afterEvent, type DutyEvent } from '../../rules/assessing/duty-lifecycle.ts'
import { effectiveDue, standingOf } from '../../rules/assessing/effective-due.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { checkMoment } from '../../rules/classify.ts'
import { anchorNow } from '../../rules/clocks/anchors.ts'
import { dutyRecord, isLate } from '../../rules/duty-record.ts'
import { changeAssessment } from './judge-assessment.ts'
import { momentNotAhead } from './open-assessment.ts'
import { type AssessingRoom, conditionOf, dutyAt, mustFollow } from './room.ts'

type Handed = Omit<Submission, 'by' | 'late'>

export function recordSubmission(
  room: AssessingRoom,
  input: InputOf<typeof api.recordSubmission>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.recordSubmission>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await dutyAt(unit, input.id, input.version)
    const at = input.at === undefined ? unit.now : momentNotAhead(unit, input.at, '/at')
    const { channel, to, receipt = null, dutyReport = null, lateBecause = null } = input
    return done(await submitDuty(room, unit, held, { at, channel, to, receipt, dutyReport, lateBecause }))
  })
}

/**
 * Records in a unit of work that a report was handed in, whoever asked for it: the action above, or the sending of a draft.
 * The clocks that run from it begin, since the assessment is judged with the submission as an anchor.
 */
export async function submitDuty(
  room: AssessingRoom,
  unit: Unit,
  held: Held<Duty>,
  handed: Handed,
  cause: readonly Id[] = [],
): Promise<OutputOf<typeof api.recordSubmission>> {
  const { state } = held
  const to = state.due.kind === 'periodic' ? periodicAfter(unit, held) : statusAfter(unit, held, 'submit')
  const { at } = handed
  let before = held
  if (isLate(at, state.dueAt) && !state.tentative && !state.breaches.some((one) => one.due === state.dueAt)) {
    // It is late by what a person said, although no job has come round to the limit yet.
    before = (await unit.append(dutyRecord, 'assess.dutyBreached', held.id, { due: state.dueAt ?? at }, { cause })).held
    mustFollow(unit, held, before)
  }
  const sources = handed.dutyReport ? await newestEntries(room.journal, unit.view, [handed.dutyReport]) : []
  const body = { ...handed, status: to }
  const options = { cause: [...cause, ...sources], observedAt: at }
  const submitted = await unit.append(dutyRecord, 'assess.dutySubmitted', held.id, body, options)
  mustFollow(unit, before, submitted.held)
  const duties = await beginWhatFollows(room, unit, submitted.held, at, submitted.entry)
  const after = (await unit.read(dutyRecord, held.id)) ?? submitted.held
  const { status, dueAt } = after.state
  const late = after.state.submissions.at(-1)?.late ?? false
  return { id: held.id, version: after.version, entry: submitted.entry, status, dueAt, duties, late }
}

/** The next one of a series is owed as soon as this one is handed in. */
function periodicAfter(unit: Unit, held: Held<Duty>): 'running' {
  statusAfter(unit, held, 'submit')
  return 'running'
}

async function beginWhatFollows(
  room: AssessingRoom,
  unit: Unit,
  duty: Held<Duty>,
  at: Instant,
  cause: Id,
): Promise<DutyChanges> {
  const { assessment, regime, report, name } = duty.state
  const held = await unit.read(assessmentRecord, assessment)
  const anchor = `report_submitted:${regime}/${report}`
  const nothing = { opened: 0, moved: 0, firm: 0, ended: 0, breached: 0 }
  if (!held || held.state.closed || anchorNow(held.state.anchors[anchor] ?? []) === at) return nothing
  const reason = `${name} was handed in`
  const source = { kind: 'report' as const, record: duty.id, text: name.slice(0, 500) }
  const why = { law: room.law.current(), because: reason, cause: [cause], observedAt: at }
  const { duties } = await changeAssessment(room, unit, held, 'assess.anchorSet', { anchor, at, reason, source }, why)
  return duties
}

function statusAfter(unit: Unit, { state }: Held<Duty>, event: DutyEvent, clock: 'waiting' | 'running' = 'running') {
  const after = afterEvent(state.status, event, clock)
  return after.ok ? after.to : unit.refuse('wrong-state', `${state.name}: ${after.why}`)
}

const unmoved: DutyChanges = { opened: 0, moved: 0, firm: 0, ended: 0, breached: 0 }

export function prolongDuty(
  room: AssessingRoom,
  input: InputOf<typeof api.prolongDuty>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.prolongDuty>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await dutyAt(unit, input.id, input.version)
    const { state } = held
    const status = statusAfter(unit, held, 'prolong')
    const until = momentThatIs(unit, input.until, '/until')
    if (state.dueAt === null) return refuse('wrong-state', 'It has no limit that could be prolonged.')
    if (until <= state.dueAt)
      return refuse('impossible-times', `It is due ${state.dueAt}; more time ends later.`, '/until')
    const { grantedBy, reason } = input
    const granted = { until, grantedBy, reason, by: '', at: unit.now }
    const due = effectiveDue(state.clock, { ...state, prolonged: granted })
    const body = { until, grantedBy, reason, clock: state.clock, due, status }
    const { entry, held: after } = await unit.append(dutyRecord, 'assess.dutyProlonged', held.id, body)
    mustFollow(unit, held, after)
    const { id, version } = after
    return done({ id, version, entry, status, dueAt: after.state.dueAt, duties: { ...unmoved, moved: 1 } })
  })
}

/** A limit that passed before stays passed. What is ruled out stays out whatever the next verdict says, until a person takes it back. */
export function ruleOutDuty(
  room: AssessingRoom,
  input: InputOf<typeof api.ruleOutDuty>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.ruleOutDuty>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await dutyAt(unit, input.id, input.version)
    const { state } = held
    if (!input.out) return done(await owedAgain(unit, held, input.reason))
    const condition = await conditionOf(room, state)
    if (condition === null) return refuse('not-conditional', `${state.name} (${state.article}).`)
    if (state.ruledOut) return refuse('wrong-state', 'It was ruled out already.')
    statusAfter(unit, held, 'end')
    const because = `${condition}: ${input.reason}`.slice(0, 2_000)
    const body = { because, article: state.article, ruledOut: true }
    const { entry, held: after } = await unit.append(dutyRecord, 'assess.dutyEnded', held.id, body)
    mustFollow(unit, held, after)
    const { status, dueAt } = after.state
    return done({ id: held.id, version: after.version, entry, status, dueAt, duties: { ...unmoved, ended: 1 } })
  })
}

async function owedAgain(unit: Unit, held: Held<Duty>, because: string): Promise<OutputOf<typeof api.ruleOutDuty>> {
  const { state } = held
  if (!state.ruledOut) unit.refuse('wrong-state', 'Nobody ruled it out.')
  const due = effectiveDue(state.clock, state)
  const status = statusAfter(unit, held, 'owe', standingOf(due, state))
  const body = { because, tentative: state.tentative, clock: state.clock, due, status }
  const { entry, held: after } = await unit.append(dutyRecord, 'assess.dutyReopened', held.id, body)
  mustFollow(unit, held, after)
  const { id, version } = after
  return { id, version, entry, status, dueAt: after.state.dueAt, duties: { ...unmoved, opened: 1 } }
}

export function requestReport(
  room: AssessingRoom,
  input: InputOf<typeof api.requestReport>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.requestReport>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await dutyAt(unit, input.id, input.version)
    const { state } = held
    if (state.clock.kind !== 'on_request') return refuse('not-on-request', `${state.name}: ${state.clock.basis}.`)
    const limit = input.due === undefined ? null : momentThatIs(unit, input.due, '/due')
    const { requestedBy } = input
    const requested = { requestedBy, due: limit, by: '', at: unit.now }
    const due = effectiveDue(state.clock, { prolonged: null, requested })
    const status = statusAfter(unit, held, 'request', standingOf(due, { prolonged: null, requested }))
    const body = { requestedBy, limit, clock: state.clock, due, status }
    const { entry, held: after } = await unit.append(dutyRecord, 'assess.reportRequested', held.id, body)
    mustFollow(unit, held, after)
    const { id, version } = after
    return done({ id, version, entry, status, dueAt: after.state.dueAt, duties: { ...unmoved, moved: limit ? 1 : 0 } })
  })
}

function momentThatIs(unit: Unit, given: Instant, where: string): Instant {
  const moment = checkMoment(given, where)
  return moment.ok ? moment.value : unit.refuse(moment.refusal, moment.detail, where)
}
