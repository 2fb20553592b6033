// Whom an act wants told beside the authority: customers, data subjects, the public.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say, sayCount } from '#web/say.ts'
import type { Telling } from '../../../model/verdict.ts'
import { plainWords, sayArticle } from '../../../rules/clocks/say-time.ts'
import { Moment } from '../Moment.tsx'
import { Unverified } from '../Unverified.tsx'

export function Tellings({ tellings, zone }: { tellings: readonly Telling[]; zone: string }): ReactNode {
  if (tellings.length === 0) return null
  return (
    <details>
      <summary>{sayCount(tellings.length, '{n} more to be told', '{n} more to be told')}</summary>
      <ul className="law-list">
        {tellings.map((one) => (
          <li key={one.id}>
            <strong>{one.to.map(plainWords).join(', ') || plainWords(one.id)}</strong>{' '}
            <Badge tone={one.answer === 'yes' ? 'bad' : 'warn'}>
              {one.answer === 'yes' ? say('must be told') : say('weigh it')}
            </Badge>{' '}
            <Unverified verified={one.verified} />
            {one.when ? <p className="small">{one.when}</p> : null}
            {one.contents.length > 0 ? (
              <p className="small">{say('What: {what}', { what: one.contents.join('; ') })}</p>
            ) : null}
            <p className="small quiet">
              {one.clock?.at ? <Moment at={one.clock.at} zone={zone} /> : (one.clock?.basis ?? '')}
              {one.article && !one.clock ? sayArticle(one.article) : null}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}
