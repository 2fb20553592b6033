// Sending an approved report: by this node, or handed in by a person at the portal of the authority and recorded here.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { errorAt } from '#web/kit/Problem.tsx'
import { presentInstant } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { type getDutyReport, sendDutyReport } from '../../../api/duty-reports.ts'
import { type Channel, channels } from '../../../model/duty-report.ts'
import { recipientWord } from '../words.ts'
import { channelWord } from './words.ts'

export interface SendDialogProps {
  report: OutputOf<typeof getDutyReport>
  onClose: () => void
}

export function SendDialog({ report, onClose }: SendDialogProps): ReactNode {
  const sending = useTell(sendDutyReport)
  const { realm } = usePlace()
  const [channel, setChannel] = useState<Channel>('download')
  const [to, setTo] = useState('')
  const [at, setAt] = useState(toTyped(presentInstant()))
  const [receipt, setReceipt] = useState('')
  const [late, setLate] = useState('')

  async function send(): Promise<void> {
    const when = channel === 'download' ? fromTyped(at) : undefined
    const answer = await sending.tell({
      id: report.id,
      version: report.version,
      channel,
      to: to.trim(),
      ...(when ? { at: when } : {}),
      ...(channel === 'download' && receipt.trim() ? { receipt: receipt.trim() } : {}),
      ...(late.trim() ? { lateBecause: late.trim() } : {}),
    })
    toast(
      answer.submissionRecorded
        ? say('Recorded. The clock of this duty is stopped, and clocks that waited for it begin.')
        : say('On its way. The duty counts as fulfilled when it has left.'),
    )
    onClose()
  }

  return (
    <Dialog title={say('Send revision {n}', { n: report.state.revision })} open wide onClose={onClose}>
      <Form
        submit={channel === 'download' ? say('Record that it was handed in') : say('Send it')}
        pending={sending.pending}
        error={sending.error}
        onSubmit={send}
      >
        <p>
          {say('It goes to: {whom}.', { whom: report.form.recipients.map(recipientWord).join(', ') })}{' '}
          {realm === 'live' ? null : (
            <strong>{say('EXERCISE: nothing leaves this node; the sending is only recorded.')}</strong>
          )}
        </p>
        <RadioField
          label={say('How')}
          value={channel}
          onChange={(value) => setChannel(channels.find((it) => it === value) ?? 'download')}
          choices={channels.map((value) => ({ value, label: channelWord(value) }))}
        />
        <TextField
          label={
            {
              download: say('To whom it was handed'),
              email: say('Mail address'),
              api: say('Address (https)'),
            }[channel]
          }
          type={channel === 'email' ? 'email' : channel === 'api' ? 'url' : 'text'}
          value={to}
          onChange={setTo}
          error={errorAt(sending.error, 'to')}
          required
          minLength={3}
          maxLength={500}
        />
        {channel === 'download' ? (
          <div className="columns">
            <TextField
              label={say('When')}
              hint={say('In the time of this machine.')}
              type="datetime-local"
              value={at}
              onChange={setAt}
              error={errorAt(sending.error, 'at')}
              required
            />
            <TextField
              label={say('Number or words of the receipt')}
              value={receipt}
              onChange={setReceipt}
              maxLength={2000}
              optional
            />
          </div>
        ) : null}
        <TextField
          label={say('If it is late: why')}
          hint={say('Several acts ask for the reasons of a delay. They are kept with the submission.')}
          value={late}
          onChange={setLate}
          maxLength={1000}
          optional
        />
      </Form>
    </Dialog>
  )
}
