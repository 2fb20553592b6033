// A moment where the duty counts it, with the zone; UTC beside it for who asked to see it.
import type { ReactNode } from 'react'
import { utc } from '#web/kit/Time.tsx'
import { useChoices } from '#web/place.ts'
import { say } from '#web/say.ts'
import { inZone } from './zone.ts'

/** The zone of this machine, where a record names none. */
export const here = Intl.DateTimeFormat().resolvedOptions().timeZone

export function Moment({ at, zone = here }: { at: string; zone?: string }): ReactNode {
  const [{ utc: both }] = useChoices('utc')
  return (
    <time dateTime={at} title={utc(at)}>
      {inZone(at, zone)}
      {both === 'true' ? <span className="quiet"> · {utc(at)}</span> : null}
    </time>
  )
}

/** Shows or hides UTC beside every moment of the page. */
export function UtcSwitch(): ReactNode {
  const [{ utc: both }, choose] = useChoices('utc')
  return (
    <button
      type="button"
      className="button quiet small no-print"
      aria-pressed={both === 'true'}
      onClick={() => choose({ utc: both === 'true' ? undefined : 'true' })}
    >
      {both === 'true' ? say('Hide UTC') : say('Show UTC')}
    </button>
  )
}
