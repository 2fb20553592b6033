// Calling people out: whom, on which ways, and how often again.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking } from '#web/kit/MarkingPicker.tsx'
import { Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { startCallOut } from '../../api/call-outs.ts'
import { getCrisis } from '../../api/crises.ts'
import { type CallChannel, callChannels } from '../../model/call-out.ts'
import { AssigneePicks, givenFrom } from './assignees.tsx'
import { forThem, OwnMarking } from './GiveTask.tsx'

export function CallOut({ crisis, onClose }: { crisis?: string | undefined; onClose: () => void }): ReactNode {
  const act = useTell(startCallOut)
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [to, setTo] = useState<readonly string[]>([])
  const [roles, setRoles] = useState<readonly string[]>([])
  const [channels, setChannels] = useState<readonly CallChannel[]>(callChannels)
  const [minutes, setMinutes] = useState('15')
  const [rounds, setRounds] = useState('3')
  const [marking, setMarking] = useState<MarkingChoice | null>(null)
  async function send(): Promise<void> {
    const given = to.map(givenFrom)
    const { id } = await act.tell({
      title: title.trim(),
      text,
      whom: {
        persons: given.flatMap(({ person }) => person ?? []),
        rotas: given.flatMap(({ rota }) => rota ?? []),
        roles: [...roles],
      },
      channels: [...channels],
      repeatMinutes: minutes === '' ? null : Number(minutes),
      mostRounds: Number(rounds) || 1,
      ...(crisis ? { crisis } : {}),
      ...(marking ? { marking: forThem(cleanMarking(marking), to) } : {}),
    })
    onClose()
    await navigate({ to: '/call-outs/$id', params: { id } })
  }
  const words: Record<CallChannel, string> = {
    email: say('By mail'),
    webhook: say('At their own addresses: pagers, telephones'),
  }
  return (
    <Dialog title={say('Call people out')} open onClose={onClose}>
      <Form submit={say('Call them')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField label={say('To what')} value={title} onChange={setTitle} required minLength={3} maxLength={300} />
        <TextField
          label={say('What they have to know')}
          hint={say('Seen after signing in. Mails and pagers carry a link.')}
          lines={3}
          value={text}
          onChange={setText}
          optional
        />
        <AssigneePicks label={say('Whom')} values={to} onChange={setTo} optional={crisis !== undefined} />
        {crisis ? <RolePicks crisis={crisis} values={roles} onChange={setRoles} /> : null}
        <fieldset className="stack">
          <legend>{say('Beside the screen')}</legend>
          {callChannels.map((channel) => (
            <CheckField
              key={channel}
              label={words[channel]}
              value={channels.includes(channel)}
              onChange={(on) => setChannels(on ? [...channels, channel] : channels.filter((one) => one !== channel))}
            />
          ))}
        </fieldset>
        <TextField
          label={say('Whoever does not answer is called again after')}
          hint={say('Minutes. Empty: once.')}
          type="number"
          inputMode="numeric"
          value={minutes}
          onChange={setMinutes}
          optional
        />
        <TextField
          label={say('At most so many times')}
          type="number"
          inputMode="numeric"
          value={rounds}
          onChange={setRounds}
        />
        <OwnMarking
          value={marking}
          onChange={setMarking}
          hint={crisis ? say('Else it is marked like the crisis.') : say('Else it is TLP:AMBER+STRICT.')}
        />
      </Form>
    </Dialog>
  )
}

/** The roles that somebody has in the crisis now. */
function RolePicks({
  crisis,
  values,
  onChange,
}: {
  crisis: string
  values: readonly string[]
  onChange: (values: string[]) => void
}): ReactNode {
  const found = useAsk(getCrisis, { id: crisis }, { hears: ['coordinate.crisis'] })
  const here = (found.data?.state.participants ?? []).filter((one) => one.until === null && one.party.person !== null)
  const roles = [...new Set(here.flatMap((one) => one.roles))].sort()
  if (roles.length === 0) return null
  return (
    <Picks
      label={say('Whoever has a role in the crisis')}
      values={values}
      onChange={onChange}
      choices={roles.map((role) => ({ value: role, label: role.replaceAll('-', ' ') }))}
      optional
    />
  )
}
