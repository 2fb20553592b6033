// What can be done next with a report, and by whom: approval by a second person, giving back, sending, putting aside.
import { type ReactNode, useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { getDutyReport } from '../../../api/duty-reports.ts'
import type { DutyReportEvent } from '../../../model/duty-report.ts'
import { MoveDialog } from './MoveDialog.tsx'
import { SendDialog } from './SendDialog.tsx'
import { eventWord } from './words.ts'

type Shown = OutputOf<typeof getDutyReport>
export type Doing = Exclude<DutyReportEvent, 'edit' | 'receive'>

/** Editing has the form, a receipt stands with its sending. */
const shown: readonly Doing[] = ['ask', 'approve', 'return', 'send', 'withdraw']
const first: readonly Doing[] = ['ask', 'approve', 'send']
/** The step that one waits for in each state: only there is it said why it cannot be done. */
const awaited: Partial<Record<Shown['state']['status'], Doing>> = {
  draft: 'ask',
  'for-approval': 'approve',
  approved: 'send',
}

export function MovesCard({ report, unsaved }: { report: Shown; unsaved: number }): ReactNode {
  const [doing, setDoing] = useState<Doing | null>(null)
  const { asOf } = usePlace()
  const close = () => setDoing(null)
  const moves = shown.flatMap((event) => {
    const move = report.moves.find((it) => it.event === event)
    return move ? [{ ...move, event }] : []
  })
  const refused = moves.filter((move) => !move.allowed && move.because && move.event === awaited[report.state.status])
  return (
    <Card title={say('What comes next')} className="no-print">
      <div className="stack tight">
        <Stands report={report} />
        {unsaved > 0 ? <p className="note warn">{say('Save what you wrote first; it would not go along.')}</p> : null}
        {asOf ? null : (
          <div className="row">
            {moves
              .filter((move) => move.allowed)
              .map((move) => (
                <Button
                  key={move.event}
                  kind={first.includes(move.event) ? 'first' : move.event === 'withdraw' ? 'quiet' : 'plain'}
                  isDisabled={unsaved > 0}
                  onPress={() => setDoing(move.event)}
                >
                  {eventWord(move.event)}
                </Button>
              ))}
          </div>
        )}
        {refused.map((move) => (
          <p key={move.event} className="small quiet">
            {eventWord(move.event)}: {move.because}
          </p>
        ))}
      </div>
      {doing === 'send' ? <SendDialog report={report} onClose={close} /> : null}
      {doing && doing !== 'send' ? <MoveDialog report={report} doing={doing} onClose={close} /> : null}
    </Card>
  )
}

function Stands({ report }: { report: Shown }): ReactNode {
  const names = useNames()
  const { state } = report
  if (state.withdrawn) {
    return (
      <p>
        {say('Put aside by {name}: {why}', { name: names.actor(state.withdrawn.by), why: state.withdrawn.reason })}{' '}
        <Time at={state.withdrawn.at} />
      </p>
    )
  }
  if (state.approval) {
    return (
      <p>
        {say('Revision {n} was approved by {name}', {
          n: state.approval.revision,
          name: names.actor(state.approval.by),
        })}{' '}
        <Time at={state.approval.at} />
      </p>
    )
  }
  return (
    <>
      {state.returned ? (
        <p className="note warn">
          {say('{name} gave it back: {why}', { name: names.actor(state.returned.by), why: state.returned.reason })}{' '}
          <Time at={state.returned.at} />
        </p>
      ) : null}
      <p className="small quiet">
        {state.status === 'for-approval'
          ? say('A second person, who wrote nothing in it, approves it or gives it back. Written in by: {names}.', {
              names: state.authors.map(names.actor).join(', '),
            })
          : say('When it is ready, a second person approves it. After that it can be sent.')}
      </p>
    </>
  )
}
