// Contracts: the reports that are owed, with their clocks, on one wall; what was handed in, granted and asked for.
import Type from 'typebox'
import { contract } from '#kernel/contract.ts'
import { Id } from '#kernel/id.ts'
import { Instant } from '#kernel/time.ts'
import { DutyChanges } from '../model/assessment.ts'
import { Duty, DutyChannel, DutyRow, DutyStatus } from '../model/duty.ts'
import { RegimeId } from '../model/law.ts'
import { held, Reason } from '../model.ts'
import {
  anId,
  another,
  Cursor,
  closed,
  Limit,
  may,
  optional,
  orNull,
  reading,
  Version,
  working,
} from './assessing-parts.ts'

export const listDuties = contract({
  name: 'assess.listDuties',
  does: 'query',
  summary: 'The wall of clocks: reports that are owed, ordered by when they are due, a page at a time, with totals',
  input: Type.Object(
    {
      /** Waiting and running ones unless you say so. */
      status: optional(Type.Array(DutyStatus, { maxItems: 4 })),
      regime: optional(Type.Array(RegimeId, { maxItems: 30 })),
      organisation: optional(Id),
      incident: optional(Id),
      assessment: optional(Id),
      /** Only those past their limit, or only the others. */
      overdue: optional(Type.Boolean()),
      /** Due within so many hours from now; those overdue included. */
      withinHours: optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
      /** false: only those that are owed for certain. */
      tentative: optional(Type.Boolean()),
      after: optional(Cursor),
      limit: optional(Limit),
    },
    closed,
  ),
  output: Type.Object(
    {
      items: Type.Array(held(DutyRow)),
      next: orNull(Type.String()),
      /** Of all that the filters let through, whatever the page. */
      totals: Type.Object(
        {
          all: Type.Integer(),
          overdue: Type.Integer(),
          within4Hours: Type.Integer({ description: 'Due in the next four hours' }),
          within24Hours: Type.Integer({ description: 'Due after that, in the next 24 hours' }),
          later: Type.Integer(),
          waiting: Type.Integer({ description: 'Their clock has not begun' }),
          withoutLimit: Type.Integer(),
          tentative: Type.Integer(),
          breached: Type.Integer({ description: 'A limit passed without the report, at some time' }),
        },
        closed,
      ),
      at: Instant,
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  example: { withinHours: 24, limit: 20 },
})

export const getDuty = contract({
  name: 'assess.getDuty',
  does: 'query',
  summary: 'One report that is owed: how its clock was computed, what moved it and why, and what was handed in',
  input: Type.Object({ id: Id }, closed),
  output: Type.Object(
    {
      ...held(Duty).properties,
      overdue: Type.Boolean(),
      /** What happened to it, oldest first, in words. */
      history: Type.Array(
        Type.Object({ entry: Id, kind: Type.String(), at: Instant, by: Type.String(), text: Type.String() }, closed),
      ),
      mayChange: Type.Boolean(),
      /** The words by which the act lets it be left out, where no fact covers them; assess.ruleOutDuty. */
      conditional: orNull(Type.String()),
    },
    closed,
  ),
  refusals: {},
  policy: reading,
  arguments: ['id'],
  example: { id: anId },
})

const DutyChanged = Type.Object(
  { id: Id, version: Version, entry: Id, status: DutyStatus, dueAt: orNull(Instant), duties: DutyChanges },
  closed,
)

export const recordSubmission = contract({
  name: 'assess.recordSubmission',
  does: 'action',
  summary: 'Record that a report was handed in; clocks that run from it begin',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      /** Now unless you say so. */
      at: optional(Instant),
      channel: DutyChannel,
      to: Type.String({ minLength: 1, maxLength: 500 }),
      receipt: optional(Type.String({ minLength: 1, maxLength: 2_000 })),
      dutyReport: optional(Id),
      /** Why it comes after its limit; the regimes that ask for it want it in the report too. */
      lateBecause: optional(Reason),
    },
    closed,
  ),
  output: Type.Object({ ...DutyChanged.properties, late: Type.Boolean() }, closed),
  refusals: may('impossible-times', 'impossible-facts'),
  policy: working,
  example: { id: anId, version: 1, channel: 'portal', to: 'national CSIRT', receipt: 'DE-2026-00417' },
})

export const prolongDuty = contract({
  name: 'assess.prolongDuty',
  does: 'action',
  summary: 'Record that an authority granted more time',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      until: Instant,
      grantedBy: Type.String({ minLength: 2, maxLength: 300 }),
      reason: Reason,
    },
    closed,
  ),
  output: DutyChanged,
  refusals: may('impossible-times'),
  policy: working,
  example: {
    id: another,
    version: 2,
    until: '2026-04-20T12:00:00.000Z',
    grantedBy: 'national CSIRT',
    reason: 'The investigation of the supplier takes longer; granted by letter of 2 April.',
  },
})

export const requestReport = contract({
  name: 'assess.requestReport',
  does: 'action',
  summary: 'Record that an authority asked for a report that is owed only on request',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      requestedBy: Type.String({ minLength: 2, maxLength: 300 }),
      due: optional(Instant),
    },
    closed,
  ),
  output: DutyChanged,
  refusals: may('not-on-request', 'impossible-times'),
  policy: working,
  example: { id: another, version: 1, requestedBy: 'national CSIRT', due: '2026-03-20T12:00:00.000Z' },
})

export const ruleOutDuty = contract({
  name: 'assess.ruleOutDuty',
  does: 'action',
  summary:
    'Say that the act lets a report be left out here, by a condition of its own that no fact covers; or take that back',
  input: Type.Object(
    {
      id: Id,
      version: Version,
      /** false: it is owed again. */
      out: Type.Boolean(),
      reason: Reason,
    },
    closed,
  ),
  output: DutyChanged,
  refusals: may('not-conditional'),
  policy: working,
  example: {
    id: another,
    version: 1,
    out: true,
    reason: 'The first notification held everything; nothing is missing.',
  },
})
