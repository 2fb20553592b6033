// How many clocks press, in numbers that stay in place.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import type { ClockPage } from './wall-rows.ts'

export function Totals({ totals }: { totals: ClockPage['totals'] | undefined }): ReactNode {
  const tiles = [
    { id: 'overdue', n: totals?.overdue, word: say('overdue') },
    { id: 'soon', n: totals?.within4Hours, word: say('in the next 4 hours') },
    { id: 'day', n: totals?.within24Hours, word: say('in the 20 hours after') },
    { id: 'later', n: totals?.later, word: say('later') },
    { id: 'waiting', n: totals?.waiting, word: say('waiting to begin') },
    { id: 'without', n: totals?.withoutLimit, word: say('without a limit') },
  ]
  return (
    <ul className="clock-totals" aria-label={say('How many clocks')}>
      {tiles.map((tile) => (
        <li key={tile.id} className="clock-total" data-tile={tile.id} data-none={tile.n === 0 || undefined}>
          <strong>{tile.n === undefined ? '…' : tile.n.toLocaleString('en')}</strong> <span>{tile.word}</span>
        </li>
      ))}
    </ul>
  )
}
