// The entries of a duty: its clock opens, moves, becomes firm, breaks; the report is handed in, or is owed no more.
import Type from 'typebox'
import type { EntryHeader } from '#kernel/entry.ts'
import { Id } from '#kernel/id.ts'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Duty, DutyStatus, Submission } from '../model/duty.ts'
import { Due } from '../model/verdict.ts'
import { Reason } from '../model.ts'

const closed = { additionalProperties: false } as const
const orNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const fields = Duty.properties
const Because = Type.String({ minLength: 1, maxLength: 2_000 })
/** What the law says of the report; another version may say it otherwise. */
const Asked = Type.Object(
  {
    name: fields.name,
    regimeTitle: fields.regimeTitle,
    article: fields.article,
    mandatory: fields.mandatory,
    recipients: fields.recipients,
    entityName: fields.entityName,
    timeZone: fields.timeZone,
    lawVersion: fields.lawVersion,
    verified: fields.verified,
  },
  closed,
)
/** A clock as it stands after the entry: by the law, and as it counts. */
const Clock = Type.Object({ clock: Due, due: Due, status: DutyStatus }, closed)
const mostMoves = 500
const mostBreaches = 100
const { late: _late, by: _by, ...handedIn } = Submission.properties

export const dutyRecord = recordKind({
  name: 'assess.duty',
  state: Duty,
  kinds: {
    'assess.dutyOpened': opening(
      Type.Object(
        {
          assessment: Id,
          incident: fields.incident,
          organisation: fields.organisation,
          regime: fields.regime,
          report: fields.report,
          tentative: Type.Boolean(),
          ...Asked.properties,
          ...Clock.properties,
        },
        closed,
      ),
      (body, entry): Duty => ({
        ...body,
        dueAt: body.due.at,
        moves: [],
        breaches: [],
        breachedAt: null,
        reminded: [],
        prolonged: null,
        requested: null,
        submissions: [],
        ended: null,
        ruledOut: false,
        openedAt: entry.recordedAt,
      }),
    ),
    /** The limit is another one, or there is one now, or none any more. */
    'assess.dutyMoved': change(
      Type.Object({ because: Because, ...Clock.properties }, closed),
      (state: Duty, { because, ...clock }, entry): Duty => moved(state, clock, because, entry),
    ),
    /** The words of the law changed, or how the same limit was computed. */
    'assess.dutyRestated': change(
      Type.Object({ asked: Asked, ...Clock.properties }, closed),
      (state: Duty, { asked, ...clock }): Duty => ({ ...state, ...asked, ...clock }),
    ),
    'assess.dutyMadeFirm': change(
      Type.Object({ because: Because }, closed),
      (state: Duty): Duty => ({ ...state, tentative: false }),
    ),
    /** The verdict is open again. */
    'assess.dutyMadeTentative': change(
      Type.Object({ because: Because }, closed),
      (state: Duty): Duty => ({ ...state, tentative: true }),
    ),
    'assess.dutyBreached': change(
      Type.Object({ due: Instant }, closed),
      (state: Duty, { due }, entry): Duty => ({
        ...state,
        breaches: [...state.breaches, { due, recordedAt: entry.recordedAt }].slice(-mostBreaches),
        breachedAt: state.breachedAt ?? due,
      }),
    ),
    'assess.dutySubmitted': change(
      Type.Object({ ...handedIn, status: DutyStatus }, closed),
      (state: Duty, { status, ...submission }, entry): Duty => ({
        ...state,
        status,
        submissions: [
          ...state.submissions,
          { ...submission, by: entry.actor, late: isLate(submission.at, state.dueAt) },
        ],
      }),
    ),
    'assess.dutyProlonged': change(
      Type.Object({ until: Instant, grantedBy: Type.String(), reason: Reason, ...Clock.properties }, closed),
      (state: Duty, { until, grantedBy, reason, ...clock }, entry): Duty => ({
        ...moved(state, clock, `prolonged by ${grantedBy}: ${reason}`, entry),
        prolonged: { until, grantedBy, reason, by: entry.actor, at: entry.recordedAt },
      }),
    ),
    'assess.reportRequested': change(
      Type.Object({ requestedBy: Type.String(), limit: orNull(Instant), ...Clock.properties }, closed),
      (state: Duty, { requestedBy, limit, ...clock }, entry): Duty => ({
        ...moved(state, clock, `asked for by ${requestedBy}`, entry),
        requested: { requestedBy, due: limit, by: entry.actor, at: entry.recordedAt },
      }),
    ),
    'assess.dutyReminded': change(
      Type.Object({ due: orNull(Instant), what: Type.String({ maxLength: 100 }) }, closed),
      (state: Duty, { due, what }, entry): Duty => ({
        ...state,
        reminded: [...state.reminded, { at: entry.recordedAt, due, what }].slice(-mostMoves),
      }),
    ),
    'assess.dutyEnded': change(
      Type.Object(
        { because: Because, article: orNull(Type.String()), ruledOut: Type.Optional(Type.Boolean()) },
        closed,
      ),
      (state: Duty, { because, article, ruledOut = false }, entry): Duty => ({
        ...state,
        status: 'ended',
        ruledOut,
        ended: { because, article, by: entry.actor, at: entry.recordedAt },
      }),
    ),
    'assess.dutyReopened': change(
      Type.Object({ because: Because, tentative: Type.Boolean(), ...Clock.properties }, closed),
      (state: Duty, { because, tentative, ...clock }, entry): Duty => ({
        ...moved(state, clock, because, entry),
        tentative,
        ended: null,
        ruledOut: false,
      }),
    ),
  },
  index: ({ name, regimeTitle, entityName, recipients }) => ({
    title: `${name}: ${entityName}`.slice(0, 900),
    words: [regimeTitle, ...recipients].join('\n'),
  }),
})

export function isLate(at: Instant, dueAt: Instant | null): boolean {
  return dueAt !== null && at > dueAt
}

function moved(
  state: Duty,
  clock: Type.Static<typeof Clock>,
  because: string,
  { actor, recordedAt }: Pick<EntryHeader, 'actor' | 'recordedAt'>,
): Duty {
  const to = clock.due.at
  const move = { from: state.dueAt, to, because, by: actor, at: recordedAt }
  return {
    ...state,
    ...clock,
    dueAt: to,
    // The journal holds all of them; the record the newest.
    moves: to === state.dueAt ? state.moves : [...state.moves, move].slice(-mostMoves),
    submissions: state.submissions.map((one) => ({ ...one, late: isLate(one.at, to) })),
  }
}
