// Where a report went: each sending with its revision, its fingerprint, how it fared, and the receipt.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useTell } from '#web/ask.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { presentInstant, Time } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { type getDutyReport, recordReceipt } from '../../../api/duty-reports.ts'
import type { Sending } from '../../../model/duty-report.ts'
import { channelWord } from './words.ts'

type Shown = OutputOf<typeof getDutyReport>
const tones: Record<Sending['state'], Tone> = { waiting: 'warn', sent: 'good', failed: 'bad' }

function stateWord(state: Sending['state']): string {
  return { waiting: say('waits to leave'), sent: say('left'), failed: say('failed') }[state]
}

export function Sendings({ report }: { report: Shown }): ReactNode {
  const [receiving, setReceiving] = useState<string | null>(null)
  const names = useNames()
  const may = useMay()
  if (report.state.sendings.length === 0) return null
  return (
    <Card title={say('Sent')}>
      <ol className="plain-list small">
        {report.state.sendings.toReversed().map((it) => (
          <li key={it.id}>
            <span className="row">
              <Badge tone={tones[it.state]}>{stateWord(it.state)}</Badge>
              <strong className="wrap-anywhere">{it.to}</strong>
            </span>
            <span>
              {channelWord(it.channel)} · {say('revision {n}', { n: it.revision })}
            </span>
            <span>
              {names.actor(it.by)} <Time at={it.at} show="exact" />
            </span>
            {it.error ? <span className="error">{it.error}</span> : null}
            <details>
              <summary>{say('Fingerprint of the file')}</summary>
              <code className="wrap-anywhere">SHA-256 {it.sha256}</code>
            </details>
            {it.receipt ? (
              <span className="note good">
                {say('Receipt: {text}', { text: it.receipt.text })} <Time at={it.receipt.at} show="exact" />
              </span>
            ) : may(recordReceipt) && it.state !== 'failed' ? (
              <span>
                <Button small onPress={() => setReceiving(it.id)}>
                  {say('Record a receipt')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      {receiving ? <ReceiptDialog report={report} sending={receiving} onClose={() => setReceiving(null)} /> : null}
    </Card>
  )
}

interface ReceiptProps {
  report: Shown
  sending: string
  onClose: () => void
}

function ReceiptDialog({ report, sending, onClose }: ReceiptProps): ReactNode {
  const telling = useTell(recordReceipt)
  const [text, setText] = useState('')
  const [at, setAt] = useState(toTyped(presentInstant()))
  async function send(): Promise<void> {
    const when = fromTyped(at)
    await telling.tell({
      id: report.id,
      version: report.version,
      sending,
      text: text.trim(),
      ...(when ? { at: when } : {}),
    })
    toast(say('The receipt is kept.'))
    onClose()
  }
  return (
    <Dialog title={say('Record a receipt')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={telling.pending} error={telling.error} onSubmit={send}>
        <TextField
          label={say('What the receiver answered')}
          hint={say('A number, or a sentence.')}
          value={text}
          onChange={setText}
          required
          maxLength={2000}
        />
        <TextField label={say('When')} type="datetime-local" value={at} onChange={setAt} required />
      </Form>
    </Dialog>
  )
}
