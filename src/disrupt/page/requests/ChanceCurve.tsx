// The chance by day that the answer is there, with its range, and the day by which it is needed.
import type { ReactNode } from 'react'
import { Scrolled } from '#web/kit/Scrolled.tsx'
import { say } from '#web/say.ts'
import type { InTime } from '../../model/requests/in-time.ts'
import { chanceWords } from './words.ts'

const [width, height, foot, side] = [480, 140, 22, 34]

export function ChanceCurve({ inTime }: { inTime: InTime }): ReactNode {
  const { curve, neededBy, probability } = inTime
  const [first, last] = [curve[0], curve.at(-1)]
  if (!first || !last || neededBy === null) return null
  const [from, until] = [Date.parse(first.day), Date.parse(last.day)]
  const across = (day: string) => side + ((Date.parse(day) - from) / Math.max(1, until - from)) * (width - side - 6)
  const up = (share: number) => 6 + (1 - share) * (height - foot - 6)
  const line = (which: 'low' | 'middle' | 'high') => curve.map((one) => `${across(one.day)},${up(one[which])}`)
  return (
    <>
      <svg
        className="request-curve"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={say('Chance that the answer is there by {day}: {chance}', {
          day: neededBy,
          chance: chanceWords(probability),
        })}
      >
        <polygon className="request-curve-range" points={[...line('high'), ...line('low').reverse()].join(' ')} />
        <polyline className="request-curve-line" points={line('middle').join(' ')} />
        {neededBy >= first.day ? (
          <line
            className="request-curve-needed"
            x1={across(neededBy)}
            x2={across(neededBy)}
            y1={4}
            y2={height - foot}
          />
        ) : null}
        <text x={0} y={up(1) + 8}>
          100 %
        </text>
        <text x={0} y={up(0)}>
          0 %
        </text>
        <text x={side} y={height - 6}>
          {first.day}
        </text>
        <text x={width - 6} y={height - 6} textAnchor="end">
          {last.day}
        </text>
      </svg>
      <details>
        <summary>{say('As a table')}</summary>
        <Scrolled label={say('Chance by day')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('Day')}</th>
                <th scope="col">{say('Chance')}</th>
              </tr>
            </thead>
            <tbody>
              {curve.map(({ day, ...chance }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td>{chanceWords(chance)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </details>
    </>
  )
}
