// What the actions on reports by law work with, and the few steps that all of them take.
import type { Id } from '#kernel/id.ts'
import type { Held, Unit, View } from '#platform/journal/index.ts'
import type { Outbox } from '#platform/outbox/index.ts'
import type { Forms } from '../../model/duty-forms.ts'
import type { DutyReportDoc, DutyReportEvent } from '../../model/duty-report.ts'
import { type Place, placeOf } from '../../rules/drafting/asked-fields.ts'
import { formOf } from '../../rules/drafting/form.ts'
import { whyNot } from '../../rules/drafting/lifecycle.ts'
import type { Subject } from '../../rules/drafting/subject.ts'
import { dutyReport } from '../../rules/duty-report-record.ts'
import type { PreparedLaw } from '../../rules/law/prepared.ts'
import type { AssessingRoom } from '../assessing/room.ts'
import { seen } from '../desk.ts'

export interface ReportingRoom extends AssessingRoom {
  forms: Forms
  outbox: Pick<Outbox, 'put' | 'canMail'>
  /** ISO 3166-1 alpha-2 codes that exist. */
  countries: ReadonlySet<string>
}

type Doc = DutyReportDoc

/** More revisions than anybody makes; a loop that makes them ends. */
const mostRevisions = 400

/** The report at the version that the caller saw, where that step may be taken by them. */
export async function reportFor(unit: Unit, id: Id, version: number, event: DutyReportEvent): Promise<Held<Doc>> {
  const held = await unit.read(dutyReport, id)
  if (!held) return unit.refuse('unknown', `No report by law with the id ${id} that you may read.`)
  seen(unit, held, version)
  const why = whyNot(held.state, event, unit.view.reader)
  if (why) unit.refuse(why.refusal, why.why)
  if (held.state.revisions.length >= mostRevisions) unit.refuse('too-large', `It has ${mostRevisions} revisions.`)
  return held
}

/** The law that a report was drafted by; the present one where that is not at hand any more. */
export async function lawOf({ law }: ReportingRoom, version: string): Promise<PreparedLaw> {
  return (await law.version(version)) ?? law.current()
}

export async function placeFor(room: ReportingRoom, doc: Doc): Promise<Place | null> {
  const { law } = await lawOf(room, doc.lawVersion)
  return placeOf(law, doc.regime, doc.report)
}

export function formFor(room: ReportingRoom, doc: Doc, place: Place | null, subject: Subject | null) {
  return formOf({ doc, place, subject, forms: room.forms, countries: room.countries })
}

export function moved(held: Held<Doc>, entry: Id) {
  const { id, version, state } = held
  return { id, version, entry, status: state.status, revision: state.revision }
}

/** People and organisations stand in the live realm, also for those who are in an exercise. */
export function registerView({ reader }: View): View {
  return { reader, realm: 'live' }
}
