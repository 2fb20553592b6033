// The checklist as an answer and as a file.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Instant } from '#kernel/time.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../../api/obligations.ts'
import type { Notice } from '../../model/notice.ts'
import { type ChecklistFilter, checklistOf, countsOf, type NoticeOf, type Row } from '../../rules/duties/checklist.ts'
import { checklistCsv, checklistMarkdown, checklistOut, highestOf } from '../../rules/duties/checklist-file.ts'
import { markingWords } from '../../rules/duties/message.ts'
import { roundsOpen } from '../../rules/duties/obligation-status.ts'
import { allNotices } from '../../store/duties/notices.ts'
import { followedObligations } from '../../store/duties/obligations.ts'
import { type DutiesRoom, laddersFor, timingFor } from './room.ts'

/** All that a checklist is made of, as far as the reader may read it, at the moment that the view names. */
export async function rowsFor(room: DutiesRoom, view: View, filter: ChecklistFilter, now: Instant): Promise<Row[]> {
  const [records, notices] = await Promise.all([
    followedObligations(room.journal, { ...view, own: true }, filter.actor),
    // What another organisation did is no proof of what this one owes.
    allNotices(room.journal, { ...view, own: true }),
  ])
  const ladders = await laddersFor(room, view, notices)
  const seenAs = notices.map((one) => noticeOf(one, timingFor(room, one, ladders, now)))
  return checklistOf(room.framework.obligations, records, seenAs, filter, now)
}

function noticeOf({ id, state, marking }: Held<Notice>, timing: ReturnType<typeof timingFor>): NoticeOf {
  const { title, status, actor, obligations, doneAt } = state
  return {
    id,
    title,
    status,
    actor,
    obligations,
    doneAt,
    marking,
    limit: timing.limit,
    overdue: timing.state === 'overdue',
  }
}

export async function obligations(
  room: DutiesRoom,
  input: InputOf<typeof api.obligations>,
  { view, now: present }: Call,
): Promise<Reply<OutputOf<typeof api.obligations>>> {
  const now = view.asOf ?? present
  const rows = await rowsFor(room, view, input, now)
  const { version, note, actors } = room.framework
  return done({
    ...{ version, note, asOf: now },
    items: rows.map((row) => shown(room, row, now)),
    counts: countsOf(rows),
    actors: [...namedActors(room)].map((id) => ({ id, name: actors.get(id) ?? id })),
  })
}

function namedActors({ framework }: DutiesRoom): Set<string> {
  return new Set(framework.obligations.flatMap((one) => [one.actor, ...one.with]))
}

function shown({ framework }: DutiesRoom, { duty, actor, followed, standing, notices }: Row, now: Instant) {
  const nameOf = (id: string) => framework.actors.get(id) ?? id
  return {
    ...duty,
    actorName: nameOf(duty.actor),
    as: actor,
    asName: nameOf(actor),
    ...standing,
    open: followed && !followed.state.notOurs ? roundsOpen(duty, followed.state, now).slice(-24) : [],
    followed: followed && heldOut(followed),
    notices: notices.map(({ id, title, status, overdue, marking }) => ({ id, title, status, overdue, marking })),
  }
}

function heldOut({ id, version, marking, since, state }: NonNullable<Row['followed']>) {
  return { id, version, marking, since, state }
}

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json', md: 'text/markdown; charset=utf-8' } as const

export async function exportObligations(
  room: DutiesRoom,
  { format, ...filter }: InputOf<typeof api.exportObligations>,
  { view, now: present }: Call,
): Promise<Reply<Download>> {
  const now = view.asOf ?? present
  const rows = await rowsFor(room, view, filter, now)
  const { version, note, actors } = room.framework
  const file = {
    exercise: view.realm !== 'live',
    marking: markingWords(highestOf(rows)),
    ...{ asOf: now, version, note, rows },
    nameOf: (id: string) => actors.get(id) ?? id,
  }
  const text =
    format === 'csv'
      ? checklistCsv(file)
      : format === 'md'
        ? checklistMarkdown(file)
        : `${JSON.stringify(checklistOut(file), null, 2)}\n`
  const name = `${file.exercise ? 'EXERCISE-' : ''}obligations-${filter.actor ?? 'all'}-${now.slice(0, 10)}.${format}`
  return done({ name, type: types[format], bytes: Buffer.from(text) })
}
