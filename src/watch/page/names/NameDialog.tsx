// Settling a name: what it is, how else it is called, which organisation it is, and who depends on it.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { rememberName } from '../../api.ts'
import { nameTypes } from '../../model.ts'
import { nameTypeWord } from '../item/fact-words.ts'
import { linesOf } from '../lines.ts'
import type { Watched } from './WatchList.tsx'

export function NameDialog({ name, onClose }: { name?: Watched; onClose: () => void }): ReactNode {
  const act = useTell(rememberName)
  const known = useNames()
  const before = name?.state
  const [text, setText] = useState(before?.text ?? '')
  const [type, setType] = useState<string>(before?.type ?? '')
  const [rejected, setRejected] = useState(before?.rejected ?? false)
  const [aliases, setAliases] = useState((before?.aliases ?? []).join('\n'))
  const [organisation, setOrganisation] = useState<string>(before?.organisation ?? '')
  const [concerns, setConcerns] = useState<string[]>([...(before?.concerns ?? [])])
  const [why, setWhy] = useState(before?.why ?? '')

  async function send(): Promise<void> {
    const reason = why.trim()
    const settled = rejected
      ? { rejected, type: null }
      : {
          rejected,
          type: nameTypes.find((it) => it === type) ?? null,
          aliases: linesOf(aliases),
          organisation: organisation || null,
          concerns,
        }
    await act.tell({ text: text.trim(), ...settled, ...(reason.length >= 3 ? { why: reason } : {}) })
    onClose()
  }
  return (
    <Dialog title={before ? say('Change "{name}"', { name: before.text }) : say('Add a name')} open onClose={onClose}>
      <Form submit={say('Remember it')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField
          label={say('Name')}
          value={text}
          onChange={setText}
          required
          maxLength={120}
          readOnly={before !== undefined}
          autoFocus={before === undefined}
          {...(before ? {} : { hint: say('As it stands in texts.') })}
        />
        <CheckField
          label={say('It is no name')}
          hint={say('"Reading" the verb, for example: it will not be shown as a name again.')}
          value={rejected}
          onChange={setRejected}
        />
        {rejected ? null : (
          <>
            <SelectField
              label={say('What it is')}
              value={type}
              onChange={setType}
              none={say('not said')}
              choices={nameTypes.map((it) => ({ value: it, label: nameTypeWord(it) }))}
            />
            <TextField
              label={say('Also called')}
              optional
              lines={2}
              hint={say('One a line.')}
              value={aliases}
              onChange={setAliases}
            />
            <PickOne
              label={say('Organisation of the register')}
              optional
              value={organisation}
              choices={known.organisations}
              onChange={setOrganisation}
            />
            <Picks
              label={say('Who depends on it')}
              optional
              hint={say('A text that tells of an incident at this name then raises an alert that names them.')}
              values={concerns}
              choices={known.organisations}
              onChange={setConcerns}
            />
          </>
        )}
        <TextField label={say('Why')} optional value={why} onChange={setWhy} maxLength={1000} minLength={3} />
      </Form>
    </Dialog>
  )
}
