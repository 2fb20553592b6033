// The ladder as a panel of the crisis room.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { say } from '#web/say.ts'
import { Whole } from './Whole.tsx'

export function LadderPanel({ crisis }: { crisis: string }): ReactNode {
  return (
    <div className="stack">
      <Link to="/crises/$crisis/ladder" params={{ crisis }}>
        {say('The whole ladder, with all that was decided')}
      </Link>
      <Whole crisis={crisis} brief />
    </div>
  )
}
