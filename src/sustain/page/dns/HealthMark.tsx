// The health of a resolver: a word, a shape and a colour, so that none of them is needed alone.
import type { ReactNode } from 'react'
import type { Health } from '../../model/resolvers.ts'
import type { Said } from '../../rules/dns/quorum.ts'
import { healthWord } from './words.ts'

const shapes: Record<Health | Said, string> = {
  well: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
  slow: 'M3 3h10L8 8.500 13 14H3l5-5.500z',
  failing:
    'M3.500 1.800 8 6.300l4.500-4.500 1.700 1.700L9.700 8l4.500 4.500-1.700 1.700L8 9.700l-4.500 4.500-1.700-1.700L6.300 8 1.800 3.500z',
  lying: 'M8 1.500 15 14H1z',
  unknown: 'M3 6.500h10v3H3z',
  undecided: 'M3 6.500h10v3H3z',
}

export function HealthMark({ health }: { health: Health | Said }): ReactNode {
  return (
    <span className="health" data-health={health}>
      <svg width={13} height={13} viewBox="0 0 16 16" aria-hidden="true">
        <path d={shapes[health]} />
      </svg>
      {healthWord(health)}
    </span>
  )
}
