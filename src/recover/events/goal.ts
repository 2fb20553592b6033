// The entries of a recovery goal.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { Goal, GoalStep, Progress, type StepState } from '../model/goal.ts'
import { closed, Key, Line, orNull, Party, Reason } from '../model/words.ts'

const is = Goal.properties
const set = [
  ...(['service', 'part', 'watched', 'owner', 'outageSince', 'goodDataUntil', 'rtoMinutes', 'rpoMinutes'] as const),
  ...(['mtpdMinutes', 'minimumLevel', 'targetLevel', 'dependsOn'] as const),
] as const
export const GoalSet = Type.Pick(Goal, [...set], closed)
const Planned = Type.Object({ text: Line, owner: orNull(Party), due: orNull(Instant) }, closed)

export const goalRecord = recordKind({
  name: 'recover.goal',
  state: Goal,
  kinds: {
    'recover.goalSet': opening(
      Type.Object(
        { ...GoalSet.properties, crisis: is.crisis, incident: is.incident, level: Progress.properties.level },
        closed,
      ),
      ({ level, ...body }, { actor, recordedAt }): Goal => ({
        ...body,
        steps: [],
        progress: [{ at: body.outageSince, level, note: '', by: actor }],
        blockers: [],
        told: [],
        state: 'open',
        endedAt: null,
        endedBecause: null,
        keys: 0,
        addedBy: actor,
        addedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.goalChanged': change(
      Type.Partial(GoalSet, closed),
      (state: Goal, body, { recordedAt }): Goal => ({ ...state, ...body, changedAt: recordedAt }),
    ),
    'recover.goalStepPlanned': change(Planned, (state: Goal, body, { recordedAt }): Goal => {
      const keys = state.keys + 1
      const begun = { key: `s${keys}`, state: 'planned' as const, startedAt: null, endedAt: null, note: '' }
      return { ...state, keys, steps: [...state.steps, { ...body, ...begun }], changedAt: recordedAt }
    }),
    'recover.goalStepMoved': change(
      Type.Object({ step: Key, to: GoalStep.properties.state, note: GoalStep.properties.note }, closed),
      (state: Goal, { step, to, note }, { recordedAt: at }): Goal => ({
        ...state,
        steps: state.steps.map((one) => (one.key === step ? { ...one, ...movedStep(one, to, at), note } : one)),
        changedAt: at,
      }),
    ),
    'recover.progressReported': change(
      Type.Object({ level: Progress.properties.level, note: Progress.properties.note }, closed),
      (state: Goal, body, { actor: by, observedAt: at, recordedAt }): Goal => ({
        ...state,
        progress: [...state.progress, { ...body, at, by }].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
        changedAt: recordedAt,
      }),
    ),
    'recover.blockerNamed': change(
      Type.Object({ text: Line }, closed),
      (state: Goal, { text }, { actor: by, recordedAt: at }): Goal => {
        const keys = state.keys + 1
        return {
          ...state,
          keys,
          blockers: [...state.blockers, { key: `b${keys}`, text, at, by, cleared: null }],
          changedAt: at,
        }
      },
    ),
    'recover.blockerCleared': change(
      Type.Object({ blocker: Key, how: Reason }, closed),
      (state: Goal, { blocker, how }, { actor: by, recordedAt: at }): Goal => ({
        ...state,
        blockers: state.blockers.map((one) => (one.key === blocker ? { ...one, cleared: { at, by, how } } : one)),
        changedAt: at,
      }),
    ),
    'recover.goalTold': change(
      Type.Object({ party: Party, how: Line, words: Line }, closed),
      (state: Goal, body, { actor: by, observedAt: at, recordedAt }): Goal => {
        const keys = state.keys + 1
        return { ...state, keys, told: [...state.told, { ...body, key: `t${keys}`, at, by }], changedAt: recordedAt }
      },
    ),
    'recover.goalEnded': change(
      Type.Object({ to: Type.Enum(['met', 'given-up']), because: Reason }, closed),
      (state: Goal, { to, because }, { recordedAt: at }): Goal => ({
        ...state,
        state: to,
        endedAt: at,
        endedBecause: because,
        changedAt: at,
      }),
    ),
    'recover.goalReopened': change(
      Type.Object({ because: Reason }, closed),
      (state: Goal, _body, { recordedAt: at }): Goal => ({
        ...state,
        state: 'open',
        endedAt: null,
        endedBecause: null,
        changedAt: at,
      }),
    ),
  },
  index: ({ service, steps, blockers }) => ({
    title: `Recovery of ${service}`,
    words: [...steps, ...blockers].map(({ text }) => text).join('\n'),
  }),
})

/** A step begins once and ends at its last move. */
export function movedStep<S extends { startedAt: string | null }>(one: S, to: StepState, at: string) {
  return {
    state: to,
    startedAt: to === 'planned' ? null : (one.startedAt ?? at),
    endedAt: to === 'done' || to === 'dropped' ? at : null,
  }
}
