// What sense measured of this incident: each attack with the facts that it proposes, for a person to confirm.
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { Badge, Tlp } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import type { incidentFacts } from '../api.ts'

export function Measured({ measured }: { measured: OutputOf<typeof incidentFacts>['measured'] }): ReactNode {
  if (measured.length === 0) return null
  return (
    <Card
      title={say('What was measured')}
      aside={<span className="small quiet">{say('proposals; a person confirms them')}</span>}
    >
      <ul className="plain-list">
        {measured.map((it) => (
          <li key={it.id}>
            <span className="row">
              <Link to="/sense/attacks/$id" params={{ id: it.id }} className="title-link">
                {it.title}
              </Link>
              <Tlp label={it.marking.tlp} />
              <Badge tone={it.end ? 'quiet' : 'bad'}>{it.state}</Badge>
              {it.judged ? <Badge tone="good">{say('judged: {as}', { as: it.judged })}</Badge> : null}
            </span>
            <span className="small">
              {sayCount(it.waves, '{n} wave', '{n} waves')}, {say('began at')} <Time at={it.onset} show="both" />
            </span>
            {it.facts.length > 0 ? (
              <dl className="facts small">
                {it.facts.map((fact) => (
                  <Fragment key={fact.name}>
                    <dt className="mono">{fact.name}</dt>
                    <dd>
                      <strong>{fact.value}</strong> {fact.unit} <span className="quiet">{fact.source}</span>
                    </dd>
                  </Fragment>
                ))}
              </dl>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}
