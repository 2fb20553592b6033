// Writing down what was promised, or is to be done.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { promiseFollowUp } from '../../api/backlog.ts'
import { followUpKinds } from '../../model/follow-up.ts'
import { backlogWord } from '../words.ts'

interface PromiseProps {
  crisis?: string | undefined
  of?: { record: string; id: string }
  onClose: () => void
}

export function PromiseDialog({ crisis, of, onClose }: PromiseProps): ReactNode {
  const promising = useTell(promiseFollowUp)
  const [kind, setKind] = useState('update')
  const [what, setWhat] = useState('')
  const [to, setTo] = useState('')
  const [owner, setOwner] = useState('')
  const [due, setDue] = useState('')
  const party = (name: string) => ({ name: name.trim(), actor: null, organisation: null, person: null })

  async function send(): Promise<void> {
    const by = fromTyped(due)
    await promising.tell({
      kind: followUpKinds.find((one) => one === kind) ?? 'update',
      what: what.trim(),
      ...(to.trim() ? { to: party(to) } : {}),
      ...(owner.trim() ? { owner: party(owner) } : {}),
      ...(by ? { due: by } : {}),
      ...(crisis ? { crisis } : {}),
      ...(of ? { of } : {}),
    })
    toast(say('It stands in the backlog.'))
    onClose()
  }

  return (
    <Dialog title={say('Write down a promise')} open onClose={onClose}>
      <Form submit={say('Write it down')} pending={promising.pending} error={promising.error} onSubmit={send}>
        <SelectField
          label={say('Kind')}
          value={kind}
          onChange={setKind}
          choices={followUpKinds.map((value) => ({ value, label: backlogWord(value) }))}
        />
        <TextField label={say('What')} value={what} onChange={setWhat} required maxLength={300} />
        <TextField label={say('To whom')} value={to} onChange={setTo} optional maxLength={200} />
        <TextField label={say('Who keeps it')} value={owner} onChange={setOwner} optional maxLength={200} />
        <TextField label={say('By when')} type="datetime-local" value={due} onChange={setDue} optional />
      </Form>
    </Dialog>
  )
}
