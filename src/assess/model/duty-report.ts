// The nouns of a report that the law asks for: its fields with their sources, its revisions, approval, sendings and receipts.
import Type, { type Static, type TSchema } from 'typebox'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { Reason, Sha256 } from '../model.ts'
import { DutyReportId, RegimeId } from './law.ts'
import { Answer, TimeZone } from './verdict.ts'

const closed = { additionalProperties: false } as const
function orNull<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}
const Short = Type.String({ maxLength: 400 })

/** A field of a prescribed form by its number ('3.15'), or a content that an article names ('likely_consequences'). */
export const FieldId = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,120}$' })

/** What stands in a field. Text of persons stays as it was said; typed fields of prescribed forms are checked. */
export const FieldValue = Type.Union([
  Type.String({ maxLength: 20_000 }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 400 }), { maxItems: 300 }),
  Type.Null(),
])
export type FieldValue = Static<typeof FieldValue>

export const sourceKinds = [
  'fact',
  'anchor',
  'entity',
  'incident',
  'assessment',
  'rule',
  'law',
  'item',
  'attack',
  'claim',
  'task',
  'person',
  'duty-report',
] as const
/**
 * Where a value comes from. `id` is of that kind: a fact ('incident.duration_minutes', 'services/portal/service.users_union'),
 * an anchor, a rule, a report of the law ('nis2/final_report'), or the id of a record.
 */
export const FieldSource = Type.Object(
  { kind: Type.Enum(sourceKinds), id: Type.String({ maxLength: 300 }), label: Short },
  closed,
)
export type FieldSource = Static<typeof FieldSource>

export const ReportField = Type.Object(
  {
    value: FieldValue,
    sources: Type.Array(FieldSource, { maxItems: 200 }),
    /** A person wrote it: drafting again leaves it as it is. */
    edited: Type.Boolean(),
    by: Type.String(),
    at: Instant,
  },
  closed,
)
export type ReportField = Static<typeof ReportField>

export const ReportFields = Type.Record(FieldId, ReportField, { maxProperties: 200, ...closed })
export type ReportFields = Record<string, ReportField>

export const dutyReportStatuses = ['draft', 'for-approval', 'approved', 'sent', 'withdrawn'] as const
export const DutyReportStatus = Type.Enum(dutyReportStatuses)
export type DutyReportStatus = Static<typeof DutyReportStatus>

export const dutyReportEvents = ['edit', 'ask', 'approve', 'return', 'send', 'receive', 'withdraw'] as const
export type DutyReportEvent = (typeof dutyReportEvents)[number]

export const Receipt = Type.Object(
  { at: Instant, text: Type.String({ minLength: 1, maxLength: 2_000 }), by: Type.String(), recordedAt: Instant },
  closed,
)

export const channels = ['download', 'email', 'api'] as const
/** download: a person hands it in by the portal of the authority. email, api: this node delivers it. */
export const Channel = Type.Enum(channels)
export type Channel = Static<typeof Channel>

export const Sending = Type.Object(
  {
    id: Id,
    /** When it was asked to be sent, or for `download` when it was handed in. */
    at: Instant,
    by: Type.String(),
    channel: Channel,
    to: Type.String({ maxLength: 500 }),
    revision: Type.Integer({ minimum: 1 }),
    /** Of the file that goes out. */
    sha256: Sha256,
    state: Type.Enum(['waiting', 'sent', 'failed']),
    error: orNull(Type.String({ maxLength: 1_000 })),
    /** When it left this node. */
    sentAt: orNull(Instant),
    receipt: orNull(Receipt),
  },
  closed,
)
export type Sending = Static<typeof Sending>

/** One state of the contents that was, or may be, put before a second person. */
export const RevisionMark = Type.Object(
  {
    revision: Type.Integer({ minimum: 1 }),
    begunAt: Instant,
    begunBy: Type.String(),
    askedAt: orNull(Instant),
    askedBy: orNull(Type.String()),
    /** Why it is put forward although something that is always needed is missing. */
    incompleteBecause: orNull(Reason),
    approvedAt: orNull(Instant),
    approvedBy: orNull(Type.String()),
  },
  closed,
)
export type RevisionMark = Static<typeof RevisionMark>

export const DutyReportDoc = Type.Object(
  {
    /** The clock that it answers; null for a voluntary report, for which none runs. */
    duty: orNull(Id),
    assessment: Id,
    incident: orNull(Id),
    regime: RegimeId,
    report: DutyReportId,
    lawVersion: Type.String({ maxLength: 100 }),
    /** What people say on the telephone: 'INC-2027-0007, ASM-2027-0007'. */
    reference: Type.String({ maxLength: 200 }),
    title: Type.String({ minLength: 1, maxLength: 400 }),
    entityName: Type.String({ maxLength: 300 }),
    timeZone: TimeZone,
    fields: ReportFields,
    status: DutyReportStatus,
    revision: Type.Integer({ minimum: 1 }),
    revisions: Type.Array(RevisionMark, { maxItems: 500 }),
    /** Whose words have not been approved by somebody else yet: none of them can approve. */
    authors: Type.Array(Type.String(), { maxItems: 200 }),
    approval: orNull(Type.Object({ by: Type.String(), at: Instant, revision: Type.Integer() }, closed)),
    returned: orNull(Type.Object({ by: Type.String(), at: Instant, reason: Reason }, closed)),
    withdrawn: orNull(Type.Object({ by: Type.String(), at: Instant, reason: Reason }, closed)),
    sendings: Type.Array(Sending, { maxItems: 200 }),
    draftedAt: Instant,
    draftedBy: Type.String(),
    changedAt: Instant,
  },
  closed,
)
export type DutyReportDoc = Static<typeof DutyReportDoc>

export const demands = ['needed', 'if-it-applies', 'not-needed', 'not-named'] as const

/** A field as it is shown and asked for: what the law calls it, whether it is needed, what stands in it. */
export const FormField = Type.Object(
  {
    id: FieldId,
    label: Type.String(),
    section: orNull(Type.String()),
    /** 'text', 'choice', 'choice[]', 'boolean', 'integer', 'percent_1dp', 'money_thousands', 'duration_ddhhmm', 'datetime_utc' ... */
    type: Type.String(),
    choices: orNull(Type.Array(Type.String())),
    help: orNull(Type.String()),
    /** not-named: the law leaves the contents open, or it is a heading of ours. */
    demand: Type.Enum(demands),
    /** The word of the law: 'always', 'where_available', 'M', 'C'. */
    word: orNull(Type.String()),
    /** When a conditional field is needed, in words, and whether that is so as far as is known. */
    condition: orNull(Type.Object({ text: Type.String(), answer: Answer }, closed)),
    value: FieldValue,
    /** The value as people read it; empty when there is none. */
    shown: Type.String(),
    sources: Type.Array(FieldSource),
    edited: Type.Boolean(),
    by: orNull(Type.String()),
    at: orNull(Instant),
    /** Needed, and nothing stands in it. */
    missing: Type.Boolean(),
    /** What is wrong with the value, one sentence each. */
    faults: Type.Array(Type.String()),
    verified: Type.Boolean(),
  },
  closed,
)
export type FormField = Static<typeof FormField>

export const DutyReportForm = Type.Object(
  {
    regimeTitle: Type.String(),
    reportName: Type.String(),
    article: Type.String(),
    instrument: Type.String(),
    recipients: Type.Array(Type.String()),
    /** The prescribed form, where there is one. */
    template: orNull(Type.String()),
    lawVersion: Type.String(),
    /** False: something of this report was not read in the act itself, and is shown as such. */
    verified: Type.Boolean(),
    /** True when the law that the report was drafted by is not at hand any more: labels are those of the present law. */
    otherLaw: Type.Boolean(),
    fields: Type.Array(FormField),
    missing: Type.Array(FieldId),
    /** Not needed always, and empty: to be looked at. */
    open: Type.Array(FieldId),
    faulty: Type.Array(FieldId),
  },
  closed,
)
export type DutyReportForm = Static<typeof DutyReportForm>

/** One piece of a comparison by words. */
export const WordChange = Type.Object({ op: Type.Enum(['same', 'added', 'removed']), text: Type.String() }, closed)
export type WordChange = Static<typeof WordChange>

export const FieldChange = Type.Object(
  {
    field: FieldId,
    label: Type.String(),
    from: FieldValue,
    to: FieldValue,
    words: Type.Array(WordChange),
  },
  closed,
)
export type FieldChange = Static<typeof FieldChange>
