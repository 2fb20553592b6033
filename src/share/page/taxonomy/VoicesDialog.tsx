// What was said to a proposal or a practice, and saying something oneself.
import { type ReactNode, useState } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { Form } from '#web/kit/Form.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay, useMe } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { listVoices, raiseVoice, withdrawVoice } from '../../api/taxonomy-proposals.ts'
import { stands, type VoicedRecord } from '../../model/taxonomy.ts'
import { PositionsShown, StandField, standWord, useMarking } from './parts.tsx'

export interface VoicesProps {
  kind: VoicedRecord
  on: string
  title: string
  open: boolean
  onClose: () => void
}

export function VoicesDialog({ kind, on, title, open, onClose }: VoicesProps): ReactNode {
  const asked = useAsk(listVoices, { kind, on, limit: 200 })
  const names = useNames()
  const me = useMe()
  const may = useMay()
  const back = useTell(withdrawVoice)
  return (
    <Dialog title={title} open onClose={onClose} drawer>
      {asked.isPending ? <Skeleton lines={3} /> : null}
      <Problem error={asked.error ?? back.error} />
      {asked.data ? (
        <div className="stack">
          <PositionsShown positions={asked.data.positions} />
          <ul className="plain-list bordered">
            {asked.data.items.map(({ id, version, state }) => (
              <li key={id} className="stack tight">
                <p className="row small">
                  <strong>{state.spokenFor ?? names.organisation(state.organisation ?? '')}</strong>
                  {state.stand ? <Badge>{standWord(state.stand)}</Badge> : null}
                  {state.withdrawn ? <Badge tone="quiet">{say('taken back')}</Badge> : null}
                  <Time at={state.at} />
                </p>
                <p className="post-text">{state.withdrawn ? state.withdrawn.reason : state.words}</p>
                {!state.withdrawn && may(withdrawVoice) && state.organisation === me.organisation.id ? (
                  <div className="row">
                    <Button
                      small
                      kind="quiet"
                      onPress={() => void back.tell({ id, version, reason: 'Taken back.' }).catch(() => undefined)}
                    >
                      {say('Take it back')}
                    </Button>
                  </div>
                ) : null}
              </li>
            ))}
          </ul>
          {open && may(raiseVoice) ? <Speak kind={kind} on={on} /> : null}
        </div>
      ) : null}
    </Dialog>
  )
}

function Speak({ kind, on }: Pick<VoicesProps, 'kind' | 'on'>): ReactNode {
  const raise = useTell(raiseVoice)
  const [words, setWords] = useState('')
  const [stand, setStand] = useState('')
  const [spokenFor, setSpokenFor] = useState('')
  const { marking, field } = useMarking()
  const chosen = stands.find((one) => one === stand)
  async function send(): Promise<void> {
    await raise.tell({
      ...{ on: { kind, id: on }, words },
      ...(chosen ? { stand: chosen } : {}),
      ...(spokenFor.trim() ? { spokenFor: spokenFor.trim() } : {}),
      ...(marking ? { marking } : {}),
    })
    setWords('')
    setStand('')
  }
  return (
    <Form
      submit={say('Say it')}
      label={say('Say something')}
      pending={raise.pending}
      error={raise.error}
      onSubmit={send}
    >
      <TextField label={say('Comment')} lines={4} value={words} onChange={setWords} required minLength={3} />
      <StandField value={stand} onChange={setStand} />
      <TextField
        label={say('For whom you write it down')}
        hint={say('Only people of this node, and only where it is not their own organisation.')}
        value={spokenFor}
        onChange={setSpokenFor}
        optional
      />
      {field}
    </Form>
  )
}
