// How long things took, as bars against what was expected and tolerated. The same figures stand beside them as text.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Empty } from '#web/kit/Empty.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { say } from '#web/say.ts'
import type { MeasuredTime } from '../../model/evaluation/evaluation.ts'
import { tone } from '../words.ts'
import { Proofs } from './Proofs.tsx'
import { evaluationWord, span, stateWord } from './words.ts'

export function Times({ times, realm }: { times: readonly MeasuredTime[]; realm: string }): ReactNode {
  return (
    <Card title={say('Times')}>
      {times.length === 0 ? (
        <Empty title={say('Nothing was measured yet.')}>
          {say('Times stand here as soon as something was asked.')}
        </Empty>
      ) : (
        <Scrolled label={say('Times')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('What')}</th>
                <th scope="col">{say('Took')}</th>
                <th scope="col">{say('Expected')}</th>
                <th scope="col">{say('Against it')}</th>
                <th scope="col">{say('State')}</th>
                <th scope="col">{say('Shown by')}</th>
              </tr>
            </thead>
            <tbody>
              {times.map((one) => (
                <tr key={`${one.by} ${one.what} ${one.expected} ${one.inject} ${one.title} ${one.from}`}>
                  <th scope="row">
                    {one.title} <span className="quiet small">{evaluationWord(one.what)}</span>
                  </th>
                  <td>{span(one.seconds) || <span className="quiet">{say('not done')}</span>}</td>
                  <td>{expectedWords(one)}</td>
                  <td>
                    <TimeBar time={one} />
                  </td>
                  <td>
                    <Badge tone={tone(one.state ?? '')}>{stateWord(one.state)}</Badge>
                  </td>
                  <td>
                    <Proofs proof={one.proof} realm={realm} of={one.title} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </Card>
  )
}

function expectedWords({ withinSeconds, toleranceSeconds }: MeasuredTime): string {
  if (withinSeconds === null) return say('nobody asked for it')
  if (!toleranceSeconds) return span(withinSeconds)
  return say('{within}, and {tolerance} tolerated', { within: span(withinSeconds), tolerance: span(toleranceSeconds) })
}

/** Of each time against its own limit: the limit stands in the middle, what is beyond twice of it ends at the edge. */
function TimeBar({ time }: { time: MeasuredTime }): ReactNode {
  const { seconds, withinSeconds, toleranceSeconds } = time
  if (withinSeconds === null || withinSeconds === 0) return null
  const scale = (value: number) => Math.min(100, (value / withinSeconds) * 50)
  const late = seconds !== null && seconds > withinSeconds
  return (
    <svg className="evaluation-time" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className="evaluation-ground" y="2" width="100" height="6" />
      {toleranceSeconds ? (
        <rect
          className="evaluation-tolerated"
          x="50"
          y="2"
          width={scale(withinSeconds + toleranceSeconds) - 50}
          height="6"
        />
      ) : null}
      {seconds === null ? null : (
        <rect className="evaluation-fill" data-late={late || undefined} y="2" width={scale(seconds)} height="6" />
      )}
      <path className="evaluation-limit" d="M50 0V10" />
    </svg>
  )
}
