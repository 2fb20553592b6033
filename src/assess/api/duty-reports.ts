// Contracts: reports that the law asks for, drafted from the record, approved by a second person, exported, sent, receipted.
import Type from 'typebox'
import { contract, type Policy, type RefusalMeaning } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import {
  Channel,
  DutyReportDoc,
  DutyReportForm,
  DutyReportStatus,
  dutyReportEvents,
  FieldChange,
  FieldId,
  FieldValue,
  RevisionMark,
  Sending,
} from '../model/duty-report.ts'
import { DutyReportId, RegimeId } from '../model/law.ts'
import { held, Reason } from '../model.ts'

const closed = { additionalProperties: false } as const
const optional = Type.Optional
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The version that you saw' })
const Revision = Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Number of a revision' })
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const reading: Policy = { who: 'signed-in' }
const writing: Policy = { who: ['analyst', 'duty-officer', 'crisis-manager'] }
const anId = '01980f3c-8a00-7000-8000-000000000001'
const another = '01980f3c-8a00-7000-8000-000000000002'

const meanings = {
  'no-such-report': {
    status: 422,
    title: 'The law asks for no such report',
    whatToDo: 'Name a regime and one of its reports as assess.getAssessment lists them, or a duty.',
  },
  'bad-field': {
    status: 422,
    title: 'A value is not as the form asks',
    whatToDo: 'The detail says what the field takes; correct it and send the change again. Nothing was kept.',
  },
  'nothing-to-change': {
    status: 422,
    title: 'That changes nothing',
    whatToDo: 'It is already so; there is nothing to do.',
  },
  'still-missing': {
    status: 422,
    title: 'Something that is always needed is missing',
    whatToDo: 'Fill the fields that the detail names, or say why the report goes forward without them.',
  },
  'second-person-needed': {
    status: 403,
    title: 'Whoever wrote it cannot approve it',
    whatToDo: 'Ask somebody who did not write in this revision.',
  },
  'person-needed': {
    status: 403,
    title: 'Only a named person can do this',
    whatToDo: 'Sign in, or use an API token that belongs to a person.',
  },
  'no-such-revision': {
    status: 404,
    title: 'There is no such revision of this report',
    whatToDo: 'The report lists its revisions; name one of them.',
  },
  'bad-address': {
    status: 422,
    title: 'It cannot be sent to there',
    whatToDo: 'For email give one mail address, for api an https address; for download say who it was handed to.',
  },
  'no-mail-server': {
    status: 409,
    title: 'This node cannot send mail',
    whatToDo: 'Ask an administrator to configure a mail server, or hand the report in and record that.',
  },
  'impossible-facts': {
    status: 422,
    title: 'With that the assessment would contradict itself',
    whatToDo: 'See the detail: it names the field and the rule. Correct the assessment, or the time of sending.',
  },
  'impossible-times': {
    status: 422,
    title: 'These times cannot be',
    whatToDo: 'See the detail, and correct the time.',
  },
} satisfies Record<string, RefusalMeaning>

function may(...names: (keyof typeof meanings)[]): Record<string, RefusalMeaning> {
  return Object.fromEntries(names.map((name) => [name, meanings[name]]))
}

const Changed = Type.Object({ id: Id, version: Version, entry: Id }, closed)
const Moved = Type.Object(
  { ...Changed.properties, status: DutyReportStatus, revision: Type.Integer({ minimum: 1 }) },
  closed,
)
const { fields: _fields, ...withoutFields } = DutyReportDoc.properties

export const draftDutyReport = contract({
  name: 'assess.draftDutyReport',
  does: 'action',
  summary: 'Draft a report that the law asks for from what is recorded; nothing that is not recorded is filled in',
  input: Type.Object(
    {
      duty: optional(Id),
      assessment: optional(Id),
      regime: optional(RegimeId),
      report: optional(DutyReportId),
    },
    closed,
  ),
  output: Type.Object({ ...Moved.properties, missing: Type.Array(FieldId), open: Type.Array(FieldId) }, closed),
  refusals: may('no-such-report'),
  policy: writing,
  arguments: ['duty'],
  example: { duty: anId },
})

export const listDutyReports = contract({
  name: 'assess.listDutyReports',
  does: 'query',
  summary: 'Reports by law that you may read, the newest change first',
  input: Type.Object(
    {
      duty: optional(Id),
      assessment: optional(Id),
      incident: optional(Id),
      regime: optional(RegimeId),
      status: optional(Type.Array(DutyReportStatus, { maxItems: 5 })),
      after: optional(Type.String({ maxLength: 500, description: '`next` of the page before' })),
      limit: optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    closed,
  ),
  output: Type.Object(
    { items: Type.Array(held(Type.Object(withoutFields, closed))), next: orNull(Type.String()) },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { status: ['for-approval'] },
})

/** What this reader may do next with it, or why not. */
export const Move = Type.Object(
  { event: Type.Enum(dutyReportEvents), allowed: Type.Boolean(), because: orNull(Type.String()) },
  closed,
)

export const getDutyReport = contract({
  name: 'assess.getDutyReport',
  does: 'query',
  summary: 'A report by law as a form: what is asked, what stands in it and where that comes from, what is missing',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(DutyReportDoc).properties,
      form: DutyReportForm,
      moves: Type.Array(Move),
      /** What drafting again from the record would change, in fields that nobody edited (taken) and in edited ones (would). */
      fresh: Type.Object({ taken: Type.Array(FieldChange), would: Type.Array(FieldChange) }, closed),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const redraftDutyReport = contract({
  name: 'assess.redraftDutyReport',
  does: 'action',
  summary: 'Take what was recorded since into fields that nobody edited; show what it would change in edited ones',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      over: optional(
        Type.Array(FieldId, { maxItems: 200, description: 'Edited fields that are to be drafted anew all the same' }),
      ),
    },
    closed,
  ),
  output: Type.Object({ ...Moved.properties, taken: Type.Array(FieldChange), would: Type.Array(FieldChange) }, closed),
  refusals: may('nothing-to-change'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 2 },
})

export const editDutyReport = contract({
  name: 'assess.editDutyReport',
  does: 'action',
  summary: 'Write in fields of a report; what was approved becomes a new revision that is approved again',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      title: optional(DutyReportDoc.properties.title),
      /** By field; null empties one. */
      fields: optional(Type.Record(FieldId, FieldValue, { maxProperties: 200, ...closed })),
    },
    closed,
  ),
  output: Moved,
  refusals: may('bad-field', 'nothing-to-change'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 1, fields: { likely_consequences: 'Customers cannot pay until Thursday.' } },
})

export const askApproval = contract({
  name: 'assess.askApproval',
  does: 'action',
  summary: 'Put a report before a second person',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      incompleteBecause: optional(Reason),
    },
    closed,
  ),
  output: Moved,
  refusals: may('still-missing', 'bad-field'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 2, incompleteBecause: 'The number of clients is counted until noon and follows.' },
})

export const approveDutyReport = contract({
  name: 'assess.approveDutyReport',
  does: 'action',
  summary: 'Approve a report as a second person, who did not write in it',
  input: Type.Object({ id: Id, version: Version }, closed),
  output: Moved,
  refusals: may('second-person-needed', 'person-needed'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 3 },
})

export const returnDutyReport = contract({
  name: 'assess.returnDutyReport',
  does: 'action',
  summary: 'Give a report back to those who write it, with a reason; an approval ends by it',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Moved,
  refusals: may('person-needed'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 3, reason: 'The number of customers is that of yesterday.' },
})

export const withdrawDutyReport = contract({
  name: 'assess.withdrawDutyReport',
  does: 'action',
  summary: 'Put a report aside that will not be sent; it stays in the record',
  input: Type.Object({ id: Id, version: Version, reason: Reason }, closed),
  output: Moved,
  refusals: {},
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 3, reason: 'Drafted twice; the other one is used.' },
})

export const compareDutyReport = contract({
  name: 'assess.compareDutyReport',
  does: 'query',
  summary: 'What differs between two revisions of a report, field by field and word by word',
  input: Type.Object({ id: Id, from: Revision, to: Revision }, closed),
  output: Type.Object(
    { from: RevisionMark, to: RevisionMark, changes: Type.Array(FieldChange), same: Type.Integer() },
    closed,
  ),
  refusals: may('no-such-revision'),
  policy: reading,
  arguments: ['id', 'from', 'to'],
  example: { id: anId, from: 1, to: 2 },
})

export const formats = ['pdf', 'docx', 'json', 'md'] as const
export const exportDutyReport = contract({
  name: 'assess.exportDutyReport',
  does: 'query',
  summary: 'A revision of a report as PDF, Word, JSON or Markdown, with its marking on every page',
  input: Type.Object(
    {
      id: Id,
      format: Type.Enum(formats),
      revision: optional(Revision),
      sources: optional(
        Type.Boolean({ description: 'With what each value rests on: for the desk, not for the authority' }),
      ),
    },
    closed,
  ),
  output: Type.Object({ name: Type.String(), type: Type.String() }),
  refusals: may('no-such-revision'),
  policy: reading,
  arguments: ['id', 'format'],
  download: true,
  example: { id: anId, format: 'pdf' },
})

export const sendDutyReport = contract({
  name: 'assess.sendDutyReport',
  does: 'action',
  summary: 'Send an approved report, or record that a person handed it in; its duty counts as fulfilled when it left',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      channel: Channel,
      /** A mail address, an https address, or in words whom it was handed to. */
      to: Type.String({ minLength: 3, maxLength: 500 }),
      /** Only for download: when it was handed in, where that was not now. */
      at: optional(Instant),
      receipt: optional(Type.String({ minLength: 1, maxLength: 2_000 })),
      /** Kept with the submission where it is late: several acts ask for the reasons. */
      lateBecause: optional(Reason),
    },
    closed,
  ),
  output: Type.Object({ ...Moved.properties, sending: Sending, submissionRecorded: Type.Boolean() }, closed),
  refusals: may('bad-address', 'no-mail-server', 'impossible-times', 'impossible-facts'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 4, channel: 'download', to: 'Portal of the national CSIRT', receipt: 'No. 2025-118' },
})

export const recordReceipt = contract({
  name: 'assess.recordReceipt',
  does: 'action',
  summary: 'Record what the receiver answered to a sending: that it arrived, and under which number',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      sending: Id,
      text: Type.String({ minLength: 1, maxLength: 2_000 }),
      at: optional(Instant),
    },
    closed,
  ),
  output: Moved,
  refusals: may('impossible-times'),
  policy: writing,
  arguments: ['id'],
  example: { id: anId, version: 5, sending: another, text: 'Received under number 2025-118.' },
})
