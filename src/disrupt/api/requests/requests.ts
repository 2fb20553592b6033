// Contracts: requests for data or measures, with what is asked, by when it is needed, and whether it can still come in time.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { MarkingChoice } from '#kernel/marking.ts'
import { Instant } from '#kernel/time.ts'
import { Basis, Forum, Procedure, StepKind } from '../../model/requests/data.ts'
import { InTime, InTimeVerdict } from '../../model/requests/in-time.ts'
import { Request, RequestState } from '../../model/requests/request.ts'
import { ProcedureId } from '../../model/requests/words.ts'
import { closed, Day, Line, orNull, Pointer, Reason } from '../../model/words.ts'
import { refusing } from '../refusals.ts'
import { anId, another, aParty, Changed, changing, held, Linked, optional, reading, working } from '../shown.ts'

const is = Request.properties
const asked = {
  what: optional(is.what),
  bases: optional(is.bases),
  forum: optional(is.forum),
  neededBy: optional(is.neededBy),
  crisis: optional(is.crisis),
  incident: optional(is.incident),
  objective: optional(is.objective),
}
const aPlatform = { ...aParty, name: 'X' }
const researchers = { ...aParty, name: 'Democracy Reporting International' }

export const requestData = contract({
  name: 'disrupt.requestData',
  does: 'query',
  summary: 'Legal bases, courts with their days off, procedures, and how long steps are assumed to last',
  input: Type.Object({}, closed),
  output: Type.Object(
    {
      bases: Type.Array(Basis),
      forums: Type.Array(Forum),
      procedures: Type.Array(Procedure),
      kinds: Type.Array(StepKind),
      endangeredBelow: Type.Number(),
      note: Type.String(),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: {},
})

export const openRequest = contract({
  name: 'disrupt.openRequest',
  does: 'action',
  summary:
    'Write down a request for data or a measure: from whom, to whom, by which right, for what, by when it is needed',
  input: Type.Object(
    {
      title: is.title,
      kind: optional(is.kind),
      from: is.from,
      to: is.to,
      purpose: is.purpose,
      ...asked,
      about: optional(is.about),
      /** Plans its steps, and names its legal bases where none are given. */
      procedure: optional(ProcedureId),
      /** Since when the day by which it is needed is known. */
      at: optional(Instant),
      marking: optional(MarkingChoice),
    },
    closed,
  ),
  output: Changed,
  refusals: refusing('no-such-data', 'no-such-part', 'impossible-times'),
  policy: working,
  arguments: ['title'],
  example: {
    ...{ title: 'Public data of X on the German election', from: researchers, to: aPlatform },
    ...{ purpose: 'Watch for disinformation before the election', neededBy: '2025-02-23' },
    ...{ procedure: 'dsa-40-12-court', forum: 'berlin-court' },
  },
})

export const RequestRow = Type.Object(
  {
    id: Id,
    version: Type.Integer(),
    title: Type.String(),
    from: Type.String(),
    to: Type.String(),
    purpose: Type.String(),
    state: RequestState,
    neededBy: orNull(Day),
    /** Its crisis, and the objective that hangs on the answer, as far as you may read them. */
    crisis: orNull(Type.Object({ id: Id, reference: Type.String(), title: Type.String() }, closed)),
    objective: orNull(Type.String()),
    verdict: InTimeVerdict,
    probability: InTime.properties.probability,
    certainlyTooLate: InTime.properties.certainlyTooLate,
    /** The step that the answer waits for now. */
    next: orNull(Line),
    marking: held(Request).properties.marking,
  },
  closed,
)

export const listRequests = contract({
  name: 'disrupt.listRequests',
  does: 'query',
  summary: 'The register of requests with whether each is still in time; those in danger first',
  input: Type.Object(
    {
      crisis: optional(Id),
      state: optional(Type.Array(RequestState, { maxItems: 4 })),
      verdict: optional(Type.Array(InTimeVerdict, { maxItems: 7 })),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(RequestRow) }, closed),
  refusals: {},
  policy: reading,
  example: { state: ['open'] },
})

export const getRequest = contract({
  name: 'disrupt.getRequest',
  does: 'query',
  summary: 'A request with its procedure, parallel cases, other ways, and whether an answer can still come in time',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Request).properties,
      inTime: InTime,
      /** What it has to do with, as far as you may read it. */
      linked: Type.Array(Linked),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

export const stillInTime = contract({
  name: 'disrupt.stillInTime',
  does: 'query',
  summary:
    'Can an answer still come in time, with its chance, its range and the last moments to act; also if it were needed by another day',
  input: Type.Object({ id: Id, neededBy: optional(Day) }, closed),
  output: InTime,
  refusals: refusing('impossible-times'),
  policy: reading,
  arguments: ['id'],
  example: { id: anId, neededBy: '2025-03-15' },
})

export const usualDurations = contract({
  name: 'disrupt.usualDurations',
  does: 'query',
  summary: 'How long each kind of step lasts: by the cases of this register, and by what is assumed beside them',
  input: Type.Object({ forum: optional(Type.String({ maxLength: 60 })) }, closed),
  output: Type.Object(
    {
      items: Type.Array(
        Type.Object(
          {
            ...{ kind: Type.String(), name: Type.String(), counts: Type.Enum(['working', 'calendar']) },
            ...{ cases: Type.Integer(), sameForum: Type.Integer(), priorCases: Type.Number() },
            priorSource: orNull(Type.String()),
            ...{ shortest: orNull(Type.Number()), median: orNull(Type.Number()), longest: orNull(Type.Number()) },
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: refusing('no-such-data'),
  policy: reading,
  example: { forum: 'berlin-court' },
})

export const changeRequest = changing({
  name: 'disrupt.changeRequest',
  summary: 'Change what a request asks for, for what, or by when it is needed',
  fields: {
    title: optional(is.title),
    kind: optional(is.kind),
    from: optional(is.from),
    to: optional(is.to),
    purpose: optional(is.purpose),
    ...asked,
    at: optional(Instant),
  },
  refusals: ['nothing-to-change', 'no-such-data', 'no-such-part', 'impossible-times'],
  example: { neededBy: '2025-02-21' },
})

export const linkRequest = changing({
  name: 'disrupt.linkRequest',
  summary:
    'Link a request to another record that it has to do with: a claim, an item, another request; or take the link away',
  fields: { to: Pointer, unlink: optional(Type.Boolean()) },
  refusals: ['nothing-to-change', 'no-such-part', 'too-many-parts'],
  example: { to: { record: 'watch.claim', id: another } },
})

export const endRequest = changing({
  name: 'disrupt.endRequest',
  summary: 'Say that a request was answered, refused for good, or withdrawn',
  fields: { to: Type.Enum(['answered', 'refused', 'withdrawn']), how: Reason, on: optional(Day) },
  refusals: ['person-needed', 'impossible-times'],
  arguments: ['id'],
  example: { to: 'answered', how: 'Access to the interface since this morning.' },
})

export const reopenRequest = changing({
  name: 'disrupt.reopenRequest',
  summary: 'Open a request again that had ended',
  fields: { because: Reason },
  arguments: ['id'],
  example: { because: 'Access was taken away again.' },
})
