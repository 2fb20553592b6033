// The next question, one press away: how many are left at most, and what is settled already.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClass } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { say, sayCount } from '#web/say.ts'
import { openRegimes } from '../questions.ts'
import type { AssessmentShown } from './shown.ts'

export function QuestionBox({ assessment }: { assessment: AssessmentShown }): ReactNode {
  const { verdict } = assessment
  const next = verdict?.nextQuestion
  if (!verdict) return null
  if (!next) {
    return openRegimes(verdict) > 0 ? null : (
      <p className="note good">{say('Everything is settled: no answer that is still open can change a verdict.')}</p>
    )
  }
  return (
    <Card
      title={say('Next question')}
      className="question-box no-print"
      aside={<span className="quiet small">{sayCount(next.left, 'at most {n} left', 'at most {n} left')}</span>}
    >
      <p className="question-text">{next.text}</p>
      <p className="small quiet">
        {next.service ? `${say('Service: {name}', { name: next.service })} · ` : ''}
        {next.article}
      </p>
      <Link to="/assess/$id/questions" params={{ id: assessment.id }} className={buttonClass('first')}>
        {say('Answer the questions')}
      </Link>
    </Card>
  )
}
