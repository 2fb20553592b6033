// The bands above everything: EXERCISE first, then the past. Neither can be closed by accident.
import type { ReactNode } from 'react'
import { Button } from '../kit/Button.tsx'
import { Icon } from '../kit/Icon.tsx'
import { exactly } from '../kit/Time.tsx'
import { useMoment, usePlace, useRealm } from '../place.ts'
import { say } from '../say.ts'

export function Bands(): ReactNode {
  const { realm, asOf } = usePlace()
  const goTo = useMoment()
  const changeRealm = useRealm()
  return (
    <div className="bands">
      {realm === 'live' ? null : (
        <section className="band exercise" aria-label={say('Exercise')}>
          <strong className="band-word">{say('EXERCISE')}</strong>
          <span className="band-name">{realm.slice('exercise:'.length)}</span>
          <span className="band-more">
            {say('Nothing here is real, and nothing here leaves for anybody outside the exercise.')}
          </span>
          <Button small kind="plain" onPress={() => changeRealm('live')}>
            {say('Leave for the live realm')}
          </Button>
        </section>
      )}
      {asOf ? (
        <section className="band past" aria-label={say('The past')}>
          <Icon name="clock" />
          <strong>{say('As known at {moment}', { moment: exactly(asOf) })}</strong>
          <span className="band-more">
            {say('You see what this node knew then. Nothing can be changed in the past.')}
          </span>
          <Button small kind="plain" onPress={() => goTo(undefined)}>
            {say('Back to now')}
          </Button>
        </section>
      ) : null}
    </div>
  )
}
