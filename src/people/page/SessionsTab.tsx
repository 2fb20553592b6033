// Where one is signed in.
import type { ReactNode } from 'react'
import { useAsk, useTell } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { endSession, listSessions } from '../api.ts'

export function SessionsTab(): ReactNode {
  const sessions = useAsk(listSessions, {}, { timeless: true })
  const act = useTell(endSession)
  if (sessions.isPending) return <Skeleton lines={3} />
  if (!sessions.data) return <Problem error={sessions.error} onAgain={() => void sessions.refetch()} />
  const others = sessions.data.items.filter((it) => !it.current)
  return (
    <Card title={say('Where you are signed in')}>
      <ul className="plain-list">
        {sessions.data.items.map((session) => (
          <li key={session.id}>
            <span className="row apart">
              <span>
                <strong>{session.agent}</strong> {session.current ? <Badge tone="good">{say('here')}</Badge> : null}
              </span>
              {session.current ? null : (
                <Button
                  small
                  kind="danger"
                  isPending={act.pending}
                  onPress={() => void act.tell({ session: session.id }).catch(() => undefined)}
                >
                  {say('End it')}
                </Button>
              )}
            </span>
            <span className="small quiet">
              {say('since')} <Time at={session.created} /> · {say('last seen')} <Time at={session.lastSeen} /> ·{' '}
              {say('ends')} <Time at={session.ends} />
            </span>
          </li>
        ))}
      </ul>
      <Problem error={act.error} />
      {others.length > 0 ? (
        <div className="row">
          <Button onPress={() => void act.tell({}).catch(() => undefined)}>{say('End all others')}</Button>
        </div>
      ) : null}
    </Card>
  )
}
