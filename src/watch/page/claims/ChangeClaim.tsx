// Saying a claim rightly, retracting it, and taking a retraction back: each with the reason, and nothing is lost.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { changeClaim, restoreClaim, retractClaim } from '../../api/claims.ts'
import { ClaimFields, saidOf, typedOf } from './ClaimFields.tsx'
import type { WholeClaim } from './ClaimPage.tsx'

export function ChangeClaim({ claim, onClose }: { claim: WholeClaim; onClose: () => void }): ReactNode {
  const act = useTell(changeClaim)
  const [seen] = useState(claim.version)
  const [typed, setTyped] = useState(() => typedOf(claim.state))
  const [reason, setReason] = useState('')

  async function send(): Promise<void> {
    await act.tell({ id: claim.id, version: seen, ...saidOf(typed), reason: reason.trim() })
    onClose()
    toast(say('Changed. What stood there before is in the journal.'))
  }
  return (
    <Dialog title={say('Say it rightly')} open onClose={onClose} wide>
      <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send}>
        <ClaimFields value={typed} onChange={setTyped} />
        <Why value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  )
}

export interface EndClaimProps {
  claim: WholeClaim
  does: 'retract' | 'restore'
  onClose: () => void
}

export function EndClaim({ claim, does, onClose }: EndClaimProps): ReactNode {
  const retract = useTell(retractClaim)
  const restore = useTell(restoreClaim)
  const [reason, setReason] = useState('')
  const act = does === 'retract' ? retract : restore

  async function send(): Promise<void> {
    await act.tell({ id: claim.id, version: claim.version, reason: reason.trim() })
    onClose()
  }
  return (
    <Dialog
      title={does === 'retract' ? say('Retract this claim') : say('Take the retraction back')}
      open
      onClose={onClose}
    >
      <Form
        submit={does === 'retract' ? say('Retract it') : say('Let it count again')}
        danger={does === 'retract'}
        pending={act.pending}
        error={act.error}
        onSubmit={send}
      >
        <p>
          {does === 'retract'
            ? say('It stays readable, and counts nowhere any more: not on boards, not in disputes, not in the picture.')
            : say('It counts again wherever it did.')}
        </p>
        <Why value={reason} onChange={setReason} focus />
      </Form>
    </Dialog>
  )
}

function Why(props: { value: string; onChange: (text: string) => void; focus?: boolean }): ReactNode {
  return (
    <TextField
      label={say('Why')}
      value={props.value}
      onChange={props.onChange}
      lines={2}
      minLength={3}
      maxLength={1000}
      required
      autoFocus={props.focus ?? false}
    />
  )
}
