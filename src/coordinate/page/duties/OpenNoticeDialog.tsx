// Opening a duty to tell: its kind says whom and by which source; a person says what, and how it is marked.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { say } from '#web/say.ts'
import { noticeKinds, openNotice } from '../../api/duties.ts'
import { Sourced } from './Sourced.tsx'

export interface OpenNoticeProps {
  crisis?: string
  kind?: string
  onClose: () => void
}

export function OpenNoticeDialog({ crisis, kind: wanted, onClose }: OpenNoticeProps): ReactNode {
  const kinds = useAsk(noticeKinds, {}, { timeless: true, hears: [] })
  const opening = useTell(openNotice)
  const navigate = useNavigate()
  const [kind, setKind] = useState(wanted ?? '')
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [at, setAt] = useState('')
  const [actor, setActor] = useState('')
  const [marking, setMarking] = useState<MarkingChoice>({ tlp: 'AMBER+STRICT' })
  const chosen = kinds.data?.kinds.find((one) => one.id === kind)
  const names = new Map(kinds.data?.actors.map(({ id, name }) => [id, name]))
  const when = fromTyped(at)
  async function send(): Promise<void> {
    const { id } = await opening.tell({
      ...{ kind, title, text, marking: cleanMarking(marking) },
      ...(crisis ? { crisis } : {}),
      ...(actor ? { actor } : {}),
      ...(when ? { happenedAt: when } : {}),
    })
    onClose()
    await navigate({ to: '/notices/$id', params: { id } })
  }
  return (
    <Dialog title={say('Open a notice')} open wide onClose={onClose}>
      <Form submit={say('Open it')} pending={opening.pending} error={opening.error} onSubmit={send}>
        <SelectField
          label={say('What must be told')}
          value={kind}
          onChange={setKind}
          none={say('Choose')}
          required
          choices={(kinds.data?.kinds ?? []).map((one) => ({ value: one.id, label: one.title }))}
        />
        {chosen ? (
          <div className="stack tight">
            <p>{chosen.asks}</p>
            <p className="small">
              {say('To')}: {chosen.recipients.map((one) => names.get(one.actor) ?? one.actor).join(', ')} ·{' '}
              {say('When')}: {chosen.due.words}
            </p>
            <Sourced source={chosen.source} verification={chosen.verification} />
          </div>
        ) : null}
        <TextField label={say('Title')} value={title} onChange={setTitle} required minLength={3} maxLength={300} />
        <TextField
          label={say('What they are told')}
          hint={say('In these words it leaves. Nothing classified: point to where it lies instead.')}
          value={text}
          onChange={setText}
          lines={6}
          optional
        />
        {chosen ? (
          <>
            <TextField
              label={chosen.happening}
              hint={say('The limit counts from here. Left empty: now.')}
              type="datetime-local"
              value={at}
              onChange={setAt}
              optional
            />
            <SelectField
              label={say('As which actor')}
              value={actor || (chosen.actors[0] ?? '')}
              onChange={setActor}
              choices={chosen.actors.map((id) => ({ value: id, label: names.get(id) ?? id }))}
            />
          </>
        ) : null}
        <MarkingPicker value={marking} onChange={setMarking} />
      </Form>
    </Dialog>
  )
}
