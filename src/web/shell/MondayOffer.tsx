// What a node offers that has nothing to show yet: a week that plays by itself, in a realm of its own, with somebody who leads through it.
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { listExercises } from '#exercise/api/exercises.ts'
import { playAtOnce } from '#exercise/api/newcomers.ts'
import { useAsk, useTell } from '../ask.ts'
import { Button } from '../kit/Button.tsx'
import { Icon } from '../kit/Icon.tsx'
import { Problem } from '../kit/Problem.tsx'
import { usePlace } from '../place.ts'
import { say } from '../say.ts'
import { useMay } from '../session.ts'
import { takeUpTour } from './tour-place.ts'

/** Forty minutes of the story in a second: waves, claims, clocks, the ladder and a report are there within a minute. */
const quickSpeed = 2_400
const offered = 'monday'
const noThanks = 'tocsin-no-offer'

export function MondayOffer(): ReactNode {
  const { realm, asOf } = usePlace()
  const may = useMay()
  const mine = realm === 'live' && !asOf && may(playAtOnce)
  const held = useAsk(listExercises, {}, { timeless: true, when: mine, hears: ['exercise.exercise'] })
  const playing = useTell(playAtOnce)
  const navigate = useNavigate()
  const [left, setLeft] = useState(() => localStorage.getItem(noThanks) !== null)
  // Whoever has planned anything knows where exercises are.
  if (!mine || left || held.data?.items.length !== 0) return null
  async function play(): Promise<void> {
    const made = await playing.tell({ scenario: offered, speed: quickSpeed })
    takeUpTour(made.exercise.slug)
    await navigate({ to: '/picture', search: { realm: made.realm, asOf: undefined } })
  }
  return (
    <section className="band offer no-print" aria-label={say('To begin with')}>
      <Icon name="play" />
      <span>
        <strong>{say('See it work:')}</strong>{' '}
        {say('play Monday, a made-up week, in a realm of its own. The live realm stays untouched.')}
      </span>
      <Problem error={playing.error} />
      <span className="row">
        <Button small kind="first" isPending={playing.pending} onPress={() => void play().catch(() => {})}>
          {say('Play Monday now')}
        </Button>
        <Button
          small
          onPress={() => {
            localStorage.setItem(noThanks, 'yes')
            setLeft(true)
          }}
        >
          {say('Not now')}
        </Button>
      </span>
    </section>
  )
}
