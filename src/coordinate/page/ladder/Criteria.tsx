// Criteria of a step: yes, no or not known, with what that rests on and how well it is sourced.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { say } from '#web/say.ts'
import type { CriterionAnswer } from '../../model/ladder.ts'
import { Sourced } from '../duties/Sourced.tsx'
import { EvidenceLinks } from './EvidenceLinks.tsx'
import { answerTone, answerWord } from './words.ts'

export function Criteria({ criteria }: { criteria: readonly CriterionAnswer[] }): ReactNode {
  if (criteria.length === 0)
    return <p className="small quiet">{say('The table names no facts for it: a person has to know.')}</p>
  return (
    <ul className="plain-list">
      {criteria.map((one) => (
        <li key={`${one.role} ${one.criterion}`}>
          <span className="row">
            <Badge tone={answerTone(one)}>{answerWord(one)}</Badge>
            <span>{one.text}</span>
          </span>
          <details>
            <summary className="small">{say('Why')}</summary>
            <p className="small">{one.because}</p>
            <EvidenceLinks evidence={one.evidence} />
            <Sourced source={one.source} verification={one.verification} />
          </details>
        </li>
      ))}
    </ul>
  )
}
