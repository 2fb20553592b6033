// Whether an incident is large-scale, equivalent to that, or a crisis, by all its assessments; with the facts that are missing.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { countryName } from '#web/country.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say } from '#web/say.ts'
import { largeScale } from '../../api/authority.ts'
import { Unverified } from './Unverified.tsx'
import { answerWord, verdictTones } from './words.ts'

export function LargeScale({ incident }: { incident: string }): ReactNode {
  const asked = useAsk(largeScale, { incident }, { keep: true, hears: ['assess.'] })
  if (asked.error) return <Problem error={asked.error} onAgain={() => void asked.refetch()} />
  if (!asked.data) return null
  const { predicates, memberStates } = asked.data
  return (
    <Card
      title={say('Large-scale, or a crisis?')}
      aside={
        <Link to="/authority" search={{ tab: 'abroad' }}>
          {say('Whom to tell abroad')}
        </Link>
      }
    >
      {memberStates.length > 0 ? (
        <p className="small">
          {say('The incident names {states}. Whether the impact there is significant is for a person to say.', {
            states: memberStates.map(countryName).join(', '),
          })}
        </p>
      ) : null}
      <ul className="law-list">
        {predicates.map((one) => (
          <li key={one.rule}>
            <span className="row">
              <Badge tone={verdictTones[one.answer]}>{answerWord(one.answer)}</Badge> <span>{one.label}</span>
              <Unverified verified={one.verified} />
            </span>
            <p className="small quiet">
              {one.article}
              {one.note ? ` · ${one.note}` : ''}
            </p>
            {one.answer === 'undetermined' && one.missing.length > 0 ? (
              <details>
                <summary className="small">{say('What is not known')}</summary>
                <ul className="law-list small">
                  {one.missing.map(({ fact, question }) => (
                    <li key={fact}>{question}</li>
                  ))}
                </ul>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}
