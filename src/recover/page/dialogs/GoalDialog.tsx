// Setting a recovery goal.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { present } from '#web/kit/Time.tsx'
import { toast } from '#web/kit/Toast.tsx'
import { say } from '#web/say.ts'
import { setGoal } from '../../api/goals.ts'

export function GoalDialog({ crisis, onClose }: { crisis: string | undefined; onClose: () => void }): ReactNode {
  const setting = useTell(setGoal)
  const [service, setService] = useState('')
  const [since, setSince] = useState(toTyped(new Date(present()).toISOString()))
  const [hours, setHours] = useState('4')
  const [dataHours, setDataHours] = useState('')
  const [minimum, setMinimum] = useState('50')
  const [level, setLevel] = useState('0')
  const share = (text: string) => Number(text) / 100

  async function send(): Promise<void> {
    const outageSince = fromTyped(since) ?? new Date(present()).toISOString()
    await setting.tell({
      service: service.trim(),
      outageSince,
      level: share(level),
      minimumLevel: share(minimum),
      ...(hours === '' ? {} : { rtoMinutes: Math.round(Number(hours) * 60) }),
      ...(dataHours === '' ? {} : { rpoMinutes: Math.round(Number(dataHours) * 60) }),
      ...(crisis ? { crisis } : {}),
    })
    toast(say('The goal is set.'))
    onClose()
  }

  return (
    <Dialog title={say('Set a recovery goal')} open onClose={onClose}>
      <Form submit={say('Set it')} pending={setting.pending} error={setting.error} onSubmit={send}>
        <TextField label={say('Service')} value={service} onChange={setService} required maxLength={300} />
        <TextField
          label={say('Below its minimum since')}
          type="datetime-local"
          value={since}
          onChange={setSince}
          required
        />
        <div className="columns">
          <TextField
            label={say('Recovery time objective, hours')}
            type="number"
            value={hours}
            onChange={setHours}
            optional
          />
          <TextField
            label={say('Recovery point objective, hours')}
            type="number"
            value={dataHours}
            onChange={setDataHours}
            optional
          />
        </div>
        <div className="columns">
          <TextField
            label={say('Minimum level of service, %')}
            type="number"
            value={minimum}
            onChange={setMinimum}
            required
          />
          <TextField label={say('Level now, %')} type="number" value={level} onChange={setLevel} required />
        </div>
      </Form>
    </Dialog>
  )
}
