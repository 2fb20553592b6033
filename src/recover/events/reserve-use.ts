// The entries of a use of the EU Cybersecurity Reserve.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { ReserveReport, ReserveUse } from '../model/reserve-use.ts'
import { closed, Line, Party, Reason } from '../model/words.ts'

const is = ReserveUse.properties
const noReport: ReserveReport = { service: '', results: '', lessons: '' }

export const reserveUseRecord = recordKind({
  name: 'recover.reserveUse',
  state: ReserveUse,
  kinds: {
    'recover.reserveRequested': opening(
      Type.Pick(ReserveUse, ['title', 'crisis', 'incident', 'user', 'request', 'requestedAt'], closed),
      (body, { actor, recordedAt }): ReserveUse => ({
        ...body,
        ...{ informed: [], answer: null, providers: [], serviceFrom: null, serviceUntil: null },
        state: 'requested',
        report: noReport,
        ...{ authors: [], approvedBy: null, approvedAt: null, sent: [], breachedAt: null, because: null },
        openedBy: actor,
        openedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.reserveInformed': change(
      Type.Object({ party: Party }, closed),
      (state: ReserveUse, { party }, { actor: by, observedAt: at, recordedAt }): ReserveUse => ({
        ...state,
        informed: [...state.informed, { party, at, by }],
        changedAt: recordedAt,
      }),
    ),
    'recover.reserveAnswered': change(
      Type.Object({ granted: Type.Boolean(), words: Line }, closed),
      (state: ReserveUse, { granted, words }, { observedAt: at, recordedAt }): ReserveUse => ({
        ...state,
        state: granted ? 'granted' : 'refused',
        answer: { granted, at, words },
        changedAt: recordedAt,
      }),
    ),
    'recover.reserveServiceBegun': change(
      Type.Object({ providers: is.providers }, closed),
      (state: ReserveUse, { providers }, { observedAt, recordedAt }): ReserveUse => ({
        ...state,
        state: 'running',
        providers,
        serviceFrom: observedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.reserveServiceEnded': change(
      Type.Object({ because: Reason }, closed),
      (state: ReserveUse, { because }, { observedAt, recordedAt }): ReserveUse => ({
        ...state,
        state: 'ended',
        serviceUntil: observedAt,
        because,
        changedAt: recordedAt,
      }),
    ),
    'recover.reserveReportWritten': change(
      Type.Object({ report: Type.Partial(ReserveReport, closed) }, closed),
      (state: ReserveUse, { report }, { actor, recordedAt }): ReserveUse => ({
        ...state,
        state: 'ended',
        report: { ...state.report, ...report },
        authors: [...new Set([...state.authors, actor])].slice(-50),
        approvedBy: null,
        approvedAt: null,
        changedAt: recordedAt,
      }),
    ),
    'recover.reserveReportApproved': change(
      Type.Object({}, closed),
      (state: ReserveUse, _body, { actor, recordedAt: at }): ReserveUse => ({
        ...state,
        state: 'approved',
        approvedBy: actor,
        approvedAt: at,
        changedAt: at,
      }),
    ),
    'recover.reserveReportSent': change(
      Type.Object({ party: Party, how: Line }, closed),
      (state: ReserveUse, body, { actor: by, observedAt: at, recordedAt }): ReserveUse => ({
        ...state,
        state: 'reported',
        sent: [...state.sent, { ...body, at, by }],
        changedAt: recordedAt,
      }),
    ),
    'recover.reserveReportBreached': change(
      Type.Object({ due: Instant }, closed),
      (state: ReserveUse, _body, { recordedAt: at }): ReserveUse => ({ ...state, breachedAt: at, changedAt: at }),
    ),
  },
  index: ({ title, request, report }) => ({
    title,
    words: [...Object.values(request), ...Object.values(report)].join('\n'),
  }),
})
