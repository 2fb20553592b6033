// The line under the heading of a record: its state and marking. And a list of dated lines with what can be done to each.
import type { ReactNode } from 'react'
import type { Marking } from '#kernel/marking.ts'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge, MarkingBadge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { stateTone, stateWord } from '../words.ts'

export function Standing({
  state,
  marking,
  children,
}: {
  state: string
  marking: Marking
  children?: ReactNode
}): ReactNode {
  return (
    <p className="row">
      <Badge tone={stateTone(state)}>{stateWord(state)}</Badge>
      <MarkingBadge marking={marking} />
      {children}
    </p>
  )
}

export interface Line {
  key: string
  at: string | null
  text: ReactNode
  state?: string
  /** Below it, in smaller letters. */
  more?: ReactNode
  acts?: readonly (Act | null)[]
}

export function Lines({
  title,
  lines,
  none,
  aside,
}: {
  title: string
  lines: readonly Line[]
  none?: string
  aside?: ReactNode
}): ReactNode {
  return (
    <Card title={title} aside={aside}>
      {lines.length === 0 ? <p className="quiet">{none ?? say('Nothing is written down yet.')}</p> : null}
      <ul className="recover-criteria">
        {lines.map(({ key, at, text, state, more, acts = [] }) => (
          <li key={key}>
            <span className="row recover-line-head">
              {state ? <Badge tone={stateTone(state)}>{stateWord(state)}</Badge> : null}
              <span>{text}</span>
            </span>
            {more ? <span className="small">{more}</span> : null}
            {at ? (
              <span className="small quiet">
                <Time at={at} show="both" />
              </span>
            ) : null}
            <Acts small acts={acts} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
