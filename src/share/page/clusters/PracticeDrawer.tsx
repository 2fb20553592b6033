// One practice: what it says, where it stands, who uses it, and what one's own organisation says of its use.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { SelectField, TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { getPractice, movePractice, sayPracticeUse } from '../../api/forum.ts'
import { uses } from '../../model/cluster.ts'
import { PositionsShown, Sourced } from '../taxonomy/parts.tsx'
import { VoicesDialog } from '../taxonomy/VoicesDialog.tsx'
import { practiceWords, useWords } from './words.ts'

type Shown = OutputOf<typeof getPractice>

export function PracticeDrawer({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const asked = useAsk(getPractice, { id }, { keep: true })
  const [open, setOpen] = useState(false)
  if (open && asked.data)
    return (
      <VoicesDialog
        kind="share.practice"
        on={id}
        title={asked.data.state.title}
        open={asked.data.state.status !== 'retired'}
        onClose={() => setOpen(false)}
      />
    )
  return (
    <Dialog title={asked.data?.state.title ?? say('Practice')} open drawer onClose={onClose}>
      {asked.isPending ? <Skeleton lines={4} /> : null}
      <Problem error={asked.error} onAgain={() => void asked.refetch()} />
      {asked.data ? <Practice shown={asked.data} onSpeak={() => setOpen(true)} /> : null}
    </Dialog>
  )
}

function Practice({ shown, onSpeak }: { shown: Shown; onSpeak: () => void }): ReactNode {
  const may = useMay()
  const names = useNames()
  const { state, marking, positions, counts } = shown
  const last = state.steps.at(-1)
  return (
    <div className="stack">
      <p className="row">
        <Badge tone={practiceWords[state.status].tone}>{say(practiceWords[state.status].word)}</Badge>
        <Sourced verification={state.verification} />
        <MarkingBadge marking={marking} />
      </p>
      <p>{state.about}</p>
      <p>
        <strong>{say('Concerns:')}</strong> {state.concerns}
      </p>
      {state.evidence ? (
        <p>
          <strong>{say('To be seen by:')}</strong> {state.evidence}
        </p>
      ) : null}
      <ul className="plain-list">
        {state.references.map((one) => (
          <li key={one.name}>
            {one.link ? (
              <a href={one.link} rel="noreferrer" target="_blank">
                {one.name}
              </a>
            ) : (
              one.name
            )}{' '}
            {one.title}
          </li>
        ))}
      </ul>
      {last ? (
        <p className="small">
          {names.actor(last.by)}: {last.reason}
        </p>
      ) : null}
      <h3>{say('Positions')}</h3>
      <PositionsShown positions={positions} />
      <div className="row">
        <Button small onPress={onSpeak}>
          {say('Comments')}
        </Button>
      </div>
      {may(movePractice) ? <Move shown={shown} /> : null}
      <h3>{say('Who uses it')}</h3>
      <p className="small">
        {uses.map((one) => `${say(useWords[one])}: ${counts[one]}`).join(' · ')}{' '}
        <span className="quiet">{say('Of those whose word you may read.')}</span>
      </p>
      <ul className="plain-list bordered">
        {shown.uses.map((one) => (
          <li key={one.id}>
            <strong>{one.state.name}</strong> {say(useWords[one.state.said.use])} {one.state.said.on ?? ''}
            {one.state.said.evidence ? <p className="small">{one.state.said.evidence}</p> : null}
          </li>
        ))}
      </ul>
      {may(sayPracticeUse) && state.status !== 'retired' ? (
        <SayUse key={shown.own?.version ?? 0} shown={shown} />
      ) : null}
    </div>
  )
}

function Move({ shown }: { shown: Shown }): ReactNode {
  const move = useTell(movePractice)
  const steps = shown.moves.filter((one) => one.allowed)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  if (steps.length === 0) return null
  const chosen = steps.find((one) => one.to === to) ?? steps[0]
  async function send(): Promise<void> {
    if (!chosen) return
    await move.tell({ id: shown.id, version: shown.version, to: chosen.to, reason })
    setReason('')
  }
  return (
    <details className="more-fields">
      <summary>{say('Say where it stands')}</summary>
      <Form submit={say('Write it down')} pending={move.pending} error={move.error} onSubmit={send}>
        <SelectField
          label={say('From now on')}
          value={chosen?.to ?? ''}
          onChange={setTo}
          choices={steps.map((one) => ({ value: one.to, label: say(practiceWords[one.to].word) }))}
        />
        <TextField label={say('Why')} lines={2} value={reason} onChange={setReason} required minLength={3} />
      </Form>
    </details>
  )
}

function SayUse({ shown }: { shown: Shown }): ReactNode {
  const tell = useTell(sayPracticeUse)
  const before = shown.own?.state.said
  const [use, setUse] = useState<string>(before?.use ?? 'in-use')
  const [on, setOn] = useState(before?.on ?? '')
  const [evidence, setEvidence] = useState(before?.evidence ?? '')
  const chosen = uses.find((one) => one === use) ?? 'in-use'
  const send = () =>
    tell.tell({
      ...{ practice: shown.id, use: chosen, evidence },
      ...(on ? { on } : {}),
      ...(shown.own ? { version: shown.own.version } : {}),
    })
  return (
    <Form submit={say('Say it')} label={say('What we say')} pending={tell.pending} error={tell.error} onSubmit={send}>
      <h3>{say('What we say')}</h3>
      <SelectField
        label={say('Your organisation')}
        value={use}
        onChange={setUse}
        choices={uses.map((one) => ({ value: one, label: say(useWords[one]) }))}
      />
      <TextField label={say('Since, or from when on')} type="date" value={on} onChange={setOn} optional />
      <TextField label={say('How one can see it')} lines={2} value={evidence} onChange={setEvidence} optional />
      <p className="small quiet">{say('Your own organisation and the owner of the practice may read it.')}</p>
    </Form>
  )
}
