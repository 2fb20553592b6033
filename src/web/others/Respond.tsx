// Saying something about a record that crossed a border: it goes to the owner of a copy, or to those who have a record of ours.
import { type ReactNode, useState } from 'react'
import { respond } from '#federate/api/copies.ts'
import type { InputOf } from '#kernel/contract.ts'
import { useTell } from '../ask.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { SelectField, TextField } from '../kit/Field.tsx'
import { Form } from '../kit/Form.tsx'
import { Picks } from '../kit/Picks.tsx'
import { toast } from '../kit/Toast.tsx'
import { say } from '../say.ts'
import type { Here, Origin } from './here.ts'
import { kindWords } from './words.ts'

type Kind = InputOf<typeof respond>['kind']
const kinds: readonly Kind[] = ['comment', 'sighting', 'proposal', 'request']

export function Respond({ here, origin, onClose }: { here: Here; origin: Origin; onClose: () => void }): ReactNode {
  const act = useTell(respond)
  const [kind, setKind] = useState<Kind>(origin.copy ? 'comment' : 'request')
  const [text, setText] = useState('')
  const [by, setBy] = useState('')
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [count, setCount] = useState('1')
  const [at, setAt] = useState('')
  const [value, setValue] = useState('')
  const others = origin.given.filter((one) => !one.withdrawn).map(({ to }) => ({ value: to.node, label: to.name }))
  const [to, setTo] = useState<string[]>(others.length === 1 ? others.map((one) => one.value) : [])
  const send = () =>
    act
      .tell({
        kind,
        about: { record: here.record, subject: here.id },
        text: text.trim(),
        ...(origin.copy ? {} : { to }),
        ...(kind === 'request' && by ? { by: moment(by) } : {}),
        ...(kind === 'sighting'
          ? { seen: { first: moment(first), last: moment(last || first), count: Number(count) } }
          : {}),
        ...(kind === 'proposal' ? { changes: [{ at: at.trim(), value: asValue(value) }] } : {}),
      })
      .then(() => {
        toast(say('It is on its way.'))
        onClose()
      })
  return (
    <Dialog
      title={origin.copy ? say('To {name}', { name: origin.copy.of.name }) : say('To others')}
      open
      onClose={onClose}
    >
      <Form submit={say('Send')} pending={act.pending} error={act.error} onSubmit={send}>
        <SelectField
          label={say('What it is')}
          value={kind}
          onChange={(next) => setKind(kinds.find((one) => one === next) ?? 'comment')}
          choices={kinds.map((one) => ({ value: one, label: say(kindWords[one] ?? one) }))}
        />
        {origin.copy ? null : <Picks label={say('To whom')} values={to} onChange={setTo} choices={others} />}
        <TextField label={say('Words')} lines={4} value={text} onChange={setText} required maxLength={10_000} />
        {kind === 'request' ? (
          <TextField label={say('Of use until')} type="datetime-local" value={by} onChange={setBy} optional />
        ) : null}
        {kind === 'sighting' ? (
          <>
            <TextField label={say('First seen')} type="datetime-local" value={first} onChange={setFirst} required />
            <TextField label={say('Last seen')} type="datetime-local" value={last} onChange={setLast} optional />
            <TextField label={say('How often')} type="number" value={count} onChange={setCount} required />
          </>
        ) : null}
        {kind === 'proposal' ? (
          <>
            <TextField
              label={say('Which field')}
              hint={say('As a path: /title, /severity/value')}
              mono
              value={at}
              onChange={setAt}
              required
            />
            <TextField label={say('What it should say')} value={value} onChange={setValue} required />
          </>
        ) : null}
        <p className="small quiet">
          {say('It is marked like the record, for its readers at the other side, and changes nothing by itself.')}
        </p>
      </Form>
    </Dialog>
  )
}

/** What the field of the browser says, local time, as the journal writes moments. */
function moment(local: string): string {
  return new Date(local).toISOString()
}

/** A number, true, false and null are what they look like; everything else is text. */
function asValue(text: string): unknown {
  return /^(?:-?\d+(?:\.\d+)?|true|false|null)$/.test(text.trim()) ? JSON.parse(text) : text
}
