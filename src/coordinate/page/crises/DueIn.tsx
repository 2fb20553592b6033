// Counts down to a moment, and says how late it is after it. Where the past is shown, it stands still.
import type { ReactNode } from 'react'
import { Icon } from '#web/kit/Icon.tsx'
import { exactly, present, useNow } from '#web/kit/Time.tsx'
import { usePlace } from '#web/place.ts'
import { dueOf } from './due.ts'

/** Not announced at every change: who uses a screen reader asks for it by reading. */
export function DueIn({ at, large }: { at: string; large?: boolean }): ReactNode {
  const { asOf } = usePlace()
  const heard = useNow()
  const { text, state } = dueOf(at, asOf ? Date.parse(asOf) : Math.max(heard, present() - 10_000))
  return (
    <time
      dateTime={at}
      title={exactly(at)}
      className={large ? 'due-in large' : 'due-in'}
      data-state={state}
      aria-live="off"
    >
      {state === 'far' ? null : <Icon name={state === 'late' ? 'warning' : 'clock'} size={large ? 20 : 15} />}
      {text}
    </time>
  )
}
