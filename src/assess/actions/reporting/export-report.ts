// A revision of a report as a file.

import type { InputOf } from '#kernel/contract.ts'
import { personOf } from '#kernel/reader.ts'
import { done, type Reply, refuse } from '#kernel/reply.ts'
import { personRecord } from '#people/index.ts'
import type { Call, Download } from '#platform/http/types.ts'
import type { Held, View } from '#platform/journal/index.ts'
import type * as api from '../../api/duty-reports.ts'
import { type Exported, type Format, fileOf, fingerprintOf, mediaTypes } from '../../export/index.ts'
import type { DutyReportDoc } from '../../model/duty-report.ts'
import { paperOf } from '../../rules/drafting/paper.ts'
import { dutyReport } from '../../rules/duty-report-record.ts'
import { stateAtRevision } from '../../store/duty-reports.ts'
import { subjectFor } from './gather.ts'
import { formFor, lawOf, placeFor, type ReportingRoom, registerView } from './room.ts'

export async function exportDutyReport(
  room: ReportingRoom,
  { id, format, revision, sources = false }: InputOf<typeof api.exportDutyReport>,
  { view }: Call,
): Promise<Reply<Download>> {
  const held = await room.journal.reads.one(dutyReport, view, id)
  if (!held) return refuse('unknown', `No report by law with the id ${id} that you may read.`)
  const asked = revision ?? held.state.revision
  const doc = asked === held.state.revision ? held.state : await stateAtRevision(room.journal, view, id, asked)
  if (!doc) return refuse('no-such-revision', `There is no revision ${asked}.`, '/revision')
  const file = await fileOf(format, await exportedOf(room, view, { ...held, state: doc }, sources))
  return file.ok ? done({ name: nameOfFile(doc, format), type: mediaTypes[format], bytes: file.value }) : file
}

/** 'INC-2027-0007-nis2-early_warning-r2.pdf': no name of a person or an organisation on a desktop. */
export function nameOfFile({ reference, regime, report, revision }: DutyReportDoc, format: Format): string {
  return `${reference.split(', ', 1)[0]}-${regime}-${report}-r${revision}.${format}`
}

export async function exportedOf(
  room: ReportingRoom,
  view: View,
  held: Held<DutyReportDoc>,
  withSources: boolean,
): Promise<Exported> {
  const { id, state: doc, marking } = held
  const { assessment, regime, report } = doc
  const law = await lawOf(room, doc.lawVersion)
  const found = await subjectFor(room, view, law, { assessment, regime, report, marking, own: id })
  const form = formFor(room, doc, await placeFor(room, doc), found?.subject ?? null)
  const names = await namesOf(room, view, doc)
  const paper = paperOf({
    ...{ doc, form, marking, withSources },
    exercise: view.realm !== 'live',
    nameOf: (actor) => names.get(personOf(actor)) ?? personOf(actor),
    fingerprint: fingerprintOf(doc),
  })
  return { paper, form, doc }
}

async function namesOf({ journal }: ReportingRoom, view: View, doc: DutyReportDoc): Promise<Map<string, string>> {
  const id = /^person:([0-9a-f-]{36})/.exec(doc.approval?.by ?? '')?.[1]
  const person = id && (await journal.reads.one(personRecord, registerView(view), id))
  return new Map(person ? [[`person:${person.id}`, person.state.name]] : [])
}
