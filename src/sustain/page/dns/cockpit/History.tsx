// Failovers of a plan, the newest first, with how long it took until names resolved again.
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { exactly } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { listFailovers } from '../../../api/failover.ts'
import { millisecondsWord, stateTones, stateWord } from '../words.ts'
import type { Part } from './shown.ts'

export function History({ plan, part }: { plan: string; part: Part }): ReactNode {
  const list = useAsk(listFailovers, { plan, limit: 50 }, { keep: true, hears: ['sustain.failover'] })
  const [, choose] = useChoices('failover')
  const people = useNames()
  const rows = list.data?.failovers ?? []
  if (rows.length === 0)
    return (
      <Card title={part(say('Failovers so far'))}>
        <p className="quiet">{say('None yet. A drill shows whether it would work, before it has to.')}</p>
      </Card>
    )
  return (
    <Card title={part(say('Failovers so far'))}>
      <Scrolled label={say('Failovers so far')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Proposed')}</th>
              <th scope="col">{say('State')}</th>
              <th scope="col">{say('Decided by')}</th>
              <th scope="col">{say('Restored after')}</th>
              <th scope="col">{say('Why')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, state }) => (
              <tr key={id}>
                <th scope="row">
                  <Button small kind="quiet" onPress={() => choose({ failover: id }, 'push')}>
                    {exactly(state.proposedAt)}
                  </Button>
                </th>
                <td>
                  <span className="row">
                    <Badge tone={stateTones[state.state]}>{stateWord(state.state)}</Badge>
                    {state.drill ? <Badge tone="bronze">{say('DRILL')}</Badge> : null}
                  </span>
                </td>
                <td>{state.decidedBy ? people.person(state.decidedBy) : state.decidedAt ? say('by itself') : '–'}</td>
                <td>{millisecondsWord(state.restoredAfterMilliseconds)}</td>
                <td>{state.because[0] ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  )
}
