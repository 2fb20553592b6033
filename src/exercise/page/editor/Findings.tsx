// What the linter says of a scenario, each finding beside the way to what it is about.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Problem } from '#web/kit/Problem.tsx'
import { say, sayCount } from '#web/say.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Finding } from '../../rules/scenario/findings.ts'

const mostShown = 100

/** Whether it is about the inject that stands at that place. */
export function aboutInject({ where }: Finding, at: number): boolean {
  return where === `/injects/${at}` || where.startsWith(`/injects/${at}/`)
}

export interface FindingsProps {
  scenario: Scenario
  findings: readonly Finding[]
  error: unknown
  onChoose: (inject: string) => void
}

export function Findings({ scenario, findings, error, onChoose }: FindingsProps): ReactNode {
  const errors = findings.filter(({ level }) => level === 'error').length
  return (
    <Card title={say('What the linter says')}>
      <Problem error={error} />
      <p role="status">
        {findings.length === 0
          ? say('Nothing: it can be played.')
          : errors === 0
            ? sayCount(
                findings.length,
                'It can be played; {n} thing is worth a second look.',
                'It can be played; {n} things are worth a second look.',
              )
            : sayCount(errors, '{n} fault keeps it from being played.', '{n} faults keep it from being played.')}
      </p>
      <ul className="plain-list">
        {findings.slice(0, mostShown).map((finding) => {
          const at = Number(/^\/injects\/(\d+)/.exec(finding.where)?.[1] ?? -1)
          const inject = scenario.injects[at]
          return (
            <li key={`${finding.where} ${finding.rule} ${finding.says}`} className="stack tight">
              <p className="row">
                <Badge tone={finding.level === 'error' ? 'bad' : 'warn'}>{say(finding.level)}</Badge>
                {inject ? (
                  <Button small onPress={() => onChoose(inject.id)}>
                    {inject.title}
                  </Button>
                ) : (
                  <span className="mono small">{finding.where || '/'}</span>
                )}
              </p>
              <p className="small">{finding.says}</p>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
