// Bringing a file of events: which form it has, how it is marked, and what became of it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { type Tlp, tlpLabels } from '#kernel/marking.ts'
import { useSend } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { importEvents } from '../../api/reports.ts'

const forms = [
  { value: 'intelmq', label: 'IntelMQ (JSON or CSV)' },
  { value: 'n6', label: 'n6 (JSON)' },
  { value: 'x-arf', label: 'XARF (JSON)' },
  { value: 'mail', label: 'An abuse report as a mail (.eml)' },
] as const
type FormName = (typeof forms)[number]['value']

export function BringEvents({ onClose }: { onClose: () => void }): ReactNode {
  const sending = useSend(importEvents)
  const [form, setForm] = useState<FormName>('intelmq')
  const [tlp, setTlp] = useState<Tlp>('AMBER')
  const [file, setFile] = useState<File | null>(null)
  const [taken, setTaken] = useState<OutputOf<typeof importEvents> | null>(null)
  const [share, setShare] = useState<number | null>(null)

  async function bring(): Promise<void> {
    if (file) setTaken(await sending.send({ form, tlp, name: file.name.slice(0, 300) }, file, setShare))
  }

  return (
    <Dialog title={say('Bring a file of events')} open onClose={onClose}>
      {taken ? (
        <Taken taken={taken} onClose={onClose} />
      ) : (
        <Form submit={say('Take it in')} pending={sending.pending} error={sending.error} onSubmit={bring}>
          <SelectField
            label={say('Form')}
            value={form}
            onChange={(next) => setForm(forms.find(({ value }) => value === next)?.value ?? 'intelmq')}
            choices={forms.map(({ value, label }) => ({ value, label: say(label) }))}
          />
          <SelectField
            label={say('Marking of the whole')}
            hint={say('An event that is marked higher by its source keeps that.')}
            value={tlp}
            onChange={(next) => setTlp(tlpLabels.find((one) => one === next) ?? 'AMBER')}
            choices={tlpLabels.filter((one) => one !== 'RED').map((one) => ({ value: one, label: `TLP:${one}` }))}
          />
          <label className="field">
            <span>{say('File')}</span>
            <input
              type="file"
              required
              className="input"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
          </label>
          {share === null ? null : <progress value={share} aria-label={say('Sent so far')} />}
        </Form>
      )}
    </Dialog>
  )
}

function Taken({ taken, onClose }: { taken: OutputOf<typeof importEvents>; onClose: () => void }): ReactNode {
  const { read, added, known, refused, reasons } = taken
  const counts = { read, added, known, refused }
  return (
    <div className="stack">
      <p role="status">
        {say(
          '{read} were read: {added} new, {known} that were there already, {refused} refused.',
          Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count.toLocaleString()])),
        )}
      </p>
      {reasons.length > 0 ? (
        <ul className="small">
          {reasons.slice(0, 50).map((one) => (
            <li key={`${one.id} ${one.why}`} className="federate-breaks">
              {one.id}: {one.why}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="row end">
        <Button kind="first" onPress={onClose}>
          {say('Done')}
        </Button>
      </div>
    </div>
  )
}
