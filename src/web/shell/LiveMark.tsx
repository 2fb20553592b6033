// How the connection is: live, coming back, or away since when.
import type { ReactNode } from 'react'
import { ago, exactly, useSecond } from '../kit/Time.tsx'
import { useLive } from '../live.ts'
import { usePlace } from '../place.ts'
import { say } from '../say.ts'

export function LiveMark(): ReactNode {
  const live = useLive()
  // The line to the node is real, also in an exercise.
  const now = useSecond()
  const { asOf } = usePlace()
  if (asOf) {
    return (
      <span className="live-mark" data-state="past">
        {say('Past')}
      </span>
    )
  }
  const text = {
    connecting: say('Connecting'),
    live: say('Live'),
    reconnecting: say('Reconnecting'),
    offline: 'since' in live ? say('Offline, {ago}', { ago: ago(live.since, now) }) : say('Offline'),
  }[live.state]
  return (
    <span
      className="live-mark"
      data-state={live.state}
      role="status"
      title={'since' in live ? say('Since {moment}', { moment: exactly(live.since) }) : undefined}
    >
      <span className="dot" aria-hidden="true" />
      {text}
    </span>
  )
}
