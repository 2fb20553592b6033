// Persons: inviting them, their roles, and ending their access.
import { type ReactNode, useState } from 'react'
import { roles as allRoles, type Role } from '#kernel/role.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Copy } from '#web/kit/Copy.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { CheckField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { errorAt, Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import {
  changePerson,
  disablePerson,
  enablePerson,
  invitePerson,
  listPersons,
  offerPasswordReset,
  renewInvitation,
} from '../api.ts'
import type { HeldPerson } from '../model.ts'
import { roleChoices, roleWord } from './words.ts'

const tones = { invited: 'bronze', active: 'good', disabled: 'quiet' } as const
const statusWords = { invited: 'Invited', active: 'Active', disabled: 'Disabled' } as const

interface OneTime {
  title: string
  link: string | null
  expires: string | null
}

export function PersonsTab(): ReactNode {
  const may = useMay()
  const names = useNames()
  const persons = useAsk(listPersons, { limit: 500 }, { timeless: true, hears: ['people.'] })
  const [inviting, setInviting] = useState(false)
  const [chosen, setChosen] = useState<HeldPerson | null>(null)
  const [link, setLink] = useState<OneTime | null>(null)
  if (persons.isPending) return <Skeleton lines={4} tall />
  if (!persons.data) return <Problem error={persons.error} onAgain={() => void persons.refetch()} />
  const current = persons.data.items.find((it) => it.id === chosen?.id)
  return (
    <div className="stack">
      {may(invitePerson) ? (
        <div className="row">
          <Button kind="first" icon="plus" onPress={() => setInviting(true)}>
            {say('Invite a person')}
          </Button>
        </div>
      ) : null}
      <div className="table-wrap card flush-people">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Name')}</th>
              <th scope="col">{say('Organisation')}</th>
              <th scope="col">{say('Roles')}</th>
              <th scope="col">{say('State')}</th>
              <th scope="col">
                <span className="unseen">{say('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {persons.data.items.map((person) => (
              <tr key={person.id}>
                <td>
                  <strong>{person.name}</strong>
                  <div className="small quiet wrap-anywhere">{person.email}</div>
                </td>
                <td>{names.organisation(person.organisation)}</td>
                <td className="small">{person.roles.map((role) => roleWord(role)).join(', ')}</td>
                <td>
                  <Badge tone={tones[person.status]}>{say(statusWords[person.status])}</Badge>
                </td>
                <td className="right">
                  {may(changePerson) ? (
                    <Button
                      small
                      aria-label={say('Change {name}', { name: person.name })}
                      onPress={() => setChosen(person)}
                    >
                      {say('Change')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {inviting ? (
        <Invite
          onClose={() => setInviting(false)}
          onDone={(it) => {
            setInviting(false)
            setLink(it)
          }}
        />
      ) : null}
      {current ? <ChangePerson person={current} onClose={() => setChosen(null)} onLink={setLink} /> : null}
      {link ? <LinkShown {...link} onClose={() => setLink(null)} /> : null}
    </div>
  )
}

function RolePicks({ value, onChange }: { value: readonly Role[]; onChange: (roles: Role[]) => void }): ReactNode {
  return (
    <fieldset className="field">
      <legend>{say('Roles')}</legend>
      {roleChoices().map((choice) => (
        <CheckField
          key={choice.value}
          label={choice.label}
          hint={choice.hint}
          value={value.includes(choice.value)}
          onChange={(on) => onChange(allRoles.filter((role) => (role === choice.value ? on : value.includes(role))))}
        />
      ))}
    </fieldset>
  )
}

function Invite({ onClose, onDone }: { onClose: () => void; onDone: (link: OneTime) => void }): ReactNode {
  const act = useTell(invitePerson)
  const names = useNames()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [roles, setRoles] = useState<Role[]>(['reader'])
  async function send(): Promise<void> {
    const done = await act.tell({
      name: name.trim(),
      email: email.trim(),
      organisation: organisation || (names.organisations[0]?.value ?? ''),
      roles,
    })
    onDone({ title: say('Link for {name}', { name: done.person.name }), link: done.link, expires: done.expires })
  }
  return (
    <Dialog title={say('Invite a person')} open onClose={onClose}>
      <Form submit={say('Make the link')} pending={act.pending} error={act.error} onSubmit={send}>
        <TextField label={say('Name')} value={name} onChange={setName} required maxLength={200} autoFocus />
        <TextField
          label={say('E-mail address')}
          type="email"
          value={email}
          onChange={setEmail}
          required
          error={errorAt(act.error, 'email')}
        />
        <PickOne
          label={say('Organisation')}
          value={organisation || (names.organisations[0]?.value ?? '')}
          onChange={setOrganisation}
          choices={names.organisations}
        />
        <RolePicks value={roles} onChange={setRoles} />
      </Form>
    </Dialog>
  )
}

function LinkShown({ title, link, expires, onClose }: OneTime & { onClose: () => void }): ReactNode {
  return (
    <Dialog title={title} open onClose={onClose}>
      {link ? (
        <>
          <p className="note warn">{say('Hand it over on a safe way. It works once, and is shown only now.')}</p>
          <code className="token-text wrap-anywhere">{link}</code>
          {expires ? (
            <p className="small quiet">
              {say('Valid until')} <Time at={expires} show="exact" />
            </p>
          ) : null}
          <div className="row">
            <Copy text={link} label={say('Copy the link')} />
            <Button kind="first" onPress={onClose}>
              {say('Done')}
            </Button>
          </div>
        </>
      ) : (
        <p>{say('No link is needed: this person comes in through single sign-on.')}</p>
      )}
    </Dialog>
  )
}

interface ChangePersonProps {
  person: HeldPerson
  onClose: () => void
  onLink: (link: OneTime) => void
}

function ChangePerson({ person, onClose, onLink }: ChangePersonProps): ReactNode {
  const change = useTell(changePerson)
  const enable = useTell(enablePerson)
  const renew = useTell(renewInvitation)
  const reset = useTell(offerPasswordReset)
  const names = useNames()
  const [name, setName] = useState(person.name)
  const [email, setEmail] = useState(person.email)
  const [organisation, setOrganisation] = useState<string>(person.organisation)
  const [roles, setRoles] = useState<Role[]>(person.roles)
  const [ending, setEnding] = useState(false)
  function offer(title: string, answer: Promise<{ link: string | null; expires: string | null }>): void {
    answer
      .then((it) => {
        onClose()
        onLink({ title, ...it })
      })
      .catch(() => undefined)
  }
  return (
    <Dialog title={person.name} open onClose={onClose}>
      <Form
        submit={say('Keep it')}
        pending={change.pending}
        error={change.error}
        onSubmit={() =>
          change
            .tell({
              person: person.id,
              version: person.version,
              ...(name.trim() === person.name ? {} : { name: name.trim() }),
              ...(email.trim() === person.email ? {} : { email: email.trim() }),
              ...(organisation === person.organisation ? {} : { organisation }),
              roles,
            })
            .then(onClose)
        }
      >
        <TextField label={say('Name')} value={name} onChange={setName} required maxLength={200} />
        <TextField label={say('E-mail address')} type="email" value={email} onChange={setEmail} required />
        <PickOne
          label={say('Organisation')}
          value={organisation}
          onChange={setOrganisation}
          choices={names.organisations}
        />
        <RolePicks value={roles} onChange={setRoles} />
      </Form>
      <hr />
      <Problem error={enable.error ?? renew.error ?? reset.error} />
      <div className="row">
        {person.status === 'invited' ? (
          <Button
            isPending={renew.pending}
            onPress={() => offer(say('Link for {name}', { name: person.name }), renew.tell({ person: person.id }))}
          >
            {say('New invitation link')}
          </Button>
        ) : null}
        {person.status === 'active' && person.signsInWith === 'password' ? (
          <Button
            isPending={reset.pending}
            onPress={() =>
              offer(say('New password for {name}', { name: person.name }), reset.tell({ person: person.id }))
            }
          >
            {say('Password reset link')}
          </Button>
        ) : null}
        {person.status === 'active' && person.signsInWith === 'password' ? (
          <Button
            onPress={() =>
              offer(
                say('Lost phone of {name}', { name: person.name }),
                reset.tell({ person: person.id, removeSecondFactors: true }),
              )
            }
          >
            {say('Lost phone: reset everything')}
          </Button>
        ) : null}
        {person.status === 'disabled' ? (
          <Button
            isPending={enable.pending}
            onPress={() => void enable.tell({ person: person.id, version: person.version }).catch(() => undefined)}
          >
            {say('Enable again')}
          </Button>
        ) : (
          <Button kind="danger" onPress={() => setEnding(true)}>
            {say('Disable')}
          </Button>
        )}
      </div>
      {ending ? <Disable person={person} onClose={() => setEnding(false)} /> : null}
    </Dialog>
  )
}

function Disable({ person, onClose }: { person: HeldPerson; onClose: () => void }): ReactNode {
  const act = useTell(disablePerson)
  const [reason, setReason] = useState('')
  return (
    <Form
      submit={say('Disable: all sessions and tokens end')}
      danger
      pending={act.pending}
      error={act.error}
      onSubmit={() => act.tell({ person: person.id, version: person.version, reason: reason.trim() }).then(onClose)}
    >
      <TextField
        label={say('Why')}
        value={reason}
        onChange={setReason}
        required
        minLength={3}
        maxLength={500}
        autoFocus
      />
    </Form>
  )
}
