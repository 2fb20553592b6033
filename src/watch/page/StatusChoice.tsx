// All, or only what is to judge, accepted or rejected.
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import { type ItemStatus, itemStatuses } from '../api.ts'
import { statusWord } from './words.ts'

export function StatusChoice({
  chosen,
  onChoose,
}: {
  chosen: string | undefined
  onChoose: (status: ItemStatus | undefined) => void
}): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form.
    <div role="group" aria-label={say('State')} className="segments wraps">
      {[undefined, ...itemStatuses].map((status) => (
        <button key={status ?? 'all'} type="button" aria-pressed={chosen === status} onClick={() => onChoose(status)}>
          {status ? statusWord(status) : say('All')}
        </button>
      ))}
    </div>
  )
}
