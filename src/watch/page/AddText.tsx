// Pasting a text: an article, a web page, or a digest of several, which is split into its items.
import { type ReactNode, useState } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { say } from '#web/say.ts'
import { type Imported, importText } from '../api.ts'
import { ImportedList } from './ImportedList.tsx'

export interface About {
  sourceName: string
  url: string
  published: string
  marking: MarkingChoice
}

export const nothingAbout: About = { sourceName: '', url: '', published: '', marking: { tlp: 'AMBER+STRICT' } }

export function aboutInput(about: About): Omit<InputOf<typeof importText>, 'text'> {
  const publishedAt = fromTyped(about.published)
  return {
    ...(about.sourceName.trim() ? { sourceName: about.sourceName.trim() } : {}),
    ...(about.url.trim() ? { url: about.url.trim() } : {}),
    ...(publishedAt ? { publishedAt } : {}),
    marking: cleanMarking(about.marking),
  }
}

export function AddText({ onClose }: { onClose: () => void }): ReactNode {
  const act = useTell(importText)
  const [text, setText] = useState('')
  const [about, setAbout] = useState(nothingAbout)
  const [done, setDone] = useState<Imported | null>(null)
  return (
    <Dialog title={done ? say('Taken in') : say('Paste a text')} open wide onClose={onClose}>
      {done ? (
        <ImportedList
          imported={done}
          onMore={() => {
            setDone(null)
            setText('')
          }}
          onClose={onClose}
        />
      ) : (
        <Form
          submit={say('Read it')}
          pending={act.pending}
          error={act.error}
          onSubmit={() => act.tell({ text, ...aboutInput(about) }).then(setDone)}
        >
          <TextField
            label={say('Text')}
            hint={say('An article, a web page, or a digest of several articles: each becomes an item of its own.')}
            value={text}
            onChange={setText}
            lines={12}
            required
            autoFocus
          />
          <AboutFields about={about} onChange={setAbout} />
        </Form>
      )}
    </Dialog>
  )
}

/** Where it came from, when, and how it is marked: all of it may be left as it is. */
export function AboutFields({ about, onChange }: { about: About; onChange: (about: About) => void }): ReactNode {
  return (
    <details className="more-fields">
      <summary>{say('Where it came from, when, and its marking (TLP:{tlp})', { tlp: about.marking.tlp })}</summary>
      <div className="stack">
        <TextField
          label={say('Source')}
          optional
          value={about.sourceName}
          onChange={(sourceName) => onChange({ ...about, sourceName })}
          maxLength={200}
        />
        <TextField
          label={say('Address')}
          optional
          type="url"
          value={about.url}
          onChange={(url) => onChange({ ...about, url })}
          placeholder="https://"
        />
        <TextField
          label={say('Published at')}
          optional
          type="datetime-local"
          hint={say('In your own time. With it, "Monday" and "last year" in the text become dates.')}
          value={about.published}
          onChange={(published) => onChange({ ...about, published })}
        />
        <MarkingPicker value={about.marking} onChange={(marking) => onChange({ ...about, marking })} />
      </div>
    </details>
  )
}
