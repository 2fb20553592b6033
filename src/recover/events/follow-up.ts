// The entries of a follow-up.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { Instant } from '#kernel/time.ts'
import { FollowUp } from '../model/follow-up.ts'
import { closed, orNull, Party, Pointer, Reason } from '../model/words.ts'

export const followUpRecord = recordKind({
  name: 'recover.followUp',
  state: FollowUp,
  kinds: {
    'recover.followUpPromised': opening(
      Type.Pick(FollowUp, ['kind', 'what', 'to', 'owner', 'crisis', 'of', 'due'], closed),
      (body, { actor, recordedAt }): FollowUp => ({
        ...body,
        moves: [],
        state: 'open',
        fellDueAt: null,
        late: false,
        closing: null,
        addedBy: actor,
        addedAt: recordedAt,
        changedAt: recordedAt,
      }),
    ),
    'recover.followUpMoved': change(
      Type.Object({ due: Instant, because: Reason }, closed),
      (state: FollowUp, { due, because }, { actor: by, recordedAt: at }): FollowUp => ({
        ...state,
        due,
        moves: [...state.moves, { from: state.due, to: due, because, by, at }],
        changedAt: at,
      }),
    ),
    'recover.followUpHanded': change(
      Type.Object({ owner: Party }, closed),
      (state: FollowUp, { owner }, { recordedAt }): FollowUp => ({ ...state, owner, changedAt: recordedAt }),
    ),
    'recover.followUpFellDue': change(
      Type.Object({ due: Instant }, closed),
      (state: FollowUp, _body, { recordedAt: at }): FollowUp => ({ ...state, fellDueAt: at, changedAt: at }),
    ),
    'recover.followUpClosed': change(
      Type.Object({ to: Type.Enum(['kept', 'withdrawn']), how: Reason, record: orNull(Pointer) }, closed),
      (state: FollowUp, { to, how, record }, { actor: by, observedAt: at, recordedAt }): FollowUp => ({
        ...state,
        state: to,
        late: to === 'kept' && state.due !== null && at > state.due,
        closing: { by, at, how, record },
        changedAt: recordedAt,
      }),
    ),
    'recover.followUpReopened': change(
      Type.Object({ because: Reason }, closed),
      (state: FollowUp, _body, { recordedAt: at }): FollowUp => ({
        ...state,
        state: 'open',
        late: false,
        closing: null,
        changedAt: at,
      }),
    ),
  },
  index: ({ what, to, owner }) => ({ title: what, words: [to?.name ?? '', owner?.name ?? ''].join('\n') }),
})
