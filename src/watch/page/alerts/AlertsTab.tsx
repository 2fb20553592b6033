// Alerts and the questions that raise them: what came in that somebody asked for, and what was made of it.
import type { ReactNode } from 'react'
import { Alerts } from './Alerts.tsx'
import { Requirements } from './Requirements.tsx'

export function AlertsTab(): ReactNode {
  return (
    <div className="alerts">
      <Alerts />
      <Requirements />
    </div>
  )
}
