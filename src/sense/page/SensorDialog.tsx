// Registering a sensor: afterwards, what to start where.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Copy } from '#web/kit/Copy.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { say } from '#web/say.ts'
import { registerSensor } from '../api.ts'

export function SensorDialog({ onClose }: { onClose: () => void }): ReactNode {
  const registering = useTell(registerSensor)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const [id, setId] = useState<string>()
  async function send(): Promise<void> {
    setId((await registering.tell({ name: name.trim(), note: note.trim() || null })).id)
  }
  if (id) {
    return (
      <Dialog title={say('The sensor may send')} open onClose={onClose}>
        <ol>
          <li>{say('Under your account, make an API token with the scope sense.sendFrame and sense.listTargets.')}</li>
          <li>
            {say('Where the traffic is, write this id into the configuration of the sensor:')} <code>{id}</code>{' '}
            <Copy text={id} label={say('Copy the id')} />
          </li>
          <li>
            {say('Start it:')} <code>./tocsin sense --config sense.json</code>
          </li>
        </ol>
      </Dialog>
    )
  }
  return (
    <Dialog title={say('Register a sensor')} open onClose={onClose}>
      <Form submit={say('Register it')} pending={registering.pending} error={registering.error} onSubmit={send}>
        <TextField label={say('Where does it stand?')} value={name} onChange={setName} required maxLength={120} />
        <TextField label={say('Note')} value={note} onChange={setNote} lines={2} optional />
      </Form>
    </Dialog>
  )
}
