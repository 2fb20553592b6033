// What the actions on duties work with, and the few steps that all of them take.
import type { Id } from '#kernel/id.ts'
import type { Marking, MarkingChoice } from '#kernel/marking.ts'
import { mayWrite } from '#kernel/may-read.ts'
import { systemReader } from '#kernel/reader.ts'
import type { Realm } from '#kernel/realm.ts'
import { staysWithin } from '#kernel/stays-within.ts'
import { type Instant, instant } from '#kernel/time.ts'
import { type Appended, type Held, newestBySubject, type Unit, type View } from '#platform/journal/index.ts'
import type { Ladder } from '../../model/ladder.ts'
import type { Notice } from '../../model/notice.ts'
import type { KindOfNotice } from '../../model/notice-kind.ts'
import type { Evidence } from '../../model/words.ts'
import type { FrameworkDuties } from '../../rules/duties/check-data.ts'
import { type NoticeEvent, whyNot } from '../../rules/duties/notice-lifecycle.ts'
import { noticeRecord } from '../../rules/duties/notice-record.ts'
import { type NoticeTiming, timingOf } from '../../rules/duties/notice-timing.ts'
import { linkedRecords } from '../../store/crises.ts'
import { laddersOf } from '../../store/duties/notices.ts'
import type { CoordinateRoom } from '../room.ts'

export interface DutiesRoom extends CoordinateRoom {
  framework: FrameworkDuties
  /** ISO 3166-1 alpha-2. */
  memberStates: ReadonlySet<string>
}

/** Eyes of the node itself, on what was made here. */
export function ownView({ journal }: Pick<DutiesRoom, 'journal'>, realm: Realm): View {
  return { reader: systemReader('coordinate.duties', [realm], journal.home), realm, own: true }
}

/** People and organisations stand in the live realm, also for those who are in an exercise. */
export function registerView({ reader, asOf }: View): View {
  return { reader, realm: 'live', ...(asOf ? { asOf } : {}) }
}

export function seen(unit: Unit, held: Held<unknown>, version: number): void {
  if (held.version !== version)
    unit.refuse('stale-version', `You saw version ${version}; it is at version ${held.version}.`)
}

/** The notice at the version that the caller saw, where that may happen to it. */
export async function noticeFor(unit: Unit, id: Id, version: number, event: NoticeEvent): Promise<Held<Notice>> {
  const held = await unit.read(noticeRecord, id)
  if (!held) return unit.refuse('unknown', `No notice with the id ${id} that you may read.`)
  seen(unit, held, version)
  const why = whyNot(held.state, event)
  if (why) unit.refuse('wrong-state', why)
  return held
}

export function changedNotice({ held, entry }: Appended<Notice>) {
  return { id: held.id, version: held.version, entry, status: held.state.status }
}

export function choiceOf({ owner: _owner, ...marking }: Marking): MarkingChoice {
  return marking
}

export function kindOf({ framework }: DutiesRoom, id: string): KindOfNotice | undefined {
  return framework.notices.kinds.find((one) => one.id === id)
}

/** Who sees to something must work here and be able to read and change it. */
export async function ownerMay(
  room: DutiesRoom,
  unit: Unit,
  owner: Id | null,
  realm: Realm,
  marking: Marking,
): Promise<void> {
  if (owner === null) return
  const known = await room.people.colleague(owner)
  if (!known) unit.refuse('bad-owner', `Nobody with the id ${owner} works on this node.`, '/owner')
  else if (!mayWrite(known.reader, realm, marking, room.journal.home))
    unit.refuse('bad-owner', 'They may not read or change what is marked so.', '/owner')
}

/**
 * What something rests on. A title goes with it only where everybody who may read the one may read the other; otherwise the kind of
 * record stands in its place.
 */
export async function evidenceOf(
  room: DutiesRoom,
  unit: Unit,
  ids: readonly Id[],
  marking: Marking | null,
): Promise<Evidence[]> {
  if (ids.length === 0) return []
  const linked = await linkedRecords(room.journal, unit.view, ids)
  const missing = ids.find((id) => !linked.some((one) => one.id === id))
  if (missing) unit.refuse('no-such-link', `There is no record ${missing} that you may read.`, '/evidence')
  const entries = await newestBySubject(room.journal, unit.view, ids)
  return linked.map(({ id, record, title, marking: theirs }) => {
    const open = marking !== null && staysWithin(marking, theirs)
    return { record, id, entry: entries.get(id) ?? null, label: (open && title.slice(0, 400)) || record }
  })
}

/** A moment that a person wrote down; it has come. */
export function momentNotAhead(unit: Unit, at: Instant, where: string): Instant {
  const when = Date.parse(at)
  if (Number.isNaN(when)) return unit.refuse('impossible-times', `${at} is no moment of the calendar.`, where)
  const spelled = instant(new Date(when))
  if (spelled > unit.now) unit.refuse('impossible-times', `${spelled} has not come yet.`, where)
  return spelled
}

export function timingFor(
  room: DutiesRoom,
  { state }: Held<Notice>,
  ladders: ReadonlyMap<Id, Held<Ladder>>,
  now: Instant,
): NoticeTiming {
  const ladder = state.crisis === null ? null : (ladders.get(state.crisis)?.state ?? null)
  return timingOf(state, kindOf(room, state.kind), ladder, now)
}

/** The ladders of their crises, as far as the reader may read them. */
export function laddersFor(room: DutiesRoom, view: View, notices: readonly Held<Notice>[]) {
  return laddersOf(
    room.journal,
    view,
    notices.flatMap(({ state }) => (state.crisis === null ? [] : [state.crisis])),
  )
}
