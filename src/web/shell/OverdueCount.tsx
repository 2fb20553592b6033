// Beside the way to the clocks: how many reports that are owed for certain are past their limit.
import type { ReactNode } from 'react'
import { listDuties } from '#assess/api/duties.ts'
import { useAsk } from '../ask.ts'
import { sayCount } from '../say.ts'

export function OverdueCount(): ReactNode {
  const hears = ['assess.duty']
  const input = { overdue: true, tentative: false, limit: 1 }
  const overdue = useAsk(listDuties, input, { hears, present: true, everySeconds: 60 }).data?.totals.overdue ?? 0
  if (overdue === 0) return null
  return (
    <span className="alert-count">
      <span aria-hidden="true">{overdue > 99 ? '99+' : overdue}</span>
      <span className="unseen"> {sayCount(overdue, '{n} report is overdue', '{n} reports are overdue')}</span>
    </span>
  )
}
