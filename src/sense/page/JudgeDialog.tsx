// A person says what it was. The machine's own verdict stays beside it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { type getAttack, judgeAttack } from '../api.ts'
import { judgements } from '../model/attacks.ts'
import { judgedWord } from './words.ts'

export function JudgeDialog({
  attack,
  onClose,
}: {
  attack: OutputOf<typeof getAttack>['attack']
  onClose: () => void
}): ReactNode {
  const judging = useTell(judgeAttack)
  const [as, setAs] = useState<string>(attack.state.judged?.as ?? 'attack')
  const [reason, setReason] = useState('')
  async function send(): Promise<void> {
    const chosen = judgements.find((it) => it === as) ?? 'attack'
    await judging.tell({ id: attack.id, version: attack.version, as: chosen, reason: reason.trim() })
    toast(say('Kept, under your name.'))
    onClose()
  }
  return (
    <Dialog title={say('What was it?')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={judging.pending} error={judging.error} onSubmit={send}>
        <RadioField
          label={say('It was')}
          value={as}
          onChange={setAs}
          choices={judgements.map((it) => ({ value: it, label: judgedWord(it) }))}
        />
        <TextField
          label={say('Why')}
          value={reason}
          onChange={setReason}
          lines={3}
          required
          minLength={3}
          maxLength={1000}
        />
      </Form>
    </Dialog>
  )
}
