// Call-outs, the newest first, with how many answered what.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Empty, Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { listCallOuts } from '../../api/call-outs.ts'

export function CallOutList(): ReactNode {
  const asked = useAsk(listCallOuts, { limit: 100 }, { keep: true, hears: ['coordinate.callOut'] })
  const names = useNames()
  if (asked.isPending) return <Skeleton lines={3} />
  if (!asked.data) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (asked.data.items.length === 0) {
    return (
      <Empty title={say('Nobody was called yet.')}>
        {say('A call-out reaches people on the screen, by mail and at their own addresses, until they answer.')}
      </Empty>
    )
  }
  return (
    <ul className="plain-list card">
      {asked.data.items.map(({ id, state, count, marking }) => (
        <li key={id}>
          <span className="row apart">
            <Link to="/call-outs/$id" params={{ id }} className="title-link" data-row>
              {state.title}
            </Link>
            <span className="row">
              <Badge tone={state.status === 'calling' ? 'accent' : 'quiet'}>
                {state.status === 'calling' ? say('Calling') : say('Ended')}
              </Badge>
              <Badge tone="good">{sayCount(count.coming, '{n} coming', '{n} coming')}</Badge>
              {count.waiting > 0 ? (
                <Badge tone="warn">{sayCount(count.waiting, '{n} has not answered', '{n} have not answered')}</Badge>
              ) : null}
              <Tlp label={marking.tlp} />
            </span>
          </span>
          <span className="small quiet">
            {names.actor(state.startedBy)}, <Time at={state.startedAt} />
          </span>
        </li>
      ))}
    </ul>
  )
}
