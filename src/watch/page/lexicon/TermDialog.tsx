// Adding a term to a lexicon, or weighing one anew.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { type lexicons, setTerm } from '../../api/lexicon.ts'
import type { ShownTerm } from './Lexicon.tsx'

export interface TermDialogProps {
  lexicon: (typeof lexicons)[number]
  of: string
  title: string
  term?: ShownTerm
  onClose: () => void
}

export function TermDialog({ lexicon, of, title, term, onClose }: TermDialogProps): ReactNode {
  const act = useTell(setTerm)
  const [pattern, setPattern] = useState(term?.pattern ?? '')
  const [language, setLanguage] = useState(term?.language ?? 'en')
  const [weight, setWeight] = useState(String(term?.weight || 3))
  const [why, setWhy] = useState('')
  async function send(): Promise<void> {
    const reason = why.trim()
    await act.tell({
      lexicon,
      of,
      language: language.trim().toLowerCase(),
      pattern: pattern.trim(),
      weight: Number(weight),
      ...(reason.length >= 3 ? { why: reason } : {}),
    })
    onClose()
  }
  return (
    <Dialog
      title={term ? say('Weigh "{term}" anew', { term: term.pattern }) : say('Add a term to {title}', { title })}
      open
      onClose={onClose}
    >
      <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('Term')}
          value={pattern}
          onChange={setPattern}
          required
          minLength={2}
          maxLength={120}
          readOnly={term !== undefined}
          autoFocus={term === undefined}
          hint={say('Words in a row; word* for a beginning, a|b for either, ~3 for up to three words between.')}
        />
        <div className="columns">
          <TextField
            label={say('Language')}
            value={language}
            onChange={setLanguage}
            required
            minLength={2}
            maxLength={2}
            readOnly={term !== undefined}
            hint={say('Two letters: en, de, fr')}
          />
          <TextField
            label={say('Weight')}
            type="number"
            value={weight}
            onChange={setWeight}
            required
            hint={say('0 switches it off, 20 is the most.')}
          />
        </div>
        <TextField label={say('Why')} optional value={why} onChange={setWhy} minLength={3} maxLength={1000} />
      </Form>
    </Dialog>
  )
}
