// What time it is, in UTC, in which the journal counts, and on the wall.
import type { ReactNode } from 'react'
import { local, useNow } from '../kit/Time.tsx'

export function Clock(): ReactNode {
  const at = new Date(useNow()).toISOString()
  return (
    <span className="clock">
      <strong className="clock-utc">{at.slice(11, 16)}</strong> UTC
      {new Date(at).getTimezoneOffset() === 0 ? null : <span className="quiet"> · {local(at)}</span>}
    </span>
  )
}
