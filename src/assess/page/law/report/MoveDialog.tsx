// Asking for approval, approving, giving back and putting aside: each says what it does, and asks why where that is kept.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say, sayCount } from '#web/say.ts'
import {
  approveDutyReport,
  askApproval,
  type getDutyReport,
  returnDutyReport,
  withdrawDutyReport,
} from '../../../api/duty-reports.ts'
import type { Doing } from './MovesCard.tsx'
import { eventWord } from './words.ts'

export interface MoveDialogProps {
  report: OutputOf<typeof getDutyReport>
  doing: Exclude<Doing, 'send'>
  onClose: () => void
}

export function MoveDialog({ report, doing, onClose }: MoveDialogProps): ReactNode {
  const asking = useTell(askApproval)
  const approving = useTell(approveDutyReport)
  const returning = useTell(returnDutyReport)
  const withdrawing = useTell(withdrawDutyReport)
  const [reason, setReason] = useState('')
  const missing = report.form.missing.length + report.form.faulty.length
  const tells = { ask: asking, approve: approving, return: returning, withdraw: withdrawing }
  const now = tells[doing]
  const at = { id: report.id, version: report.version }

  async function send(): Promise<void> {
    const why = reason.trim()
    if (doing === 'ask') await asking.tell({ ...at, ...(why ? { incompleteBecause: why } : {}) })
    if (doing === 'approve') await approving.tell(at)
    if (doing === 'return') await returning.tell({ ...at, reason: why })
    if (doing === 'withdraw') await withdrawing.tell({ ...at, reason: why })
    toast(
      {
        ask: say('A second person can approve it now.'),
        approve: say('Approved. It can be sent.'),
        return: say('Given back to those who write it.'),
        withdraw: say('Put aside. It stays in the record.'),
      }[doing],
    )
    onClose()
  }

  const words = {
    ask:
      missing > 0
        ? sayCount(
            missing,
            '{n} field is missing or wrong. Fill it, or say why it goes forward all the same.',
            '{n} fields are missing or wrong. Fill them, or say why it goes forward all the same.',
          )
        : say('Nothing that is always needed is missing.'),
    approve: say('You say that revision {n} may go out as it stands. Your name is kept with it.', {
      n: report.state.revision,
    }),
    return: say('Those who write it see your reason.'),
    withdraw: say('It will not be sent. It stays in the record, with your reason. The clock of its duty runs on.'),
  }
  const asksWhy = doing !== 'approve' && (doing !== 'ask' || missing > 0)
  return (
    <Dialog title={eventWord(doing)} open onClose={onClose}>
      <Form
        submit={eventWord(doing)}
        danger={doing === 'withdraw'}
        pending={now.pending}
        error={now.error}
        onSubmit={send}
      >
        <p>{words[doing]}</p>
        {asksWhy ? (
          <TextField
            label={doing === 'ask' ? say('Why it goes forward without them') : say('Why')}
            value={reason}
            onChange={setReason}
            lines={3}
            required
            minLength={3}
            maxLength={1000}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}
