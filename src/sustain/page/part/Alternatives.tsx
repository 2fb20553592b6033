// What could stand in for a part, the best first, and which of them would fall with it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { findAlternatives } from '../../api/analysis.ts'
import { minutesWord } from '../words.ts'

export function Alternatives({ part }: { part: string }): ReactNode {
  const answer = useAsk(findAlternatives, { part, limit: 10 }, { keep: true, hears: ['sustain.part'] })
  const list = answer.data?.alternatives ?? []
  return (
    <Card title={say('What could stand in')}>
      <Problem error={answer.error} />
      {answer.isPending ? <Skeleton lines={3} /> : null}
      {answer.data && list.length === 0 ? (
        <p className="quiet">{say('Nothing on the map gives the same. Add an option to a need of what needs it.')}</p>
      ) : null}
      <ol className="plain-list">
        {list.map((one) => (
          <li key={one.part}>
            <span className="row">
              <Link to="/sustain/parts/$id" params={{ id: one.part }} className="title-link">
                {one.name}
              </Link>
              {one.standby ? <Badge tone="good">{say('stands by')}</Badge> : null}
              {one.inUnion ? <Badge tone="accent">{say('law of the Union')}</Badge> : null}
              {one.fallsToo ? <Badge tone="bad">{say('falls with it')}</Badge> : null}
            </span>
            <span className="small quiet">
              {[
                one.behind ?? say('not known who is behind it'),
                one.country,
                one.switchMinutes === null ? '' : say('ready after {span}', { span: minutesWord(one.switchMinutes) }),
                sayCount(one.saves, 'saves {n} service', 'saves {n} services'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {one.because.length > 0 ? <span className="small">{one.because.join(' ')}</span> : null}
          </li>
        ))}
      </ol>
      <Notes notes={answer.data?.notes ?? []} />
    </Card>
  )
}

export function Notes({ notes }: { notes: readonly string[] }): ReactNode {
  if (notes.length === 0) return null
  return (
    <ul className="small quiet notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}
