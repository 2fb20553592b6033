// What waits for a person apart from judging: figures that do not fit, items without a date, promises to follow up.
import './trays.css'
import type { ReactNode } from 'react'
import { useAsk } from '#web/ask.ts'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { listChecks, listUndated } from '../../api/facts.ts'
import { listFollowUps } from '../../api/follow-ups.ts'
import { Checks } from './Checks.tsx'
import { Promises } from './Promises.tsx'
import { Undated } from './Undated.tsx'

const trays = ['checks', 'dates', 'promises'] as const

export function Trays(): ReactNode {
  const [{ tray }, choose] = useChoices('tray', 'after')
  const chosen = trays.find((it) => it === tray) ?? 'checks'
  const checks = useAsk(listChecks, { limit: 1 }, { keep: true })
  const undated = useAsk(listUndated, { limit: 1 }, { keep: true })
  const promises = useAsk(listFollowUps, { limit: 1 }, { keep: true })
  const overdue = promises.data?.overdue ?? 0
  const words = {
    checks: { title: say('Checks'), count: checks.data?.total },
    dates: { title: say('Needs a date'), count: undated.data?.total },
    promises: { title: say('Promises'), count: promises.data?.total },
  }
  return (
    <div className="stack">
      {/* biome-ignore lint/a11y/useSemanticElements: a set of buttons, not a part of a form. */}
      <div role="group" aria-label={say('Tray')} className="segments wraps no-print trays">
        {trays.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={chosen === one}
            onClick={() => choose({ tray: one === 'checks' ? undefined : one, after: undefined })}
          >
            {words[one].title} {words[one].count === undefined ? null : <span>({words[one].count})</span>}
            {one === 'promises' && overdue > 0 ? <strong> · {say('{n} overdue', { n: overdue })}</strong> : null}
          </button>
        ))}
      </div>
      {chosen === 'checks' ? <Checks /> : chosen === 'dates' ? <Undated /> : <Promises />}
    </div>
  )
}
