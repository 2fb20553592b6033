// Putting a step before those who decide it; where the facts do not call for it, with a reason.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { type LadderShown, proposeStep, type ShownCell } from '../../api/ladder.ts'

interface ProposeProps {
  shown: LadderShown
  cell: ShownCell
  target: string
  onClose: () => void
}

export function ProposeDialog({ shown, cell, target, onClose }: ProposeProps): ReactNode {
  const act = useTell(proposeStep)
  const [reason, setReason] = useState('')
  const [version] = useState(shown.ladder?.version ?? 0)
  const called = cell.standing === 'proposed' || cell.standing === 'settled'
  async function send(): Promise<void> {
    const { network, event } = cell
    const why = reason.trim()
    await act.tell({ crisis: shown.crisis.id, version, network, event, ...(why ? { reason: why } : {}) })
    toast(say('Put forward. Now those who decide are asked.'))
    onClose()
  }
  return (
    <Dialog title={`${cell.label} → ${target}`} open onClose={onClose}>
      <Form submit={say('Put it forward')} pending={act.pending} error={act.error} onSubmit={send}>
        <p>
          {called
            ? say('The facts call for this step. It is not taken by that: somebody decides.')
            : say('The facts do not call for it by themselves. Say why you put it forward all the same.')}
        </p>
        <TextField
          label={say('Why')}
          value={reason}
          onChange={setReason}
          lines={3}
          required={!called}
          optional={called}
          minLength={3}
          maxLength={2000}
        />
      </Form>
    </Dialog>
  )
}
