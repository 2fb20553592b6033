// Guests: links for people of outside, who come into this exercise and nowhere else.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { utc } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import * as api from '../api/invitations.ts'
import type { Shown } from './Direct.tsx'
import { tone, word } from './words.ts'

export function Invitations({ shown, onInvite }: { shown: Shown; onInvite: () => void }): ReactNode {
  const exercise = shown.exercise.slug
  const asked = useAsk(api.listInvitations, { exercise }, { timeless: true, keep: true, hears: ['exercise.exercise'] })
  const revoking = useTell(api.revokeInvitation)
  const seats = new Map(shown.cast.map(({ id, name }) => [id, name]))
  const open = shown.exercise.state !== 'ended'
  return (
    <Card
      title={say('Guests from outside')}
      aside={
        open ? (
          <Button small icon="plus" onPress={onInvite}>
            {say('Invite somebody')}
          </Button>
        ) : null
      }
    >
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data?.items.length === 0 ? (
        <p className="quiet">
          {say('A link lets one person into this exercise, once. The live realm stays closed to them.')}
        </p>
      ) : null}
      <ul className="plain-list">
        {asked.data?.items.map(({ id, name, seat, state, expires }) => (
          <li key={id} className="row">
            <strong>{name}</strong>
            <span className="quiet">{say('for {seat}', { seat: seats.get(seat) ?? seat })}</span>
            <Badge tone={tone(state)}>{word(state)}</Badge>
            {state === 'open' ? (
              <span className="small quiet">{say('until {moment}', { moment: utc(expires) })}</span>
            ) : null}
            {state === 'revoked' ? null : (
              <Button
                small
                aria-label={say('Take back the invitation of {name}', { name })}
                onPress={() => void revoking.tell({ exercise, invitation: id }).catch(() => {})}
              >
                {say('Take back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Problem error={revoking.error} />
    </Card>
  )
}

export function InviteDialog({ shown, onClose }: { shown: Shown; onClose: () => void }): ReactNode {
  const inviting = useTell(api.inviteParticipant)
  const seats = shown.cast.filter(({ cell }) => cell === 'players').map(({ id, name }) => ({ value: id, label: name }))
  const [name, setName] = useState('')
  const [seat, setSeat] = useState(seats[0]?.value ?? '')
  const [hours, setHours] = useState('72')
  const [link, setLink] = useState('')
  async function send(): Promise<void> {
    const made = await inviting.tell({ exercise: shown.exercise.slug, name: name.trim(), seat, hours: Number(hours) })
    setLink(made.link)
  }
  if (link)
    return (
      <Dialog title={say('The link')} open onClose={onClose}>
        <div className="stack">
          <p>{say('Hand it over by a way that you trust. It is shown this once, and lets one person in.')}</p>
          <p className="mono token-text">{link}</p>
          <div className="row">
            <Copy text={link} label={say('Copy the link')} />
            <Button kind="first" onPress={onClose}>
              {say('Done')}
            </Button>
          </div>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={say('Invite somebody from outside')} open onClose={onClose}>
      <Form submit={say('Make the link')} pending={inviting.pending} error={inviting.error} onSubmit={send}>
        <TextField
          label={say('For whom')}
          hint={say('Person or organisation, for your own list.')}
          value={name}
          onChange={setName}
          required
          maxLength={200}
          autoFocus
        />
        <SelectField label={say('They sit for')} value={seat} onChange={setSeat} choices={seats} required />
        <SelectField
          label={say('The link holds for')}
          value={hours}
          onChange={setHours}
          choices={[
            { value: '4', label: say('4 hours') },
            { value: '24', label: say('a day') },
            { value: '72', label: say('three days') },
            { value: '336', label: say('two weeks') },
          ]}
        />
      </Form>
    </Dialog>
  )
}
