// Reading reports by law: lists, one as a form, what differs between two revisions.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type * as api from '../../api/duty-reports.ts'
import { dutyReportEvents } from '../../model/duty-report.ts'
import { askedFields } from '../../rules/drafting/asked-fields.ts'
import { changesBetween } from '../../rules/drafting/differences.ts'
import { whyNot } from '../../rules/drafting/lifecycle.ts'
import { dutyReport } from '../../rules/duty-report-record.ts'
import { dutyReportPage, stateAtRevision } from '../../store/duty-reports.ts'
import { writable } from '../desk.ts'
import { freshIn } from './draft-report.ts'
import { subjectFor } from './gather.ts'
import { formFor, lawOf, placeFor, type ReportingRoom } from './room.ts'

export async function listDutyReports(
  { journal }: ReportingRoom,
  input: InputOf<typeof api.listDutyReports>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.listDutyReports>>> {
  const { items, next } = await dutyReportPage(journal, view, input)
  return done({
    items: items.map(({ id, version, marking, since, state: { fields: _fields, ...state } }) => {
      return { id, version, marking, since, state }
    }),
    next,
  })
}

export async function getDutyReport(
  room: ReportingRoom,
  input: InputOf<typeof api.getDutyReport>,
  { view, reader }: Call,
): Promise<Reply<OutputOf<typeof api.getDutyReport>>> {
  const held = await room.journal.reads.one(dutyReport, view, input.id)
  if (!held) return refuse('unknown', `No report by law with the id ${input.id} that you may read.`)
  const { id, version, marking, since, state } = held
  const { assessment, regime, report } = state
  const law = await lawOf(room, state.lawVersion)
  const found = await subjectFor(room, view, law, { assessment, regime, report, marking, own: id })
  const form = formFor(room, state, await placeFor(room, state), found?.subject ?? null)
  const mine = !view.asOf && writable(room, view, held)
  const fresh = found && mine && whyNot(state, 'edit', reader) === null ? freshIn(found.subject, state) : null
  return done({
    ...{ id, version, marking, since, state, form },
    moves: dutyReportEvents.map((event) => {
      const no = mine
        ? whyNot(state, event, reader)?.why
        : 'It belongs to another organisation, or is shown as of the past.'
      return { event, allowed: no === undefined, because: no ?? null }
    }),
    fresh: { taken: fresh?.taken.changes ?? [], would: fresh?.would.changes ?? [] },
  })
}

export async function compareDutyReport(
  room: ReportingRoom,
  { id, from, to }: InputOf<typeof api.compareDutyReport>,
  { view }: Call,
): Promise<Reply<OutputOf<typeof api.compareDutyReport>>> {
  const held = await room.journal.reads.one(dutyReport, view, id)
  if (!held) return refuse('unknown', `No report by law with the id ${id} that you may read.`)
  const marks = [from, to].map((number) => held.state.revisions.find(({ revision }) => revision === number))
  const [before, after] = await Promise.all([from, to].map((number) => stateAtRevision(room.journal, view, id, number)))
  if (!marks[0] || !before) return refuse('no-such-revision', `There is no revision ${from}.`, '/from')
  if (!marks[1] || !after) return refuse('no-such-revision', `There is no revision ${to}.`, '/to')
  const place = await placeFor(room, after)
  const order = place ? askedFields(place, room.forms) : []
  return done({ from: marks[0], to: marks[1], ...changesBetween(before.fields, after.fields, order) })
}
