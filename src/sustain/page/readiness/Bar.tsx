// A score as a bar: full as far as it is sure, hatched as far as it is open. The words beside it say the same.
import type { ReactNode } from 'react'
import type { ScoreRange } from '../../model/readiness.ts'

/** Once on a page: what the open part of all bars is filled with. */
export function BarDefinitions(): ReactNode {
  return (
    <svg width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="ready-doubt" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="4" className="ready-doubt" />
        </pattern>
      </defs>
    </svg>
  )
}

export function Bar({ low, high }: ScoreRange): ReactNode {
  return (
    <svg className="ready-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="ready-back" width="100" height="8" />
      <rect className="ready-low" width={low} height="8" />
      {high > low ? <rect className="ready-open" x={low} width={high - low} height="8" /> : null}
    </svg>
  )
}
