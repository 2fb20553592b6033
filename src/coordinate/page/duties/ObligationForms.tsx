// What may be done about an obligation that is followed: add what shows it, record a turn as done, set its day, pass it on.
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Button } from '#web/kit/Button.tsx'
import { CheckField, SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { PickOne } from '#web/kit/Picks.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import {
  addProof,
  assignObligation,
  meetObligation,
  setObligationAside,
  setObligationDue,
  takeUpObligation,
} from '../../api/obligations.ts'
import type { RowShown } from './words.ts'

type Doing = 'proof' | 'met' | 'due' | 'owner' | 'aside' | null

export function ObligationForms({ row }: { row: RowShown }): ReactNode {
  const [doing, setDoing] = useState<Doing>(null)
  const held = row.followed
  if (!held) return null
  const close = () => setDoing(null)
  const at = { id: held.id, version: held.version }
  const aside = held.state.notOurs !== null
  const back = (
    <Button kind="quiet" onPress={close}>
      {say('Leave it')}
    </Button>
  )
  if (doing === 'proof') return <ProofForm {...{ at, close, back }} />
  if (doing === 'met') return <MetForm {...{ at, close, back, row }} />
  if (doing === 'due') return <DueForm {...{ at, close, back, row }} />
  if (doing === 'owner') return <OwnerForm {...{ at, close, back, row }} />
  if (doing === 'aside') return <AsideForm {...{ at, close, back, aside }} />
  const proofs = held.state.proofs.some((one) => one.withdrawn === null)
  return (
    <div className="row">
      {aside ? null : (
        <>
          <Button kind={proofs ? 'plain' : 'first'} onPress={() => setDoing('proof')}>
            {say('Add what shows it')}
          </Button>
          {proofs && row.open.length > 0 ? (
            <Button kind="first" onPress={() => setDoing('met')}>
              {say('It was done')}
            </Button>
          ) : null}
          <Button onPress={() => setDoing('due')}>{say('Set its day')}</Button>
        </>
      )}
      <Button onPress={() => setDoing('owner')}>{say('Who sees to it')}</Button>
      <Button kind="quiet" onPress={() => setDoing('aside')}>
        {aside ? say('Take it up again') : say('It is not ours')}
      </Button>
    </div>
  )
}

interface Step {
  at: { id: string; version: number }
  close: () => void
  back: ReactNode
}

function ProofForm({ at, close, back }: Step): ReactNode {
  const adding = useTell(addProof)
  const [text, setText] = useState('')
  const [url, setUrl] = useState('')
  const [record, setRecord] = useState('')
  const send = () =>
    adding
      .tell({
        ...{ ...at, text },
        ...(url.trim() ? { url: url.trim() } : {}),
        ...(record.trim() ? { record: record.trim() } : {}),
      })
      .then(close)
  return (
    <Form submit={say('Keep it')} pending={adding.pending} error={adding.error} onSubmit={send} other={back}>
      <TextField label={say('What shows it')} value={text} onChange={setText} lines={2} required />
      <TextField label={say('Address of a document')} type="url" value={url} onChange={setUrl} optional />
      <TextField
        label={say('Id of a record here')}
        hint={say('An incident, a report by law, a decision.')}
        value={record}
        onChange={setRecord}
        optional
        mono
      />
    </Form>
  )
}

function MetForm({ at, close, back, row }: Step & { row: RowShown }): ReactNode {
  const meeting = useTell(meetObligation)
  const standing = row.followed?.state.proofs.filter((one) => one.withdrawn === null) ?? []
  const [round, setRound] = useState(row.open.find((one) => one === row.round) ?? row.open[0] ?? '')
  const [proofs, setProofs] = useState<readonly string[]>([])
  const [day, setDay] = useState('')
  const send = () =>
    meeting.tell({ ...at, round, proofs: [...proofs], ...(day ? { at: `${day}T12:00:00.000Z` } : {}) }).then(close)
  return (
    <Form submit={say('It was done')} pending={meeting.pending} error={meeting.error} onSubmit={send} other={back}>
      {row.open.length > 1 ? (
        <SelectField
          label={say('Which turn')}
          value={round}
          onChange={setRound}
          choices={row.open.map((one) => ({ value: one, label: one }))}
        />
      ) : null}
      <fieldset className="field">
        <legend>{say('Shown by')}</legend>
        {standing.map((one) => (
          <CheckField
            key={one.key}
            label={one.text}
            value={proofs.includes(one.key)}
            onChange={(on) => setProofs(on ? [...proofs, one.key] : proofs.filter((key) => key !== one.key))}
          />
        ))}
      </fieldset>
      <TextField
        label={say('On which day')}
        hint={say('Left empty: now.')}
        type="date"
        value={day}
        onChange={setDay}
        optional
      />
    </Form>
  )
}

function DueForm({ at, close, back, row }: Step & { row: RowShown }): ReactNode {
  const setting = useTell(setObligationDue)
  const [on, setOn] = useState(row.followed?.state.due?.on ?? '')
  const [reason, setReason] = useState('')
  const send = () => setting.tell({ ...at, on: on || null, reason }).then(close)
  return (
    <Form submit={say('Keep it')} pending={setting.pending} error={setting.error} onSubmit={send} other={back}>
      <TextField
        label={row.due.kind === 'every' ? say('The first day it is due') : say('The day it is due')}
        hint={say('Left empty: as the source has it.')}
        type="date"
        value={on}
        onChange={setOn}
        optional
      />
      <TextField label={say('Why')} value={reason} onChange={setReason} required minLength={3} />
    </Form>
  )
}

function OwnerForm({ at, close, back, row }: Step & { row: RowShown }): ReactNode {
  const names = useNames()
  const assigning = useTell(assignObligation)
  const [owner, setOwner] = useState(row.followed?.state.owner ?? '')
  const send = () => assigning.tell({ ...at, owner: owner || null }).then(close)
  return (
    <Form submit={say('Keep it')} pending={assigning.pending} error={assigning.error} onSubmit={send} other={back}>
      <PickOne label={say('Who sees to it')} choices={names.persons} value={owner} onChange={setOwner} optional />
    </Form>
  )
}

function AsideForm({ at, close, back, aside }: Step & { aside: boolean }): ReactNode {
  const setting = useTell(setObligationAside)
  const taking = useTell(takeUpObligation)
  const act = aside ? taking : setting
  const [reason, setReason] = useState('')
  const send = () => act.tell({ ...at, reason }).then(close)
  return (
    <Form submit={say('Keep it')} pending={act.pending} error={act.error} onSubmit={send} other={back}>
      <TextField
        label={aside ? say('Why it is ours again') : say('Why it does not concern us')}
        value={reason}
        onChange={setReason}
        lines={2}
        required
        minLength={3}
      />
    </Form>
  )
}
