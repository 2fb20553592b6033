// Asking a question with the hypotheses that compete for its answer, a line for each.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { listIncidents } from '#assess/api.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { askQuestion } from '../../api/questions.ts'
import { linesOf } from '../lines.ts'

export function AskQuestion({ onClose }: { onClose: () => void }): ReactNode {
  const act = useTell(askQuestion)
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [kind, setKind] = useState('attribution')
  const [hypotheses, setHypotheses] = useState('')
  const [about, setAbout] = useState<string[]>([])
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })
  const incidents = useIncidentChoices()

  async function send(): Promise<void> {
    const { id } = await act.tell({
      text: text.trim(),
      kind: kind === 'attribution' ? 'attribution' : 'other',
      hypotheses: linesOf(hypotheses),
      about,
      marking: cleanMarking(marking),
    })
    onClose()
    await navigate({ to: '/watch/boards/$id', params: { id } })
  }
  return (
    <Dialog title={say('New board')} open onClose={onClose} wide>
      <Form submit={say('Open the board')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('The question')}
          value={text}
          onChange={setText}
          minLength={5}
          maxLength={500}
          required
          autoFocus
        />
        <RadioField
          label={say('What kind of question')}
          inline
          value={kind}
          onChange={setKind}
          choices={[
            {
              value: 'attribution',
              label: say('Who is behind it'),
              hint: say('The picture shows an answer only when two analysts accept it.'),
            },
            { value: 'other', label: say('Something else') },
          ]}
        />
        <TextField
          label={say('Hypotheses, a line for each')}
          hint={say('Those that compete; do not leave out "no attack at all". More can be added later.')}
          value={hypotheses}
          onChange={setHypotheses}
          lines={4}
          optional
        />
        <Picks
          label={say('Incidents that it is about')}
          optional
          choices={incidents}
          values={about}
          onChange={setAbout}
        />
        <details className="more-fields">
          <summary>{say('Its marking (TLP:{tlp})', { tlp: marking.tlp })}</summary>
          <div className="stack">
            <MarkingPicker value={marking} onChange={setMarking} />
          </div>
        </details>
      </Form>
    </Dialog>
  )
}

export function useIncidentChoices(): { value: string; label: string }[] {
  const incidents = useAsk(listIncidents, { limit: 200 })
  return (incidents.data?.items ?? []).map(({ id, state }) => ({
    value: id,
    label: `${state.reference} ${state.title}`,
  }))
}
