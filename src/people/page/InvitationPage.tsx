// Accepting an invitation: choose a password, and be in.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Form } from '#web/kit/Form.tsx'
import { PasswordField } from '#web/kit/PasswordField.tsx'
import { say } from '#web/say.ts'
import { Door } from '#web/shell/Door.tsx'
import { useEnter } from '#web/shell/entering.ts'
import { acceptInvitation } from '../api.ts'
import { hashToken } from './hash-token.ts'

export function InvitationPage(): ReactNode {
  const [token] = useState(hashToken)
  const act = useTell(acceptInvitation)
  const enter = useEnter()
  const [password, setPassword] = useState('')
  if (!token) {
    return (
      <Door
        title={say('The link is not whole')}
        lead={say('Open the whole link that you were given, with everything after the #.')}
      >
        <p className="note">{say('If it still does not work, ask the administrator for a new one.')}</p>
      </Door>
    )
  }
  async function send(): Promise<void> {
    const done = await act.tell({ token, password })
    await enter(done.secondFactor, '/account?tab=factors&first=1')
  }
  return (
    <Door title={say('Welcome')} lead={say('You were invited to this node. Choose a password to come in.')}>
      <Form submit={say('Come in')} pending={act.pending} error={act.error} onSubmit={send}>
        <PasswordField
          label={say('Password')}
          isNew
          autoFocus
          hint={say('At least 12 characters. Four random words do well.')}
          value={password}
          onChange={setPassword}
        />
      </Form>
    </Door>
  )
}
