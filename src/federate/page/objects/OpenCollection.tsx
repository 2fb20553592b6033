// Opening a collection: what it is called, for which standards, and who may see it.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { say } from '#web/say.ts'
import { openCollection } from '../../api/objects.ts'

export function OpenCollection({ onClose }: { onClose: () => void }): ReactNode {
  const open = useTell(openCollection)
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [alias, setAlias] = useState('')
  const [description, setDescription] = useState('')
  const [days, setDays] = useState('')
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'GREEN' })
  async function send(): Promise<void> {
    const retentionDays = days === '' ? null : Number(days)
    const made = await open.tell({ title, alias, description, retentionDays, marking: cleanMarking(marking) })
    await navigate({ to: '/collections/$id', params: { id: made.id } })
  }
  return (
    <Dialog title={say('Open a collection')} open onClose={onClose}>
      <Form submit={say('Open it')} pending={open.pending} error={open.error} onSubmit={send}>
        <TextField label={say('Title')} value={title} onChange={setTitle} required />
        <TextField
          label={say('Alias')}
          hint={say('Small letters, digits and hyphens. Part of its address for programs.')}
          value={alias}
          onChange={setAlias}
          required
        />
        <TextField label={say('What it is for')} lines={3} value={description} onChange={setDescription} optional />
        <TextField
          label={say('Objects stay for so many days')}
          hint={say('Left empty: for good.')}
          type="number"
          value={days}
          onChange={setDays}
          optional
        />
        <MarkingPicker value={marking} onChange={setMarking} />
        <p className="small quiet">
          {say('The marking says who sees that the collection is there. Each object in it has a marking of its own.')}
        </p>
      </Form>
    </Dialog>
  )
}
