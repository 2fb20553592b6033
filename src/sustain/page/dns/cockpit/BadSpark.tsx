// A day of the usual upstreams in one line: which share of vantage points found them not well, and who changed their mind when.
import { area, curveStepAfter } from 'd3-shape'
import type { ReactNode } from 'react'
import { exactly } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { percent } from '../../words.ts'
import { HealthMark } from '../HealthMark.tsx'
import type { ShownVerdicts } from '../PlanWall.tsx'
import { badShares } from './bad-shares.ts'

const steps = 240
const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds
const mostListed = 30

export function BadSpark({ shown, now }: { shown: ShownVerdicts; now: string }): ReactNode {
  const to = Date.parse(now)
  const oldest = shown.changes.at(-1)
  // Where all happened within the hour, a day would press it into a hair.
  const short = oldest !== undefined && to - Date.parse(oldest.at) < hourMilliseconds
  const shares = badShares({
    ...{ upstreams: shown.plan.state.usual.map(({ name }) => name), changes: shown.changes, now: shown.verdicts },
    ...{ from: to - (short ? hourMilliseconds : dayMilliseconds), to, steps },
  })
  const worst = Math.max(0, ...shares.map((share) => share ?? 0))
  const path = area<number | null>()
    .defined((share) => share !== null)
    .x((_, at) => at)
    .y0(40)
    .y1((share) => 40 - 38 * (share ?? 0))
    .curve(curveStepAfter)
  return (
    <figure className="stack tight">
      <figcaption className="small">
        {say('Vantage points that found the usual resolver not well, over {time}: at worst {worst}, now {last}.', {
          time: short ? say('an hour') : say('a day'),
          worst: percent(worst),
          last: percent(shares.at(-1) ?? 0),
        })}
      </figcaption>
      <svg className="fail-spark" viewBox={`0 0 ${steps} 42`} preserveAspectRatio="none" aria-hidden="true">
        <line className="limit" x1={0} x2={steps} y1={2} y2={2} />
        <line className="limit" x1={0} x2={steps} y1={40} y2={40} />
        <path className="area" d={path(shares) ?? ''} />
      </svg>
      <details>
        <summary>{say('Who changed their mind, and when')}</summary>
        <ul className="small">
          {shown.changes.slice(0, mostListed).map((one) => (
            <li key={`${one.at} ${one.vantage} ${one.upstream}`}>
              {exactly(one.at)} · {one.vantage} · {one.upstream}: <HealthMark health={one.health} />{' '}
              {one.because.join(' ')}
            </li>
          ))}
        </ul>
      </details>
    </figure>
  )
}
