// What became of a planned exercise: it was held, or it is cancelled.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { cancelInProgramme, noteHeld } from '../../api/programme/programme.ts'
import type { ShownEntry } from './EntryList.tsx'

interface OutcomeProps {
  entry: ShownEntry
  onClose: () => void
}

export function HeldDialog({ entry, onClose }: OutcomeProps): ReactNode {
  const noting = useTell(noteHeld)
  const played = entry.playedBy?.ended ?? false
  const [heldOn, setHeldOn] = useState(played ? '' : entry.state.to)
  const [because, setBecause] = useState('')
  async function send(): Promise<void> {
    await noting.tell({
      ...{ id: entry.id, version: entry.version },
      ...(heldOn ? { heldOn } : {}),
      ...(because.trim() ? { because: because.trim() } : {}),
    })
    onClose()
  }
  return (
    <Dialog title={say('It was held')} open onClose={onClose}>
      <Form submit={say('Note it')} pending={noting.pending} error={noting.error} onSubmit={send}>
        <TextField
          label={say('Its last day')}
          hint={played ? say('Left empty: the day on which the exercise ended.') : undefined}
          type="date"
          value={heldOn}
          onChange={setHeldOn}
          optional={played}
          required={!played}
        />
        <TextField
          label={say('What shows it')}
          hint={say('A report, a file, minutes: where somebody can look.')}
          value={because}
          onChange={setBecause}
          optional={played}
          required={!played}
          minLength={3}
          maxLength={2_000}
        />
      </Form>
    </Dialog>
  )
}

export function CancelDialog({ entry, onClose }: OutcomeProps): ReactNode {
  const cancelling = useTell(cancelInProgramme)
  const [because, setBecause] = useState('')
  async function send(): Promise<void> {
    await cancelling.tell({ id: entry.id, version: entry.version, because: because.trim() })
    onClose()
  }
  return (
    <Dialog title={say('Cancel {title}', { title: entry.state.title })} open onClose={onClose}>
      <Form submit={say('Cancel it')} pending={cancelling.pending} error={cancelling.error} onSubmit={send}>
        <TextField label={say('Why')} value={because} onChange={setBecause} required minLength={3} maxLength={2_000} />
      </Form>
    </Dialog>
  )
}
