// Changing what is said about a source, and how it is followed.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { errorAt } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { changeFeed, type Feed } from '../api.ts'
import { aboutOf, SourceFields, saidInput } from './SourceFields.tsx'

export function EditSource({ feed, onClose }: { feed: Feed; onClose: () => void }): ReactNode {
  const act = useTell(changeFeed)
  const mail = feed.state.kind === 'mail'
  const [url, setUrl] = useState(feed.state.url)
  const [about, setAbout] = useState(() => aboutOf(feed.state))

  async function send(): Promise<void> {
    const address = mail || url.trim() === feed.state.url ? {} : { url: url.trim() }
    await act.tell({ id: feed.id, version: feed.version, ...address, ...saidInput(about) })
    onClose()
  }

  return (
    <Dialog title={say('Change {name}', { name: feed.state.name })} open onClose={onClose}>
      <Form submit={say('Save')} pending={act.pending} error={act.error} onSubmit={send}>
        <p className="small quiet">
          {say('Items keep what was said about the source when they came. The change counts from now on.')}
        </p>
        <TextField
          label={say('Name')}
          value={about.name}
          onChange={(name) => setAbout({ ...about, name })}
          maxLength={200}
          required
          autoFocus
        />
        {mail ? null : (
          <TextField
            label={say('Address')}
            type="url"
            value={url}
            onChange={setUrl}
            required
            error={errorAt(act.error, 'url')}
          />
        )}
        <SourceFields about={about} onChange={setAbout} mail={mail} />
      </Form>
    </Dialog>
  )
}
