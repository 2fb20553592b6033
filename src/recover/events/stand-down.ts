// The entries of a stand-down.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Judgement, StandDown, StandDownDecision } from '../model/stand-down.ts'
import { closed, orNull, Reason } from '../model/words.ts'

const is = StandDown.properties
const { by: _by, at: _at, ...judged } = Judgement.properties
const relapse = is.relapses.items.properties

export const standDownRecord = recordKind({
  name: 'recover.standDown',
  state: StandDown,
  kinds: {
    'recover.standDownProposed': opening(
      Type.Object({ crisis: is.crisis, title: is.title, reason: is.reason }, closed),
      (body, { actor, recordedAt }): StandDown => ({
        ...body,
        state: 'open',
        judgements: [],
        decision: null,
        before: [],
        relapses: [],
        proposedBy: actor,
        proposedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.criterionJudged': change(
      Type.Object(judged, closed),
      (state: StandDown, body, { actor: by, recordedAt: at }): StandDown => ({
        ...state,
        judgements: [
          ...state.judgements.filter((one) => one.criterion !== body.criterion || one.by !== by),
          { ...body, by, at },
        ],
        changedAt: at,
      }),
    ),
    'recover.standDownDecided': change(
      Type.Object(
        {
          outcome: StandDownDecision.properties.outcome,
          reasons: Reason,
          despite: orNull(Reason),
          stood: StandDownDecision.properties.stood,
          persons: Type.Integer({ minimum: 1, maximum: 2 }),
        },
        closed,
      ),
      (state: StandDown, { persons, ...body }, { actor: by, recordedAt: at }): StandDown => ({
        ...state,
        state: body.outcome === 'go-on' ? 'refused' : persons > 1 ? 'for-second' : 'stood-down',
        decision: { ...body, by, at, second: null },
        changedAt: at,
      }),
    ),
    'recover.standDownSeconded': change(
      Type.Object({ words: Type.String({ maxLength: 2_000 }) }, closed),
      (state: StandDown, { words }, { actor: by, recordedAt: at }): StandDown => ({
        ...state,
        state: 'stood-down',
        decision: state.decision && { ...state.decision, second: { by, at, words } },
        changedAt: at,
      }),
    ),
    'recover.standDownReturned': change(
      Type.Object({ reason: Reason }, closed),
      (state: StandDown, _body, { recordedAt: at }): StandDown => ({ ...state, ...reopened(state), changedAt: at }),
    ),
    'recover.relapseFound': change(
      Type.Object({ because: Reason, criterion: relapse.criterion, record: relapse.record }, closed),
      (state: StandDown, body, { actor: by, recordedAt, observedAt: at }): StandDown => ({
        ...state,
        ...reopened(state),
        // What persons said before it came back was of another situation.
        judgements: [],
        relapses: [...state.relapses, { ...body, by, at }],
        changedAt: recordedAt,
      }),
    ),
    'recover.standDownWithdrawn': change(
      Type.Object({ reason: Reason }, closed),
      (state: StandDown, { reason }, { recordedAt: at }): StandDown => ({
        ...state,
        state: 'withdrawn',
        reason,
        changedAt: at,
      }),
    ),
  },
  index: ({ title, reason, relapses }) => ({
    title,
    words: [reason, ...relapses.map((one) => one.because)].join('\n'),
  }),
})

function reopened({ decision, before }: StandDown): Pick<StandDown, 'state' | 'decision' | 'before'> {
  return { state: 'open', decision: null, before: decision ? [...before, decision] : before }
}
