// What a new verdict does to the clocks: which open, move, become firm, break or end, and why. Reports that were handed in stay.
import type { Id } from '#kernel/id.ts'
import type { BodyOf, KindOf } from '#kernel/record.ts'
import type { Instant } from '#kernel/time.ts'
import type { Assessment, DutyChanges } from '../../model/assessment.ts'
import type { Duty } from '../../model/duty.ts'
import type { Law } from '../../model/law.ts'
import type { Due, RegimeVerdict, ReportDue, Verdict } from '../../model/verdict.ts'
import type { dutyRecord } from '../duty-record.ts'
import { afterEvent } from './duty-lifecycle.ts'
import { effectiveDue, standingOf } from './effective-due.ts'
import { whyEnded } from './why-ended.ts'

type ChangeKind = Exclude<KindOf<typeof dutyRecord>, 'assess.dutyOpened'>
export type DutyEntry = { [K in ChangeKind]: { kind: K; body: BodyOf<typeof dutyRecord, K> } }[ChangeKind]

type Breach = Extract<DutyEntry, { kind: 'assess.dutyBreached' }>

export interface DutyOpening {
  body: BodyOf<typeof dutyRecord, 'assess.dutyOpened'>
  /** It may break its limit at once. */
  at: DutyEntry[]
}
export interface DutyChange {
  id: Id
  entries: DutyEntry[]
}
export interface DutySteps {
  open: DutyOpening[]
  change: DutyChange[]
}

export interface Judging {
  assessment: { id: Id; state: Assessment }
  verdict: Verdict
  law: Law
  /** What led to the judgement, for those whose clock moves: 'awareness is 07:45 instead of 09:00: ...'. */
  because: string
  now: Instant
}

export interface HeldDuty {
  id: Id
  state: Duty
}

export function compareDuties(judging: Judging, existing: readonly HeldDuty[]): DutySteps {
  const held = new Map(existing.map((duty) => [keyOf(duty.state), duty]))
  const steps: DutySteps = { open: [], change: [] }
  const owed = new Set<string>()
  for (const regime of judging.verdict.regimes) {
    // A voluntary report has no clock. An open verdict has one where the regime may concern the entity at all.
    if (regime.verdict === 'no' || regime.applies === 'no') continue
    for (const report of regime.reports) {
      const key = keyOf({ regime: regime.id, report: report.id })
      if (owed.has(key)) continue
      owed.add(key)
      const duty = held.get(key)
      if (duty) pushChange(steps, duty.id, stillOwed(judging, regime, report, duty.state))
      else steps.open.push(opened(judging, regime, report))
    }
  }
  for (const [key, duty] of held) if (!owed.has(key)) pushChange(steps, duty.id, owedNoMore(judging, duty.state))
  return steps
}

export function keyOf({ regime, report }: Pick<Duty, 'regime' | 'report'>): string {
  return `${regime}/${report}`
}

function pushChange(steps: DutySteps, id: Id, entries: DutyEntry[]): void {
  if (entries.length > 0) steps.change.push({ id, entries })
}

function opened(judging: Judging, regime: RegimeVerdict, report: ReportDue): DutyOpening {
  const { id, state } = judging.assessment
  const tentative = report.standing === 'would-run'
  const due = report.clock
  const body = {
    assessment: id,
    incident: state.incident,
    organisation: state.organisation,
    regime: regime.id,
    report: report.id,
    tentative,
    ...askedBy(judging, regime, report),
    clock: due,
    due,
    status: standingOf(due, ungranted),
  }
  return { body, at: breachOf({ tentative, due, now: judging.now, breaches: [], submissions: [] }) }
}

const ungranted = { prolonged: null, requested: null }

function stillOwed(judging: Judging, regime: RegimeVerdict, report: ReportDue, duty: Duty): DutyEntry[] {
  // By the act's own words, as a person weighed them: only a person owes it again.
  if (duty.ruledOut) return []
  const tentative = report.standing === 'would-run'
  const clock = report.clock
  const due = effectiveDue(clock, duty)
  const stands = standingOf(due, duty)
  const after = afterEvent(duty.status, duty.status === 'ended' ? 'owe' : stands === 'running' ? 'run' : 'wait', stands)
  const status = after.ok ? after.to : duty.status
  const { because } = judging
  const entries: DutyEntry[] = []
  if (duty.status === 'ended') {
    entries.push({ kind: 'assess.dutyReopened', body: { because, tentative, clock, due, status } })
  } else if (due.at !== duty.dueAt) {
    entries.push({ kind: 'assess.dutyMoved', body: { because, clock, due, status } })
  }
  const asked = askedBy(judging, regime, report)
  if (entries.length === 0 && (!sameClock(clock, duty.clock) || status !== duty.status)) {
    entries.push({ kind: 'assess.dutyRestated', body: { asked, clock, due, status } })
  } else if (!sameAsked(asked, duty)) {
    entries.push({ kind: 'assess.dutyRestated', body: { asked, clock, due, status } })
  }
  if (duty.status !== 'ended' && tentative !== duty.tentative) {
    entries.push({ kind: tentative ? 'assess.dutyMadeTentative' : 'assess.dutyMadeFirm', body: { because } })
  }
  const passed = passedBefore(judging, duty)
  const breaches = [...duty.breaches, ...passed.map(({ body }) => ({ ...body, recordedAt: judging.now }))]
  return [
    ...passed,
    ...entries,
    ...breachOf({ tentative, due, now: judging.now, breaches, submissions: duty.submissions }),
  ]
}

/** A limit that passed before the verdict changed stays passed, also where no job had come round to it yet. */
function passedBefore({ now }: Judging, { status, tentative, due, breaches, submissions }: Duty): Breach[] {
  return status === 'running' ? breachOf({ tentative, due, now, breaches, submissions }) : []
}

function owedNoMore(judging: Judging, duty: Duty): DutyEntry[] {
  if (duty.status === 'ended' || !afterEvent(duty.status, 'end', 'running').ok) return []
  const verdict = judging.verdict.regimes.find((one) => one.id === duty.regime)
  const ending: DutyEntry = { kind: 'assess.dutyEnded', body: whyEnded(duty, verdict, judging.law) }
  return [...passedBefore(judging, duty), ending]
}

/** A limit breaks when it passes, firm, and nothing was handed in by then. Each limit breaks once. */
function breachOf({
  tentative,
  due,
  now,
  breaches,
  submissions,
}: Pick<Duty, 'tentative' | 'due' | 'breaches' | 'submissions'> & { now: Instant }): Breach[] {
  const { at } = due
  if (tentative || at === null || now <= at) return []
  if (submissions.some((one) => one.at <= at) || breaches.some((one) => one.due === at)) return []
  return [{ kind: 'assess.dutyBreached', body: { due: at } }]
}

function askedBy({ assessment, verdict }: Judging, regime: RegimeVerdict, report: ReportDue) {
  const { name, timeZone } = assessment.state.entity
  return {
    name: report.name,
    regimeTitle: regime.title,
    article: report.article,
    mandatory: report.mandatory,
    recipients: [...report.recipients].slice(0, 50),
    entityName: name,
    timeZone,
    lawVersion: verdict.dataVersion,
    verified: report.verified,
  }
}

function sameAsked(asked: ReturnType<typeof askedBy>, duty: Duty): boolean {
  const before = Object.keys(asked).map((field) => duty[field as keyof typeof asked])
  return JSON.stringify(before) === JSON.stringify(Object.values(asked))
}

/** The same clock although it may be told in other steps. */
function sameClock(a: Due, b: Due): boolean {
  const told = ({ kind, at, waitsFor, basis, otherReading, assumed, also, verified }: Due) =>
    JSON.stringify([kind, at, waitsFor, basis, otherReading, assumed, also, verified])
  return told(a) === told(b)
}

export function countSteps({ open, change }: DutySteps): DutyChanges {
  const kinds = [...open.flatMap((one) => one.at), ...change.flatMap((one) => one.entries)].map(({ kind }) => kind)
  const count = (...wanted: ChangeKind[]) => kinds.filter((kind) => wanted.includes(kind)).length
  return {
    opened: open.length + count('assess.dutyReopened'),
    moved: count('assess.dutyMoved'),
    firm: count('assess.dutyMadeFirm'),
    ended: count('assess.dutyEnded'),
    breached: count('assess.dutyBreached'),
  }
}
