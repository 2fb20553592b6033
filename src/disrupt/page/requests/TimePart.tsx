// Whether an answer can still come in time: the verdict, its chance, the last moments to act, and why.
import type { ReactNode } from 'react'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { InTime } from '../../model/requests/in-time.ts'
import { ChanceCurve } from './ChanceCurve.tsx'
import { chanceWords, verdictTone, verdictWord } from './words.ts'

export function TimePart({ inTime }: { inTime: InTime }): ReactNode {
  const { verdict, probability, certainlyTooLate, expected, earliest, lastMoments, reasons, missing } = inTime
  return (
    <Card title={say('Still in time?')} aside={<Badge tone={verdictTone(verdict)}>{verdictWord(verdict)}</Badge>}>
      {certainlyTooLate ? (
        <p className="note bad">
          {certainlyTooLate.because} {say('Certain since')} <Time at={certainlyTooLate.since} show="both" />
        </p>
      ) : null}
      <dl className="facts">
        <div>
          <dt>{say('Needed by')}</dt>
          <dd>{inTime.neededBy ?? say('nobody said')}</dd>
        </div>
        <div>
          <dt>{say('Chance that it is there then')}</dt>
          <dd>{chanceWords(probability)}</dd>
        </div>
        <div>
          <dt>{say('Not before')}</dt>
          <dd>{earliest ?? say('not known')}</dd>
        </div>
        {expected ? (
          <div>
            <dt>{say('Expected: 1, 5 and 9 chances in 10')}</dt>
            <dd>
              {[expected.early, expected.middle, expected.late].map((day) => day ?? say('beyond sight')).join(' · ')}
            </dd>
          </div>
        ) : null}
      </dl>
      {missing.length > 0 ? (
        <div className="note warn">
          <p>{say('What is missing')}</p>
          <Why lines={missing} />
        </div>
      ) : null}
      <ChanceCurve inTime={inTime} />
      {lastMoments.length > 0 ? <LastMoments rows={lastMoments} /> : null}
      <h3>{say('Why')}</h3>
      <Why lines={reasons} />
    </Card>
  )
}

const Why = ({ lines }: { lines: readonly string[] }): ReactNode => (
  <ul className="request-why">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)

function LastMoments({ rows }: { rows: InTime['lastMoments'] }): ReactNode {
  return (
    <>
      <h3>{say('Last moment to act')}</h3>
      <Scrolled label={say('Last moment to act')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('Step that has not begun')}</th>
              <th scope="col">{say('With good odds')}</th>
              <th scope="col">{say('At all')}</th>
              <th scope="col">{say('Why')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.step}>
                <th scope="row">{row.text}</th>
                <td className="request-day">{row.likely ?? say('none')}</td>
                <td className="request-day">{row.possible ?? say('none')}</td>
                <td>{row.because}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </>
  )
}
