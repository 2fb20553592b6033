// Notes to an incident: marked like the incident unless one says otherwise.
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Tlp } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { addNote } from '../api.ts'
import type { IncidentShown } from './changing.tsx'

export function NotesTab({ incident }: { incident: IncidentShown }): ReactNode {
  const may = useMay()
  const names = useNames()
  const glow = useGlow()
  const notes = [...incident.notes].sort((a, b) => b.state.addedAt.localeCompare(a.state.addedAt))
  return (
    <div className="incident-parts">
      <Card title={say('Notes')}>
        {notes.length === 0 ? <p className="quiet">{say('No note yet.')}</p> : null}
        <ul className="plain-list">
          {notes.map((note) => (
            <li key={note.id} className={glow.has(note.id) ? 'glow' : undefined}>
              <p className="summary">{note.state.text}</p>
              <span className="row small quiet">
                {names.actor(note.state.addedBy)} · <Time at={note.state.addedAt} show="both" />{' '}
                <Tlp label={note.marking.tlp} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
      {may(addNote) ? <AddNote incident={incident} /> : null}
    </div>
  )
}

function AddNote({ incident }: { incident: IncidentShown }): ReactNode {
  const act = useTell(addNote)
  const [text, setText] = useState('')
  const [own, setOwn] = useState(false)
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: incident.marking.tlp })
  async function send(): Promise<void> {
    await act.tell({ incident: incident.id, text: text.trim(), ...(own ? { marking: cleanMarking(marking) } : {}) })
    setText('')
  }
  return (
    <Card title={say('Write a note')}>
      <Form submit={say('Add the note')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField label={say('Note')} value={text} onChange={setText} lines={5} required maxLength={20_000} />
        <CheckField label={say('Mark it otherwise than the incident')} value={own} onChange={setOwn} />
        {own ? <MarkingPicker value={marking} onChange={setMarking} /> : null}
      </Form>
    </Card>
  )
}
