// A person says whether a finding is right. What was measured stays beside it.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { judgeFinding } from '../../api/services.ts'
import { explanationKinds, judgements } from '../../model/reach.ts'
import type { ShownReach } from './ServicePage.tsx'
import { stateWord } from './words.ts'

interface JudgeFindingProps {
  finding: ShownReach['findings'][number]
  onClose: () => void
}

export function JudgeFinding({ finding, onClose }: JudgeFindingProps): ReactNode {
  const judging = useTell(judgeFinding)
  const [verdict, setVerdict] = useState<string>(finding.state.judged?.verdict ?? 'confirmed')
  const [kind, setKind] = useState('')
  const [because, setBecause] = useState('')
  async function send(): Promise<void> {
    const chosen = judgements.find((one) => one === verdict) ?? 'confirmed'
    const other = explanationKinds.find((one) => one === kind)
    await judging.tell({
      ...{ id: finding.id, version: finding.version, verdict: chosen, because: because.trim() },
      ...(chosen === 'other' && other ? { kind: other } : {}),
    })
    toast(say('Kept, under your name.'))
    onClose()
  }
  const words = {
    confirmed: say('It is what was measured: {what}', { what: stateWord(finding.state.verdict.state) }),
    rejected: say('It is not so'),
    other: say('It is something else'),
  }
  return (
    <Dialog title={say('What is it?')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={judging.pending} error={judging.error} onSubmit={send}>
        <RadioField
          label={say('Your judgement')}
          value={verdict}
          onChange={setVerdict}
          choices={judgements.map((one) => ({ value: one, label: words[one] }))}
        />
        {verdict === 'other' ? (
          <SelectField
            label={say('It is')}
            value={kind}
            onChange={setKind}
            choices={explanationKinds.map((one) => ({ value: one, label: stateWord(one) }))}
            none={say('Choose one')}
            required
          />
        ) : null}
        <TextField
          label={say('Why')}
          value={because}
          onChange={setBecause}
          lines={3}
          required
          minLength={3}
          maxLength={2000}
        />
      </Form>
    </Dialog>
  )
}
