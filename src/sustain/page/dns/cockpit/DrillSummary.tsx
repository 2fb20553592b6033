// What a drill came to: how long each part took, to be printed and kept.
import type { ReactNode } from 'react'
import { Button } from '#web/kit/Button.tsx'
import { exactly } from '#web/kit/Time.tsx'
import { say, sayCount } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import type { Failover } from '../../../model/failover.ts'
import { millisecondsWord, stateWord } from '../words.ts'

export function DrillSummary({ failover, name }: { failover: Failover; name: string }): ReactNode {
  const people = useNames()
  const { proposedAt, decidedAt, decidedBy, switchedAt, returnedAt, steps, state } = failover
  const wrong = steps.filter(({ ok }) => !ok)
  const span = (from: string | null | undefined, to: string | null | undefined) =>
    from && to ? millisecondsWord(Date.parse(to) - Date.parse(from)) : '–'
  const ended = steps.at(-1)?.at
  return (
    <section className="note" aria-label={say('Summary of the drill')}>
      <div className="stack tight">
        <h3>{say('DRILL · Summary: {name}', { name })}</h3>
        <dl className="facts">
          <dt>{say('Begun')}</dt>
          <dd>{exactly(proposedAt)}</dd>
          <dt>{say('By')}</dt>
          <dd>{decidedBy ? people.person(decidedBy) : '–'}</dd>
          <dt>{say('From the decision to the fallback')}</dt>
          <dd>{span(decidedAt, switchedAt)}</dd>
          <dt>{say('On the fallback')}</dt>
          <dd>{span(switchedAt, returnedAt)}</dd>
          <dt>{say('All of it')}</dt>
          <dd>{span(proposedAt, returnedAt ?? ended)}</dd>
          <dt>{say('Ended')}</dt>
          <dd>{stateWord(state)}</dd>
          <dt>{say('Steps')}</dt>
          <dd>
            {steps.length}
            {', '}
            {wrong.length === 0
              ? say('all as they should be')
              : sayCount(wrong.length, '{n} not as it should be', '{n} not as they should be')}
          </dd>
        </dl>
        <div className="row no-print">
          <Button small icon="print" onPress={() => window.print()}>
            {say('Print')}
          </Button>
        </div>
      </div>
    </section>
  )
}
