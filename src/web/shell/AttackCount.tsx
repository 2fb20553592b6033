// Beside the way to sense: how many attacks run at this moment.
import type { ReactNode } from 'react'
import { listAttacks } from '#sense/api.ts'
import { useAsk } from '../ask.ts'
import { sayCount } from '../say.ts'

export function AttackCount(): ReactNode {
  const hears = ['sense.attack']
  const standing = useAsk(listAttacks, { running: true, limit: 1 }, { hears, present: true }).data?.total ?? 0
  if (standing === 0) return null
  return (
    <span className="alert-count">
      <span aria-hidden="true">{standing}</span>
      <span className="unseen"> {sayCount(standing, '{n} attack runs', '{n} attacks run')}</span>
    </span>
  )
}
