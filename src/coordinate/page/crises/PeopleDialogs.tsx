// Dialogs about who takes part, what is aimed at, and what is said in public.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { RadioField, SelectField, TextField } from '#web/kit/Field.tsx'
import { PickOne, Picks } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import * as api from '../../api/crises.ts'
import { Why } from './CrisisAsWhole.tsx'
import type { DialogProps } from './CrisisDialogs.tsx'
import { CrisisForm } from './CrisisForm.tsx'
import { audienceWord, useCrisisNames } from './words.ts'

/** Somebody by name, and where the register knows them, by their record there. */
export function useParty() {
  const names = useNames()
  const [name, setName] = useState('')
  const [organisation, setOrganisation] = useState('')
  const fields = (
    <>
      <TextField label={say('Name')} value={name} onChange={setName} required maxLength={200} autoFocus />
      <PickOne
        label={say('Organisation of the register')}
        optional
        value={organisation}
        choices={names.organisations}
        onChange={(value) => {
          setOrganisation(value)
          if (value && name.trim() === '') setName(names.organisation(value))
        }}
      />
    </>
  )
  return { fields, party: { name: name.trim(), actor: null, organisation: organisation || null, person: null } }
}

export function Join({ crisis, onClose }: DialogProps): ReactNode {
  const act = useTell(api.addParticipant)
  const words = useCrisisNames()
  const { fields, party } = useParty()
  const [roles, setRoles] = useState<string[]>([])
  return (
    <Dialog title={say('Take somebody into the crisis')} open wide onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Take in')}
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, party, roles })}
      >
        {fields}
        <Picks label={say('Roles')} values={roles} onChange={setRoles} choices={words.roles} />
      </CrisisForm>
    </Dialog>
  )
}

export function Roles({ crisis, part = '', onClose }: DialogProps): ReactNode {
  const act = useTell(api.changeRoles)
  const words = useCrisisNames()
  const one = crisis.state.participants.find((it) => it.key === part)
  const [roles, setRoles] = useState<string[]>([...(one?.roles ?? [])])
  return (
    <Dialog title={say('Roles of {name}', { name: one?.party.name ?? part })} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Keep it')}
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, key: part, roles })}
      >
        <Picks label={say('Roles')} values={roles} onChange={setRoles} choices={words.roles} />
      </CrisisForm>
    </Dialog>
  )
}

export function Leave({ crisis, part = '', onClose }: DialogProps): ReactNode {
  const act = useTell(api.leaveCrisis)
  const [reason, setReason] = useState('')
  const one = crisis.state.participants.find((it) => it.key === part)
  return (
    <Dialog title={say('{name} takes part no more', { name: one?.party.name ?? part })} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Note it')}
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, key: part, reason: reason.trim() })}
      >
        <Why value={reason} onChange={setReason} />
      </CrisisForm>
    </Dialog>
  )
}

export function SetObjective({ crisis, onClose }: DialogProps): ReactNode {
  const act = useTell(api.setObjective)
  const [text, setText] = useState('')
  const [owner, setOwner] = useState('')
  const present = crisis.state.participants.filter((it) => it.until === null)
  const party = present.find((it) => it.key === owner)?.party ?? null
  return (
    <Dialog title={say('Set an objective')} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Set it')}
        act={act}
        onDone={onClose}
        onSubmit={(version) =>
          act.tell({ id: crisis.id, version, text: text.trim(), ...(party ? { owner: party } : {}) })
        }
      >
        <TextField
          label={say('What is to be reached')}
          value={text}
          onChange={setText}
          required
          maxLength={2_000}
          lines={2}
          autoFocus
        />
        <SelectField
          label={say('Who answers for it')}
          optional
          none={say('Nobody yet')}
          value={owner}
          onChange={setOwner}
          choices={present.map((it) => ({ value: it.key, label: it.party.name }))}
        />
      </CrisisForm>
    </Dialog>
  )
}

export function EndObjective({ crisis, part = '', onClose }: DialogProps): ReactNode {
  const act = useTell(api.endObjective)
  const [status, setStatus] = useState<'met' | 'dropped'>('met')
  const [outcome, setOutcome] = useState('')
  const one = crisis.state.objectives.find((it) => it.key === part)
  return (
    <Dialog title={one?.text ?? part} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Note it')}
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, key: part, status, outcome: outcome.trim() })}
      >
        <RadioField
          label={say('What became of it')}
          inline
          value={status}
          onChange={(value) => setStatus(value === 'dropped' ? 'dropped' : 'met')}
          choices={[
            { value: 'met', label: say('Met') },
            { value: 'dropped', label: say('Dropped') },
          ]}
        />
        <Why label={say('How, or why')} value={outcome} onChange={setOutcome} />
      </CrisisForm>
    </Dialog>
  )
}

const audiences = ['public', 'press', 'partners', 'staff'] as const

export function WriteLine({ crisis, onClose }: DialogProps): ReactNode {
  const act = useTell(api.writeLine)
  const [audience, setAudience] = useState<(typeof audiences)[number]>('public')
  const [language, setLanguage] = useState('en')
  const [text, setText] = useState('')
  return (
    <Dialog title={say('Write a public line')} open wide onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Write it')}
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, audience, language, text: text.trim() })}
      >
        <p className="note">
          {say('It is a draft until somebody else agrees. The one agreed before is then replaced.')}
        </p>
        <SelectField
          label={say('For whom')}
          value={audience}
          onChange={(value) => setAudience(audiences.find((it) => it === value) ?? 'public')}
          choices={audiences.map((value) => ({ value, label: audienceWord(value) }))}
        />
        <TextField
          label={say('Language')}
          hint={say('Two letters: en, de, fr')}
          value={language}
          onChange={setLanguage}
          required
          minLength={2}
          maxLength={2}
        />
        <TextField
          label={say('What we say')}
          value={text}
          onChange={setText}
          required
          minLength={3}
          maxLength={5_000}
          lines={5}
          autoFocus
        />
      </CrisisForm>
    </Dialog>
  )
}

export function Agree({ crisis, part = '', onClose }: DialogProps): ReactNode {
  const act = useTell(api.agreeLine)
  const names = useNames()
  const line = crisis.state.lines.find((it) => it.key === part)
  return (
    <Dialog title={say('Agree this wording')} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Agree')}
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, key: part })}
      >
        <blockquote>{line?.text}</blockquote>
        <p className="quiet small">
          {say('Written by {name}. The one agreed before for {audience} ({language}) is replaced.', {
            name: names.actor(line?.writtenBy ?? ''),
            audience: audienceWord(line?.audience ?? ''),
            language: line?.language ?? '',
          })}
        </p>
      </CrisisForm>
    </Dialog>
  )
}

export function Withdraw({ crisis, part = '', onClose }: DialogProps): ReactNode {
  const act = useTell(api.withdrawLine)
  const [reason, setReason] = useState('')
  const line = crisis.state.lines.find((it) => it.key === part)
  return (
    <Dialog title={say('Withdraw this wording')} open onClose={onClose}>
      <CrisisForm
        crisis={crisis}
        submit={say('Withdraw')}
        danger
        act={act}
        onDone={onClose}
        onSubmit={(version) => act.tell({ id: crisis.id, version, key: part, reason: reason.trim() })}
      >
        <blockquote>{line?.text}</blockquote>
        <Why value={reason} onChange={setReason} />
      </CrisisForm>
    </Dialog>
  )
}
