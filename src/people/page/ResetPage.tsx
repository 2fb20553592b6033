// A new password by a one-time link.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { buttonClass } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PasswordField } from '#web/kit/PasswordField.tsx'
import { say } from '#web/say.ts'
import { Door } from '#web/shell/Door.tsx'
import { resetPassword } from '../api.ts'
import { hashToken } from './hash-token.ts'

export function ResetPage(): ReactNode {
  const [token] = useState(hashToken)
  const act = useTell(resetPassword)
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
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
  if (done) {
    return (
      <Door title={say('The password is changed')} lead={say('All sessions were ended.')}>
        <Link to="/sign-in" className={buttonClass('first')}>
          {say('Sign in')}
        </Link>
      </Door>
    )
  }
  return (
    <Door title={say('Choose a new password')}>
      <Form
        submit={say('Change the password')}
        pending={act.pending}
        error={act.error}
        onSubmit={() => act.tell({ token, password }).then(() => setDone(true))}
      >
        <PasswordField
          label={say('New password')}
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
