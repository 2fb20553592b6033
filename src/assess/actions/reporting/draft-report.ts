// Drafts a report that the law asks for, and drafts it again from what was recorded since.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import type { Id } from '#kernel/id.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import { newestEntries, type Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/duty-reports.ts'
import type { DutyReportDoc, FieldChange } from '../../model/duty-report.ts'
import { assessmentRecord } from '../../rules/assessment-record.ts'
import { askedFields } from '../../rules/drafting/asked-fields.ts'
import { isFilled } from '../../rules/drafting/conditions.ts'
import { changeOf } from '../../rules/drafting/differences.ts'
import { type DraftFields, draftFields, redraft, titleOf } from '../../rules/drafting/draft.ts'
import type { Subject } from '../../rules/drafting/subject.ts'
import { dutyRecord } from '../../rules/duty-record.ts'
import { dutyReport } from '../../rules/duty-report-record.ts'
import { choiceOf, writable } from '../desk.ts'
import { subjectFor } from './gather.ts'
import { formFor, moved, type ReportingRoom, reportFor } from './room.ts'

type Input = InputOf<typeof api.draftDutyReport>

export function draftDutyReport(
  room: ReportingRoom,
  input: Input,
  call: Call,
): Promise<Reply<OutputOf<typeof api.draftDutyReport>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const about = await askedFor(unit, input)
    const held = await unit.read(assessmentRecord, about.assessment)
    if (!held)
      return unit.refuse('unknown', `No assessment with the id ${about.assessment} that you may read.`, '/assessment')
    // It is marked like the assessment, and belongs to the same organisation: whoever may not write there cannot draft for it.
    if (!writable(room, unit.view, held)) return unit.refuse('not-yours')
    const prepared = room.law.current()
    const found = await subjectFor(room, unit.view, prepared, { ...about, marking: held.marking, own: null })
    if (!found)
      return unit.refuse('no-such-report', `${about.regime} has no report ${about.report}, or there is no such regime.`)
    const { subject } = found
    const body = { ...bodyOf(subject), duty: about.duty, lawVersion: prepared.law.version }
    const cause = await newestEntries(room.journal, unit.view, [held.id, ...(about.duty ? [about.duty] : [])])
    const marked = { marking: choiceOf(held.marking), owner: held.marking.owner, cause }
    const { entry, held: made } = await unit.open(dutyReport, 'assess.dutyReportDrafted', body, marked)
    const { missing, open } = formFor(room, made.state, subject, subject)
    return done({ ...moved(made, entry), missing, open })
  })
}

interface AskedFor {
  duty: Id | null
  assessment: Id
  regime: string
  report: string
}

async function askedFor(unit: Unit, { duty, assessment, regime, report }: Input): Promise<AskedFor> {
  if (duty !== undefined) {
    const held = await unit.read(dutyRecord, duty)
    if (!held) return unit.refuse('unknown', `No report that is owed with the id ${duty} that you may read.`, '/duty')
    return { duty, assessment: held.state.assessment, regime: held.state.regime, report: held.state.report }
  }
  if (assessment === undefined || regime === undefined || report === undefined)
    return unit.refuse('bad-input', 'Name a duty, or an assessment with a regime and one of its reports.', '/duty')
  return { duty: null, assessment, regime, report }
}

function bodyOf(subject: Subject) {
  const { assessment, incident, regime, report } = subject
  const { state } = assessment
  return {
    assessment: assessment.id,
    incident: state.incident,
    regime: regime.id,
    report: report.id,
    reference: [incident?.state.reference, state.reference].filter(Boolean).join(', '),
    title: titleOf(subject),
    entityName: state.entity.name,
    timeZone: state.entity.timeZone,
    fields: filledIn(draftFields(subject)),
  }
}

/** What nobody recorded is no entry of the form. */
function filledIn(fields: DraftFields): DraftFields {
  return Object.fromEntries(Object.entries(fields).filter(([, { value }]) => isFilled(value)))
}

export function redraftDutyReport(
  room: ReportingRoom,
  input: InputOf<typeof api.redraftDutyReport>,
  call: Call,
): Promise<Reply<OutputOf<typeof api.redraftDutyReport>>> {
  return room.journal.commit(call.writer, async (unit) => {
    const held = await reportFor(unit, input.id, input.version, 'edit')
    const { state, marking, id } = held
    const prepared = room.law.current()
    const { assessment, regime, report } = state
    const about = { assessment, regime, report, marking, own: id }
    const found = await subjectFor(room, unit.view, prepared, about)
    if (!found)
      return unit.refuse('wrong-state', 'Its assessment cannot be read, or the law has no such report any more.')
    const { taken, would } = freshIn(found.subject, state, input.over)
    if (taken.changes.length === 0)
      return unit.refuse('nothing-to-change', 'The record says nothing new for fields that nobody edited.')
    const body = { lawVersion: prepared.law.version, fields: taken.fields }
    const cause = await newestEntries(room.journal, unit.view, [assessment])
    const options = { expectedVersion: input.version, cause }
    const { entry, held: after } = await unit.append(dutyReport, 'assess.dutyReportRedrafted', id, body, options)
    return done({ ...moved(after, entry), taken: taken.changes, would: would.changes })
  })
}

interface Fresh {
  taken: { fields: DraftFields; changes: FieldChange[] }
  would: { changes: FieldChange[] }
}

/** What drafting again would change, and how that differs from what stands there. */
export function freshIn(subject: Subject, doc: DutyReportDoc, over: readonly string[] = []): Fresh {
  const labels = new Map(askedFields(subject, subject.forms).map(({ id, label }) => [id, label]))
  const fresh = draftFields(subject, (field) => doc.fields[field]?.value ?? null)
  const { taken, would } = redraft(doc, fresh, over)
  const changes = (fields: DraftFields) =>
    Object.entries(fields).map(([id, { value }]) =>
      changeOf(id, labels.get(id) ?? id, doc.fields[id]?.value ?? null, value),
    )
  return { taken: { fields: taken, changes: changes(taken) }, would: { changes: changes(would) } }
}
