// A resolver that was moved and does not stand so any more: what was found, and the two ways on.
import type { ReactNode } from 'react'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import type { Astray } from '../../../model/failover.ts'
import type { ShownPlan } from './shown.ts'

export function AstrayNote({ astray, plan }: { astray: Astray; plan: ShownPlan }): ReactNode {
  const { control } = plan.plan.state
  return (
    <div className="note bad" role="alert">
      <strong>{wordOf(astray.way, control)}</strong>
      <p>
        {astray.said} <Time at={astray.at} show="both" />
      </p>
      <p>
        {astray.way === 'silent'
          ? say(
              'Look at the resolver itself. When it answers again, this note ends by itself or says what it stands on.',
            )
          : say('Set it again, or roll back if the usual resolver is well. What stood before is kept either way.')}
      </p>
    </div>
  )
}

function wordOf(way: Astray['way'], control: string): string {
  switch (way) {
    case 'lost':
      return say('"{control}" forgot the move: names go to the usual resolver again.', { control })
    case 'changed':
      return say('"{control}" was changed by somebody since the move.', { control })
    case 'silent':
      return say('"{control}" was moved, and does not answer as it should.', { control })
  }
}
