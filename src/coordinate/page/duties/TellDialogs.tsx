// Telling a recipient, recording what they answered, or saying why they are not told.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped } from '#web/kit/moments.ts'
import { say } from '#web/say.ts'
import { recordNoticeReceipt, skipRecipient, tellRecipient } from '../../api/duties.ts'
import { type NoticeChannel, noticeChannels } from '../../model/notice.ts'
import type { StepProps } from './CheckDialog.tsx'
import { channelWords } from './words.ts'

const bySystem = (channel: NoticeChannel) => channel === 'email' || channel === 'webhook'

export function TellDialog({ notice, recipient, onClose }: StepProps): ReactNode {
  const { key, party, check } = recipient
  const telling = useTell(tellRecipient)
  const addresses = notice.recipients.find((one) => one.key === key)?.addresses ?? []
  const [channel, setChannel] = useState<NoticeChannel>('call')
  const [to, setTo] = useState('')
  const [at, setAt] = useState('')
  const [receipt, setReceipt] = useState('')
  const [text, setText] = useState<string>(check?.text === 'tear-line' ? 'tear-line' : 'full')
  const when = fromTyped(at)
  const both = check?.text === 'full' && notice.state.tearLine !== null
  const send = () =>
    telling
      .tell({
        ...{ id: notice.id, version: notice.version, recipient: key, channel, to },
        ...(both ? { text: text === 'full' ? 'full' : 'tear-line' } : {}),
        ...(when && !bySystem(channel) ? { at: when } : {}),
        ...(receipt.trim() && !bySystem(channel) ? { receipt: receipt.trim() } : {}),
      })
      .then(onClose)
  return (
    <Dialog title={say('Tell {name}', { name: party.name })} open onClose={onClose}>
      <Form
        submit={bySystem(channel) ? say('Send it now') : say('Record that they were told')}
        pending={telling.pending}
        error={telling.error}
        onSubmit={send}
      >
        <SelectField
          label={say('How')}
          value={channel}
          onChange={(value) => {
            const next = noticeChannels.find((one) => one === value) ?? 'call'
            setChannel(next)
            setTo(next === 'email' ? (addresses[0] ?? '') : '')
          }}
          choices={noticeChannels
            .filter((one) => one !== 'email' || notice.mailPossible)
            .map((value) => ({ value, label: channelWords[value] }))}
        />
        <TextField
          label={
            channel === 'email'
              ? say('Mail address')
              : channel === 'webhook'
                ? say('Address of their system')
                : say('Whom')
          }
          hint={
            addresses.length > 0 && channel === 'email'
              ? say('The register has {all}.', { all: addresses.join(', ') })
              : undefined
          }
          value={to}
          onChange={setTo}
          required
          minLength={2}
        />
        {both ? (
          <RadioField
            label={say('Which text')}
            value={text}
            onChange={setText}
            choices={[
              { value: 'full', label: say('The whole text') },
              { value: 'tear-line', label: say('The tear-line') },
            ]}
          />
        ) : null}
        {bySystem(channel) ? null : (
          <>
            <TextField
              label={say('When')}
              hint={say('Left empty: now.')}
              type="datetime-local"
              value={at}
              onChange={setAt}
              optional
            />
            <TextField label={say('What they answered')} value={receipt} onChange={setReceipt} optional />
          </>
        )}
      </Form>
    </Dialog>
  )
}

export function ReceiptDialog({ notice: { id, version }, recipient, onClose }: StepProps): ReactNode {
  const keeping = useTell(recordNoticeReceipt)
  const [text, setText] = useState('')
  const send = () => keeping.tell({ id, version, recipient: recipient.key, text }).then(onClose)
  return (
    <Dialog title={say('They have it')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={keeping.pending} error={keeping.error} onSubmit={send}>
        <TextField label={say('What they answered')} value={text} onChange={setText} lines={3} required />
      </Form>
    </Dialog>
  )
}

export function SkipDialog({ notice: { id, version }, recipient, onClose }: StepProps): ReactNode {
  const skipping = useTell(skipRecipient)
  const [reason, setReason] = useState('')
  const send = () => skipping.tell({ id, version, recipient: recipient.key, reason }).then(onClose)
  return (
    <Dialog title={say('{name} is not told', { name: recipient.party.name })} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={skipping.pending} error={skipping.error} onSubmit={send}>
        {recipient.required ? (
          <p className="note warn">
            {say('The framework asks for them: the notice stays open. Drop it with a reason if nobody is to be told.')}
          </p>
        ) : null}
        <TextField label={say('Why not')} value={reason} onChange={setReason} lines={3} required minLength={3} />
      </Form>
    </Dialog>
  )
}
