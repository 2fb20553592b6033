// A follow-up: what was promised, how its time moved, and what closed it.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { toTyped } from '#web/kit/moments.ts'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import * as api from '../../api/backlog.ts'
import { backlogWord } from '../words.ts'
import { Lines, Standing } from './Standing.tsx'

export function FollowUpParts({ id }: { id: string }): ReactNode {
  const asked = useAsk(api.getFollowUp, { id }, { keep: true, hears: ['recover.followUp'] })
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  const { state, marking, version } = asked.data
  const open = state.state === 'open'
  return (
    <div className="stack">
      <Standing state={state.state} marking={marking}>
        {backlogWord(state.kind)}
        {state.fellDueAt && open ? <Badge tone="bad">{say('overdue')}</Badge> : null}
        {state.late ? <Badge tone="warn">{say('kept late')}</Badge> : null}
        {state.due ? <Time at={state.due} show="both" /> : <span className="quiet">{say('no time set')}</span>}
      </Standing>
      <p>
        {state.to ? say('Promised to {name}.', { name: state.to.name }) : ''}{' '}
        {state.owner ? say('{name} keeps it.', { name: state.owner.name }) : say('Nobody is named who keeps it.')}
      </p>
      <Acts acts={open ? acts({ id, version }, state.due) : [reopening({ id, version })]} />
      {state.closing ? (
        <Lines title={say('What closed it')} lines={[{ key: 'c', at: state.closing.at, text: state.closing.how }]} />
      ) : null}
      {state.moves.length > 0 ? (
        <Lines
          title={say('Its time was moved')}
          lines={state.moves.map((one) => ({ key: one.at, at: one.to, text: one.because }))}
        />
      ) : null}
    </div>
  )
}

type Fixed = { id: string; version: number }

function acts(fixed: Fixed, due: string | null): Act[] {
  return [
    {
      ...{ label: say('It is kept'), contract: api.closeFollowUp, fixed: { ...fixed, to: 'kept' }, kind: 'first' },
      asks: [
        { name: 'how', label: say('What shows it?'), as: 'text' },
        { name: 'at', label: say('When'), as: 'moment', optional: true },
      ],
    },
    {
      ...{ label: say('Give it another time'), contract: api.moveFollowUp, fixed },
      asks: [
        { name: 'due', label: say('By when'), as: 'moment', start: toTyped(due) },
        { name: 'because', label: say('Why'), as: 'text' },
      ],
    },
    {
      ...{ label: say('Hand it on'), contract: api.handFollowUp, fixed },
      asks: [{ name: 'owner', label: say('Who keeps it'), as: 'party' }],
    },
    {
      ...{ label: say('It is not owed any more'), contract: api.closeFollowUp, fixed: { ...fixed, to: 'withdrawn' } },
      asks: [{ name: 'how', label: say('Why'), as: 'text' }],
    },
  ]
}

function reopening(fixed: Fixed): Act {
  return {
    ...{ label: say('Open it again'), contract: api.reopenFollowUp, fixed },
    asks: [{ name: 'because', label: say('Why'), as: 'text' }],
  }
}
