// What was found about a service so far, and what people said of it.
import { type ReactNode, useState } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useMay } from '#web/session.ts'
import { judgeFinding } from '../../api/services.ts'
import { JudgeFinding } from './JudgeFinding.tsx'
import type { ShownReach } from './ServicePage.tsx'
import { judgedWord, stateTones, stateWord } from './words.ts'

export function Findings({ findings }: { findings: ShownReach['findings'] }): ReactNode {
  const may = useMay()
  const [judging, setJudging] = useState<string>()
  const judged = findings.find(({ id }) => id === judging)
  if (findings.length === 0)
    return (
      <p className="quiet small">
        {say('Nothing was found so far. A finding is opened when several networks hold a state for two minutes.')}
      </p>
    )
  return (
    <Card title={say('Findings')}>
      <ul className="item-list">
        {findings.map(({ id, state }) => (
          <li key={id} className="item plain-item">
            <div className="item-main">
              <span className="row">
                <Badge tone={stateTones[state.verdict.state]}>{stateWord(state.verdict.state)}</Badge>
                <span>
                  {say('since')} <Time at={state.onset} show="exact" />
                </span>
                {state.endedAt ? (
                  <span className="quiet">
                    {say('until')} <Time at={state.endedAt} show="exact" />
                  </span>
                ) : (
                  <strong>{say('goes on')}</strong>
                )}
              </span>
              {state.judged ? (
                <span className="small">
                  {judgedWord(state.judged)}: {state.judged.because}
                </span>
              ) : (
                <span className="small quiet">{say('Nobody has judged it yet.')}</span>
              )}
            </div>
            {may(judgeFinding) ? (
              <div className="item-side">
                <Button small onPress={() => setJudging(id)}>
                  {say('Judge it')}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {judged ? <JudgeFinding finding={judged} onClose={() => setJudging(undefined)} /> : null}
    </Card>
  )
}
