// One edition of the guideline: its text, and its way to being adopted by somebody who did not write it.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import {
  adoptGuideline,
  editGuideline,
  getGuideline,
  proposeGuideline,
  returnGuideline,
  withdrawGuideline,
} from '../../api/guidelines.ts'
import { GuidelineEditor } from './GuidelineEditor.tsx'
import { RulesShown } from './RulesShown.tsx'
import { statusTone, statusWord, verificationWord } from './words.ts'

export type Edition = OutputOf<typeof getGuideline>

export function GuidelineDrawer({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const asked = useAsk(getGuideline, { id }, { hears: ['share.guideline'] })
  const [editing, setEditing] = useState(false)
  const title = asked.data ? say('Edition {edition}', { edition: asked.data.state.text.edition }) : say('An edition')
  return (
    <Dialog title={title} open drawer onClose={onClose}>
      {asked.isPending ? <Skeleton lines={6} /> : null}
      {asked.error && !asked.data ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data && editing ? <GuidelineEditor edition={asked.data} onDone={() => setEditing(false)} /> : null}
      {asked.data && !editing ? <EditionShown edition={asked.data} onEdit={() => setEditing(true)} /> : null}
    </Dialog>
  )
}

function EditionShown({ edition, onEdit }: { edition: Edition; onEdit: () => void }): ReactNode {
  const names = useNames()
  const { state, marking } = edition
  return (
    <div className="stack">
      <p className="row">
        <Badge tone={statusTone(state.status)}>{statusWord(state.status)}</Badge>
        <strong>{state.text.title}</strong>
        <MarkingBadge marking={marking} />
      </p>
      <p className="small quiet">
        {say('Written by {names}', { names: [...new Set(state.authors.map(names.actor))].join(', ') })},{' '}
        <Time at={state.changedAt} />
      </p>
      {state.returned ? (
        <p className="note warn">
          {say('{name} gave it back: {why}', { name: names.actor(state.returned.by), why: state.returned.reason })}
        </p>
      ) : null}
      {state.adopted ? (
        <p>
          {say('Adopted on {day} by {decider}, written down by {name}: {why}', {
            day: state.adopted.on,
            decider: state.adopted.decider,
            name: names.actor(state.adopted.by),
            why: state.adopted.reason,
          })}
        </p>
      ) : null}
      {state.withdrawn ? (
        <p>
          {say('Withdrawn by {name}: {why}', { name: names.actor(state.withdrawn.by), why: state.withdrawn.reason })}
        </p>
      ) : null}
      <Steps edition={edition} onEdit={onEdit} />
      {state.text.sections.map((section) => (
        <section key={section.id}>
          <h3>{section.title}</h3>
          <p>{section.text}</p>
          <p className="small quiet">
            {section.source} ({verificationWord(section.verification)})
          </p>
        </section>
      ))}
      <RulesShown rules={state.text.rules} />
    </div>
  )
}

type Doing = 'adopt' | 'return' | 'withdraw'

function Steps({ edition, onEdit }: { edition: Edition; onEdit: () => void }): ReactNode {
  const may = useMay()
  const propose = useTell(proposeGuideline)
  const [doing, setDoing] = useState<Doing | null>(null)
  const { id, version, state, whyNotAdopt } = edition
  const open = state.status === 'draft' || state.status === 'proposed'
  if (!open) return null
  return (
    <div className="stack tight no-print">
      <Problem error={propose.error} />
      <div className="row">
        {may(editGuideline) ? <Button onPress={onEdit}>{say('Edit')}</Button> : null}
        {state.status === 'draft' && may(proposeGuideline) ? (
          <Button
            kind="first"
            isPending={propose.pending}
            onPress={() => void propose.tell({ id, version }).catch(() => undefined)}
          >
            {say('Propose it')}
          </Button>
        ) : null}
        {state.status === 'proposed' && may(adoptGuideline) ? (
          <>
            {whyNotAdopt === null ? (
              <Button kind="first" onPress={() => setDoing('adopt')}>
                {say('Adopt it')}
              </Button>
            ) : null}
            <Button onPress={() => setDoing('return')}>{say('Give it back')}</Button>
          </>
        ) : null}
        {may(withdrawGuideline) ? (
          <Button kind="quiet" onPress={() => setDoing('withdraw')}>
            {say('Withdraw')}
          </Button>
        ) : null}
      </div>
      {state.status === 'proposed' && whyNotAdopt ? <p className="small quiet">{whyNotAdopt}</p> : null}
      {doing ? <StepDialog edition={edition} doing={doing} onClose={() => setDoing(null)} /> : null}
    </div>
  )
}

function StepDialog({ edition, doing, onClose }: { edition: Edition; doing: Doing; onClose: () => void }): ReactNode {
  const adopt = useTell(adoptGuideline)
  const back = useTell(returnGuideline)
  const aside = useTell(withdrawGuideline)
  const act = { adopt, return: back, withdraw: aside }[doing]
  const [decider, setDecider] = useState('')
  const [on, setOn] = useState('')
  const [reason, setReason] = useState('')
  const { id, version } = edition
  const word = { adopt: say('Adopt it'), return: say('Give it back'), withdraw: say('Withdraw') }[doing]
  async function send(): Promise<void> {
    if (doing === 'adopt') await adopt.tell({ id, version, decider, reason, ...(on ? { on } : {}) })
    else if (doing === 'return') await back.tell({ id, version, reason })
    else await aside.tell({ id, version, reason })
    onClose()
  }
  return (
    <Dialog title={word} open onClose={onClose}>
      <Form submit={word} pending={act.pending} error={act.error} onSubmit={send}>
        {doing === 'adopt' ? (
          <>
            <TextField
              label={say('Who adopts it')}
              hint={say('The authority in whose name you write this down.')}
              value={decider}
              onChange={setDecider}
              required
              minLength={3}
            />
            <TextField
              label={say('On which day')}
              hint={say('Left empty: today.')}
              type="date"
              value={on}
              onChange={setOn}
              optional
            />
          </>
        ) : null}
        <TextField label={say('Why')} lines={2} value={reason} onChange={setReason} required minLength={3} />
      </Form>
    </Dialog>
  )
}
