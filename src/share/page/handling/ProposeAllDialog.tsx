// Proposing all that the adviser finds marked too high in one incident or crisis.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { listIncidents } from '#assess/api.ts'
import { listCrises } from '#coordinate/api/crises.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { proposeAdvised } from '../../api/releases.ts'

export function ProposeAllDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { tell, pending, error } = useTell(proposeAdvised)
  const incidents = useAsk(listIncidents, { limit: 200 })
  const crises = useAsk(listCrises, { limit: 200 })
  const navigate = useNavigate()
  const [about, setAbout] = useState('')
  const [reason, setReason] = useState('')
  const [textRead, setTextRead] = useState(false)
  const choices = [
    ...(crises.data?.items ?? []).map(({ id, reference, title }) => ({
      value: `crisis ${id}`,
      label: `${reference} ${title}`,
      group: say('Crisis'),
    })),
    ...(incidents.data?.items ?? []).map(({ id, state }) => ({
      value: `incident ${id}`,
      label: `${state.reference} ${state.title}`,
      group: say('Incident'),
    })),
  ]
  async function send(): Promise<void> {
    const [kind, id = ''] = about.split(' ')
    const of = kind === 'crisis' ? { crisis: id } : { incident: id }
    const offered = await tell({ ...of, reason, textRead })
    onClose()
    await navigate({ to: '/handling', search: { tab: 'releases', release: offered.id } })
  }
  return (
    <Dialog title={say('Propose all of an incident or a crisis')} open onClose={onClose}>
      <Form submit={say('Propose it')} pending={pending} error={error} onSubmit={send}>
        <PickOne label={say('Incident or crisis')} value={about} onChange={setAbout} choices={choices} />
        <TextField label={say('Why')} lines={2} value={reason} onChange={setReason} required minLength={3} />
        <CheckField
          label={say('I have read the sentences in it. Nothing in them asks for a higher marking.')}
          hint={say('Without this only records without sentences are proposed.')}
          value={textRead}
          onChange={setTextRead}
        />
      </Form>
    </Dialog>
  )
}
