// A card with dated lines, and what can be done to each.
import './requests.css'
import type { ReactNode } from 'react'
import type { Act } from '#web/kit/acts/ActDialog.tsx'
import { Acts } from '#web/kit/acts/Acts.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Card } from '#web/kit/Card.tsx'
import { say } from '#web/say.ts'
import { stateTone, stateWord } from './words.ts'

export interface Line {
  key: string
  text: ReactNode
  state?: string
  /** Below it, in smaller letters. */
  more?: readonly (ReactNode | null | undefined | false)[]
  acts?: readonly (Act | null)[]
}

interface LinesProps {
  title: string
  lines: readonly Line[]
  none?: string
  aside?: ReactNode
}

export function Lines({ title, lines, none, aside }: LinesProps): ReactNode {
  return (
    <Card title={title} aside={aside}>
      {lines.length === 0 ? <p className="quiet">{none ?? say('Nothing is written down yet.')}</p> : null}
      <ul className="request-lines">
        {lines.map(({ key, text, state, more = [], acts = [] }) => (
          <li key={key}>
            <span className="row request-line-head">
              {state ? <Badge tone={stateTone(state)}>{stateWord(state)}</Badge> : null}
              <span>{text}</span>
            </span>
            {more.filter(Boolean).map((one, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line, always drawn together.
              <span key={n} className="small quiet">
                {one}
              </span>
            ))}
            <Acts small acts={acts} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
