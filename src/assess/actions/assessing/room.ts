// What the actions on assessments and duties work with, and the few steps that all of them take.
import type { Id } from '#kernel/id.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import type { Held, Unit, View } from '#platform/journal/index.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Duty } from '../../model/duty.ts'
import type { Fault } from '../../model/verdict.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import type { DaysOff } from '../../rules/clocks/due.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import type { PreparedLaw } from '../../rules/law/prepared.ts'
import type { FallOf } from '../../store/assessment-sources.ts'
import type { CountedWall } from '../../store/wall-totals.ts'
import { type Desk, seen } from '../desk.ts'
import type { LawAtHand } from './law-at-hand.ts'

export interface AssessingRoom extends Desk {
  law: LawAtHand
  daysOff: DaysOff
  /** ISO 3166-1 alpha-2. */
  memberStates: ReadonlySet<string>
  /** What the dependency map would say of an incident. */
  fallOf: FallOf
  wall: CountedWall
}

/** The assessment at the version that the caller saw, as long as it is open. */
export async function assessmentAt(unit: Unit, id: Id, version: number): Promise<Held<Assessment>> {
  const held = await unit.read(assessmentRecord, id)
  if (!held) return unit.refuse('unknown', `No assessment with the id ${id} that you may read.`)
  seen(unit, held, version)
  return mustBeOpen(unit, held)
}

export function mustBeOpen(unit: Unit, held: Held<Assessment>): Held<Assessment> {
  if (!held.state.closed) return held
  return unit.refuse('wrong-state', `${held.state.reference} was closed. Open a new assessment of the same incident.`)
}

export async function dutyAt(unit: Unit, id: Id, version: number): Promise<Held<Duty>> {
  const held = await unit.read(dutyRecord, id)
  if (!held) return unit.refuse('unknown', `No report that is owed with the id ${id} that you may read.`)
  seen(unit, held, version)
  return held
}

/**
 * Nobody wrote between what was read and what was decided on it; what is written at the same moment, the journal finds out and
 * the unit runs again.
 */
export function mustFollow(unit: Unit, before: Held<unknown>, after: Held<unknown>): void {
  if (after.version !== before.version + 1) {
    unit.refuse('stale-version', `It was at version ${before.version}; somebody was quicker.`)
  }
}

/** Eyes of the node itself: a clock is kept whoever may read it, and only for what was made here. */
export function systemView({ journal }: Pick<Desk, 'journal'>, realm: Realm, job: string): View {
  return { reader: systemReader(job, [realm], journal.home), realm, own: true }
}

/** The law in force, or the version that was asked for. */
export async function lawFor({ law }: AssessingRoom, unit: Unit, asked: string | undefined): Promise<PreparedLaw> {
  if (asked === undefined) return law.current()
  return (await law.version(asked)) ?? unit.refuse('unknown-law', `There is no version ${asked}.`, '/law')
}

/**
 * The law by which an assessment is shown: the one that was asked for, else the one that it was judged by, so that verdict and
 * clocks speak of the same law, in the past and after a change too.
 */
export async function lawShown(
  { law }: Pick<AssessingRoom, 'law'>,
  { judged }: Pick<Assessment, 'judged'>,
  asked: string | undefined,
): Promise<PreparedLaw | null> {
  if (asked !== undefined) return law.version(asked)
  return (await law.version(judged.dataVersion)) ?? law.current()
}

const mostFaults = 5

/** All faults in one refusal, since one answer may contradict several. */
export function refuseFaults(unit: Unit, faults: readonly Fault[]): never {
  const lines = faults.slice(0, mostFaults).map(({ field, rule, reason }) => `${field}: ${reason} (${rule})`)
  const more = faults.length > mostFaults ? ` And ${faults.length - mostFaults} more.` : ''
  return unit.refuse('impossible-facts', `${lines.join(' ')}${more}`, faults[0]?.field)
}

/** The words by which the act lets a report be left out, in the law that it was last judged by; null where it has none. */
export async function conditionOf({ law }: AssessingRoom, duty: Duty): Promise<string | null> {
  const judged = (await law.version(duty.lawVersion)) ?? law.current()
  const reports = judged.regimeOf.get(duty.regime)?.regime.reports ?? []
  return reports.find(({ id }) => id === duty.report)?.conditional ?? null
}
