// The bands above everything: EXERCISE first, then the past. Neither can be closed by accident.
import { type ReactNode, useEffect } from 'react'
import { getExercise } from '#exercise/api/exercises.ts'
import { storyTime } from '#kernel/story-time.ts'
import { useAsk } from '../ask.ts'
import { Button } from '../kit/Button.tsx'
import { Icon } from '../kit/Icon.tsx'
import { exactly, tellTimeOf, useSecond } from '../kit/Time.tsx'
import { useMoment, usePlace, useRealm } from '../place.ts'
import { say } from '../say.ts'
import { useMe } from '../session.ts'
import { TourButton } from './Tour.tsx'

export function Bands(): ReactNode {
  const { realm, asOf } = usePlace()
  const goTo = useMoment()
  const changeRealm = useRealm()
  const me = useMe()
  return (
    <div className="bands">
      {realm === 'live' ? null : (
        <section className="band exercise" aria-label={say('Exercise')}>
          <strong className="band-word">{say('EXERCISE')}</strong>
          <span className="band-name">{realm.slice('exercise:'.length)}</span>
          <StoryTime exercise={realm.slice('exercise:'.length)} />
          <span className="band-more">
            {say('Nothing here is real, and nothing here leaves for anybody outside the exercise.')}
          </span>
          <span className="row">
            <TourButton exercise={realm.slice('exercise:'.length)} />
            {me.realms.includes('live') ? (
              <Button small kind="plain" onPress={() => changeRealm('live')}>
                {say('Leave for the live realm')}
              </Button>
            ) : null}
          </span>
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

/** The story's time, going; and from here on all pages tell it. A realm that no exercise was planned for has real time. */
function StoryTime({ exercise }: { exercise: string }): ReactNode {
  const clock = useAsk(getExercise, { exercise }, { timeless: true, hears: ['exercise.'], everySeconds: 10 }).data
    ?.clock
  const second = useSecond()
  useEffect(() => {
    tellTimeOf(clock ?? null)
    return () => tellTimeOf(null)
  }, [clock])
  if (!clock) return null
  const at = storyTime(clock, new Date(second)).toISOString()
  return (
    <span className="band-name">
      {at.slice(0, 10)} {at.slice(11, 19)} UTC {clock.speed === 0 ? say('(stands)') : `(×${clock.speed})`}
    </span>
  )
}
