// Notes on a board: what is still to be asked, and of whom.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { noteOnQuestion } from '../../api/questions.ts'
import type { WholeQuestion } from './BoardPage.tsx'

export function QuestionNotes({ question }: { question: WholeQuestion }): ReactNode {
  const may = useMay()
  const names = useNames()
  const act = useTell(noteOnQuestion)
  const [text, setText] = useState('')

  async function send(): Promise<void> {
    await act.tell({ id: question.id, text: text.trim() })
    setText('')
  }
  const writes = may(noteOnQuestion) && question.status === 'open'
  return (
    <Card title={say('Notes')}>
      <div className="stack">
        {question.notes.length === 0 ? (
          <p className="quiet small">{say('None yet. What should still be asked, and of whom?')}</p>
        ) : (
          <ul className="plain-list">
            {question.notes.map((note) => (
              <li key={`${note.at}${note.by}`}>
                <span className="board-note wrap-anywhere">{note.text}</span>
                <span className="small quiet">
                  {names.person(note.by)} <Time at={note.at} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {writes ? (
          <div className="no-print">
            <Form submit={say('Add the note')} pending={act.pending} error={act.error} onSubmit={send}>
              <TextField label={say('Note')} value={text} onChange={setText} lines={2} maxLength={5000} required />
            </Form>
          </div>
        ) : null}
      </div>
    </Card>
  )
}
