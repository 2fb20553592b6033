// Recording whom somebody told beyond the border, what, and what was kept back; or why they need not be told.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { say } from '#web/say.ts'
import { informAbroad, needNotInform } from '../../api/authority.ts'
import { partyName, type Row } from './parties.ts'

interface DialogProps {
  row: Row
  how: 'told' | 'not-needed'
  onClose: () => void
}

export function InformDialog({ row, how, onClose }: DialogProps): ReactNode {
  const tell = useTell(informAbroad)
  const spare = useTell(needNotInform)
  const act = how === 'told' ? tell : spare
  const [to, setTo] = useState<readonly string[]>(how === 'told' ? row.toInform : [])
  const [at, setAt] = useState('')
  const [channel, setChannel] = useState('')
  const [text, setText] = useState('')
  const [withheld, setWithheld] = useState('')
  const when = fromTyped(at)
  const send = () =>
    how === 'told'
      ? tell.tell({
          incident: row.incident,
          to: [...to],
          channel,
          told: text,
          ...(when ? { at: when } : {}),
          ...(withheld.trim() ? { withheld: withheld.trim() } : {}),
        })
      : spare.tell({ incident: row.incident, to: [...to], reason: text })
  return (
    <Dialog title={how === 'told' ? say('They were told') : say('They need not be told')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={() => send().then(onClose)}>
        <fieldset>
          <legend>{say('Who')}</legend>
          {row.toInform.map((party) => (
            <CheckField
              key={party}
              label={partyName(party)}
              value={to.includes(party)}
              onChange={(on) => setTo(on ? [...to, party] : to.filter((one) => one !== party))}
            />
          ))}
        </fieldset>
        {how === 'told' ? (
          <>
            <TextField
              label={say('How')}
              hint={say('CSIRTs network, telephone, secure mail')}
              value={channel}
              onChange={setChannel}
              required
            />
            <TextField
              label={say('When')}
              hint={say('Left empty: now.')}
              type="datetime-local"
              value={at}
              onChange={setAt}
              optional
            />
          </>
        ) : null}
        <TextField
          label={how === 'told' ? say('What they were told') : say('Why not')}
          lines={4}
          value={text}
          onChange={setText}
          required
        />
        {how === 'told' ? (
          <TextField
            label={say('What was kept back, and why')}
            lines={2}
            value={withheld}
            onChange={setWithheld}
            optional
          />
        ) : null}
      </Form>
    </Dialog>
  )
}
