// Beside the heading of a record: of whom it is a copy, in which version and as of when; or to whom it was given.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge } from '../kit/Badge.tsx'
import { Time } from '../kit/Time.tsx'
import { say } from '../say.ts'
import { type Origin, useOriginHere } from './here.ts'

type Agreement = NonNullable<NonNullable<Origin['copy']>['agreement']>

/** By which agreement it came, and whether that one still holds: copies stay, but no news come. */
function UnderAgreement({ agreement: { id, title, status } }: { agreement: Agreement }): ReactNode {
  return (
    <span>
      {say('by the agreement')}{' '}
      <Link to="/agreements/$id" params={{ id }}>
        {title}
      </Link>{' '}
      {status === 'in-force' ? null : <Badge tone="bronze">{say('{status}: no news come', { status })}</Badge>}
    </span>
  )
}

export function OriginBadge(): ReactNode {
  const { origin } = useOriginHere()
  if (!origin) return null
  const { copy, given } = origin
  if (copy)
    return (
      <p className="row small origin">
        <Badge tone={copy.caught ? 'bad' : 'accent'}>
          {say('Copy from {name}, version {n}', { name: copy.of.name, n: copy.version })}
        </Badge>
        <span>
          {say('as of')} <Time at={copy.asOf} />
        </span>
        <span className="quiet">
          {say('came')} <Time at={copy.takenAt} />
        </span>
        <span className="quiet">
          {copy.proven ? say('proven to be in its signed log') : say('not proven by its log yet')}
        </span>
        {copy.caught ? <Link to="/histories">{say('Its log was seen with two histories')}</Link> : null}
        {copy.agreement ? <UnderAgreement agreement={copy.agreement} /> : null}
        {copy.keptUntil ? (
          <span className="quiet">
            {say('kept here until')} <Time at={copy.keptUntil} />
          </span>
        ) : null}
        <span className="quiet">{say('Only its owner changes it.')}</span>
      </p>
    )
  const now = given.filter((one) => !one.withdrawn)
  if (now.length === 0) return null
  return (
    <p className="row small origin">
      <Badge>{say('Given to {names}', { names: now.map((one) => one.to.name).join(', ') })}</Badge>
    </p>
  )
}
