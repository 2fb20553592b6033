// Saying what came of a promise, with the reason; or that it is open after all.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { endFollowUp, type FollowUpShown, reopenFollowUp } from '../../api/follow-ups.ts'

export type Ending = 'kept' | 'broken' | 'withdrawn' | 'open'

const titles: Record<Ending, string> = {
  kept: 'The promise was kept',
  broken: 'The promise was broken',
  withdrawn: 'The promise was withdrawn',
  open: 'The promise is open after all',
}

export interface EndPromiseProps {
  promise: FollowUpShown
  ending: Ending
  onClose: () => void
}

export function EndPromise({ promise, ending, onClose }: EndPromiseProps): ReactNode {
  const end = useTell(endFollowUp)
  const reopen = useTell(reopenFollowUp)
  const [reason, setReason] = useState('')

  async function send(): Promise<void> {
    const on = { id: promise.id, version: promise.version, reason: reason.trim() }
    await (ending === 'open' ? reopen.tell(on) : end.tell({ ...on, outcome: ending }))
    onClose()
    toast(say(titles[ending]))
  }
  return (
    <Dialog title={say(titles[ending])} open onClose={onClose}>
      <Form
        submit={say('Keep it')}
        pending={end.pending || reopen.pending}
        error={end.error ?? reopen.error}
        onSubmit={send}
      >
        <p>
          <strong>{promise.state.promisedBy ?? say('nobody is named')}:</strong> {promise.state.what}
        </p>
        <TextField
          label={say('How do you know?')}
          value={reason}
          onChange={setReason}
          lines={3}
          minLength={3}
          maxLength={1000}
          required
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
