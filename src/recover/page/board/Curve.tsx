// How a level went over time, as steps, with the minimum level of service as a line. The same stands in a table on the goal's page.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import { percent } from '../words.ts'

const wide = 160
const high = 44

interface CurveProps {
  points: readonly { at: string; level: number }[]
  minimum: number
  until: string
  label: string
}

export function Curve({ points, minimum, until, label }: CurveProps): ReactNode {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return null
  const begins = Date.parse(first.at)
  const span = Math.max(1, Date.parse(until) - begins)
  const x = (at: string) => Math.round(((Date.parse(at) - begins) / span) * (wide - 4)) + 2
  const y = (level: number) => Math.round((1 - level) * (high - 4)) + 2
  const line = points
    .map(({ at, level }, n) => `${n === 0 ? `M${x(at)} ${y(level)}` : `H${x(at)}V${y(level)}`}`)
    .join('')
  const words = say('{service}: from {first} to {last}', {
    service: label,
    first: percent(first.level),
    last: percent(last.level),
  })
  return (
    <svg
      className="recover-curve"
      width={wide}
      height={high}
      viewBox={`0 0 ${wide} ${high}`}
      role="img"
      aria-label={words}
    >
      <path className="recover-minimum" d={`M2 ${y(minimum)}H${wide - 2}`} />
      <path className="recover-line" d={`${line}H${wide - 2}`} />
    </svg>
  )
}
