// Following a feed.
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { followFeed, reliabilities } from '../api.ts'

const intervals = [
  { value: '300', label: '5 minutes' },
  { value: '900', label: '15 minutes' },
  { value: '3600', label: 'an hour' },
  { value: '21600', label: '6 hours' },
  { value: '86400', label: 'a day' },
]

const reliabilityWords: Record<(typeof reliabilities)[number], string> = {
  A: 'Completely reliable',
  B: 'Usually reliable',
  C: 'Fairly reliable',
  D: 'Not usually reliable',
  E: 'Unreliable',
  F: 'Cannot be judged',
}

export function AddFeed({ onClose }: { onClose: () => void }): ReactNode {
  const act = useTell(followFeed)
  const [url, setUrl] = useState('')
  const [name, setName] = useState('')
  const [interval, setInterval] = useState('900')
  const [reliability, setReliability] = useState<(typeof reliabilities)[number]>('F')
  const [itemMarking, setItemMarking] = useState<MarkingChoice>({ tlp: 'CLEAR' })

  async function send(): Promise<void> {
    await act.tell({
      url: url.trim(),
      ...(name.trim() ? { name: name.trim() } : {}),
      intervalSeconds: Number(interval),
      reliability,
      itemMarking: cleanMarking(itemMarking),
    })
    toast(say('The feed is followed. Its items come in within a minute.'))
    onClose()
  }

  return (
    <Dialog title={say('Follow a feed')} open onClose={onClose}>
      <Form submit={say('Follow it')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('Address')}
          type="url"
          hint={say('RSS, Atom, RDF or JSON Feed')}
          placeholder="https://"
          value={url}
          onChange={setUrl}
          required
          autoFocus
          error={errorAt(act.error, 'url')}
        />
        <TextField
          label={say('Name')}
          optional
          value={name}
          onChange={setName}
          maxLength={200}
          hint={say('Left empty: what the feed calls itself.')}
        />
        <SelectField
          label={say('Look every')}
          value={interval}
          onChange={setInterval}
          choices={intervals.map((it) => ({ ...it, label: say(it.label) }))}
        />
        <SelectField
          label={say('Reliability of the source')}
          value={reliability}
          onChange={(value) => setReliability(reliabilities.find((it) => it === value) ?? 'F')}
          choices={reliabilities.map((value) => ({ value, label: `${value} · ${say(reliabilityWords[value])}` }))}
        />
        <details className="more-fields">
          <summary>{say('Marking of its items (TLP:{tlp})', { tlp: itemMarking.tlp })}</summary>
          <MarkingPicker value={itemMarking} onChange={setItemMarking} />
        </details>
      </Form>
    </Dialog>
  )
}
