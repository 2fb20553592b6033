// Putting a question that somebody has to decide, with its options.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { decisionKinds, openDecision } from '../../api/decisions.ts'

export function OpenDecision({ crisis, onClose }: { crisis: string; onClose: () => void }): ReactNode {
  const act = useTell(openDecision)
  const navigate = useNavigate()
  const kinds = useAsk(decisionKinds, {}, { timeless: true }).data?.kinds ?? []
  const [kind, setKind] = useState('general')
  const [question, setQuestion] = useState('')
  const [background, setBackground] = useState('')
  const [options, setOptions] = useState('')
  const [fourEyes, setFourEyes] = useState(false)
  const chosen = kinds.find((one) => one.id === kind)
  const always = chosen?.fourEyes === true
  async function send(): Promise<void> {
    const texts = options
      .split('\n')
      .map((text) => text.trim())
      .filter(Boolean)
    const { id } = await act.tell({
      ...{ crisis, kind, question, background },
      options: texts.map((text) => ({ text })),
      ...(fourEyes || always ? { fourEyes: true } : {}),
    })
    onClose()
    await navigate({ to: '/decisions/$id', params: { id } })
  }
  return (
    <Dialog title={say('Put a question')} open onClose={onClose}>
      <Form submit={say('Put it')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('What is to be decided')}
          value={question}
          onChange={setQuestion}
          required
          minLength={3}
          maxLength={300}
        />
        <SelectField
          label={say('Kind')}
          value={kind}
          onChange={setKind}
          choices={kinds.map(({ id, name }) => ({ value: id, label: name }))}
          hint={chosen?.because}
        />
        <TextField
          label={say('Options')}
          hint={say('One on each line. More can be added later.')}
          value={options}
          onChange={setOptions}
          lines={4}
          optional
        />
        <TextField
          label={say('Background')}
          value={background}
          onChange={setBackground}
          lines={3}
          optional
          maxLength={20_000}
        />
        <CheckField
          label={say('A second person has to agree')}
          value={always || fourEyes}
          onChange={setFourEyes}
          disabled={always}
          {...(always ? { hint: say('Always, for this kind.') } : {})}
        />
      </Form>
    </Dialog>
  )
}
