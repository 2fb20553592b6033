// Bringing in what no scenario had: at once, or at a moment of the story.
import { type ReactNode, useState } from 'react'
import type { InputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import * as api from '../api/exercises.ts'
import { ContentFields, type Draft, emptyContent } from './ContentFields.tsx'
import type { Shown } from './Direct.tsx'

/** Operations of the control cell are written into a scenario, where the linter reads them. */
const adHoc = ['phone', 'news', 'mail', 'report', 'decision', 'complaints', 'traffic', 'resolver', 'provider']

export function InjectDialog({ shown, onClose }: { shown: Shown; onClose: () => void }): ReactNode {
  const { exercise, cast, participants } = shown
  const bringing = useTell(api.inject)
  const [title, setTitle] = useState('')
  const [after, setAfter] = useState('')
  const [content, setContent] = useState<Draft>(emptyContent('phone'))
  const people = cast.map(({ id, name }) => ({ value: id, label: name }))
  const parties = participants.map(({ id, name }) => ({ value: id, label: name }))
  // A telephone rings for somebody of the cast, a report comes from a participant.
  const from = content.channel === 'report' ? { from: parties } : {}
  const names = { to: people, by: people, ...from }

  async function send(): Promise<void> {
    const inject = `${slugOf(title)}-${exercise.added.length + 1}`
    await bringing.tell({
      ...{ exercise: exercise.slug, inject, title: title.trim() },
      content: content as InputOf<typeof api.inject>['content'], // the node checks it against the channel's schema
      ...(after.trim() === '' ? {} : { in: after.trim() }),
    })
    onClose()
  }
  return (
    <Dialog title={say('Bring something in')} open onClose={onClose} wide>
      <Form submit={say('Bring it in')} pending={bringing.pending} error={bringing.error} onSubmit={send}>
        <TextField label={say('Title')} value={title} onChange={setTitle} required maxLength={200} autoFocus />
        <ContentFields value={content} onChange={setContent} names={names} only={adHoc} />
        <TextField
          label={say('After how long')}
          optional
          hint={say('Of the story, such as 1h 30m. Left empty, it comes at once.')}
          value={after}
          onChange={setAfter}
          maxLength={40}
        />
      </Form>
    </Dialog>
  )
}

function slugOf(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return (/^[a-z]/.test(plain) ? plain : `inject-${plain}`).slice(0, 50).replace(/-+$/, '')
}
