// The entries of a notice about victims.
import Type from 'typebox'
import { change, opening, recordKind } from '#kernel/record.ts'
import { VictimNotice } from '../model/victims/notice.ts'
import { closed, Line, Reason } from '../model/words.ts'

const said = ['operation', 'obtained', 'country', 'to', 'language', 'subject', 'text'] as const

export const victimNoticeRecord = recordKind({
  name: 'disrupt.victimNotice',
  state: VictimNotice,
  kinds: {
    'disrupt.victimNoticeDrafted': opening(
      Type.Pick(VictimNotice, [...said], closed),
      (body, { actor, recordedAt }): VictimNotice => ({
        ...body,
        ...{ state: 'draft', draftedBy: actor, approvedBy: null, sentHow: null, sentAt: null, receipt: null },
        ...{ receivedAt: null, withdrawnBecause: null, draftedAt: recordedAt, changedAt: recordedAt },
      }),
    ),
    'disrupt.victimNoticeApproved': change(
      Type.Object({}, closed),
      (state: VictimNotice, _body, { actor, recordedAt }): VictimNotice => ({
        ...state,
        ...{ state: 'approved', approvedBy: actor, changedAt: recordedAt },
      }),
    ),
    'disrupt.victimNoticeSent': change(
      Type.Object({ how: Line }, closed),
      (state: VictimNotice, { how }, { observedAt, recordedAt }): VictimNotice => ({
        ...state,
        ...{ state: 'sent', sentHow: how, sentAt: observedAt, changedAt: recordedAt },
      }),
    ),
    'disrupt.victimNoticeReceived': change(
      Type.Object({ receipt: Line }, closed),
      (state: VictimNotice, { receipt }, { observedAt, recordedAt }): VictimNotice => ({
        ...state,
        ...{ state: 'received', receipt, receivedAt: observedAt, changedAt: recordedAt },
      }),
    ),
    'disrupt.victimNoticeWithdrawn': change(
      Type.Object({ because: Reason }, closed),
      (state: VictimNotice, { because }, { recordedAt }): VictimNotice => ({
        ...state,
        ...{ state: 'withdrawn', withdrawnBecause: because, changedAt: recordedAt },
      }),
    ),
  },
  index: ({ subject, to, text }) => ({ title: subject, words: `${to.name}\n${text}` }),
})
