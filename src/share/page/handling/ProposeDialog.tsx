// Proposing to mark records lower: which, to which label, and why. A second person decides.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type Tlp as TlpLabel, tlpLabels, tlpRank } from '#kernel/marking.ts'
import { useTell } from '#web/ask.ts'
import { Tlp } from '#web/kit/Badge.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say, sayCount } from '#web/say.ts'
import { recordWord } from '#web/shell/records.ts'
import { proposeRelease } from '../../api/releases.ts'

export interface ToPropose {
  id: string
  record: string
  title: string
  version: number
  from: TlpLabel
  to: TlpLabel
  /** Its sentences must be read by a person. */
  read: boolean
}

interface ProposeProps {
  items: readonly ToPropose[]
  onClose: () => void
  onDone?: () => void
}

export function ProposeDialog({ items, onClose, onDone }: ProposeProps): ReactNode {
  const { tell, pending, error } = useTell(proposeRelease)
  const navigate = useNavigate()
  const [to, setTo] = useState<TlpLabel | ''>('')
  const [reason, setReason] = useState('')
  const [despite, setDespite] = useState('')
  const [read, setRead] = useState(false)
  const [warned, setWarned] = useState(false)
  const needsReading = items.some((item) => item.read)
  const lowest = Math.min(...items.map(({ from }) => tlpRank(from)))
  const labels = tlpLabels.filter((label) => tlpRank(label) < lowest)
  async function send(): Promise<void> {
    if (needsReading && !read) return setWarned(true)
    const chosen = items.map(({ id, version, to: advised }) => ({ id, version, to: { tlp: to === '' ? advised : to } }))
    const { id } = await tell({ items: chosen, reason, ...(despite.trim() ? { despite: despite.trim() } : {}) })
    onDone?.()
    onClose()
    await navigate({ to: '/handling', search: { tab: 'releases', release: id, record: undefined } })
  }
  return (
    <Dialog
      title={sayCount(items.length, 'Propose to lower {n} record', 'Propose to lower {n} records')}
      open
      onClose={onClose}
    >
      <Form submit={say('Propose it')} pending={pending} error={error} onSubmit={send}>
        <ul className="plain-list stack tight">
          {items.slice(0, 12).map((item) => (
            <li key={item.id}>
              <span className="quiet">{recordWord(item.record)}</span> {item.title} <Tlp label={item.from} />{' '}
              {say('to')} <Tlp label={to === '' ? item.to : to} />
            </li>
          ))}
          {items.length > 12 ? <li className="quiet">{say('and {n} more', { n: items.length - 12 })}</li> : null}
        </ul>
        <SelectField
          label={say('Lower to')}
          value={to}
          none={say('What the adviser finds enough')}
          onChange={(value) => setTo(tlpLabels.find((it) => it === value) ?? '')}
          choices={labels.map((label) => ({ value: label, label: `TLP:${label}` }))}
        />
        <TextField label={say('Why')} lines={2} value={reason} onChange={setReason} required minLength={3} />
        <TextField
          label={say('Why although its content asks for more')}
          hint={say('Only where the adviser found something that does.')}
          value={despite}
          onChange={setDespite}
          optional
        />
        {needsReading ? (
          <CheckField
            label={say('I have read the sentences in it. Nothing in them asks for a higher marking.')}
            value={read}
            onChange={setRead}
          />
        ) : null}
        {warned && !read ? (
          <p className="note warn" role="alert">
            {say('No program can judge sentences. Read them, and say so, before you propose this.')}
          </p>
        ) : null}
      </Form>
    </Dialog>
  )
}
