// Writing in a report, and its way past a second person.
import type { InputOf, OutputOf } from '#kernel/contract.ts'
import { done, type Reply } from '#kernel/reply.ts'
import type { Call } from '#platform/http/types.ts'
import type { Unit } from '#platform/journal/index.ts'
import type * as api from '../../api/duty-reports.ts'
import type { DutyReportDoc, FieldValue } from '../../model/duty-report.ts'
import { askedFields } from '../../rules/drafting/asked-fields.ts'
import { faultIn } from '../../rules/drafting/check-value.ts'
import { isFilled } from '../../rules/drafting/conditions.ts'
import { sameValue } from '../../rules/drafting/differences.ts'
import { takesOf } from '../../rules/drafting/form.ts'
import { dutyReport } from '../../rules/duty-report-record.ts'
import { subjectFor } from './gather.ts'
import { formFor, lawOf, moved, placeFor, type ReportingRoom, reportFor } from './room.ts'

type Moved = OutputOf<typeof api.editDutyReport>

export function editDutyReport(
  room: ReportingRoom,
  input: InputOf<typeof api.editDutyReport>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { id, version, title } = input
    const { state } = await reportFor(unit, id, version, 'edit')
    const fields = await changedFields(room, unit, state, input.fields ?? {})
    const renamed = title !== undefined && title !== state.title
    if (Object.keys(fields).length === 0 && !renamed) return unit.refuse('nothing-to-change')
    const body = { fields, ...(renamed ? { title } : {}) }
    const { entry, held } = await unit.append(dutyReport, 'assess.dutyReportEdited', id, body, {
      expectedVersion: version,
    })
    return done(moved(held, entry))
  })
}

/** The values that differ, each checked against what its field takes. An empty text empties a field. */
async function changedFields(
  room: ReportingRoom,
  unit: Unit,
  doc: DutyReportDoc,
  given: Record<string, FieldValue>,
): Promise<Record<string, FieldValue>> {
  const place = await placeFor(room, doc)
  const asked = new Map(place ? askedFields(place, room.forms).map((one) => [one.id, one]) : [])
  const changed: Record<string, FieldValue> = {}
  for (const [id, told] of Object.entries(given)) {
    const value = isFilled(told) ? told : null
    const where = `/fields/${id}`
    const field = asked.get(id)
    if (!field && !(Object.hasOwn(doc.fields, id) && value === null))
      unit.refuse('bad-field', `This report has no field ${id}.`, where)
    const fault = field ? faultIn(value, takesOf(field, room.countries)) : null
    if (fault) unit.refuse('bad-field', `${field?.label ?? id}: ${fault}`, where)
    if (!sameValue(value, doc.fields[id]?.value ?? null)) changed[id] = value
  }
  return changed
}

const mostNamed = 10

export function askApproval(
  room: ReportingRoom,
  input: InputOf<typeof api.askApproval>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    const { id, version, incompleteBecause = null } = input
    const { state, marking } = await reportFor(unit, id, version, 'ask')
    const { assessment, regime, report } = state
    const law = await lawOf(room, state.lawVersion)
    const found = await subjectFor(room, unit.view, law, { assessment, regime, report, marking, own: id })
    const { fields, missing, faulty } = formFor(room, state, await placeFor(room, state), found?.subject ?? null)
    const labelled = (ids: readonly string[]) =>
      ids.map((one) => `${one} (${fields.find((field) => field.id === one)?.label ?? one})`)
    if (faulty.length > 0) {
      const wrong = fields.find((field) => field.id === faulty[0])
      unit.refuse('bad-field', `${wrong?.label ?? faulty[0]}: ${wrong?.faults[0] ?? ''}`, `/fields/${faulty[0]}`)
    }
    if (missing.length > 0 && incompleteBecause === null) {
      const more = missing.length > mostNamed ? ` and ${missing.length - mostNamed} more` : ''
      unit.refuse('still-missing', `${labelled(missing.slice(0, mostNamed)).join('; ')}${more}.`, '/incompleteBecause')
    }
    const body = { incompleteBecause: missing.length > 0 ? incompleteBecause : null }
    const { entry, held } = await unit.append(dutyReport, 'assess.dutyReportPutForward', id, body, {
      expectedVersion: version,
    })
    return done(moved(held, entry))
  })
}

export function approveDutyReport(
  room: ReportingRoom,
  { id, version }: InputOf<typeof api.approveDutyReport>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await reportFor(unit, id, version, 'approve')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(dutyReport, 'assess.dutyReportApproved', id, {}, options)
    return done(moved(held, entry))
  })
}

export function returnDutyReport(
  room: ReportingRoom,
  { id, version, reason }: InputOf<typeof api.returnDutyReport>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await reportFor(unit, id, version, 'return')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(dutyReport, 'assess.dutyReportReturned', id, { reason }, options)
    return done(moved(held, entry))
  })
}

export function withdrawDutyReport(
  room: ReportingRoom,
  { id, version, reason }: InputOf<typeof api.withdrawDutyReport>,
  call: Call,
): Promise<Reply<Moved>> {
  return room.journal.commit(call.writer, async (unit) => {
    await reportFor(unit, id, version, 'withdraw')
    const options = { expectedVersion: version }
    const { entry, held } = await unit.append(dutyReport, 'assess.dutyReportWithdrawn', id, { reason }, options)
    return done(moved(held, entry))
  })
}
