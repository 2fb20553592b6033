// What was written down up to a moment, the newest first, and what had happened and nobody had written down.
import type { ReactNode } from 'react'
import { Time } from '#web/kit/Time.tsx'
import { say } from '#web/say.ts'
import { useNames } from '#web/shell/names.ts'
import { knownAt, notYetKnown } from '../../rules/after-action/known-at.ts'
import { Lines } from '../record/Standing.tsx'
import type { Shown } from './AfterActionPage.tsx'

const mostShown = 12

export function Course({ review, at, by }: { review: Shown; at: string; by: number | null }): ReactNode {
  const names = useNames()
  const readable = new Set(knownAt(review.tracks, at, by).flatMap((one) => (one.readable ? [one.track.id] : [])))
  const until = review.course.filter(({ recordedAt, subject }) => recordedAt <= at && readable.has(subject))
  const late = notYetKnown(review.course, at)
  return (
    <div className="recover-two">
      <Lines
        title={say('Written down last')}
        aside={String(until.length)}
        lines={until
          .slice(-mostShown)
          .reverse()
          .map((one) => ({ key: one.entry, at: one.recordedAt, text: one.says, more: names.actor(one.actor) }))}
      />
      <Lines
        title={say('Had happened, and was not written down yet')}
        none={say('Nothing: what had happened was in the record.')}
        aside={String(late.length)}
        lines={late.slice(0, mostShown).map((one) => ({
          ...{ key: one.entry, at: null, text: one.says },
          more: (
            <>
              {say('happened')} <Time at={one.observedAt} show="exact" /> · {say('written down')}{' '}
              <Time at={one.recordedAt} show="exact" />
            </>
          ),
        }))}
      />
    </div>
  )
}
