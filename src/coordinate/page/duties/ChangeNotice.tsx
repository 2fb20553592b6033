// Changing a notice: its text and tear-line, who is told, who sees to it, by when; or dropping it.
import { type ReactNode, useState } from 'react'
import type { MarkingChoice } from '#kernel/marking.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Dialog } from '#web/kit/Dialog.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { cleanMarking, MarkingPicker } from '#web/kit/MarkingPicker.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { PickOne } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { addRecipient, assignNotice, changeNotice, dropNotice, noticeKinds, setNoticeDue } from '../../api/duties.ts'
import type { NoticeShown } from './words.ts'

interface ChangeProps {
  notice: NoticeShown
  onClose: () => void
}

export function ChangeTextDialog({ notice: { id, version, state }, onClose }: ChangeProps): ReactNode {
  const kinds = useAsk(noticeKinds, {}, { timeless: true, hears: [] })
  const changing = useTell(changeNotice)
  const [title, setTitle] = useState(state.title)
  const [text, setText] = useState(state.text)
  const [tear, setTear] = useState(state.tearLine?.text ?? '')
  const { owner: _owner, ...was } = state.tearLine?.marking ?? { owner: '', tlp: 'GREEN' as const }
  const [marking, setMarking] = useState<MarkingChoice>(was)
  const [level, setLevel] = useState(state.pointer?.level ?? '')
  const [reference, setReference] = useState(state.pointer?.reference ?? '')
  const [holder, setHolder] = useState(state.pointer?.holder ?? '')
  const send = () =>
    changing
      .tell({
        ...{ id, version, title, text },
        tearLine: tear.trim() ? { text: tear, marking: cleanMarking(marking) } : null,
        pointer: level ? { level, reference, holder } : null,
      })
      .then(onClose)
  return (
    <Dialog title={say('Change the text')} open wide onClose={onClose}>
      <Form submit={say('Keep it')} pending={changing.pending} error={changing.error} onSubmit={send}>
        <p className="quiet">{say('Whoever was not told yet is checked again for the new text.')}</p>
        <TextField label={say('Title')} value={title} onChange={setTitle} required minLength={3} />
        <TextField label={say('Whole text')} value={text} onChange={setText} lines={6} optional />
        <TextField
          label={say('Tear-line')}
          hint={say('What those may know who may not have all of it. It leaves without the title.')}
          value={tear}
          onChange={setTear}
          lines={4}
          optional
        />
        {tear.trim() ? <MarkingPicker value={marking} onChange={setMarking} /> : null}
        <SelectField
          label={say('Classified information on this lies elsewhere')}
          hint={say('It must not stand here. Point to it.')}
          value={level}
          onChange={setLevel}
          none={say('None')}
          optional
          choices={(kinds.data?.levels ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
        {level ? (
          <>
            <TextField label={say('Its number in the register')} value={reference} onChange={setReference} required />
            <TextField label={say('Who keeps it')} value={holder} onChange={setHolder} required />
          </>
        ) : null}
      </Form>
    </Dialog>
  )
}

export function AddRecipientDialog({ notice: { id, version }, onClose }: ChangeProps): ReactNode {
  const names = useNames()
  const kinds = useAsk(noticeKinds, {}, { timeless: true, hears: [] })
  const adding = useTell(addRecipient)
  const [name, setName] = useState('')
  const [actor, setActor] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [required, setRequired] = useState(false)
  const send = () =>
    adding
      .tell({
        ...{ id, version, required },
        party: {
          ...(name.trim() ? { name: name.trim() } : {}),
          ...(actor ? { actor } : {}),
          ...(organisation ? { organisation } : {}),
        },
      })
      .then(onClose)
  return (
    <Dialog title={say('Add somebody')} open onClose={onClose}>
      <Form submit={say('Add them')} pending={adding.pending} error={adding.error} onSubmit={send}>
        <PickOne
          label={say('Organisation of the register')}
          choices={names.organisations}
          value={organisation}
          onChange={setOrganisation}
          optional
        />
        <SelectField
          label={say('Actor of the framework')}
          value={actor}
          onChange={setActor}
          none={say('None')}
          optional
          choices={(kinds.data?.actors ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
        <TextField
          label={say('Name')}
          hint={say('Where nothing else stands for them.')}
          value={name}
          onChange={setName}
          optional
        />
        <CheckField label={say('The notice is not done without them')} value={required} onChange={setRequired} />
      </Form>
    </Dialog>
  )
}

export function AssignDialog({ notice: { id, version, state }, onClose }: ChangeProps): ReactNode {
  const names = useNames()
  const assigning = useTell(assignNotice)
  const [owner, setOwner] = useState(state.owner ?? '')
  const send = () => assigning.tell({ id, version, owner: owner || null }).then(onClose)
  return (
    <Dialog title={say('Who sees to it')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={assigning.pending} error={assigning.error} onSubmit={send}>
        <PickOne label={say('Person')} choices={names.persons} value={owner} onChange={setOwner} optional />
      </Form>
    </Dialog>
  )
}

export function DueDialog({ notice: { id, version, state }, onClose }: ChangeProps): ReactNode {
  const setting = useTell(setNoticeDue)
  const [due, setDue] = useState(toTyped(state.due))
  const [reason, setReason] = useState('')
  const send = () => setting.tell({ id, version, due: fromTyped(due) ?? null, reason }).then(onClose)
  return (
    <Dialog title={say('Change the limit')} open onClose={onClose}>
      <Form submit={say('Keep it')} pending={setting.pending} error={setting.error} onSubmit={send}>
        <TextField label={say('Limit')} type="datetime-local" value={due} onChange={setDue} optional />
        <TextField label={say('Why')} value={reason} onChange={setReason} required minLength={3} />
      </Form>
    </Dialog>
  )
}

export function DropDialog({ notice: { id, version }, onClose }: ChangeProps): ReactNode {
  const dropping = useTell(dropNotice)
  const [reason, setReason] = useState('')
  const send = () => dropping.tell({ id, version, reason }).then(onClose)
  return (
    <Dialog title={say('Drop this notice')} open onClose={onClose}>
      <Form submit={say('Drop it')} danger pending={dropping.pending} error={dropping.error} onSubmit={send}>
        <p>{say('It stays in the record with the reason. Nobody is told of it.')}</p>
        <TextField label={say('Why')} value={reason} onChange={setReason} lines={3} required minLength={3} />
      </Form>
    </Dialog>
  )
}
