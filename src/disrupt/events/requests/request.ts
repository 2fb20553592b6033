// The entries of a request.
import Type, { type Static } from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import {
  Alternative,
  CaseState,
  ParallelCase,
  Request,
  type RequestState,
  RequestStep,
  type StepState,
  TimeNotice,
} from '../../model/requests/request.ts'
import { closed, Day, Key, orNull, Pointer, Reason } from '../../model/words.ts'

const asked = [
  ...(['title', 'kind', 'what', 'from', 'to', 'bases', 'forum', 'purpose', 'neededBy'] as const),
  ...(['crisis', 'incident', 'objective', 'about'] as const),
] as const
export const RequestAsked = Type.Pick(Request, [...asked], closed)
const PlannedStep = Type.Pick(RequestStep, ['kind', 'text', 'by', 'forum', 'waits', 'source'], closed)
const is = RequestStep.properties
const inCase = ParallelCase.properties
const of = Alternative.properties
const optional = Type.Optional

type Planned = Static<typeof PlannedStep>
const newStep = (key: string, body: Planned): RequestStep => ({
  ...{ key, ...body, state: 'planned', announcedOn: null, begunOn: null, endedOn: null },
  ...{ fixed: null, outcome: null, note: '' },
})

/** The day of each state; going back forgets the days that came after. */
function datesOf({ announcedOn, begunOn }: RequestStep, to: StepState, on: string | null) {
  if (to === 'planned') return { announcedOn: null, begunOn: null, endedOn: null }
  if (to === 'announced') return { announcedOn: on, begunOn: null, endedOn: null }
  if (to === 'begun') return { announcedOn, begunOn: on, endedOn: null }
  return { announcedOn, begunOn, endedOn: on }
}

const withStep = (state: Request, key: string, changed: (step: RequestStep) => RequestStep): RequestStep[] =>
  state.steps.map((step) => (step.key === key ? changed(step) : step))

export const requestRecord = recordKind({
  name: 'disrupt.request',
  state: Request,
  kinds: {
    'disrupt.requestOpened': opening(
      Type.Object({ ...RequestAsked.properties, steps: Type.Array(PlannedStep, { maxItems: 200 }) }, closed),
      ({ steps, ...body }, { actor, observedAt, recordedAt }): Request => ({
        ...body,
        neededSince: observedAt,
        steps: steps.map((step, n) => newStep(`s${n + 1}`, step)),
        ...{ cases: [], alternatives: [], notices: [], state: 'open', endedOn: null, ending: null },
        keys: steps.length,
        addedBy: actor,
        addedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'disrupt.requestChanged': change(
      Type.Partial(RequestAsked),
      (state: Request, body, { observedAt, recordedAt }): Request => ({
        ...state,
        ...body,
        neededSince: body.neededBy === undefined ? state.neededSince : observedAt,
        changedAt: recordedAt,
      }),
    ),
    'disrupt.stepPlanned': change(
      Type.Object({ ...PlannedStep.properties, before: orNull(Key) }, closed),
      (state: Request, { before, ...body }, { recordedAt }): Request => {
        const keys = state.keys + 1
        const step = newStep(`s${keys}`, body)
        const place = state.steps.findIndex(({ key }) => key === before)
        const at = place === -1 ? state.steps.length : place
        const steps = [...state.steps.slice(0, at), step, ...state.steps.slice(at)]
        return { ...state, keys, steps, changedAt: recordedAt }
      },
    ),
    'disrupt.stepChanged': change(
      Type.Object(
        {
          step: Key,
          text: optional(is.text),
          by: optional(is.by),
          forum: optional(is.forum),
          waits: optional(is.waits),
        },
        closed,
      ),
      (state: Request, { step: key, ...body }, { recordedAt }): Request => ({
        ...state,
        steps: withStep(state, key, (step) => ({ ...step, ...body })),
        changedAt: recordedAt,
      }),
    ),
    'disrupt.stepMoved': change(
      Type.Object(
        {
          ...{ step: Key, to: is.state, on: orNull(Day) },
          ...{ outcome: is.outcome, note: is.note, source: is.source },
        },
        closed,
      ),
      (state: Request, { step: key, to, on, outcome, note, source }, { recordedAt }): Request => ({
        ...state,
        steps: withStep(state, key, (step) => ({
          ...step,
          ...datesOf(step, to, on),
          state: to,
          outcome: to === 'done' ? outcome : null,
          note: note || step.note,
          source: source ?? step.source,
        })),
        changedAt: recordedAt,
      }),
    ),
    'disrupt.stepFixed': change(
      Type.Object({ step: Key, on: orNull(Day), source: is.source }, closed),
      (state: Request, { step: key, on, source }, { observedAt, recordedAt }): Request => ({
        ...state,
        steps: withStep(state, key, (step) => ({
          ...step,
          fixed: on === null ? null : { on, since: observedAt, source },
        })),
        changedAt: recordedAt,
      }),
    ),
    'disrupt.caseAdded': change(
      Type.Object(
        {
          ...{ title: inCase.title, by: inCase.by, against: inCase.against, to: CaseState, on: orNull(Day) },
          ...{ reference: inCase.reference, note: inCase.note, source: inCase.source },
        },
        closed,
      ),
      (state: Request, { to, on, ...body }, { recordedAt }): Request => {
        const keys = state.keys + 1
        const none = { announcedOn: null, filedOn: null, endedOn: null }
        const added: ParallelCase = { key: `c${keys}`, ...body, state: to, ...none, ...caseDate(to, on) }
        return { ...state, keys, cases: [...state.cases, added], changedAt: recordedAt }
      },
    ),
    'disrupt.caseMoved': change(
      Type.Object(
        {
          case: Key,
          to: CaseState,
          on: orNull(Day),
          reference: inCase.reference,
          note: inCase.note,
          source: inCase.source,
        },
        closed,
      ),
      (state: Request, { case: key, to, on, reference, note, source }, { recordedAt }): Request => ({
        ...state,
        cases: state.cases.map((one) =>
          one.key === key
            ? {
                ...{ ...one, state: to, ...caseDate(to, on), reference: reference ?? one.reference },
                ...{ note: note || one.note, source: source ?? one.source },
              }
            : one,
        ),
        changedAt: recordedAt,
      }),
    ),
    'disrupt.alternativeAdded': change(
      Type.Pick(Alternative, ['text', 'technically', 'realistic', 'readyOn', 'note'], closed),
      (state: Request, body, { actor: by, recordedAt: at }): Request => {
        const keys = state.keys + 1
        return {
          ...{ ...state, keys, changedAt: at },
          alternatives: [...state.alternatives, { key: `a${keys}`, ...body, by, at }],
        }
      },
    ),
    'disrupt.alternativeChanged': change(
      Type.Object(
        {
          ...{ alternative: Key, text: optional(of.text), technically: optional(of.technically) },
          ...{ realistic: optional(of.realistic), readyOn: optional(of.readyOn), note: optional(of.note) },
        },
        closed,
      ),
      (state: Request, { alternative: key, ...body }, { actor: by, recordedAt: at }): Request => ({
        ...state,
        alternatives: state.alternatives.map((one) => (one.key === key ? { ...one, ...body, by, at } : one)),
        changedAt: at,
      }),
    ),
    'disrupt.timeNoticed': change(
      Type.Omit(TimeNotice, ['at'], closed),
      (state: Request, body, { recordedAt: at }): Request => ({
        ...state,
        notices: [...state.notices, { at, ...body }],
        changedAt: at,
      }),
    ),
    'disrupt.requestLinked': change(
      Type.Object({ to: Pointer, unlink: Type.Boolean() }, closed),
      (state: Request, { to, unlink }, { recordedAt }): Request => ({
        ...state,
        about: unlink ? state.about.filter(({ id }) => id !== to.id) : [...state.about, to],
        changedAt: recordedAt,
      }),
    ),
    'disrupt.requestEnded': change(
      Type.Object({ to: Type.Enum(['answered', 'refused', 'withdrawn']), on: Day, how: Reason }, closed),
      (state: Request, { to, on, how }, { actor: by, recordedAt: at }): Request => ({
        ...{ ...state, state: to satisfies RequestState, endedOn: on, ending: { by, at, how }, changedAt: at },
      }),
    ),
    'disrupt.requestReopened': change(
      Type.Object({ because: Reason }, closed),
      (state: Request, _body, { recordedAt }): Request => ({
        ...{ ...state, state: 'open', endedOn: null, ending: null, changedAt: recordedAt },
      }),
    ),
  },
  index: ({ title, what, purpose, from, to, steps, cases }) => ({
    title,
    words: [
      ...[what, purpose, from.name, to.name],
      ...steps.map(({ text }) => text),
      ...cases.map((one) => one.title),
    ].join('\n'),
  }),
})

function caseDate(to: CaseState, on: string | null) {
  if (to === 'announced') return { announcedOn: on }
  return to === 'filed' ? { filedOn: on } : { endedOn: on }
}
