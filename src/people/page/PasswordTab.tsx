// Changing one's password.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PasswordField } from '#web/kit/PasswordField.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { changePassword } from '../api.ts'

export function PasswordTab(): ReactNode {
  const act = useTell(changePassword)
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  async function send(): Promise<void> {
    await act.tell({ old, new: next })
    setOld('')
    setNext('')
    toast(say('The password is changed. All other sessions ended.'))
  }
  return (
    <Card title={say('Change the password')} className="narrow">
      <Form submit={say('Change the password')} pending={act.pending} error={act.error} onSubmit={send}>
        <PasswordField label={say('Present password')} value={old} onChange={setOld} />
        <PasswordField
          label={say('New password')}
          isNew
          hint={say('At least 12 characters. Four random words do well.')}
          value={next}
          onChange={setNext}
        />
      </Form>
    </Card>
  )
}
