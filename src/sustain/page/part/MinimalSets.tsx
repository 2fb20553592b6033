// The smallest sets of parts whose loss together stops a service: what an attacker would need, and what one failure is enough for.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Card } from '#web/kit/Card.tsx'
import { Skeleton } from '#web/kit/Empty.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import { findMinimalSets } from '../../api/analysis.ts'
import { scenarioText } from '../cascade/address.ts'
import { Notes } from './Alternatives.tsx'

const most = 15

export function MinimalSets({ service }: { service: string }): ReactNode {
  const answer = useAsk(findMinimalSets, { service, mostParts: 3 }, { keep: true, hears: ['sustain.part'] })
  const sets = answer.data?.sets ?? []
  return (
    <Card
      title={say('What would be enough to stop it')}
      aside={answer.data ? <span className="small quiet">{sayCount(sets.length, '{n} set', '{n} sets')}</span> : null}
    >
      <Problem error={answer.error} />
      {answer.isPending ? <Skeleton lines={3} /> : null}
      {answer.data && sets.length === 0 ? (
        <p className="quiet">{say('No three parts that you may read are enough.')}</p>
      ) : null}
      <ol className="plain-list">
        {sets.slice(0, most).map((set) => (
          <li key={set.map(({ id }) => id).join(' ')}>
            <span className="row apart">
              <span>
                {set.length === 1 ? <strong className="late">{say('Alone:')} </strong> : null}
                {set.map(({ id, name }, at) => (
                  <span key={id}>
                    {at > 0 ? ` ${say('and')} ` : ''}
                    <Link to="/sustain/parts/$id" params={{ id }}>
                      {name}
                    </Link>
                  </span>
                ))}
              </span>
              <Link
                className="small"
                to="/sustain"
                search={{
                  tab: 'cascade',
                  shocks: scenarioText(set.map(({ id }) => ({ hits: { part: id }, kind: 'fails' as const }))),
                }}
              >
                {say('When?')}
                <span className="unseen"> {set.map(({ name }) => name).join(', ')}</span>
              </Link>
            </span>
          </li>
        ))}
      </ol>
      {sets.length > most || answer.data?.complete === false ? (
        <p className="small quiet">{say('There are more, or larger ones, than are shown.')}</p>
      ) : null}
      <Notes notes={answer.data?.notes ?? []} />
    </Card>
  )
}
