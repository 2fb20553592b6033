// What falls with a part within two days, in short; the cascade itself is a page of its own.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { simulateCascade } from '../../api/analysis.ts'
import { clockWord } from '../words.ts'

const horizon = 2880
const most = 8

export function FallsWith({ part }: { part: string }): ReactNode {
  const answer = useAsk(
    simulateCascade,
    { shocks: [{ hits: { part }, kind: 'fails' }], horizon },
    { keep: true, hears: ['sustain.part'] },
  )
  const fallen = (answer.data?.fallen ?? [])
    .filter((one) => one.part !== part)
    .sort((a, b) => (a.downAt ?? a.degradedAt ?? 0) - (b.downAt ?? b.degradedAt ?? 0))
  return (
    <Card
      title={say('What falls with it, within two days')}
      aside={
        answer.data ? (
          <span className="small quiet">
            {sayCount(answer.data.servicesDown, '{n} service gone', '{n} services gone')},{' '}
            {sayCount(answer.data.services, '{n} stays whole', '{n} stay whole')}
          </span>
        ) : null
      }
    >
      <Problem error={answer.error} />
      {answer.isPending ? <Skeleton lines={3} /> : null}
      {answer.data && fallen.length === 0 ? <p className="quiet">{say('Nothing else falls.')}</p> : null}
      <ol className="plain-list">
        {fallen.slice(0, most).map((one) => (
          <li key={one.part}>
            <span className="row apart">
              <Link to="/sustain/parts/$id" params={{ id: one.part }} className="title-link">
                {one.name}
              </Link>
              <span className="small">
                {one.downAt === null
                  ? say('less than whole {when}', { when: clockWord(one.degradedAt ?? 0) })
                  : say('gone {when}', { when: clockWord(one.downAt) })}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {fallen.length > most ? (
        <p className="small quiet">{sayCount(fallen.length - most, 'and {n} more', 'and {n} more')}</p>
      ) : null}
    </Card>
  )
}
