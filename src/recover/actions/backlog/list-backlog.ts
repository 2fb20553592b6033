// The backlog: promises that watch follows up, and what this room keeps, as one list through the eyes of one reader.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import { followUpRecord as promiseRecord } from '#watch/events.ts'
import type * as api from '../../api/backlog.ts'
import { followUpRecord } from '../../events/follow-up.ts'
import { lessonRecord } from '../../events/lesson.ts'
import { measureRecord } from '../../events/measure.ts'
import { reserveUseRecord } from '../../events/reserve-use.ts'
import type { BacklogRow } from '../../model/follow-up.ts'
import type { Lesson } from '../../model/lesson.ts'
import type { Measure } from '../../model/measure.ts'
import { burnDown as burn, inBacklogOrder, overdueAt } from '../../rules/backlog.ts'
import { reportDue } from '../../rules/reserve.ts'
import { listed } from '../../store/records.ts'
import type { RecoverRoom } from '../room.ts'

/** Of each kind of record. What stands here is to come to zero; whoever has more has other worries than a list. */
const mostOfKind = 5_000
type Row = Omit<BacklogRow, 'overdue'>

export async function backlogRows(
  { journal, coordinate }: RecoverRoom,
  view: View,
  crisis: string | undefined,
  now: string,
): Promise<BacklogRow[]> {
  const filter = crisis ? { crisis } : {}
  const [file, promises, followUps, measures, lessons, uses] = await Promise.all([
    crisis ? coordinate.crisisFile(view, crisis) : undefined,
    journal.reads.many(promiseRecord, view, (query) => query.orderBy('subject', 'desc').limit(mostOfKind)),
    listed(journal, view, followUpRecord, filter, mostOfKind),
    listed(journal, view, measureRecord, filter, mostOfKind),
    listed(journal, view, lessonRecord, filter, mostOfKind),
    listed(journal, view, reserveUseRecord, filter, mostOfKind),
  ])
  // A promise of watch belongs to a crisis by the claim or the item that it is from.
  const named = new Set([...(file?.claims ?? []), ...(file?.items ?? [])].map(({ id }) => id))
  const ours = crisis ? promises.filter(({ state }) => named.has(state.claim) || named.has(state.item ?? '')) : promises
  const rows: Row[] = [
    ...ours.map(({ id, record, state }) => ({
      ...{ record, id, kind: 'promise' as const, what: state.what, owner: null, to: state.promisedBy, due: state.due },
      ...{ openedAt: state.startedAt, closedAt: state.endedAt, closedHow: state.endedAt ? state.statusBecause : null },
    })),
    ...followUps.map(({ id, record, state }) => ({
      ...{
        record,
        id,
        kind: state.kind,
        what: state.what,
        owner: state.owner?.name ?? null,
        to: state.to?.name ?? null,
      },
      ...{
        due: state.due,
        openedAt: state.addedAt,
        closedAt: state.closing?.at ?? null,
        closedHow: state.closing?.how ?? null,
      },
    })),
    ...measures.filter(({ state }) => state.state !== 'withdrawn').map(ofMeasure),
    ...lessons.map(ofLesson),
    ...uses
      .filter(({ state }) => state.serviceUntil !== null)
      .map(({ id, record, state }) => ({
        ...{ record, id, kind: 'reserve-report' as const, what: `Report on ${state.title}`, owner: state.user.name },
        ...{ to: 'ENISA', due: reportDue(state), openedAt: state.serviceUntil ?? state.openedAt },
        ...{ closedAt: state.sent[0]?.at ?? null, closedHow: state.sent[0] ? `Sent: ${state.sent[0].how}` : null },
      })),
  ]
  return inBacklogOrder(rows.map((row) => ({ ...row, overdue: overdueAt(row, now) })))
}

function ofMeasure({ id, record, state }: Held<Measure>): Row {
  const last = state.turns.at(-1)
  const back = state.state === 'rolled-back'
  return {
    ...{ record, id, kind: state.state === 'kept' ? 'kept-measure' : 'roll-back', what: state.title },
    ...{ owner: state.owner?.name ?? null, to: null, due: state.reviewAt, openedAt: state.addedAt },
    ...{ closedAt: back ? (last?.at ?? null) : null, closedHow: back ? (last?.reason ?? null) : null },
  }
}

function ofLesson({ id, record, state }: Held<Lesson>): Row {
  return {
    ...{ record, id, kind: 'lesson', what: state.title, owner: state.owner?.name ?? null, to: null, due: state.due },
    ...{ openedAt: state.addedAt, closedAt: state.endedAt, closedHow: state.carriedOut?.how ?? state.because },
  }
}

export async function listBacklog(
  room: RecoverRoom,
  { crisis, closed = false, limit = 200 }: InputOf<typeof api.listBacklog>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.listBacklog>>> {
  const all = await backlogRows(room, call.view, crisis, call.view.asOf ?? call.now)
  const open = all.filter(({ closedAt }) => closedAt === null)
  const asked = closed ? [...open, ...all.filter(({ closedAt }) => closedAt !== null)] : open
  return done({
    items: asked.slice(0, limit),
    open: open.length,
    overdue: open.filter(({ overdue }) => overdue).length,
    more: Math.max(0, asked.length - limit),
  })
}

export async function burnDown(
  room: RecoverRoom,
  { crisis, days = 30 }: InputOf<typeof api.burnDown>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.burnDown>>> {
  const now = call.view.asOf ?? call.now
  return done({ days: burn(await backlogRows(room, call.view, crisis, now), now, days) })
}
