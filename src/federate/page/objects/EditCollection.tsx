// Changing a collection: its words, who may write there, how long objects stay, and whether it is open.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { editCollection } from '../../api/objects.ts'
import type { CollectionShown } from './CollectionPage.tsx'

export function EditCollection({
  collection,
  onClose,
}: {
  collection: CollectionShown
  onClose: () => void
}): ReactNode {
  const { state, id, version } = collection
  const edit = useTell(editCollection)
  const names = useNames()
  const [title, setTitle] = useState(state.title)
  const [description, setDescription] = useState(state.description)
  const [days, setDays] = useState(state.retentionDays === null ? '' : String(state.retentionDays))
  const [open, setOpen] = useState(state.open)
  const [readers, setReaders] = useState<readonly string[]>(state.read.organisations)
  const [writers, setWriters] = useState<readonly string[]>(state.write.organisations)
  const choices = names.organisations
  const send = () =>
    edit
      .tell({
        ...{ id, version, title, description, open },
        retentionDays: days === '' ? null : Number(days),
        read: { ...state.read, organisations: [...readers] },
        write: { ...state.write, organisations: [...writers] },
      })
      .then(onClose)
  return (
    <Dialog title={say('Change the collection')} open onClose={onClose}>
      <Form submit={say('Save it')} pending={edit.pending} error={edit.error} onSubmit={send}>
        <TextField label={say('Title')} value={title} onChange={setTitle} required />
        <TextField label={say('What it is for')} lines={3} value={description} onChange={setDescription} optional />
        <Picks
          label={say('May read, beside ours (nobody named: all who see it)')}
          values={readers}
          onChange={setReaders}
          choices={choices}
        />
        <Picks label={say('May add, beside ours')} values={writers} onChange={setWriters} choices={choices} />
        <TextField
          label={say('Objects stay for so many days')}
          hint={say('Left empty: for good.')}
          type="number"
          value={days}
          onChange={setDays}
          optional
        />
        <CheckField label={say('Open: objects may be added')} value={open} onChange={setOpen} />
      </Form>
    </Dialog>
  )
}
