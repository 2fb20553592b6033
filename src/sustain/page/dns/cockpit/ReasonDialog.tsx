// A step that wants its reason in words.
import { type ReactNode, useState } from 'react'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'

export interface ReasonDialogProps {
  title: string
  submit: string
  telling: { pending: boolean; error: unknown }
  onSend: (reason: string) => Promise<unknown>
  onClose: () => void
  children?: ReactNode
}

export function ReasonDialog({ title, submit, telling, onSend, onClose, children }: ReasonDialogProps): ReactNode {
  const [reason, setReason] = useState('')
  async function send(): Promise<void> {
    await onSend(reason.trim())
    onClose()
  }
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form submit={submit} pending={telling.pending} error={telling.error} onSubmit={send}>
        {children ? <p>{children}</p> : null}
        <TextField
          label={say('Why?')}
          value={reason}
          onChange={setReason}
          required
          minLength={3}
          maxLength={400}
          lines={3}
        />
      </Form>
    </Dialog>
  )
}
