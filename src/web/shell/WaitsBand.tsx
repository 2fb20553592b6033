// Above every page: that somebody waits for an answer of whoever looks. A call-out reaches people here without any mail server.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { waitsForMe } from '#coordinate/api/tasks.ts'
import { useAsk } from '../ask.ts'
import { Icon } from '../kit/Icon.tsx'
import { usePlace } from '../place.ts'
import { say, sayCount } from '../say.ts'

const hears = ['coordinate.task', 'coordinate.callOut', 'coordinate.rota']

function useTotal(): { total: number; calls: number } {
  const waiting = useAsk(waitsForMe, {}, { hears, present: true, keep: true, everySeconds: 60 }).data
  return { total: waiting?.total ?? 0, calls: waiting?.callOuts.length ?? 0 }
}

export function WaitsBand(): ReactNode {
  const { total, calls } = useTotal()
  const { asOf } = usePlace()
  if (total === 0 || asOf) return null
  return (
    <section className="band waiting no-print" aria-label={say('Waits for you')}>
      <Icon name="warning" />
      <strong role="status">
        {calls > 0 ? say('You are called out.') : null}{' '}
        {sayCount(total, '{n} thing waits for your answer.', '{n} things wait for your answer.')}
      </strong>
      <Link to="/tasks" className="button small plain">
        {say('Look and answer')}
      </Link>
    </section>
  )
}

/** Beside the way to the tasks. */
export function WaitsCount(): ReactNode {
  const { total } = useTotal()
  if (total === 0) return null
  return (
    <span className="alert-count">
      <span aria-hidden="true">{total > 99 ? '99+' : total}</span>
      <span className="unseen"> {sayCount(total, '{n} thing waits for you', '{n} things wait for you')}</span>
    </span>
  )
}
