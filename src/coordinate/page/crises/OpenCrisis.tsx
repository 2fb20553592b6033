// Opening a crisis: a title is enough; incidents are found by their words.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Tlp } from '#web/kit/Badge.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { listOf, useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { openCrisis } from '../../api/crises.ts'
import { FindIncidents } from './FindIncidents.tsx'
import { kindWord } from './words.ts'

export function OpenCrisis({ onClose }: { onClose: () => void }): ReactNode {
  const [from] = useChoices('incidents')
  const navigate = useNavigate()
  const act = useTell(openCrisis)
  const [title, setTitle] = useState('')
  const [summary, setSummary] = useState('')
  const [kind, setKind] = useState<'cyber' | 'hybrid'>('cyber')
  const [incidents, setIncidents] = useState(listOf(from.incidents))
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })

  async function send(): Promise<void> {
    const opened = await act.tell({
      title: title.trim(),
      ...(summary.trim() ? { summary: summary.trim() } : {}),
      ...(incidents.length > 0 ? { incidents } : {}),
      kind,
      marking: cleanMarking(marking),
    })
    toast(say('{reference} is open.', { reference: opened.reference }))
    await navigate({ to: '/crises/$id', params: { id: opened.id } })
  }

  return (
    <Dialog title={say('Open a crisis')} open wide onClose={onClose}>
      <Form submit={say('Open the crisis')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('Title')}
          value={title}
          onChange={setTitle}
          required
          minLength={3}
          maxLength={300}
          autoFocus
          error={errorAt(act.error, 'title')}
        />
        <TextField
          label={say('What is known')}
          optional
          value={summary}
          onChange={setSummary}
          lines={3}
          maxLength={20_000}
        />
        <RadioField
          label={say('Kind')}
          inline
          value={kind}
          onChange={(value) => setKind(value === 'hybrid' ? 'hybrid' : 'cyber')}
          choices={(['cyber', 'hybrid'] as const).map((value) => ({ value, label: kindWord(value) }))}
        />
        <FindIncidents chosen={incidents} onChange={setIncidents} />
        <details className="more-fields">
          <summary>
            {say('Marking:')} <Tlp label={marking.tlp} />
          </summary>
          <MarkingPicker value={marking} onChange={setMarking} />
        </details>
      </Form>
    </Dialog>
  )
}
