// One clock on the wall: what is left, when it is due, what is owed by whom to whom, and how far its report is.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { useGlow } from '#web/live.ts'
import { say, sayCount } from '#web/say.ts'
import type { LawWords } from '../law-index.ts'
import { Moment } from '../Moment.tsx'
import { statusTones, statusWord } from '../report/words.ts'
import { TimeLeft } from '../TimeLeft.tsx'
import { Unverified } from '../Unverified.tsx'
import { anchorWord, dueWord, recipientWord } from '../words.ts'
import type { Draft } from './use-drafts.ts'
import type { ClockRow } from './wall-rows.ts'

export interface ClockRowProps {
  clock: ClockRow
  words: LawWords
  draft: Draft | undefined
  onOpen: (duty: string) => void
}

export function ClockRowShown({ clock, words, draft, onOpen }: ClockRowProps): ReactNode {
  const glow = useGlow()
  const { state } = clock
  return (
    <div
      className={glow.has(clock.id) ? 'clock-row glow' : 'clock-row'}
      data-status={state.status}
      data-tentative={state.tentative || undefined}
    >
      <div className="clock-when">
        <When clock={clock} />
      </div>
      <div className="clock-what">
        <button type="button" className="title-link clock-open" data-row onClick={() => onOpen(clock.id)}>
          {state.name}
          <span className="clock-who"> · {state.entityName}</span>
        </button>
        <span className="small">
          {words.regimeWord(state.regime)} · {state.recipients.map(recipientWord).join(', ')}
        </span>
        <span className="row small">
          {state.tentative ? <Badge tone="quiet">{say('may be owed: something is still open')}</Badge> : null}
          {state.mandatory ? null : <Badge tone="quiet">{say('voluntary')}</Badge>}
          {state.breachedAt ? <Badge tone="bad">{say('limit was missed')}</Badge> : null}
          {state.prolonged ? <Badge>{say('prolonged')}</Badge> : null}
          {state.moved > 0 ? <Badge>{sayCount(state.moved, 'moved once', 'moved {n} times')}</Badge> : null}
          <Unverified verified={state.verified} />
          {draft ? (
            <Badge tone={statusTones[draft.status]}>
              {say('report: {state}', { state: statusWord(draft.status).toLowerCase() })}
            </Badge>
          ) : state.status === 'running' && !state.tentative ? (
            <span className="quiet">{say('no draft yet')}</span>
          ) : null}
        </span>
      </div>
    </div>
  )
}

function When({ clock }: { clock: ClockRow }): ReactNode {
  const { state } = clock
  if (state.status === 'submitted') {
    return (
      <>
        <strong>{state.late ? say('Handed in late') : say('Handed in')}</strong>
        {state.submittedAt ? (
          <span className="small">
            <Moment at={state.submittedAt} zone={state.timeZone} />
          </span>
        ) : null}
      </>
    )
  }
  if (state.status === 'ended') return <strong className="quiet">{say('Ended by the law')}</strong>
  if (state.dueAt) {
    return (
      <>
        <TimeLeft due={state.dueAt} />
        <span className="small">
          <Moment at={state.dueAt} zone={state.timeZone} />
        </span>
      </>
    )
  }
  return (
    <>
      <strong className="quiet">{dueWord(state)}</strong>
      {state.waitsFor.length > 0 ? (
        <span className="small quiet">
          {say('waits for: {what}', { what: state.waitsFor.map(anchorWord).join(', ') })}
        </span>
      ) : null}
    </>
  )
}
