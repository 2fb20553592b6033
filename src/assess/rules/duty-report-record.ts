// A report by law as a record: what it is, is what its entries add up to.

import Type, { type TSchema } from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { personOf } from '#kernel/reader.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import * as is from '../model/duty-report.ts'
import { Reason } from '../model.ts'

type Doc = is.DutyReportDoc
const closed = { additionalProperties: false } as const
function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}
const state = is.DutyReportDoc.properties

/** Values as the record suggests them, each with what it rests on. */
const Drafted = Type.Record(
  is.FieldId,
  Type.Object({ value: is.FieldValue, sources: is.ReportField.properties.sources }, closed),
  { maxProperties: 200, ...closed },
)
const Edited = Type.Record(is.FieldId, is.FieldValue, { maxProperties: 200, ...closed })

export const dutyReport = recordKind({
  name: 'assess.dutyReport',
  state: is.DutyReportDoc,
  kinds: {
    'assess.dutyReportDrafted': opening(
      Type.Object(
        {
          duty: state.duty,
          assessment: Id,
          incident: state.incident,
          regime: state.regime,
          report: state.report,
          lawVersion: state.lawVersion,
          reference: state.reference,
          title: state.title,
          entityName: state.entityName,
          timeZone: state.timeZone,
          fields: Drafted,
        },
        closed,
      ),
      ({ fields, ...body }, entry): Doc => ({
        ...body,
        fields: drafted(fields, entry),
        status: 'draft',
        revision: 1,
        revisions: [mark(1, entry)],
        authors: [personOf(entry.actor)],
        approval: null,
        returned: null,
        withdrawn: null,
        sendings: [],
        draftedAt: entry.recordedAt,
        draftedBy: entry.actor,
        changedAt: entry.recordedAt,
      }),
    ),
    'assess.dutyReportRedrafted': change(
      Type.Object({ lawVersion: state.lawVersion, fields: Drafted }, closed),
      (before: Doc, { fields, lawVersion }, entry): Doc => ({
        ...rewritten(before, entry),
        lawVersion,
        fields: { ...before.fields, ...drafted(fields, entry) },
      }),
    ),
    'assess.dutyReportEdited': change(
      Type.Object({ title: Type.Optional(state.title), fields: Edited }, closed),
      (before: Doc, { title, fields }, entry): Doc => ({
        ...rewritten(before, entry),
        title: title ?? before.title,
        fields: { ...before.fields, ...edited(before.fields, fields, entry) },
      }),
    ),
    'assess.dutyReportPutForward': change(
      Type.Object({ incompleteBecause: orNull(Reason) }, closed),
      (before: Doc, { incompleteBecause }, entry): Doc => ({
        ...before,
        status: 'for-approval',
        returned: null,
        revisions: marked(before, { askedAt: entry.recordedAt, askedBy: entry.actor, incompleteBecause }),
        changedAt: entry.recordedAt,
      }),
    ),
    'assess.dutyReportApproved': change(Type.Object({}, closed), (before: Doc, _body, entry): Doc => {
      const { recordedAt: at, actor: by } = entry
      return {
        ...before,
        status: 'approved',
        approval: { by, at, revision: before.revision },
        revisions: marked(before, { approvedAt: at, approvedBy: by }),
        changedAt: at,
      }
    }),
    'assess.dutyReportReturned': change(
      Type.Object({ reason: Reason }, closed),
      (before: Doc, { reason }, entry): Doc => ({
        ...before,
        status: 'draft',
        approval: null,
        returned: { by: entry.actor, at: entry.recordedAt, reason },
        revisions: marked(before, { approvedAt: null, approvedBy: null }),
        changedAt: entry.recordedAt,
      }),
    ),
    'assess.dutyReportWithdrawn': change(
      Type.Object({ reason: Reason }, closed),
      (before: Doc, { reason }, entry): Doc => ({
        ...before,
        status: 'withdrawn',
        approval: null,
        withdrawn: { by: entry.actor, at: entry.recordedAt, reason },
        changedAt: entry.recordedAt,
      }),
    ),
    'assess.dutyReportSent': change(
      Type.Object({ sending: is.Sending }, closed),
      (before: Doc, { sending }, entry): Doc => ({
        ...before,
        status: sending.state === 'sent' ? 'sent' : before.status,
        sendings: [...before.sendings, sending],
        changedAt: entry.recordedAt,
      }),
    ),
    'assess.dutyReportDelivered': change(
      Type.Object(
        {
          sending: Id,
          state: Type.Enum(['sent', 'failed']),
          sentAt: orNull(Instant),
          error: is.Sending.properties.error,
        },
        closed,
      ),
      (before: Doc, { sending, ...outcome }, entry): Doc => {
        const sendings = before.sendings.map((one) => (one.id === sending ? { ...one, ...outcome } : one))
        // A revision that was begun meanwhile goes its own way.
        const current = sendings.some((one) => one.id === sending && one.revision === before.revision)
        const left = outcome.state === 'sent' && current && before.status === 'approved'
        return { ...before, sendings, status: left ? 'sent' : before.status, changedAt: entry.recordedAt }
      },
    ),
    'assess.dutyReportReceipted': change(
      Type.Object({ sending: Id, at: Instant, text: is.Receipt.properties.text }, closed),
      (before: Doc, { sending, at, text }, entry): Doc => {
        const receipt = { at, text, by: entry.actor, recordedAt: entry.recordedAt }
        const sendings = before.sendings.map((one) => (one.id === sending ? { ...one, receipt } : one))
        return { ...before, sendings, changedAt: entry.recordedAt }
      },
    ),
  },
  index: ({ title, reference, fields }) => ({
    title: `${reference} ${title}`,
    words: Object.values(fields)
      .flatMap(({ value }) => (typeof value === 'string' ? [value] : Array.isArray(value) ? value : []))
      .join('\n'),
  }),
})

type Entered = Record<string, { value: is.FieldValue; sources: is.FieldSource[] }>

function drafted(fields: Entered, { actor, recordedAt }: EntryHeader): is.ReportFields {
  const made = Object.entries(fields).map(
    ([id, field]) => [id, { ...field, edited: false, by: actor, at: recordedAt }] as const,
  )
  return Object.fromEntries(made)
}

/** What a person writes stands under their name. What the draft rested on stays named: the words may still rest on it. */
function edited(
  before: is.ReportFields,
  values: Record<string, is.FieldValue>,
  { actor, recordedAt }: EntryHeader,
): is.ReportFields {
  const by = personOf(actor)
  const own = { kind: 'person' as const, id: by, label: 'written by a person' }
  const made = Object.entries(values).map(([id, value]) => {
    const kept = (before[id]?.sources ?? []).filter((one) => one.kind !== 'person' || one.id !== by)
    const sources = value === null ? [] : [...kept.slice(0, 199), own]
    return [id, { value, sources, edited: true, by: actor, at: recordedAt }] as const
  })
  return Object.fromEntries(made)
}

function mark(revision: number, { recordedAt, actor }: EntryHeader): is.RevisionMark {
  const open = { askedAt: null, askedBy: null, incompleteBecause: null, approvedAt: null, approvedBy: null }
  return { revision, begunAt: recordedAt, begunBy: actor, ...open }
}

function marked(before: Doc, more: Partial<is.RevisionMark>): is.RevisionMark[] {
  return before.revisions.map((one) => (one.revision === before.revision ? { ...one, ...more } : one))
}

/**
 * Before its contents change: what was put before somebody stays as that revision, and a new one begins. Authors are
 * kept until a second person approved what they wrote.
 */
function rewritten(before: Doc, entry: EntryHeader): Doc {
  const shown = before.revisions.some((one) => one.revision === before.revision && one.askedAt !== null)
  const revision = shown ? before.revision + 1 : before.revision
  const earlier = before.approval ? [] : before.authors
  return {
    ...before,
    status: 'draft',
    revision,
    revisions: shown ? [...before.revisions, mark(revision, entry)] : before.revisions,
    authors: [...new Set([...earlier, personOf(entry.actor)])],
    approval: null,
    changedAt: entry.recordedAt,
  }
}
