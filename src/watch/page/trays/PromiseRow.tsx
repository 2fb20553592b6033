// One promise: what was promised by whom, when it falls due and how that is known, and what can be done with it.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTell } from '#web/ask.ts'
import { Badge, type Tone } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { TextField } from '#web/kit/Field.tsx'
import { fromTyped, toTyped } from '#web/kit/moments.ts'
import { Problem } from '#web/kit/Problem.tsx'
import { span, Time } from '#web/kit/Time.tsx'
import { useGlow } from '#web/live.ts'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { useNames } from '#web/shell/names.ts'
import { endFollowUp, type FollowUpShown, setFollowUpDue } from '../../api/follow-ups.ts'
import type { Ending } from './EndPromise.tsx'

const tones: Record<FollowUpShown['state']['status'], Tone> = {
  open: 'bronze',
  kept: 'good',
  broken: 'bad',
  withdrawn: 'quiet',
}
const words: Record<FollowUpShown['state']['status'], string> = {
  open: 'Open',
  kept: 'Kept',
  broken: 'Broken',
  withdrawn: 'Withdrawn',
}

export function PromiseRow({ promise, onEnd }: { promise: FollowUpShown; onEnd: (how: Ending) => void }): ReactNode {
  const may = useMay()
  const glow = useGlow()
  const names = useNames()
  const [dating, setDating] = useState(false)
  const { state, claim, item, overdue } = promise
  const open = state.status === 'open'
  return (
    <li
      className={glow.has(promise.id) ? 'item plain-item promise glow' : 'item plain-item promise'}
      data-overdue={overdue || undefined}
    >
      <div className="item-main">
        <span className="row small">
          {overdue ? (
            <strong className="overdue">
              {say('Overdue: {span} late', { span: span(promise.lateSeconds * 1000) })}
            </strong>
          ) : (
            <Badge tone={tones[state.status]}>{say(words[state.status])}</Badge>
          )}
          <strong>{state.promisedBy ?? say('nobody is named')}</strong>
        </span>
        {claim ? (
          <Link to="/watch/claims/$id" params={{ id: claim.id }} className="title-link" data-row>
            {state.what}
          </Link>
        ) : (
          <span className="title-link">{state.what}</span>
        )}
        <p className="small">
          {state.due ? (
            <>
              {say('Due')} <Time at={state.due} show="both" />
            </>
          ) : (
            <strong>{say('No date is known')}</strong>
          )}{' '}
          <span className="quiet">{state.dueWhy}</span>
        </p>
        {claim?.status === 'retracted' ? (
          <p className="small">{say('The claim that it comes from was retracted.')}</p>
        ) : null}
        {state.statusBecause ? (
          <p className="small quiet">
            {state.statusBecause}
            {state.endedBy ? ` · ${names.person(state.endedBy)}` : ''}
          </p>
        ) : null}
        {may(endFollowUp) ? (
          <span className="row no-print">
            {open ? (
              <>
                <Button small icon="check" onPress={() => onEnd('kept')}>
                  {say('Kept')}
                </Button>
                <Button small onPress={() => onEnd('broken')}>
                  {say('Broken')}
                </Button>
                <Button small onPress={() => onEnd('withdrawn')}>
                  {say('Withdrawn')}
                </Button>
                <Button small kind="quiet" aria-expanded={dating} onPress={() => setDating(!dating)}>
                  {state.due ? say('Another due time') : say('Say when it is due')}
                </Button>
              </>
            ) : (
              <Button small kind="quiet" onPress={() => onEnd('open')}>
                {say('Open it again')}
              </Button>
            )}
          </span>
        ) : null}
        {open && (dating || promise.asksForDate) && may(setFollowUpDue) ? (
          <DueForm key={promise.suggestedDue} promise={promise} onDone={() => setDating(false)} />
        ) : null}
      </div>
      <div className="item-side small quiet">
        {item ? (
          <Link to="/watch/$id" params={{ id: item.id }}>
            {item.sourceName ?? say('its item')}
          </Link>
        ) : (
          <span>{say('entered by hand')}</span>
        )}
        <span>
          {say('since')} <Time at={state.startedAt} />
        </span>
      </div>
    </li>
  )
}

function DueForm({ promise, onDone }: { promise: FollowUpShown; onDone: () => void }): ReactNode {
  const act = useTell(setFollowUpDue)
  const [at, setAt] = useState(toTyped(promise.suggestedDue ?? promise.state.due))
  const [reason, setReason] = useState('')

  async function send(): Promise<void> {
    const due = fromTyped(at)
    if (!due) return
    const why = reason.trim()
    await act.tell({ id: promise.id, version: promise.version, due, ...(why ? { reason: why } : {}) })
    onDone()
  }
  return (
    <form
      className="row inline-form no-print"
      onSubmit={(event) => {
        event.preventDefault()
        send().catch(() => undefined)
      }}
    >
      <TextField
        label={promise.suggestedDue ? say('Due, as the text has it by now') : say('Due, in your own time')}
        type="datetime-local"
        value={at}
        onChange={setAt}
        required
      />
      <TextField label={say('Why')} optional value={reason} onChange={setReason} maxLength={1000} />
      <Button type="submit" small isPending={act.pending}>
        {say('Keep the due time')}
      </Button>
      <Problem error={act.error} />
    </form>
  )
}
