// The decisions of one crisis, as a panel of its room: what waits first.
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { listDecisions, openDecision, type ShownDecision } from '../../api/decisions.ts'
import { OpenDecision } from './OpenDecision.tsx'
import { decisionTones, decisionWord } from './words.ts'

const waiting = ['for-second', 'open']

export function DecisionsPanel({ crisis }: { crisis: string }): ReactNode {
  const [opening, setOpening] = useState(false)
  const asked = useAsk(listDecisions, { crisis, limit: 100 }, { keep: true, hears: ['coordinate.decision'] })
  const may = useMay()
  const items = asked.data?.items ?? []
  const inOrder = [...items].sort((a, b) => rank(a) - rank(b))
  return (
    <div className="stack">
      {may(openDecision) ? (
        <div className="row no-print">
          <Button small icon="plus" onPress={() => setOpening(true)}>
            {say('Put a question')}
          </Button>
        </div>
      ) : null}
      {asked.isPending ? <Skeleton lines={3} /> : null}
      {asked.error ? <Problem error={asked.error} onAgain={() => void asked.refetch()} /> : null}
      {asked.data && items.length === 0 ? <p className="quiet">{say('Nothing was put to decide yet.')}</p> : null}
      <ul className="plain-list">
        {inOrder.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </ul>
      {asked.data?.next ? <p className="small quiet">{say('Only the newest 100 are shown.')}</p> : null}
      {opening ? <OpenDecision crisis={crisis} onClose={() => setOpening(false)} /> : null}
    </div>
  )
}

function rank({ state }: ShownDecision): number {
  const at = waiting.indexOf(state.status)
  return at < 0 ? waiting.length : at
}

function Row({ one: { id, state } }: { one: ShownDecision }): ReactNode {
  const chosen = state.options.find(({ key }) => key === state.chosen?.option)
  return (
    <li>
      <div className="row apart">
        <Link to="/decisions/$id" params={{ id }}>
          {state.reference} {state.question}
        </Link>
        <Badge tone={decisionTones[state.status]}>{decisionWord(state.status)}</Badge>
      </div>
      <p className="small quiet">
        {chosen ? `${chosen.text} · ` : ''}
        <Time at={state.changedAt} />
        {state.dissents.length > 0 ? ` · ${say('with dissent')}` : ''}
      </p>
    </li>
  )
}
