// What is left on a clock, kept up to the second without moving anything around it.
import type { ReactNode } from 'react'
import { Icon } from '#web/kit/Icon.tsx'
import { leftText } from './left.ts'
import { useTicking } from './ticking.ts'

/** Hours that call for haste. */
const soon = 4 * 3_600_000

/** Counts down. Not announced at every second: who uses a screen reader asks for it by reading. */
export function TimeLeft({ due, large }: { due: string; large?: boolean }): ReactNode {
  const text = useTicking((now) => leftText(due, now))
  const state = useTicking((now) => (Date.parse(due) < now ? 'late' : Date.parse(due) - now <= soon ? 'soon' : 'far'))
  return (
    <span className={large ? 'time-left large' : 'time-left'} data-state={state} role="timer" aria-live="off">
      {state === 'far' ? null : <Icon name={state === 'late' ? 'warning' : 'clock'} size={large ? 20 : 16} />}
      {text}
    </span>
  )
}
