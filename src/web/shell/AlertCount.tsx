// Beside the way to watch: how many alerts of priority 1 wait for somebody to take them up.
import type { ReactNode } from 'react'
import { listAlerts } from '#watch/api.ts'
import { useAsk } from '../ask.ts'
import { say, sayCount } from '../say.ts'

/** The list holds at most so many; more than that is said as "more". */
const most = 200

export function AlertCount(): ReactNode {
  const open = useAsk(listAlerts, { status: 'open', limit: most }, { hears: ['watch.alert'], present: true })
  const pressing = (open.data?.alerts ?? []).filter((alert) => alert.state.priority === 1).length
  if (pressing === 0) return null
  return (
    <span className="alert-count">
      <span aria-hidden="true">{pressing === most ? `${most}+` : pressing}</span>
      <span className="unseen">
        {' '}
        {pressing === most
          ? say('{n} or more open alerts of priority 1', { n: most })
          : sayCount(pressing, '{n} open alert of priority 1', '{n} open alerts of priority 1')}
      </span>
    </span>
  )
}
