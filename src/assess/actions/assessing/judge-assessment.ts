// Every change of an assessment goes through here: it is judged as it would be then, kept with its verdict, and the clocks follow,
// all in the unit of work of the change.
import type { EntryHeader } from '#kernel/entry.ts'
import type { Id } from '#kernel/id.ts'
import type { BodyOf, KindOf } from '#kernel/record.ts'
import type { Instant } from '#kernel/time.ts'
import type { Held, Unit } from '#platform/journal/index.ts'
import type { Assessment, DutyChanges } from '../../model/assessment.ts'
import type { Fault, Verdict } from '../../model/verdict.ts'
import { compareDuties, countSteps, type DutyEntry, type DutySteps } from '../../rules/assessing/compare-duties.ts'
import { judgementOf } from '../../rules/assessing/judgement-of.ts'
import { type Judged, situationOf } from '../../rules/assessing/situation-of.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import { faultsOf } from '../../rules/law/faults.ts'
import { judge } from '../../rules/law/judge.ts'
import type { PreparedLaw } from '../../rules/law/prepared.ts'
import { belongingTo } from '../../store/assessments.ts'
import { choiceOf } from '../desk.ts'
import { type AssessingRoom, mustFollow, refuseFaults } from './room.ts'

type Change = Exclude<KindOf<typeof assessmentRecord>, 'assess.assessmentOpened' | 'assess.assessmentClosed'>
type BodyFor<K extends Change> = Omit<BodyOf<typeof assessmentRecord, K>, 'judged'>

export interface JudgedChange {
  id: Id
  version: number
  entry: Id
  verdict: Verdict
  duties: DutyChanges
}

export interface Why {
  law: PreparedLaw
  /** For those whose clock moves. */
  because: string
  cause?: readonly Id[]
  observedAt?: Instant
}

/** The verdict on what is recorded, or why it cannot be judged. Facts that this law does not know are no part of it. */
export function judgeState(
  room: Pick<AssessingRoom, 'daysOff'>,
  law: PreparedLaw,
  state: Judged,
  now: Instant,
): { verdict: Verdict; faults: [] } | { verdict: null; faults: Fault[] } {
  const situation = situationOf(state, now, (fact) => law.factOf.has(fact))
  const faults = faultsOf(law, situation)
  return faults.length > 0 ? { verdict: null, faults } : { verdict: judge(law, situation, room.daysOff), faults: [] }
}

export async function changeAssessment<K extends Change>(
  room: AssessingRoom,
  unit: Unit,
  held: Held<Assessment>,
  kind: K,
  body: BodyFor<K>,
  why: Why,
): Promise<JudgedChange> {
  const { verdict } = mustBeJudged(room, unit, why.law, stateAfter(unit, held.state, kind, body))
  const whole = { ...body, judged: judgementOf(verdict) } as BodyOf<typeof assessmentRecord, K>
  const { cause = [], observedAt } = why
  const options = { cause, ...(observedAt ? { observedAt } : {}) }
  const { entry, held: after } = await unit.append(assessmentRecord, kind, held.id, whole, options)
  mustFollow(unit, held, after)
  const duties = await letClocksFollow(room, unit, after, verdict, why, entry)
  return { id: after.id, version: after.version, entry, verdict, duties }
}

export function mustBeJudged(room: AssessingRoom, unit: Unit, law: PreparedLaw, state: Judged): { verdict: Verdict } {
  const { verdict, faults } = judgeState(room, law, state, unit.now)
  return verdict ? { verdict } : refuseFaults(unit, faults)
}

/** What the record will be: the reducer itself says so, with the verdict of before in the place of the one to come. */
export function stateAfter<K extends Change>(
  unit: Pick<Unit, 'now'>,
  state: Assessment,
  kind: K,
  body: BodyFor<K>,
): Assessment {
  const { at: _at, by: _by, ...judged } = state.judged
  const header = { actor: 'nobody yet', recordedAt: unit.now } as EntryHeader // all that these reducers look at
  return assessmentRecord.kinds[kind].reduce(state, { ...body, judged } as never, header)
}

export async function letClocksFollow(
  room: AssessingRoom,
  unit: Unit,
  assessment: Held<Assessment>,
  verdict: Verdict,
  { law, because }: Why,
  entry: Id,
): Promise<DutyChanges> {
  const ids = await belongingTo(room.journal, unit.view.realm, dutyRecord.name, assessment.id)
  // As they are read here: where a limit passes meanwhile, the journal finds out and the unit runs again.
  const existing = await unit.some(dutyRecord, ids)
  if (existing.length < ids.length)
    unit.refuse('not-yours', 'Some of its clocks are marked so that you may not read them.')
  const steps = compareDuties({ assessment, verdict, law: law.law, because, now: unit.now }, existing)
  await carryOut(unit, assessment, steps, entry)
  return countSteps(steps)
}

async function carryOut(unit: Unit, { marking }: Held<Assessment>, steps: DutySteps, entry: Id): Promise<void> {
  for (const { body, at } of steps.open) {
    const options = { marking: choiceOf(marking), owner: marking.owner, cause: [entry] }
    const { held } = await unit.open(dutyRecord, 'assess.dutyOpened', body, options)
    await appendAll(unit, held.id, at, entry)
  }
  for (const { id, entries } of steps.change) await appendAll(unit, id, entries, entry)
}

async function appendAll(unit: Unit, id: Id, entries: readonly DutyEntry[], cause: Id): Promise<void> {
  for (const { kind, body } of entries) await unit.append(dutyRecord, kind, id, body as never, { cause: [cause] })
}
